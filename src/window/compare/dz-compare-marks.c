#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/compare/dz-compare-marks.h"

#include "language/dz-diff.h"

/* Of 65535: seen on white and on black, and letters stay readable on it. */
#define TINT 17500
#define MOST_SPOKEN 6
#define LONGEST_SPOKEN 60

typedef struct
{
  guint16 red;
  guint16 green;
  guint16 blue;
} Color;

/* How what only one side has is marked: never by its colour alone. */
typedef struct
{
  Color color;
  gboolean struck;
  PangoUnderline underline;
} Look;

static const Look looks[] = { { { 0xe0e0, 0x1b1b, 0x2424 }, TRUE, PANGO_UNDERLINE_NONE },
                              { { 0x2e2e, 0xc2c2, 0x7e7e }, FALSE, PANGO_UNDERLINE_SINGLE } };
/* Neither came first. */
static const Look conflict_looks[] = { { { 0x3535, 0x8484, 0xe4e4 }, FALSE, PANGO_UNDERLINE_SINGLE },
                                       { { 0xffff, 0x7878, 0x0000 }, FALSE, PANGO_UNDERLINE_DOUBLE } };

static void
take (PangoAttrList *list, PangoAttribute *attribute, const char *text, const char *from, const char *to)
{
  attribute->start_index = (guint) (from - text);
  attribute->end_index = (guint) (to - text);
  pango_attr_list_insert (list, attribute);
}

static void
mark (PangoAttrList *list, const char *text, const char *from, const char *to, const Look *look)
{
  take (list, pango_attr_background_new (look->color.red, look->color.green, look->color.blue), text, from, to);
  take (list, pango_attr_background_alpha_new (TINT), text, from, to);
  if (look->struck)
    take (list, pango_attr_strikethrough_new (TRUE), text, from, to);
  else
    take (list, pango_attr_underline_new (look->underline), text, from, to);
}

PangoAttrList *
dz_compare_marks_make (DzCompareItem *item, guint part, gboolean right)
{
  PangoAttrList *list = pango_attr_list_new ();
  const char *language = dz_compare_item_get_language (item, part);
  const char *text = right ? dz_compare_item_get_right (item, part) : dz_compare_item_get_left (item, part);
  GArray *edits = dz_compare_item_get_edits (item, part);
  const Look *look
      = &(dz_compare_item_get_kind (item) == DZ_COMPARE_CONFLICT ? conflict_looks : looks)[right ? 1 : 0];
  const char *at = text;
  guint position = 0;

  if (language)
    pango_attr_list_insert (list, pango_attr_language_new (pango_language_from_string (language)));
  for (guint i = 0; i < edits->len; i++)
    {
      const DzDiffEdit *edit = &g_array_index (edits, DzDiffEdit, i);
      guint start = right ? edit->b_start : edit->a_start;
      guint length = right ? edit->b_length : edit->a_length;
      const char *from = g_utf8_offset_to_pointer (at, start - position);

      at = g_utf8_offset_to_pointer (from, length);
      position = start + length;
      if (length > 0)
        mark (list, text, from, at, look);
    }
  return list;
}

static char *
dup_stretch (const char *text, guint start, guint length)
{
  g_autofree char *all = g_utf8_substring (text, start, (glong) start + MIN (length, LONGEST_SPOKEN));

  return length > LONGEST_SPOKEN ? g_strconcat (all, "…", NULL) : g_steal_pointer (&all);
}

static void
say_one_side (GString *out, const char *left, const char *right)
{
  if (right)
    /* Translators: %s is a piece of text that only the right one of two columns has */
    g_string_append_printf (out, _ ("only on the right: “%s”"), right);
  else
    /* Translators: %s is a piece of text that only the left one of two columns has */
    g_string_append_printf (out, _ ("only on the left: “%s”"), left);
}

static void
say_edit (GString *out, const DzDiffEdit *edit, const char *left, const char *right)
{
  g_autofree char *taken = edit->a_length > 0 ? dup_stretch (left, edit->a_start, edit->a_length) : NULL;
  g_autofree char *put = edit->b_length > 0 ? dup_stretch (right, edit->b_start, edit->b_length) : NULL;

  if (taken && put)
    /* Translators: two pieces of text that stand in the same place of two columns */
    g_string_append_printf (out, _ ("left “%s”, right “%s”"), taken, put);
  else
    say_one_side (out, taken, put);
}

static void
say_part (GString *out, DzCompareItem *item, guint part)
{
  const char *left = dz_compare_item_get_left (item, part), *right = dz_compare_item_get_right (item, part);
  const char *caption = dz_compare_item_get_caption (item, part);
  GArray *edits = dz_compare_item_get_edits (item, part);

  if (edits->len == 0 && left && right)
    return;
  if (out->len > 0)
    g_string_append (out, ". ");
  if (caption && *caption)
    g_string_append_printf (out, "%s: ", caption);
  if (!left || !right)
    {
      g_autofree char *only = dup_stretch (left ? left : right ? right : "", 0, g_utf8_strlen (left ? left : right ? right : "", -1));

      say_one_side (out, only, left ? NULL : only);
      return;
    }
  for (guint i = 0; i < edits->len && i < MOST_SPOKEN; i++)
    {
      if (i > 0)
        g_string_append (out, "; ");
      say_edit (out, &g_array_index (edits, DzDiffEdit, i), left, right);
    }
  if (edits->len > MOST_SPOKEN)
    {
      guint more = edits->len - MOST_SPOKEN;

      g_string_append (out, "; ");
      g_string_append_printf (out, ngettext ("and %u more difference", "and %u more differences", more), more);
    }
}

char *
dz_compare_marks_dup_spoken (DzCompareItem *item)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < dz_compare_item_get_n_parts (item); i++)
    say_part (out, item, i);
  return g_string_free (out, FALSE);
}

const char *
dz_compare_marks_get_word (DzCompareKind kind)
{
  switch (kind)
    {
    case DZ_COMPARE_CHANGED:
      return _ ("Changed");
    case DZ_COMPARE_ADDED:
      return _ ("Added");
    case DZ_COMPARE_REMOVED:
      return _ ("Removed");
    case DZ_COMPARE_SAME:
    case DZ_COMPARE_CONFLICT:
    default:
      return NULL;
    }
}
