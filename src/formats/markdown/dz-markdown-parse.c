#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <cmark.h>

#include "formats/reading/dz-flow.h"
#include "formats/reading/dz-html-flow.h"
#include "formats/markdown/dz-markdown-mend.h"
#include "formats/markdown/dz-markdown-parse.h"

typedef struct
{
  DzFlow *flow;
  DzHtmlFlow html;
  gunichar mark;
  GPtrArray *lines; /* where each line of the source that is being walked begins */
  GString *caption;
  guint in_picture;
  gboolean nested;
} Walker;

static void
walk_source (Walker *self, const char *source);

static GPtrArray *
index_lines (const char *source)
{
  GPtrArray *lines = g_ptr_array_new ();

  for (const char *p = source; p != NULL && *p != '\0';)
    {
      g_ptr_array_add (lines, (gpointer)p);
      p = strchr (p, '\n');
      p = p != NULL ? p + 1 : NULL;
    }
  return lines;
}

static const char *
line_of (const Walker *self, cmark_node *node)
{
  int line = cmark_node_get_start_line (node);

  return line >= 1 && (guint)line <= self->lines->len ? g_ptr_array_index (self->lines, line - 1) : "";
}

/* What is left of an emphasis with nothing in it is no rule. */
static gboolean
is_left_over (const Walker *self, cmark_node *node)
{
  const char *line = line_of (self, node);

  line += strspn (line, " \t>");
  return strncmp (line, "****", 4) == 0 && line[4 + strspn (line + 4, " \t")] == '\n';
}

static gboolean
is_fenced (const Walker *self, cmark_node *node)
{
  const char *line = line_of (self, node);
  gsize column = (gsize)MAX (cmark_node_get_start_column (node), 1) - 1;

  if (strcspn (line, "\n") <= column)
    return FALSE;
  return g_str_has_prefix (line + column, "```") || g_str_has_prefix (line + column, "~~~");
}

static gboolean
has_chinese (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (g_unichar_iswide (g_utf8_get_char (text)))
        return TRUE;
    }
  return FALSE;
}

static void
walk_listing (Walker *self, cmark_node *node)
{
  g_autofree char *text = NULL;

  /* Somebody indented paragraphs; nobody lists Chinese programs in an interview. */
  if (!self->nested && !is_fenced (self, node) && has_chinese (cmark_node_get_literal (node)))
    {
      GPtrArray *lines = self->lines;

      self->nested = TRUE;
      walk_source (self, cmark_node_get_literal (node));
      self->nested = FALSE;
      self->lines = lines;
      return;
    }
  text = dz_markdown_unmark (cmark_node_get_literal (node), self->mark);
  dz_flow_listing (self->flow, text, (gssize)strlen (text));
}

static void
walk_picture_end (Walker *self, cmark_node *node)
{
  g_autofree char *source = NULL;
  g_autofree char *caption = NULL;

  if (--self->in_picture > 0)
    return;
  if (self->caption->len == 0)
    g_string_append (self->caption, cmark_node_get_title (node));
  source = dz_markdown_unmark (cmark_node_get_url (node), self->mark);
  caption = dz_markdown_unmark (self->caption->str, self->mark);
  dz_flow_picture (self->flow, source, caption);
}

/* Inside of a picture's brackets all is caption. */
static gboolean
walk_caption (Walker *self, cmark_node *node, gboolean enter)
{
  cmark_node_type type = cmark_node_get_type (node);

  if (type == CMARK_NODE_IMAGE && enter)
    {
      if (self->in_picture++ == 0)
        g_string_truncate (self->caption, 0);
      return TRUE;
    }
  if (self->in_picture == 0)
    return FALSE;
  if (type == CMARK_NODE_IMAGE)
    walk_picture_end (self, node);
  else if (enter && (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE))
    g_string_append (self->caption, cmark_node_get_literal (node));
  else if (enter && (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK))
    g_string_append_c (self->caption, '\n');
  return TRUE;
}

static void
walk_format (Walker *self, cmark_node *node, gboolean enter, const char *kind)
{
  g_autofree char *address = NULL;

  if (!enter)
    {
      dz_flow_pop_format (self->flow, kind);
      return;
    }
  if (cmark_node_get_type (node) == CMARK_NODE_LINK)
    address = dz_markdown_unmark (cmark_node_get_url (node), self->mark);
  dz_flow_push_format (self->flow, kind, address);
}

static void
walk_html (Walker *self, cmark_node *node)
{
  g_autofree char *html = dz_markdown_unmark (cmark_node_get_literal (node), self->mark);

  dz_html_flow_feed (&self->html, html);
}

static void
walk_inline (Walker *self, cmark_node *node, gboolean enter)
{
  if (walk_caption (self, node, enter))
    return;

  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
      if (self->html.skipping == NULL)
        dz_flow_text (self->flow, cmark_node_get_literal (node), -1);
      break;
    case CMARK_NODE_SOFTBREAK:
      dz_flow_char (self->flow, DZ_RUNS_LINE_END);
      break;
    case CMARK_NODE_LINEBREAK:
      dz_flow_char (self->flow, DZ_RUNS_BREAK);
      break;
    case CMARK_NODE_CODE:
      dz_flow_push_format (self->flow, DZ_SPAN_CODE, NULL);
      dz_flow_text (self->flow, cmark_node_get_literal (node), -1);
      dz_flow_pop_format (self->flow, DZ_SPAN_CODE);
      break;
    case CMARK_NODE_HTML_INLINE:
      walk_html (self, node);
      break;
    case CMARK_NODE_EMPH:
      walk_format (self, node, enter, DZ_SPAN_ITALIC);
      break;
    case CMARK_NODE_STRONG:
      walk_format (self, node, enter, DZ_SPAN_BOLD);
      break;
    case CMARK_NODE_LINK:
      walk_format (self, node, enter, DZ_SPAN_LINK);
      break;
    default:
      break;
    }
}

static void
end_block (Walker *self)
{
  dz_flow_end_formats (self->flow);
  dz_flow_close (self->flow);
  self->html.skipping = NULL;
}

static void
walk_container (Walker *self, cmark_node *node, gboolean enter)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_BLOCK_QUOTE:
      (enter ? dz_flow_push_quotation : dz_flow_pop_quotation) (self->flow);
      break;
    case CMARK_NODE_LIST:
      if (enter)
        dz_flow_push_list (self->flow, cmark_node_get_list_type (node) == CMARK_ORDERED_LIST,
                           (guint)MAX (cmark_node_get_list_start (node), 0));
      else
        dz_flow_pop_list (self->flow);
      break;
    case CMARK_NODE_ITEM:
      (enter ? dz_flow_push_item : dz_flow_pop_item) (self->flow);
      break;
    case CMARK_NODE_PARAGRAPH:
      if (enter)
        dz_flow_open_paragraph (self->flow);
      else
        end_block (self);
      break;
    case CMARK_NODE_HEADING:
      if (enter)
        dz_flow_open_heading (self->flow, (guint)cmark_node_get_heading_level (node));
      else
        end_block (self);
      break;
    default:
      break;
    }
}

static void
walk_node (Walker *self, cmark_node *node, gboolean enter)
{
  switch (cmark_node_get_type (node))
    {
    case CMARK_NODE_THEMATIC_BREAK:
      if (!is_left_over (self, node))
        dz_flow_rule (self->flow);
      break;
    case CMARK_NODE_CODE_BLOCK:
      walk_listing (self, node);
      break;
    case CMARK_NODE_HTML_BLOCK:
      walk_html (self, node);
      end_block (self);
      break;
    default:
      if (cmark_node_get_type (node) >= CMARK_NODE_FIRST_INLINE)
        walk_inline (self, node, enter);
      else
        walk_container (self, node, enter);
      break;
    }
}

static void
walk_source (Walker *self, const char *source)
{
  cmark_node *document = cmark_parse_document (source, strlen (source), CMARK_OPT_DEFAULT);
  cmark_iter *iter = cmark_iter_new (document);
  g_autoptr (GPtrArray) lines = index_lines (source);

  self->lines = lines;
  for (cmark_event_type event = cmark_iter_next (iter); event != CMARK_EVENT_DONE; event = cmark_iter_next (iter))
    walk_node (self, cmark_iter_get_node (iter), event == CMARK_EVENT_ENTER);
  cmark_iter_free (iter);
  cmark_node_free (document);
}

/* A rule that a converter escaped: a line of nothing but dashes. */
static gboolean
is_rule_text (const DzRawBlock *block)
{
  gunichar first = dz_runs_char (block->text, 0);

  if (block->form.kind != DZ_BLOCK_PARAGRAPH || block->literal || dz_runs_length (block->text) < 3
      || g_utf8_strchr ("-*_=—─━", -1, first) == NULL)
    return FALSE;
  for (guint i = 1; i < dz_runs_length (block->text); i++)
    {
      if (dz_runs_char (block->text, i) != first)
        return FALSE;
    }
  return TRUE;
}

/* A table is one line a row to whoever reads it here. */
static gboolean
is_table (const DzRuns *text)
{
  gboolean begins = TRUE;
  guint rows = 0;

  for (guint i = 0; i < dz_runs_length (text); i++)
    {
      gunichar character = dz_runs_char (text, i);

      if (begins && character != '|')
        return FALSE;
      rows += begins;
      begins = character == DZ_RUNS_LINE_END;
    }
  return rows >= 2;
}

static void
keep_lines (DzRuns *text)
{
  for (guint i = 0; i < dz_runs_length (text); i++)
    {
      if (dz_runs_char (text, i) == DZ_RUNS_LINE_END)
        g_array_index (text->chars, gunichar, i) = DZ_RUNS_BREAK;
    }
}

static void
settle_block (DzRawBlock *block, gunichar mark)
{
  if (block->literal)
    return;
  dz_markdown_settle_marks (block->text, mark);
  if (is_table (block->text))
    keep_lines (block->text);
  if (is_rule_text (block))
    {
      block->form.kind = DZ_BLOCK_RULE;
      dz_runs_free (block->text);
      block->text = dz_runs_new ();
    }
}

GPtrArray *
dz_markdown_parse (const char *source)
{
  g_autoptr (DzFlow) flow = dz_flow_new ();
  g_autoptr (GString) caption = g_string_new (NULL);
  Walker self = { .flow = flow, .html = { flow, NULL }, .caption = caption };
  g_autofree char *mended = dz_markdown_mend (source, &self.mark);
  GPtrArray *blocks;

  walk_source (&self, mended);
  blocks = dz_flow_steal_blocks (flow);
  for (guint i = 0; i < blocks->len; i++)
    settle_block (g_ptr_array_index (blocks, i), self.mark);
  return blocks;
}
