#include "config.h"

#include "outline.h"

/* What the Markdown writer makes of a transcript reads as the same transcript. */

static const char *const texts[] = {
  "# 题\n\n作者: 陈默\n发布地: 山\n\n> ★\n>\n> **导读**：\n>\n> 1. **一：**AI\n> 2. 二\n\n> 三\n\n## "
  "访谈\n\n**主持人：** 一**，**二\n\n"
  "三\n\n![图](http://a.b/c.png)\n\n四\n\n**林知遥：**\n五\n\n- 六\n  - 七\n\n### 节\n\n八\n\n**主持人：** 九\n\n## "
  "附\n\n"
  "1. [十](http://a.b/_c_)\n",
  "文 \\*一\\* \\# 二\n\n\\1. 三\n\n1\\. 四\n\n\\- 五\n\n`六*`与*七*~~八~~<u>九</u>\n\n十  \n十一\n\n---\n\n&amp;amp; "
  "\\<b>\n",
  "**“好”**他，他**“好”**，**𠮷，**她*甲，*乙***丙。***丁\n",
};

static void
test_round_trip (gconstpointer data)
{
  const DzFormat *markdown = dz_formats_lookup ("markdown");
  DzArticleOptions options = { .layout = DZ_LAYOUT_ORIGINAL };
  g_autoptr (DzProject) project = outline_read ("markdown", data);
  g_autofree char *outline = outline_of (project);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) written = markdown->write (project, &options, NULL, &error);
  g_autofree char *text = NULL;
  g_autoptr (DzProject) again = NULL;
  g_autofree char *outline_again = NULL;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (written, NULL), g_bytes_get_size (written));
  again = outline_read ("markdown", text);
  outline_again = outline_of (again);
  g_assert_cmpstr (outline_again, ==, outline);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strdup_printf ("/round-trip/%" G_GSIZE_FORMAT, i + 1);

      g_test_add_data_func (path, texts[i], test_round_trip);
    }
  return g_test_run ();
}
