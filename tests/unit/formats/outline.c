#include "config.h"

#include <string.h>

#include "outline.h"

typedef struct
{
  const char *format;
  const OutlineCase *test_case;
} Bound;

static const char *const fields[] = {
  "translated-title", "author", "translator", "publisher", "date", "place", "source", "cover", "summary",
};

DzProject *
outline_read (const char *id, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  DzReadOptions options = { NULL, "file.md" };
  DzProject *project = dz_formats_lookup (id)->read (bytes, &options, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (project);
  return project;
}

static void
append_text (GString *out, DzText *text)
{
  guint n_spans;
  const DzSpan *spans = dz_text_get_spans (text, &n_spans);
  const char *p = dz_text_get_string (text);

  for (guint i = 0; i <= dz_text_get_length (text); i++)
    {
      for (guint k = 0; k < n_spans; k++)
        {
          if (spans[k].end == i)
            g_string_append_c (out, '}');
        }
      for (guint k = 0; k < n_spans; k++)
        {
          if (spans[k].start == i)
            g_string_append_printf (out, "{%c%s%s:", spans[k].kind[0], spans[k].value != NULL ? " " : "",
                                    spans[k].value != NULL ? spans[k].value : "");
        }
      if (*p == '\0')
        break;
      if (*p == '\n')
        g_string_append (out, "⏎");
      else
        g_string_append_unichar (out, g_utf8_get_char (p));
      p = g_utf8_next_char (p);
    }
}

static void
append_block (GString *out, DzProject *project, DzBlock *block)
{
  static const char *const kinds[] = { "p", "h", "li", "q", "pic", "rule" };
  const DzBlockForm *form = dz_block_get_form (block);

  g_string_append (out, kinds[form->kind]);
  if (form->level > 0)
    g_string_append_printf (out, "%u", form->level);
  if (form->ordered)
    g_string_append_printf (out, "#%u", form->number);
  for (guint i = 0; i < form->quoted; i++)
    g_string_append_c (out, '>');
  if (form->starts)
    g_string_append_c (out, '^');
  if (dz_block_get_speaker (block) != NULL)
    g_string_append_printf (out, " %s%s:", dz_block_get_turn (block) ? "+" : "",
                            dz_speaker_get_name (dz_project_lookup_speaker (project, dz_block_get_speaker (block))));
  if (*dz_block_get_source (block) != '\0')
    g_string_append_printf (out, " <%s>",
                            g_str_has_prefix (dz_block_get_source (block), "picture:") ? "inside"
                                                                                       : dz_block_get_source (block));
  if (!dz_text_is_empty (dz_block_get_text (block, DZ_SIDE_ORIGINAL)))
    g_string_append_c (out, ' ');
  append_text (out, dz_block_get_text (block, DZ_SIDE_ORIGINAL));
  g_string_append_c (out, '\n');
}

static void
append_details (GString *out, DzDocument *document)
{
  g_autoptr (GVariant) others = dz_entity_dup_field (DZ_ENTITY (document), "details");
  GVariantIter iter;
  const char *key;
  const char *value;

  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (*dz_document_get_detail (document, fields[i]) != '\0')
        g_string_append_printf (out, "%s= %s\n", fields[i], dz_document_get_detail (document, fields[i]));
    }
  g_variant_iter_init (&iter, others);
  while (g_variant_iter_next (&iter, "(&s&s)", &key, &value))
    g_string_append_printf (out, "!%s= %s\n", key, value);
}

char *
outline_of (DzProject *project)
{
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);
  GString *out = g_string_new (NULL);

  if (strcmp (dz_document_get_title (document), "file") != 0)
    g_string_append_printf (out, "= %s\n", dz_document_get_title (document));
  append_details (out, document);
  for (guint i = 0; i < dz_document_get_n_blocks (document); i++)
    append_block (out, project, dz_document_get_block (document, i));
  return g_string_free (out, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Bound *bound = data;
  g_autoptr (DzProject) project = outline_read (bound->format, bound->test_case->text);
  g_autofree char *outline = outline_of (project);

  g_assert_cmpstr (outline, ==, bound->test_case->outline);
}

void
outline_add_cases (const char *prefix, const char *format, const OutlineCase *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/%s/%s", prefix, cases[i].name);
      Bound *bound = g_new (Bound, 1);

      bound->format = format;
      bound->test_case = &cases[i];
      g_test_add_data_func_full (path, bound, test_case, g_free);
    }
}
