#include "config.h"

#include <string.h>

#include "language/dz-count.h"
#include "language/dz-lines.h"
#include "outline.h"

/* A transcript as it came, against what an independent reading counted in it. None of its text is here. */

#define CONTEXT 4

static char *source;

static DzProject *
read_source (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (source, strlen (source));
  DzReadOptions options = { NULL, "file.md" };
  g_autoptr (GError) error = NULL;
  DzProject *project = dz_formats_lookup ("markdown")->read (bytes, &options, NULL, &error);

  g_assert_no_error (error);
  return project;
}

static DzDocument *
document_of (DzProject *project)
{
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_documents (project)), ==, 1);
  return g_list_model_get_item (dz_project_get_documents (project), 0);
}

static void
test_speakers (void)
{
  g_autoptr (DzProject) project = read_source ();
  g_autoptr (DzDocument) document = document_of (project);
  guint turns[2] = { 0 };
  guint repeated = 0;
  const char *last = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_speakers (project)), ==, 2);
  for (guint i = 0; i < dz_document_get_n_blocks (document); i++)
    {
      DzBlock *block = dz_document_get_block (document, i);
      const char *speaker = dz_block_get_speaker (block);

      if (!dz_block_get_turn (block))
        continue;
      for (guint k = 0; k < 2; k++)
        {
          g_autoptr (DzSpeaker) who = g_list_model_get_item (dz_project_get_speakers (project), k);

          turns[k] += strcmp (dz_speaker_get_id (who), speaker) == 0;
        }
      repeated += last != NULL && strcmp (last, speaker) == 0;
      last = speaker;
    }
  g_assert_cmpuint (turns[0], ==, 24);
  g_assert_cmpuint (turns[1], ==, 25);
  g_assert_cmpuint (repeated, ==, 1);
}

static guint
count_list (DzDocument *document, gboolean ordered, gboolean quoted)
{
  guint count = 0;

  for (guint i = 0; i < dz_document_get_n_blocks (document); i++)
    {
      const DzBlockForm *form = dz_block_get_form (dz_document_get_block (document, i));

      count += form->kind == DZ_BLOCK_LIST_ITEM && !form->ordered == !ordered && (form->quoted > 0) == quoted;
    }
  return count;
}

static guint
count_links (DzDocument *document)
{
  guint count = 0;

  for (guint i = 0; i < dz_document_get_n_blocks (document); i++)
    {
      guint n_spans;
      const DzSpan *spans
          = dz_text_get_spans (dz_block_get_text (dz_document_get_block (document, i), DZ_SIDE_ORIGINAL), &n_spans);

      for (guint k = 0; k < n_spans; k++)
        count += strcmp (spans[k].kind, DZ_SPAN_LINK) == 0;
    }
  return count;
}

static guint
count_kind (DzDocument *document, DzBlockKind kind)
{
  guint count = 0;

  for (guint i = 0; i < dz_document_get_n_blocks (document); i++)
    count += dz_block_get_kind (dz_document_get_block (document, i)) == kind;
  return count;
}

static void
test_parts (void)
{
  static const char *const details[] = { "author", "date", "place", "source", "cover" };
  g_autoptr (DzProject) project = read_source ();
  g_autoptr (DzDocument) document = document_of (project);
  g_autoptr (GVariant) others = dz_entity_dup_field (DZ_ENTITY (document), "details");

  g_assert_cmpuint (count_kind (document, DZ_BLOCK_PICTURE), ==, 11);
  g_assert_cmpuint (count_kind (document, DZ_BLOCK_HEADING), ==, 4);
  g_assert_cmpuint (count_kind (document, DZ_BLOCK_RULE), ==, 0);
  g_assert_cmpuint (count_list (document, TRUE, TRUE), ==, 9);
  g_assert_cmpuint (count_list (document, FALSE, TRUE), ==, 5);
  g_assert_cmpuint (count_list (document, TRUE, FALSE), ==, 6);
  g_assert_cmpuint (count_links (document), ==, 6);
  g_assert_cmpuint (strlen (dz_document_get_title (document)), >, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (details); i++)
    g_assert_cmpstr (dz_document_get_detail (document, details[i]), !=, "");
  g_assert_cmpuint (g_variant_n_children (others), ==, 0);
}

/* (transfer full): the texts of all blocks, a line each. */
static char *
dup_texts (DzDocument *document)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < dz_document_get_n_blocks (document); i++)
    {
      DzText *text = dz_block_get_text (dz_document_get_block (document, i), DZ_SIDE_ORIGINAL);

      g_string_append_printf (out, "%s\n", dz_text_get_string (text));
    }
  return g_string_free (out, FALSE);
}

/* No Han character is lost but those of labels, keys and addresses, and none is there twice. */
static void
test_whole (void)
{
  g_autoptr (DzProject) project = read_source ();
  g_autoptr (DzDocument) document = document_of (project);
  g_autofree char *texts = dup_texts (document);
  gsize kept = dz_count_han (texts) + dz_count_han (dz_document_get_title (document))
               + dz_count_han (dz_document_get_detail (document, "author"))
               + dz_count_han (dz_document_get_detail (document, "place"));
  /* Keys: 文章作者 发布时间 发布地 原文链接 封面图链接. */
  gsize taken = 4 + 4 + 3 + 4 + 5;

  for (guint i = 0; i < g_list_model_get_n_items (dz_project_get_speakers (project)); i++)
    {
      g_autoptr (DzSpeaker) speaker = g_list_model_get_item (dz_project_get_speakers (project), i);

      taken += dz_count_han (dz_speaker_get_name (speaker)) * (i == 0 ? 24 : 25);
    }
  g_assert_cmpuint (kept + taken, ==, dz_count_han (source));
  g_assert_null (strstr (texts, "**"));
}

/* A line as a reader sees it: without boxes, list markers, asterisks, and blanks around it and behind bold colons. */
static char *
dup_visible (const char *line, gboolean *begins_item)
{
  GString *out = g_string_new (NULL);
  const char *p = line;
  gsize digits;

  while (*p == '>' || *p == ' ')
    p++;
  digits = strspn (p, "0123456789");
  *begins_item
      = (*p == '*' && (p[1] == ' ' || p[1] == '\0')) || (digits > 0 && p[digits] == '.' && p[digits + 1] == ' ');
  if (*begins_item)
    p += digits > 0 ? digits + 1 : 1;
  for (; *p != '\0'; p++)
    {
      if (*p != '*' && !(*p == ' ' && g_str_has_suffix (out->str, "：") && p[-1] == '*'))
        g_string_append_c (out, *p);
    }
  return g_strstrip (g_string_free (out, FALSE));
}

static gboolean
is_label (const char *line)
{
  return g_str_has_prefix (line, "**") && g_str_has_suffix (line, "：**");
}

static char *
dup_joined (const char *before, const char *after)
{
  const char *start = before + strlen (before);
  const char *end = after;

  for (guint i = 0; i < CONTEXT && start > before; i++)
    start = g_utf8_prev_char (start);
  for (guint i = 0; i < CONTEXT && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  return g_strdup_printf ("%s%s%.*s", start, dz_lines_joint_between (before, after), (int)(end - after), after);
}

static void
test_line_ends (void)
{
  g_autoptr (DzProject) project = read_source ();
  g_autoptr (DzDocument) document = document_of (project);
  g_autofree char *texts = dup_texts (document);
  g_auto (GStrv) lines = g_strsplit (source, "\n", -1);
  guint joined = 0;
  guint begun = 0;
  guint i = 0;

  /* The lines of details are no text. */
  while (!g_str_has_prefix (lines[i], "**"))
    i++;
  for (; lines[i] != NULL && lines[i + 1] != NULL; i++)
    {
      gboolean begins;
      gboolean next_begins;
      g_autofree char *before = dup_visible (lines[i], &begins);
      g_autofree char *after = dup_visible (lines[i + 1], &next_begins);
      g_autofree char *both = NULL;
      g_autofree char *begins_line = NULL;

      if (*after == '\0' || (*before == '\0' && !begins))
        continue;
      /* Where something begins that is a block of its own, or else where lines are joined. */
      if (next_begins || *before == '\0' || is_label (lines[i]))
        {
          both = dup_joined ("", after[0] == '[' ? after + 1 : after);
          begins_line = g_strconcat ("\n", both, NULL);
          begun++;
        }
      else
        {
          both = dup_joined (before, after);
          joined++;
        }
      if (strstr (texts, begins_line != NULL ? begins_line : both) == NULL)
        g_error ("line %u: no “%s”", i + 1, both);
    }
  g_test_message ("%u lines joined, %u begin a block", joined, begun);
  g_assert_cmpuint (joined, ==, 34);
  g_assert_cmpuint (begun, ==, 44);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (argc < 2 || !g_file_get_contents (argv[1], &source, NULL, NULL))
    {
      g_print ("1..0 # SKIP the transcript is not here\n");
      return 0;
    }
  g_test_add_func ("/real-transcript/speakers", test_speakers);
  g_test_add_func ("/real-transcript/parts", test_parts);
  g_test_add_func ("/real-transcript/whole", test_whole);
  g_test_add_func ("/real-transcript/line-ends", test_line_ends);
  return g_test_run ();
}
