#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "formats/dz-address.h"
#include "formats/html/dz-html-page.h"

/* What an <img> shows. A drawing (SVG) can run nothing there, and the page's policy stands over it. */
static const char *const media_types[]
    = { "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/svg+xml" };

static gboolean
can_be_shown (const DzArticlePicture *picture)
{
  if (picture->bytes == NULL || picture->media_type == NULL || g_bytes_get_size (picture->bytes) == 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (media_types); i++)
    {
      if (g_str_equal (picture->media_type, media_types[i]))
        return TRUE;
    }
  return FALSE;
}

static void
append_image (DzHtmlPage *page, const DzArticlePicture *picture, const char *caption)
{
  gsize size;
  gconstpointer bytes = g_bytes_get_data (picture->bytes, &size);
  g_autofree char *encoded = g_base64_encode (bytes, size);

  g_string_append_printf (page->out, "<img src=\"data:%s;base64,%s\"", picture->media_type, encoded);
  dz_html_append_attribute (page->out, "alt",
                            *caption != '\0' ? caption : dz_html_word (page->language, DZ_HTML_WORD_PICTURE));
  g_string_append (page->out, ">");
}

/* The page fetches nothing from anywhere: whoever wants to see the picture goes there. */
static void
append_placeholder (DzHtmlPage *page, const DzArticlePicture *picture)
{
  g_autofree char *address = dz_address_make_safe (picture->address);
  g_autofree char *host = address != NULL ? dz_address_dup_host (address) : NULL;

  g_string_append (page->out, "<p class=\"placeholder\">");
  if (host != NULL)
    {
      g_string_append (page->out, "<a");
      dz_html_append_attribute (page->out, "href", address);
      g_string_append_printf (page->out, " rel=\"noopener noreferrer\">%s ",
                              dz_html_word (page->language, DZ_HTML_WORD_PICTURE_AT));
      dz_html_append_text (page->out, host);
      g_string_append (page->out, "</a>");
    }
  else
    {
      g_string_append (page->out, dz_html_word (page->language, DZ_HTML_WORD_NO_PICTURE));
      if (*picture->name != '\0')
        {
          g_string_append (page->out, ": ");
          dz_html_append_text (page->out, picture->name);
        }
    }
  g_string_append (page->out, "</p>");
}

void
dz_html_page_append_picture (DzHtmlPage *page, const DzArticlePicture *picture, const char *caption)
{
  if (can_be_shown (picture))
    append_image (page, picture, caption);
  else
    append_placeholder (page, picture);
}
