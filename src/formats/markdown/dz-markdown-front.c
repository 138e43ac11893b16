#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/dz-address.h"
#include "formats/markdown/dz-markdown-escape.h"
#include "formats/markdown/dz-markdown-front.h"

static void
append_title (GString *out, const DzArticle *article)
{
  DzSide first = dz_article_get_first_side (article);
  const char *title = dz_article_get_title (article, first);
  const char *translated = article->title[DZ_SIDE_TRANSLATION];
  g_autofree char *both = NULL;

  if (*title == '\0')
    return;
  if (article->layout == DZ_LAYOUT_INTERLEAVED && *translated != '\0' && !g_str_equal (title, translated))
    both = g_strdup_printf ("%s / %s", title, translated);
  g_string_append (out, "# ");
  dz_markdown_append_escaped (out, both != NULL ? both : title, FALSE);
  g_string_append_c (out, '\n');
}

static void
append_detail (GString *out, const char *name, const char *value)
{
  g_autofree char *line = g_strdelimit (g_strdup (value), "\r\n", ' ');

  if (*value == '\0')
    return;
  /* Each on a line of its own, in what is written and in what is shown. */
  g_string_append (out, out->len > 0 ? "\\\n" : "");
  dz_markdown_append_escaped (out, name, FALSE);
  g_string_append (out, ": ");
  if (dz_markdown_is_bare_address (line))
    g_string_append (out, line);
  else
    dz_markdown_append_escaped (out, line, FALSE);
}

void
dz_markdown_append_front (GString *out, const DzArticle *article, gboolean chinese, GPtrArray *pictures)
{
  const struct
  {
    const char *chinese;
    const char *english;
    const char *value;
  } known[] = {
    { "作者", "Author", article->author },       { "译者", "Translator", article->translator },
    { "来源", "Publisher", article->publisher }, { "发布时间", "Date", article->date },
    { "发布地", "Place", article->place },       { "原文链接", "Link", article->source },
    { "摘要", "Summary", article->summary },
  };
  g_autoptr (GString) lines = g_string_new (NULL);

  append_title (out, article);
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    append_detail (lines, chinese ? known[i].chinese : known[i].english, known[i].value);
  for (guint i = 0; i < article->details->len; i++)
    {
      DzArticleDetail *detail = g_ptr_array_index (article->details, i);

      append_detail (lines, detail->name, detail->value);
    }
  if (article->cover != NULL && *article->cover->address != '\0')
    append_detail (lines, chinese ? "封面" : "Cover", article->cover->address);
  if (lines->len > 0)
    g_string_append_printf (out, "%s%s\n", out->len > 0 ? "\n" : "", lines->str);
  if (article->cover != NULL && article->cover->bytes != NULL && *article->cover->address == '\0')
    {
      g_string_append_c (out, '\n');
      dz_markdown_append_picture (out, article->cover, chinese ? "封面" : "Cover", pictures);
      g_string_append_c (out, '\n');
    }
}

static gboolean
can_be_followed (const char *address)
{
  return dz_address_is_harmless (address) || g_ascii_strncasecmp (address, "data:image/", strlen ("data:image/")) == 0;
}

void
dz_markdown_append_picture (GString *out, const DzArticlePicture *picture, const char *caption, GPtrArray *pictures)
{
  g_string_append_printf (out, "![%s]", caption);
  if (picture->bytes == NULL || picture->media_type == NULL
      || (*picture->address != '\0' && dz_address_is_harmless (picture->address)))
    {
      dz_markdown_append_address (out, can_be_followed (picture->address) ? picture->address : "");
      return;
    }
  g_ptr_array_add (pictures, (gpointer)picture);
  g_string_append_printf (out, "[picture-%u]", pictures->len);
}

void
dz_markdown_append_pictures (GString *out, GPtrArray *pictures)
{
  for (guint i = 0; i < pictures->len; i++)
    {
      DzArticlePicture *picture = g_ptr_array_index (pictures, i);
      gsize size;
      gconstpointer bytes = g_bytes_get_data (picture->bytes, &size);
      g_autofree char *encoded = g_base64_encode (bytes, size);

      g_string_append_printf (out, "%s[picture-%u]: data:%s;base64,%s\n", i == 0 ? "\n" : "", i + 1,
                              picture->media_type, encoded);
    }
}
