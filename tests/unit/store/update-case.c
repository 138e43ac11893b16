#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "model/dz-edit.h"
#include "store/dz-project-json.h"
#include "update-case.h"

char *
update_write_project (DzProject *project)
{
  g_autoptr (GBytes) bytes = dz_project_to_json (project);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static const char *
take_speaker (DzProject *project, const char *name)
{
  GListModel *speakers = dz_project_get_speakers (project);
  g_autoptr (DzSpeaker) speaker = NULL;

  if (name == NULL)
    return NULL;
  for (guint i = 0; i < g_list_model_get_n_items (speakers); i++)
    {
      g_autoptr (DzSpeaker) known = g_list_model_get_item (speakers, i);

      if (g_str_equal (dz_speaker_get_name (known), name))
        return dz_speaker_get_id (known);
    }
  speaker = dz_speaker_new (NULL, name, NULL);
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (speaker), NULL));
  return dz_speaker_get_id (speaker);
}

/* The document comes last, for its blocks name the speakers. */
DzProject *
update_make_project (const UpdateLine *lines)
{
  DzProject *project = dz_project_new (NULL);
  g_autoptr (DzDocument) document = dz_document_new (NULL, "访谈");

  for (guint i = 0; lines[i].text != NULL; i++)
    {
      g_autoptr (DzText) original = dz_text_new (lines[i].text);
      g_autoptr (DzText) translation = dz_text_new (lines[i].translation != NULL ? lines[i].translation : "");
      g_autoptr (DzBlock) block = dz_block_new (NULL, NULL, original, translation);
      gboolean turn = i == 0 || g_strcmp0 (lines[i].speaker, lines[i - 1].speaker) != 0;

      dz_block_init_speech (block, take_speaker (project, lines[i].speaker), lines[i].speaker != NULL && turn);
      dz_block_init_state (block, lines[i].translation != NULL ? DZ_STATE_REVIEWED : DZ_STATE_UNTRANSLATED);
      dz_document_init_append (document, block);
    }
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), NULL));
  return project;
}

DzDocument *
update_document_of (DzProject *project)
{
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);

  return document;
}

void
update_case_init (UpdateCase *self, const UpdateLine *lines)
{
  *self = (UpdateCase){ .project = update_make_project (lines) };
  self->document = update_document_of (self->project);
}

void
update_case_plan (UpdateCase *self, const UpdateLine *lines)
{
  g_autoptr (DzProject) transcript = update_make_project (lines);

  g_clear_object (&self->plan);
  self->plan = dz_update_plan (self->project, self->document, transcript);
}

DzUpdateRow *
update_row_of (UpdateCase *self, guint index)
{
  g_autoptr (DzUpdateRow) row = g_list_model_get_item (self->plan, index);

  return row;
}

void
update_assert_plan (UpdateCase *self, const char *expected)
{
  static const char letters[] = "=~+-";
  g_autoptr (GString) kinds = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->plan); i++)
    {
      DzUpdateRow *row = update_row_of (self, i);

      g_string_append_c (kinds, dz_update_row_get_entity (row) != NULL ? 'f'
                                : dz_update_row_get_moved (row)        ? 'm'
                                                                       : letters[dz_update_row_get_kind (row)]);
    }
  g_assert_cmpstr (kinds->str, ==, expected);
}

void
update_case_apply (UpdateCase *self)
{
  g_autofree char *before = update_write_project (self->project);
  g_autofree char *after = NULL, *again = NULL, *undone = NULL;
  guint orphans = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->plan); i++)
    orphans
        += dz_update_row_get_take (update_row_of (self, i)) ? dz_update_row_get_n_orphans (update_row_of (self, i)) : 0;
  dz_update_apply (self->project, self->document, self->plan, &self->result);
  g_assert_cmpuint (self->result.orphans, ==, orphans);
  after = update_write_project (self->project);
  if (!g_str_equal (before, after))
    {
      g_assert_cmpstr (dz_project_get_undo_label (self->project), ==, "Update the Original");
      g_assert_true (dz_project_undo (self->project));
    }
  undone = update_write_project (self->project);
  g_assert_cmpstr (undone, ==, before);
  dz_project_redo (self->project);
  again = update_write_project (self->project);
  g_assert_cmpstr (again, ==, after);
}

void
update_case_update (UpdateCase *self, const UpdateLine *lines)
{
  update_case_plan (self, lines);
  update_case_apply (self);
}

void
update_case_clear (UpdateCase *self)
{
  g_clear_object (&self->plan);
  g_assert_finalize_object (self->project);
}

const char *
update_text_at (UpdateCase *self, guint index, DzSide side)
{
  DzBlock *block = dz_document_get_block (self->document, index);

  return block != NULL ? dz_text_get_string (dz_block_get_text (block, side)) : NULL;
}

void
update_assert_document (UpdateCase *self, const char *const *expected)
{
  static const char letters[] = "udtrf";
  guint n = dz_document_get_n_blocks (self->document);

  for (guint i = 0; i < n; i++)
    {
      DzBlock *block = dz_document_get_block (self->document, i);
      const char *id = dz_block_get_speaker (block);
      g_autofree char *line = g_strdup_printf (
          "%s|%s|%s|%c%s", id != NULL ? dz_speaker_get_name (dz_project_lookup_speaker (self->project, id)) : "",
          update_text_at (self, i, DZ_SIDE_ORIGINAL), update_text_at (self, i, DZ_SIDE_TRANSLATION),
          letters[dz_block_get_state (block)], *dz_block_get_earlier_original (block) != '\0' ? "!" : "");

      g_assert_cmpstr (line, ==, expected[i]);
    }
  g_assert_null (expected[n]);
}

DzHighlight *
update_highlight (UpdateCase *self, guint block, DzSide side, const char *quote, guint nth)
{
  DzBlock *at = dz_document_get_block (self->document, block);
  const char *text = dz_text_get_string (dz_block_get_text (at, side)), *place = strstr (text, quote);
  guint start;

  for (; nth > 0; nth--)
    place = strstr (place + 1, quote);
  start = (guint)g_utf8_pointer_to_offset (text, place);
  return dz_edit_highlight (self->project, side, at, start, at, start + (guint)g_utf8_strlen (quote, -1), NULL);
}

void
update_assert_quote (UpdateCase *self, DzHighlight *highlight, DzSide side, const char *expected)
{
  g_autofree char *quote = dz_project_dup_quote (self->project, highlight, side);

  g_assert_cmpstr (quote, ==, expected);
}

void
update_assert_lies (UpdateCase *self, DzHighlight *highlight, DzSide side, guint block, guint start, const char *quote)
{
  DzAnchor *anchor = dz_highlight_get_anchor (highlight, side);

  g_assert_false (anchor->orphan);
  g_assert_cmpuint (dz_document_index_of (self->document, dz_project_lookup_block (self->project, anchor->start_block)),
                    ==, block);
  g_assert_cmpuint (anchor->start, ==, start);
  update_assert_quote (self, highlight, side, quote);
}

void
update_assert_orphan (UpdateCase *self, DzHighlight *highlight, DzSide side, const char *quote)
{
  g_assert_true (dz_highlight_get_anchor (highlight, side)->orphan);
  update_assert_quote (self, highlight, side, quote);
}
