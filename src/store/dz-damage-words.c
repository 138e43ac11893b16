#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "store/dz-damage-private.h"

static const DzListWord lists[] = {
  { "blocks", DZ_PIECE_BLOCK, DZ_PIECE_DOCUMENT },        { "children", DZ_PIECE_TAG, DZ_PIECE_TAG },
  { "conflicts", DZ_PIECE_CONFLICT, DZ_PIECE_PROJECT },   { "documents", DZ_PIECE_DOCUMENT, DZ_PIECE_PROJECT },
  { "highlights", DZ_PIECE_HIGHLIGHT, DZ_PIECE_PROJECT }, { "pictures", DZ_PIECE_PICTURE, DZ_PIECE_PROJECT },
  { "speakers", DZ_PIECE_SPEAKER, DZ_PIECE_PROJECT },     { "tags", DZ_PIECE_TAG, DZ_PIECE_PROJECT },
};

/* Names that are members of one kind only, some by what their value begins with. */
static const struct
{
  const char *name;
  char first;
  DzPieceKind kind;
} signs[] = {
  { "address", '"', DZ_PIECE_PICTURE },
  { "author", '"', DZ_PIECE_DOCUMENT },
  { "base", 0, DZ_PIECE_CONFLICT },
  { "color", '"', DZ_PIECE_TAG },
  { "cover", '"', DZ_PIECE_DOCUMENT },
  { "data", '"', DZ_PIECE_PICTURE },
  { "date", '"', DZ_PIECE_DOCUMENT },
  { "description", '"', DZ_PIECE_TAG },
  { "details", '[', DZ_PIECE_DOCUMENT },
  { "document", '"', DZ_PIECE_HIGHLIGHT },
  { "kind", '"', DZ_PIECE_BLOCK },
  { "media_type", '"', DZ_PIECE_PICTURE },
  { "note", '"', DZ_PIECE_HIGHLIGHT },
  { "original", '"', DZ_PIECE_BLOCK },
  { "original", '{', DZ_PIECE_HIGHLIGHT },
  { "original_spans", '[', DZ_PIECE_BLOCK },
  { "ours", 0, DZ_PIECE_CONFLICT },
  { "place", '"', DZ_PIECE_DOCUMENT },
  { "publisher", '"', DZ_PIECE_DOCUMENT },
  { "speaker", '"', DZ_PIECE_BLOCK },
  { "state", '"', DZ_PIECE_BLOCK },
  { "summary", '"', DZ_PIECE_DOCUMENT },
  { "tags", '[', DZ_PIECE_HIGHLIGHT },
  { "target", '"', DZ_PIECE_CONFLICT },
  { "theirs", 0, DZ_PIECE_CONFLICT },
  { "title", '"', DZ_PIECE_DOCUMENT },
  { "translated_name", '"', DZ_PIECE_SPEAKER },
  { "translated_title", '"', DZ_PIECE_DOCUMENT },
  { "translation", '"', DZ_PIECE_BLOCK },
  { "translation", '{', DZ_PIECE_HIGHLIGHT },
  { "translation_spans", '[', DZ_PIECE_BLOCK },
  { "translator", '"', DZ_PIECE_DOCUMENT },
};

static const char *const texts[] = {
  "author",          "description",      "name",        "note",       "original",
  "place",           "publisher",        "summary",     "title",      "title",
  "translated_name", "translated_title", "translation", "translator",
};

static gboolean
is (const char *name, gsize length, const char *word)
{
  return strlen (word) == length && memcmp (name, word, length) == 0;
}

const DzListWord *
dz_list_word_find (const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (is (name, length, lists[i].name))
      return &lists[i];
  return NULL;
}

DzPieceKind
dz_word_get_kind (const char *name, gsize length, char first)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (is (name, length, signs[i].name) && (signs[i].first == 0 || signs[i].first == first))
      return signs[i].kind;
  return DZ_PIECE_UNKNOWN;
}

gboolean
dz_word_is_text (const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (is (name, length, texts[i]))
      return TRUE;
  return FALSE;
}
