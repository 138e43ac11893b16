#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-html-flow.h"
#include "formats/reading/dz-html-tag.h"

/* Looking for the end of a tag that has none costs the whole rest: so often, and no more. */
#define MAX_FAILURES 100

typedef struct
{
  const char *name;
  const char *kind;
} FormatTag;

static const FormatTag format_tags[] = {
  { "b", DZ_SPAN_BOLD },        { "strong", DZ_SPAN_BOLD },   { "i", DZ_SPAN_ITALIC }, { "em", DZ_SPAN_ITALIC },
  { "u", DZ_SPAN_UNDERLINE },   { "ins", DZ_SPAN_UNDERLINE }, { "s", DZ_SPAN_STRIKE }, { "del", DZ_SPAN_STRIKE },
  { "strike", DZ_SPAN_STRIKE }, { "code", DZ_SPAN_CODE },
};

static const char *const block_tags[] = {
  "p",     "div", "section", "article",    "header", "footer", "details", "summary", "center", "table", "thead",
  "tbody", "tr",  "figure",  "figcaption", "dl",     "dt",     "dd",      "main",    "aside",  "nav",   "pre",
};

static const char *const skipped_tags[] = { "script", "style", "template", "noscript", "head", "iframe", "object" };

typedef struct
{
  DzFlow *flow;
  guint lists;
  guint quotations;
  guint failures;
} Snippet;

static const char *
find_name (const char *const *names, gsize n_names, const char *name)
{
  for (gsize i = 0; i < n_names; i++)
    {
      if (strcmp (names[i], name) == 0)
        return names[i];
    }
  return NULL;
}

static gboolean
feed_format (DzFlow *flow, const DzHtmlTag *tag)
{
  for (gsize i = 0; i < G_N_ELEMENTS (format_tags); i++)
    {
      if (strcmp (format_tags[i].name, tag->name) != 0)
        continue;
      if (tag->end)
        dz_flow_pop_format (flow, format_tags[i].kind);
      else
        dz_flow_push_format (flow, format_tags[i].kind, NULL);
      return TRUE;
    }
  return FALSE;
}

static void
feed_link (DzFlow *flow, const DzHtmlTag *tag)
{
  g_autofree char *address = NULL;

  if (tag->end)
    {
      dz_flow_pop_format (flow, DZ_SPAN_LINK);
      return;
    }
  address = dz_html_tag_dup_attribute (tag, "href");
  if (address != NULL && *address != '\0')
    dz_flow_push_format (flow, DZ_SPAN_LINK, address);
}

static void
feed_picture (DzFlow *flow, const DzHtmlTag *tag)
{
  g_autofree char *source = dz_html_tag_dup_attribute (tag, "src");
  g_autofree char *caption = dz_html_tag_dup_attribute (tag, "alt");

  /* Pages that load pictures late keep the address here. */
  if (source == NULL || *source == '\0')
    {
      g_free (source);
      source = dz_html_tag_dup_attribute (tag, "data-src");
    }
  if (source != NULL && *source != '\0')
    dz_flow_picture (flow, source, caption != NULL ? caption : "");
}

static void
feed_list (Snippet *self, const DzHtmlTag *tag)
{
  if (!tag->end)
    {
      dz_flow_push_list (self->flow, tag->name[0] == 'o', 1);
      self->lists++;
    }
  else if (self->lists > 0)
    {
      dz_flow_pop_list (self->flow);
      self->lists--;
    }
}

static void
feed_quotation (Snippet *self, const DzHtmlTag *tag)
{
  if (!tag->end)
    {
      dz_flow_push_quotation (self->flow);
      self->quotations++;
    }
  else if (self->quotations > 0)
    {
      dz_flow_pop_quotation (self->flow);
      self->quotations--;
    }
}

static void
feed_heading (DzFlow *flow, const DzHtmlTag *tag)
{
  dz_flow_end_formats (flow);
  if (tag->end)
    dz_flow_close (flow);
  else
    dz_flow_open_heading (flow, (guint)(tag->name[1] - '0'));
}

static void
feed_tag (Snippet *self, const DzHtmlTag *tag)
{
  const char *name = tag->name;

  if (feed_format (self->flow, tag))
    return;
  if (strcmp (name, "a") == 0)
    feed_link (self->flow, tag);
  else if (strcmp (name, "img") == 0)
    feed_picture (self->flow, tag);
  else if (strcmp (name, "br") == 0)
    dz_flow_char (self->flow, DZ_RUNS_BREAK);
  else if (strcmp (name, "hr") == 0)
    dz_flow_rule (self->flow);
  else if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && name[2] == '\0')
    feed_heading (self->flow, tag);
  else if (strcmp (name, "ul") == 0 || strcmp (name, "ol") == 0)
    feed_list (self, tag);
  else if (strcmp (name, "blockquote") == 0)
    feed_quotation (self, tag);
  else if (strcmp (name, "li") == 0 && self->lists > 0)
    (tag->end ? dz_flow_pop_item : dz_flow_push_item) (self->flow);
  else if (strcmp (name, "td") == 0 || strcmp (name, "th") == 0)
    dz_flow_char (self->flow, ' ');
  else if (find_name (block_tags, G_N_ELEMENTS (block_tags), name) != NULL)
    dz_flow_close (self->flow);
}

static void
feed_text (DzHtmlFlow *self, const char *text, gsize length)
{
  g_autofree char *decoded = NULL;

  if (length == 0 || self->skipping != NULL)
    return;
  decoded = dz_html_decode (text, length);
  dz_flow_text (self->flow, decoded, -1);
}

/* How long the comment, declaration or instruction is that begins at @p; 0: there is none. */
static gsize
length_of_other (const char *p)
{
  const char *closing = g_str_has_prefix (p, "<!--")        ? "-->"
                        : g_str_has_prefix (p, "<![CDATA[") ? "]]>"
                        : g_str_has_prefix (p, "<?")        ? "?>"
                        : p[1] == '!'                       ? ">"
                                                            : NULL;
  const char *end = closing != NULL ? strstr (p, closing) : NULL;

  return end != NULL ? (gsize)(end - p) + strlen (closing) : 0;
}

void
dz_html_flow_feed (DzHtmlFlow *self, const char *html)
{
  Snippet snippet = { self->flow, 0, 0, 0 };
  const char *text = html;
  const char *p = html;

  while (*p != '\0')
    {
      DzHtmlTag tag;
      gsize length = 0;

      if (*p == '<' && snippet.failures < MAX_FAILURES)
        {
          gboolean is_tag = dz_html_tag_parse (p, &tag);

          length = is_tag ? tag.length : length_of_other (p);
          snippet.failures += length == 0;
          if (length > 0)
            feed_text (self, text, (gsize)(p - text));
          if (is_tag && self->skipping != NULL)
            {
              if (tag.end && strcmp (tag.name, self->skipping) == 0)
                self->skipping = NULL;
            }
          else if (is_tag && !tag.end)
            self->skipping = find_name (skipped_tags, G_N_ELEMENTS (skipped_tags), tag.name);
          if (is_tag && self->skipping == NULL)
            feed_tag (&snippet, &tag);
        }
      p += length > 0 ? length : 1;
      if (length > 0)
        text = p;
    }
  feed_text (self, text, (gsize)(p - text));
  for (; snippet.lists > 0; snippet.lists--)
    dz_flow_pop_list (self->flow);
  for (; snippet.quotations > 0; snippet.quotations--)
    dz_flow_pop_quotation (self->flow);
}
