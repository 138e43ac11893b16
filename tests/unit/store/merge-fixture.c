#include "config.h"

#include "dz-random-edits.h"
#include "merge-fixture.h"
#include "model/dz-conflict.h"
#include "model/dz-edit.h"
#include "model/dz-project-copy.h"
#include "random-changes.h"
#include "store/dz-merge.h"
#include "store/dz-project-json.h"

char *
write_project (DzProject *project)
{
  g_autoptr (GBytes) bytes = dz_project_to_json (project);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

void
assert_equal (DzProject *a, DzProject *b)
{
  g_autofree char *first = write_project (a), *second = write_project (b);

  g_assert_cmpstr (first, ==, second);
}

DzProject *
merge (DzProject *base, DzProject *ours, DzProject *theirs, guint *n_conflicts)
{
  g_autoptr (GError) error = NULL;
  DzProject *merged = dz_merge (base, ours, theirs, n_conflicts, &error);

  g_assert_no_error (error);
  return merged;
}

DzProject *
make_project (guint n_blocks)
{
  DzProject *project = dz_project_new (NULL);
  g_autoptr (DzDocument) document = dz_document_new (NULL, "访谈");
  const DzBlockForm form = { .kind = DZ_BLOCK_PARAGRAPH };

  for (guint i = 0; i < n_blocks; i++)
    {
      g_autofree char *id = g_strdup_printf ("block-%u", i);
      g_autoptr (DzText) original = dz_text_new ("我们昨天在北京采访了王老师，他说了很多。");
      g_autoptr (DzText) translation = dz_text_new ("Yesterday we interviewed teacher Wang in Beijing.");
      g_autoptr (DzBlock) block = dz_block_new (id, &form, original, translation);

      dz_document_init_append (document, block);
    }
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), NULL));
  return project;
}

guint
rounds (void)
{
  return random_from_environment ("DUIZHAO_TEST_CHANGES", 10000) / 10;
}

static guint
index_of (GListModel *list, DzEntity *entity)
{
  for (guint i = 0;; i++)
    {
      g_autoptr (DzEntity) at = g_list_model_get_item (list, i);

      if (at == entity)
        return i;
    }
}

static void
remove_document (DzProject *project, DzDocument *document)
{
  GListModel *highlights = dz_project_get_highlights (project), *documents = dz_project_get_documents (project);
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  g_autoptr (DzChange) change = NULL;

  dz_project_begin_step (project, "Remove Document");
  for (guint i = g_list_model_get_n_items (highlights); i > 0; i--)
    {
      g_autoptr (DzHighlight) highlight = g_list_model_get_item (highlights, i - 1);

      if (g_str_equal (dz_highlight_get_document (highlight), dz_document_get_id (document)))
        dz_edit_remove_highlight (project, highlight);
    }
  g_ptr_array_add (objects, document);
  change = dz_change_new_remove (NULL, index_of (documents, DZ_ENTITY (document)), objects);
  g_assert_true (dz_project_apply (project, change, NULL));
  dz_project_end_step (project);
}

/* (transfer full) (nullable) */
static gpointer
pick (GListModel *list, GRand *rand)
{
  guint n = g_list_model_get_n_items (list);

  return n > 0 ? g_list_model_get_item (list, (guint)g_rand_int_range (rand, 0, (gint32)n)) : NULL;
}

/* What one said, nobody says any more, and the speaker goes. */
static void
remove_speaker (DzProject *project, DzSpeaker *speaker)
{
  GListModel *documents = dz_project_get_documents (project), *speakers = dz_project_get_speakers (project);
  g_autoptr (GPtrArray) objects = g_ptr_array_new ();
  g_autoptr (DzChange) change = NULL;

  dz_project_begin_step (project, "Remove Speaker");
  for (guint d = 0; d < g_list_model_get_n_items (documents); d++)
    {
      g_autoptr (DzDocument) document = g_list_model_get_item (documents, d);

      for (guint i = 0; i < dz_document_get_n_blocks (document); i++)
        {
          DzBlock *block = dz_document_get_block (document, i);

          if (g_strcmp0 (dz_block_get_speaker (block), dz_speaker_get_id (speaker)) == 0)
            dz_edit_set_string (project, DZ_ENTITY (block), "speaker", "", "Remove Speaker");
        }
    }
  g_ptr_array_add (objects, speaker);
  change = dz_change_new_remove (NULL, index_of (speakers, DZ_ENTITY (speaker)), objects);
  g_assert_true (dz_project_apply (project, change, NULL));
  dz_project_end_step (project);
}

/* A document or a speaker goes, or a picture comes to stand somewhere. */
static void
edit_whole (DzProject *project, GRand *rand)
{
  GListModel *documents = dz_project_get_documents (project);
  g_autoptr (DzSpeaker) speaker = pick (dz_project_get_speakers (project), rand);
  g_autoptr (DzDocument) document = pick (documents, rand);
  g_autoptr (DzPicture) picture = pick (dz_project_get_pictures (project), rand);
  g_autoptr (DzBlock) block = document != NULL ? pick (G_LIST_MODEL (document), rand) : NULL;
  g_autofree char *source = picture != NULL ? g_strconcat ("picture:", dz_picture_get_id (picture), NULL) : NULL;

  if (g_rand_int_range (rand, 0, 4) == 0 && g_list_model_get_n_items (documents) > 1)
    remove_document (project, document);
  else if (speaker != NULL && g_rand_int_range (rand, 0, 4) == 0)
    remove_speaker (project, speaker);
  else if (source != NULL && block != NULL && g_rand_boolean (rand))
    dz_edit_set_string (project, DZ_ENTITY (block), "source", source, "Set Picture");
  else if (source != NULL && document != NULL)
    dz_edit_set_string (project, DZ_ENTITY (document), "cover", source, "Set Cover");
}

void
edit (DzProject *project, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32)g_test_rand_int ());

  for (guint i = 0; i < n; i++)
    if (g_rand_int_range (rand, 0, 16) == 0)
      edit_whole (project, rand);
    else
      dz_random_edit (project, rand);
}

/* The two values of a conflict the other way round. */
DzProject *
swap_names (DzProject *project)
{
  DzProject *swapped = dz_project_copy (project);
  GListModel *list = dz_project_get_conflicts (swapped);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (DzConflict) conflict = g_list_model_get_item (list, i);
      g_autoptr (DzConflict) other = dz_conflict_new (
          dz_conflict_get_id (conflict), dz_conflict_get_target (conflict), dz_conflict_get_what (conflict),
          dz_conflict_get_base (conflict), dz_conflict_get_theirs (conflict), dz_conflict_get_ours (conflict));
      g_autoptr (GPtrArray) out = g_ptr_array_new (), in = g_ptr_array_new ();
      g_autoptr (DzChange) leave = NULL, come = NULL;

      g_ptr_array_add (out, conflict);
      g_ptr_array_add (in, other);
      leave = dz_change_new_remove (NULL, i, out);
      come = dz_change_new_insert (NULL, i, in);
      g_assert_true (dz_project_apply (swapped, leave, NULL));
      g_assert_true (dz_project_apply (swapped, come, NULL));
    }
  return swapped;
}

void
check_readable (DzProject *merged)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = dz_project_to_json (merged);
  g_autoptr (DzProject) read = dz_project_from_json (bytes, NULL, &error);

  g_assert_no_error (error);
  assert_equal (merged, read);
}
