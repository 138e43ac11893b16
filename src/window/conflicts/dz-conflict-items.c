#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

#include "window/compare/dz-compare-item.h"
#include "window/conflicts/dz-conflict-items.h"

/* In the order of the buttons, which the digits count. */
static const struct
{
  DzConflictChoice choice;
  const char *id;
  const char *label;
} choices[] = {
  { DZ_CONFLICT_OURS, "here", N_ ("Keep _Here") },
  { DZ_CONFLICT_THEIRS, "other", N_ ("Take _Other") },
  { DZ_CONFLICT_BOTH, "both", N_ ("Keep _Both") },
  { DZ_CONFLICT_BASE, "before", N_ ("Back to Be_fore") },
  { DZ_CONFLICT_NOW, "now", N_ ("_Leave as It Is Now") },
};

static gboolean
is_of_presence (DzConflict *conflict)
{
  return g_str_equal (dz_conflict_get_what (conflict), "presence");
}

/* Of what one removed, the two values are that it is there and that it is not. */
static const char *
get_label (DzConflict *conflict, guint index)
{
  DzConflictChoice choice = choices[index].choice;

  if (!is_of_presence (conflict) || choice > DZ_CONFLICT_THEIRS)
    return _ (choices[index].label);
  if (*(choice == DZ_CONFLICT_OURS ? dz_conflict_get_ours (conflict) : dz_conflict_get_theirs (conflict)) != '\0')
    return _ ("_Keep It");
  return _ ("_Remove It");
}

static void
add_line (GString *remark, const char *line)
{
  g_string_append_printf (remark, "%s%s", remark->len > 0 ? "\n" : "", line);
}

static void
add_quoted (GString *remark, const char *format, const char *empty, const char *text)
{
  g_autofree char *line = *text != '\0' ? g_strdup_printf (format, text) : g_strdup (empty);

  add_line (remark, line);
}

static char *
dup_remark (DzProject *project, DzConflict *conflict, const char *ours, const char *theirs)
{
  GString *remark = g_string_new (NULL);
  g_autofree char *base = dz_conflict_dup_shown (project, conflict, DZ_CONFLICT_BASE);
  g_autofree char *now = dz_conflict_dup_shown (project, conflict, DZ_CONFLICT_NOW);

  if (is_of_presence (conflict))
    add_line (remark, *dz_conflict_get_ours (conflict) == '\0' ? _ ("Removed here, and changed in the other copy.")
                                                               : _ ("Changed here, and removed in the other copy."));
  else if (g_str_equal (ours, theirs))
    add_line (remark, _ ("The words are the same; how they are formatted differs."));
  if (*dz_conflict_get_base (conflict) != '\0')
    /* Translators: %s is what stood there before two people changed it */
    add_quoted (remark, _ ("Before: %s"), _ ("Before: empty"), base);
  if (*now != '\0' && dz_conflict_can_choose (project, conflict, DZ_CONFLICT_NOW))
    /* Translators: %s is what stands there after somebody edited it again */
    add_quoted (remark, _ ("Now: %s"), "", now);
  return g_string_free (remark, FALSE);
}

/* What is of one language is shown in its letters. */
static void
set_language (DzProject *project, DzConflict *conflict, DzCompareItem *item)
{
  const char *what = dz_conflict_get_what (conflict);
  g_autofree char *language = NULL;

  if (g_str_has_prefix (what, "original"))
    g_object_get (project, "original-language", &language, NULL);
  else if (g_str_has_prefix (what, "translation"))
    g_object_get (project, "translation-language", &language, NULL);
  if (language && *language)
    dz_compare_item_set_language (item, language);
}

static DzCompareItem *
make_item (DzProject *project, DzConflict *conflict, gboolean editable)
{
  g_autofree char *heading = dz_conflict_dup_title (project, conflict);
  g_autofree char *ours = dz_conflict_dup_shown (project, conflict, DZ_CONFLICT_OURS);
  g_autofree char *theirs = dz_conflict_dup_shown (project, conflict, DZ_CONFLICT_THEIRS);
  g_autofree char *remark = dup_remark (project, conflict, ours, theirs);
  g_autoptr (GtkStringObject) id = gtk_string_object_new (dz_conflict_get_id (conflict));
  gboolean presence = is_of_presence (conflict);
  DzCompareItem *item = dz_compare_item_new (DZ_COMPARE_CONFLICT, heading, id);

  dz_compare_item_set_remark (item, *remark ? remark : NULL);
  dz_compare_item_add_part (item, NULL, presence && !*ours ? NULL : ours, presence && !*theirs ? NULL : theirs);
  set_language (project, conflict, item);
  for (guint i = 0; i < G_N_ELEMENTS (choices) && editable; i++)
    if (dz_conflict_can_choose (project, conflict, choices[i].choice))
      dz_compare_item_add_action (item, choices[i].id, get_label (conflict, i));
  return item;
}

GPtrArray *
dz_conflict_items_make (DzProject *project, gboolean editable)
{
  g_autoptr (GPtrArray) conflicts = dz_conflict_list (project);
  GPtrArray *items = g_ptr_array_new_full (conflicts->len, g_object_unref);

  for (guint i = 0; i < conflicts->len; i++)
    g_ptr_array_add (items, make_item (project, g_ptr_array_index (conflicts, i), editable));
  return items;
}

gboolean
dz_conflict_items_parse_action (const char *id, DzConflictChoice *choice)
{
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (choices[i].id, id))
      {
        *choice = choices[i].choice;
        return TRUE;
      }
  return FALSE;
}
