#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/parallel/dz-text-style.h"

#define QUOTE_INDENT 16
#define LIST_INDENT 26

typedef struct
{
  const char *kind;
  PangoWeight weight;
  PangoStyle style;
  PangoUnderline underline;
  gboolean strike;
  const char *family;
  const char *foreground;
  const char *background;
} SpanLook;

static const SpanLook looks[] = {
  { .kind = DZ_SPAN_BOLD, .weight = PANGO_WEIGHT_BOLD },
  { .kind = DZ_SPAN_ITALIC, .style = PANGO_STYLE_ITALIC },
  { .kind = DZ_SPAN_UNDERLINE, .underline = PANGO_UNDERLINE_SINGLE },
  { .kind = DZ_SPAN_STRIKE, .strike = TRUE },
  { .kind = DZ_SPAN_CODE, .family = "monospace", .background = "rgba(128,128,128,0.16)" },
  { .kind = DZ_SPAN_LINK, .underline = PANGO_UNDERLINE_SINGLE, .foreground = "#2a7bde" },
};

static const double heading_scales[] = { 1.0, 1.55, 1.3, 1.15, 1.05, 1.0, 1.0 };

static const SpanLook *
find_look (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    if (g_str_equal (looks[i].kind, kind))
      return &looks[i];
  return NULL;
}

static GtkTextTag *
make_span_tag (const SpanLook *look)
{
  GtkTextTag *tag = gtk_text_tag_new (look->kind);

  if (look->weight)
    g_object_set (tag, "weight", look->weight, NULL);
  if (look->style)
    g_object_set (tag, "style", look->style, NULL);
  if (look->underline)
    g_object_set (tag, "underline", look->underline, NULL);
  if (look->strike)
    g_object_set (tag, "strikethrough", TRUE, NULL);
  if (look->family)
    g_object_set (tag, "family", look->family, NULL);
  if (look->foreground)
    g_object_set (tag, "foreground", look->foreground, NULL);
  if (look->background)
    g_object_set (tag, "background", look->background, NULL);
  return tag;
}

static char *
heading_name (guint level)
{
  return g_strdup_printf ("heading-%u", CLAMP (level, 1, 6));
}

GtkTextTagTable *
dz_text_style_get_tags (void)
{
  static GtkTextTagTable *table;

  if (table)
    return table;

  table = gtk_text_tag_table_new ();
  for (guint level = 1; level <= 6; level++)
    {
      g_autofree char *name = heading_name (level);
      g_autoptr (GtkTextTag) tag = gtk_text_tag_new (name);

      g_object_set (tag, "weight", PANGO_WEIGHT_BOLD, "scale", heading_scales[level], NULL);
      gtk_text_tag_table_add (table, tag);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autoptr (GtkTextTag) tag = make_span_tag (&looks[i]);

      gtk_text_tag_table_add (table, tag);
    }
  return table;
}

static GtkTextTag *
get_language_tag (GtkTextTagTable *table, const char *language)
{
  g_autofree char *name = g_strdup_printf ("language-%s", language);
  g_autoptr (GtkTextTag) fresh = NULL;
  GtkTextTag *tag = gtk_text_tag_table_lookup (table, name);

  if (tag)
    return tag;
  fresh = gtk_text_tag_new (name);
  g_object_set (fresh, "language", language, NULL);
  gtk_text_tag_table_add (table, fresh);
  return fresh; /* the table keeps it alive */
}

void
dz_text_style_apply (GtkTextBuffer *buffer, DzText *text, const DzBlockForm *form, const char *language)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (buffer);
  GtkTextIter start, end;
  const DzSpan *spans;
  guint n_spans;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  if (gtk_text_iter_equal (&start, &end))
    return;

  gtk_text_buffer_remove_all_tags (buffer, &start, &end);
  if (language && *language)
    gtk_text_buffer_apply_tag (buffer, get_language_tag (table, language), &start, &end);
  if (form->kind == DZ_BLOCK_HEADING)
    {
      g_autofree char *name = heading_name (form->level);

      gtk_text_buffer_apply_tag_by_name (buffer, name, &start, &end);
    }
  spans = dz_text_get_spans (text, &n_spans);
  for (guint i = 0; i < n_spans; i++)
    {
      if (!find_look (spans[i].kind))
        continue;
      gtk_text_buffer_get_iter_at_offset (buffer, &start, (int)spans[i].start);
      gtk_text_buffer_get_iter_at_offset (buffer, &end, (int)spans[i].end);
      gtk_text_buffer_apply_tag_by_name (buffer, spans[i].kind, &start, &end);
    }
}

static void
take (PangoAttrList *list, PangoAttribute *attribute, guint start, guint end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (list, attribute);
}

static void
take_look (PangoAttrList *list, const SpanLook *look, guint start, guint end)
{
  if (look->weight)
    take (list, pango_attr_weight_new (look->weight), start, end);
  if (look->style)
    take (list, pango_attr_style_new (look->style), start, end);
  if (look->family)
    take (list, pango_attr_family_new (look->family), start, end);
}

PangoAttrList *
dz_text_style_attributes (DzText *text, guint start, guint end, const DzBlockForm *form, const char *language)
{
  PangoAttrList *list = pango_attr_list_new ();
  const char *string = dz_text_get_string (text);
  const char *slice = g_utf8_offset_to_pointer (string, start);
  const DzSpan *spans;
  guint n_spans;

  if (language && *language)
    take (list, pango_attr_language_new (pango_language_from_string (language)), 0, PANGO_ATTR_INDEX_TO_TEXT_END);
  if (form->kind == DZ_BLOCK_HEADING)
    {
      take (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), 0, PANGO_ATTR_INDEX_TO_TEXT_END);
      take (list, pango_attr_scale_new (dz_text_style_scale (form)), 0, PANGO_ATTR_INDEX_TO_TEXT_END);
    }
  spans = dz_text_get_spans (text, &n_spans);
  for (guint i = 0; i < n_spans; i++)
    {
      const SpanLook *look = find_look (spans[i].kind);
      guint from = MAX (spans[i].start, start);
      guint to = MIN (spans[i].end, end);
      const char *first, *last;

      if (!look || from >= to)
        continue;
      first = g_utf8_offset_to_pointer (slice, from - start);
      last = g_utf8_offset_to_pointer (first, to - from);
      take_look (list, look, (guint)(first - slice), (guint)(last - slice));
    }
  return list;
}

int
dz_text_style_indent (const DzBlockForm *form)
{
  int indent = QUOTE_INDENT * (int)MIN (form->quoted, DZ_TEXT_MAX_DEPTH);

  if (form->kind != DZ_BLOCK_HEADING)
    indent += LIST_INDENT * (int)MIN (form->level, DZ_TEXT_MAX_DEPTH);
  return indent;
}

char *
dz_text_style_dup_marker (const DzBlockForm *form)
{
  static const char *const bullets[] = { "•", "◦", "▪" };

  if (form->kind != DZ_BLOCK_LIST_ITEM)
    return NULL;
  if (form->ordered)
    return g_strdup_printf ("%u.", form->number);
  return g_strdup (bullets[(MAX (form->level, 1) - 1) % G_N_ELEMENTS (bullets)]);
}

int
dz_text_style_bar_x (guint depth)
{
  return DZ_CELL_MARGIN + QUOTE_INDENT * (int)MIN (depth, DZ_TEXT_MAX_DEPTH - 1);
}

int
dz_text_style_marker_x (const DzBlockForm *form)
{
  return DZ_CELL_MARGIN + dz_text_style_indent (form) - LIST_INDENT;
}

double
dz_text_style_scale (const DzBlockForm *form)
{
  return form->kind == DZ_BLOCK_HEADING ? heading_scales[CLAMP (form->level, 1, 6)] : 1.0;
}
