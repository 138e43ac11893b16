#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/highlights/dz-highlight-words.h"

char *
dz_highlight_words_dup_quote (DzProject *project, DzHighlight *highlight, DzSide side)
{
  g_autofree char *quote = dz_project_dup_quote (project, highlight, side);

  if (!quote)
    return g_strdup ("");
  return g_strdelimit (g_steal_pointer (&quote), "\n", ' ');
}

gboolean
dz_highlight_words_is_on (DzHighlight *highlight, DzSide side)
{
  DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);

  return anchor && !anchor->orphan;
}

gboolean
dz_highlight_words_is_lost (DzHighlight *highlight, DzSide side)
{
  DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);

  return anchor && anchor->orphan;
}

static DzAnchor *
first_anchor (DzHighlight *highlight)
{
  if (dz_highlight_words_is_on (highlight, DZ_SIDE_ORIGINAL))
    return dz_highlight_get_anchor (highlight, DZ_SIDE_ORIGINAL);
  if (dz_highlight_words_is_on (highlight, DZ_SIDE_TRANSLATION))
    return dz_highlight_get_anchor (highlight, DZ_SIDE_TRANSLATION);
  return NULL;
}

char *
dz_highlight_words_dup_speaker (DzProject *project, DzHighlight *highlight)
{
  DzAnchor *anchor = first_anchor (highlight);
  DzBlock *block = anchor ? dz_project_lookup_block (project, anchor->start_block) : NULL;
  const char *id = block ? dz_block_get_speaker (block) : NULL;
  DzSpeaker *speaker = id ? dz_project_lookup_speaker (project, id) : NULL;

  return g_strdup (speaker ? dz_speaker_get_name (speaker) : "");
}

char *
dz_highlight_words_dup_tags (DzProject *project, DzHighlight *highlight)
{
  const char *const *ids = dz_highlight_get_tags (highlight);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; ids && ids[i]; i++)
    {
      DzTag *tag = dz_project_lookup_tag (project, ids[i]);

      if (!tag)
        continue;
      if (names->len)
        /* Translators: parts the items of a list */
        g_string_append (names, _ (", "));
      g_string_append (names, dz_tag_get_name (tag));
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static guint
find_place (DzProject *project, DzHighlight *highlight, guint *position)
{
  DzAnchor *anchor = first_anchor (highlight);
  DzBlock *block = anchor ? dz_project_lookup_block (project, anchor->start_block) : NULL;
  DzDocument *document = block ? dz_project_document_of (project, block) : NULL;

  *position = anchor ? anchor->start : 0;
  return document ? dz_document_index_of (document, block) : G_MAXUINT;
}

int
dz_highlight_words_compare (DzProject *project, DzHighlight *a, DzHighlight *b)
{
  guint position_a, position_b;
  guint block_a = find_place (project, a, &position_a), block_b = find_place (project, b, &position_b);

  if (block_a != block_b)
    return block_a < block_b ? -1 : 1;
  if (position_a != position_b)
    return position_a < position_b ? -1 : 1;
  return g_strcmp0 (dz_highlight_get_id (a), dz_highlight_get_id (b));
}
