#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "store/dz-merge-private.h"

/* Characters of a highlight's words that tell it from others. */
#define QUOTE 30

static char *
name_highlight (DzProject *project, DzHighlight *highlight)
{
  g_autofree char *quote = dz_project_dup_quote (project, highlight, DZ_SIDE_ORIGINAL);
  g_autofree char *start = NULL;

  if (quote == NULL)
    quote = dz_project_dup_quote (project, highlight, DZ_SIDE_TRANSLATION);
  if (quote == NULL || g_utf8_strlen (quote, -1) <= QUOTE)
    return g_strdup_printf (_ ("Highlight “%s”"), quote != NULL ? quote : "");
  start = g_utf8_substring (quote, 0, QUOTE);
  return g_strdup_printf (_ ("Highlight “%s…”"), start);
}

/* The thing itself. */
static char *
name_target (DzProject *project, DzConflict *conflict)
{
  DzEntity *target = dz_project_lookup (project, dz_conflict_get_target (conflict));

  if (DZ_IS_BLOCK (target))
    {
      DzDocument *document = dz_project_document_of (project, DZ_BLOCK (target));
      guint number = dz_document_index_of (document, DZ_BLOCK (target)) + 1;

      if (g_list_model_get_n_items (dz_project_get_documents (project)) == 1)
        return g_strdup_printf (_ ("Block %u"), number);
      /* Translators: %s is a document's title */
      return g_strdup_printf (_ ("“%s”, block %u"), dz_document_get_title (document), number);
    }
  if (DZ_IS_TAG (target))
    return g_strdup_printf (_ ("Tag “%s”"), dz_tag_get_name (DZ_TAG (target)));
  if (DZ_IS_SPEAKER (target))
    return g_strdup_printf (_ ("Speaker “%s”"), dz_speaker_get_name (DZ_SPEAKER (target)));
  if (DZ_IS_DOCUMENT (target))
    return g_strdup_printf (_ ("Document “%s”"), dz_document_get_title (DZ_DOCUMENT (target)));
  if (DZ_IS_HIGHLIGHT (target))
    return name_highlight (project, DZ_HIGHLIGHT (target));
  if (DZ_IS_PICTURE (target))
    return g_strdup_printf (_ ("Picture “%s”"), dz_picture_get_name (DZ_PICTURE (target)));
  return g_strdup (DZ_IS_PROJECT (target) ? _ ("Project") : _ ("Something that is gone meanwhile"));
}

/* What of it. */
static const char *
name_what (DzProject *project, DzConflict *conflict)
{
  static const struct
  {
    const char *what;
    const char *name;
  } names[] = {
    { "original", N_ ("original") },
    { "translation", N_ ("translation") },
    { "original-anchor", N_ ("passage in the original") },
    { "translation-anchor", N_ ("passage in the translation") },
    { "presence", N_ ("changed in one copy, removed in the other") },
    { "name", N_ ("name") },
    { "translated-name", N_ ("translated name") },
    { "color", N_ ("colour") },
    { "description", N_ ("description") },
    { "note", N_ ("note") },
    { "speaker", N_ ("speaker") },
    { "turn", N_ ("whether a turn begins there") },
    { "kind", N_ ("kind") },
    { "level", N_ ("level") },
    { "quoted", N_ ("quotation") },
    { "ordered", N_ ("whether the list has numbers") },
    { "number", N_ ("number in the list") },
    { "starts", N_ ("whether a list begins there") },
    { "earlier-original", N_ ("the original that was translated") },
    { "title", N_ ("title") },
    { "translated-title", N_ ("translated title") },
    { "author", N_ ("author") },
    { "translator", N_ ("translator") },
    { "publisher", N_ ("publisher") },
    { "date", N_ ("date") },
    { "place", N_ ("place") },
    { "source", N_ ("source link") },
    { "cover", N_ ("cover") },
    { "summary", N_ ("summary") },
    { "details", N_ ("more details") },
    { "address", N_ ("address") },
    { "media-type", N_ ("type of file") },
    { "original-language", N_ ("language of the original") },
    { "translation-language", N_ ("language of the translation") },
  };
  const char *what = dz_conflict_get_what (conflict);

  if (dz_conflict_is_of_place (project, conflict))
    return _ ("where it belongs");
  if (g_str_equal (what, "source") && DZ_IS_BLOCK (dz_project_lookup (project, dz_conflict_get_target (conflict))))
    return _ ("picture");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].what, what))
      return _ (names[i].name);
  return what;
}

char *
dz_conflict_dup_title (DzProject *project, DzConflict *conflict)
{
  g_autofree char *target = name_target (project, conflict);

  /* Translators: a thing and what of it, as "Block 12: translation" */
  return g_strdup_printf (_ ("%s: %s"), target, name_what (project, conflict));
}
