#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "formats/html/dz-html-color.h"
#include "formats/html/dz-html-paint.h"

#define MOST_LANES 6
#define LINE_HEIGHT 2
#define LANE_HEIGHT 4
#define LINE_CONTRAST 3.0

/* On and off in px of each lane's line; the first is unbroken. */
static const struct
{
  guint on;
  guint off;
} patterns[MOST_LANES] = { { 10, 0 }, { 7, 3 }, { 2, 2 }, { 14, 4 }, { 4, 4 }, { 1, 3 } };

struct _DzHtmlPaint
{
  const DzArticle *article;
  DzArticleHighlight *lanes[DZ_N_SIDES][MOST_LANES];
  GHashTable *classes; /* what a look is made of → its class */
  GString *css;
};

DzHtmlPaint *
dz_html_paint_new (const DzArticle *article)
{
  DzHtmlPaint *self = g_new0 (DzHtmlPaint, 1);

  self->article = article;
  self->classes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->css = g_string_new (NULL);
  return self;
}

void
dz_html_paint_free (DzHtmlPaint *self)
{
  g_hash_table_unref (self->classes);
  g_string_free (self->css, TRUE);
  g_free (self);
}

/* One that finds no free lane shares the last. */
static guint
find_lane (DzHtmlPaint *self, DzSide side, const DzArticleHighlight *highlight)
{
  for (guint lane = 0; lane < MOST_LANES; lane++)
    {
      if (self->lanes[side][lane] == highlight)
        return lane;
    }
  return MOST_LANES - 1;
}

static void
begin_lanes (DzHtmlPaint *self, DzSide side, GPtrArray *starts)
{
  for (guint i = 0; starts != NULL && i < starts->len; i++)
    {
      guint lane = find_lane (self, side, NULL);

      if (self->lanes[side][lane] == NULL)
        self->lanes[side][lane] = g_ptr_array_index (starts, i);
    }
}

static void
end_lanes (DzHtmlPaint *self, DzSide side, GPtrArray *ends)
{
  for (guint i = 0; ends != NULL && i < ends->len; i++)
    {
      DzArticleHighlight *highlight = g_ptr_array_index (ends, i);
      guint lane = find_lane (self, side, highlight);

      if (self->lanes[side][lane] == highlight)
        self->lanes[side][lane] = NULL;
    }
}

static guint
get_tag_number (const DzArticleHighlight *highlight, guint index)
{
  return highlight->tags->len == 0 ? 0 : ((DzArticleTag *)g_ptr_array_index (highlight->tags, index))->number;
}

/* A line that takes the highlight's colours in turn, in the lane's pattern. */
static void
append_line (GString *out, const DzArticleHighlight *highlight, guint lane)
{
  guint n_colors = MAX (highlight->tags->len, 1);
  guint on = patterns[lane].on;
  guint off = patterns[lane].off;
  guint at = 0;

  g_string_append (out, "repeating-linear-gradient(90deg");
  for (guint i = 0; i < n_colors; i++)
    {
      g_string_append_printf (out, ",var(--c%u) %upx %upx", get_tag_number (highlight, i), at, at + on);
      if (off > 0)
        g_string_append_printf (out, ",transparent %upx %upx", at + on, at + on + off);
      at += on + off;
    }
  g_string_append (out, ")");
}

static void
append_rule (DzHtmlPaint *self, const char *class, DzSide side, const DzArticleRun *run)
{
  g_autoptr (GString) places = g_string_new (NULL);
  g_autoptr (GString) sizes = g_string_new (NULL);
  guint n_lanes = 0;

  for (guint i = 0; i < run->highlights->len; i++)
    n_lanes = MAX (n_lanes, find_lane (self, side, g_ptr_array_index (run->highlights, i)) + 1);
  g_string_append_printf (self->css, "mark.%s{padding-bottom:%upx;background-image:", class,
                          n_lanes * LANE_HEIGHT - (LANE_HEIGHT - LINE_HEIGHT));
  for (guint i = 0; i < run->highlights->len; i++)
    {
      DzArticleHighlight *highlight = g_ptr_array_index (run->highlights, i);
      guint lane = find_lane (self, side, highlight);
      guint below = (n_lanes - 1 - lane) * LANE_HEIGHT;

      append_line (self->css, highlight, lane);
      g_string_append_c (self->css, ',');
      g_string_append_printf (places, "0 calc(100%% - %upx),", below);
      g_string_append_printf (sizes, "100%% %upx,", LINE_HEIGHT);
    }
  for (guint i = 0; i < run->highlights->len; i++)
    {
      guint number = get_tag_number (g_ptr_array_index (run->highlights, i), 0);

      g_string_append_printf (self->css, "%slinear-gradient(var(--k%u),var(--k%u))", i > 0 ? "," : "", number, number);
      g_string_append_printf (places, "%s0 0", i > 0 ? "," : "");
      g_string_append_printf (sizes, "%s100%% 100%%", i > 0 ? "," : "");
    }
  g_string_append_printf (self->css, ";background-position:%s;background-size:%s}\n", places->str, sizes->str);
}

static char *
dup_look (DzHtmlPaint *self, DzSide side, const DzArticleRun *run)
{
  GString *look = g_string_new (NULL);

  for (guint i = 0; i < run->highlights->len; i++)
    {
      DzArticleHighlight *highlight = g_ptr_array_index (run->highlights, i);

      g_string_append_printf (look, "%u:", find_lane (self, side, highlight));
      for (guint t = 0; t < highlight->tags->len; t++)
        g_string_append_printf (look, "%u,", get_tag_number (highlight, t));
      g_string_append_c (look, ';');
    }
  return g_string_free (look, FALSE);
}

const char *
dz_html_paint_run (DzHtmlPaint *self, DzSide side, const DzArticleRun *run)
{
  g_autofree char *look = NULL;
  char *class;

  begin_lanes (self, side, run->starts);
  look = dup_look (self, side, run);
  class = g_hash_table_lookup (self->classes, look);
  if (class == NULL)
    {
      class = g_strdup_printf ("m%u", g_hash_table_size (self->classes) + 1);
      append_rule (self, class, side, run);
      g_hash_table_insert (self->classes, g_steal_pointer (&look), class);
    }
  end_lanes (self, side, run->ends);
  return class;
}

static void
append_colors (GString *out, guint number, guint32 color, guint32 paper, double wash)
{
  guint32 line = dz_html_color_adapt (color, paper, LINE_CONTRAST);
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, "--c%u:#%06x;--k%u:rgba(%u,%u,%u,%s);", number, line, number, (color >> 16) & 0xff,
                          (color >> 8) & 0xff, color & 0xff, g_ascii_formatd (digits, sizeof digits, "%.2f", wash));
}

static void
append_scheme (DzHtmlPaint *self, GString *out, guint32 paper, double wash)
{
  /* 0 is what has no tag. */
  append_colors (out, 0, dz_html_color_parse (NULL), paper, wash);
  for (guint i = 0; i < self->article->tags->len; i++)
    {
      DzArticleTag *tag = g_ptr_array_index (self->article->tags, i);

      append_colors (out, tag->number, dz_html_color_parse (tag->color), paper, wash);
    }
}

void
dz_html_paint_append_css (DzHtmlPaint *self, GString *out)
{
  g_string_append (out, ":root{");
  append_scheme (self, out, DZ_HTML_PAPER_LIGHT, 0.16);
  g_string_append (out, "}\n@media (prefers-color-scheme:dark){@media screen{:root{");
  append_scheme (self, out, DZ_HTML_PAPER_DARK, 0.22);
  g_string_append (out, "}}}\n");
  for (guint i = 0; i <= self->article->tags->len; i++)
    g_string_append_printf (out, ".c%u{--c:var(--c%u)}\n", i, i);
  g_string_append (out, self->css->str);
}
