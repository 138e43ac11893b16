#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "formats/markdown/dz-markdown-escape.h"
#include "formats/markdown/dz-markdown-notes.h"

/* A long passage is known by its beginning. */
#define QUOTE_MOST 80

static void
append_quote (GString *out, const DzArticleHighlight *highlight)
{
  const char *quote
      = highlight->shown[DZ_SIDE_ORIGINAL] ? highlight->quote[DZ_SIDE_ORIGINAL] : highlight->quote[DZ_SIDE_TRANSLATION];
  g_autofree char *excerpt = g_utf8_substring (quote, 0, MIN (g_utf8_strlen (quote, -1), QUOTE_MOST));

  g_string_append (out, "“");
  dz_markdown_append_escaped (out, excerpt, FALSE);
  g_string_append (out, g_str_equal (excerpt, quote) ? "”" : "…”");
}

static void
append_tag_names (GString *out, GPtrArray *tags, gboolean chinese)
{
  for (guint i = 0; i < tags->len; i++)
    {
      if (i > 0)
        g_string_append (out, chinese ? "、" : ", ");
      dz_markdown_append_escaped (out, ((DzArticleTag *)g_ptr_array_index (tags, i))->name, FALSE);
    }
}

static void
append_footnote (GString *out, const DzArticleHighlight *highlight, gboolean chinese)
{
  g_auto (GStrv) paragraphs = g_strsplit (highlight->note, "\n", -1);

  g_string_append_printf (out, "\n[^%u]: ", highlight->number);
  append_quote (out, highlight);
  if (highlight->tags->len > 0)
    {
      g_string_append (out, chinese ? "（" : " (");
      append_tag_names (out, highlight->tags, chinese);
      g_string_append (out, chinese ? "）" : ")");
    }
  g_string_append_c (out, '\n');
  for (guint i = 0; paragraphs[i] != NULL; i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);

      if (*g_strstrip (paragraphs[i]) == '\0')
        continue;
      dz_markdown_append_escaped (line, paragraphs[i], FALSE);
      g_string_append_printf (out, "\n    %s\n", line->str);
    }
}

static void
append_tag (GString *out, const DzArticleTag *tag)
{
  g_string_append_printf (out, "%*s- **", (int)(2 * tag->depth), "");
  dz_markdown_append_escaped (out, tag->depth == 0 ? tag->path : tag->name, FALSE);
  g_string_append (out, "**");
  for (guint i = 0; i < tag->highlights->len; i++)
    g_string_append_printf (out, " [^%u]", ((DzArticleHighlight *)g_ptr_array_index (tag->highlights, i))->number);
  g_string_append_c (out, '\n');
}

void
dz_markdown_append_notes (GString *out, const DzArticle *article, gboolean chinese)
{
  if (article->highlights->len == 0)
    return;
  if (article->tags->len > 0)
    g_string_append (out, chinese ? "\n## 标签索引\n\n" : "\n## Index of tags\n\n");
  for (guint i = 0; i < article->tags->len; i++)
    append_tag (out, g_ptr_array_index (article->tags, i));
  for (guint i = 0; i < article->highlights->len; i++)
    append_footnote (out, g_ptr_array_index (article->highlights, i), chinese);
}
