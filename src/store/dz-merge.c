#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/dz-project-copy.h"
#include "store/dz-merge-private.h"
#include "store/dz-store-error.h"

DzEntity *
dz_merge_lookup (DzMerge *self, DzCopy copy, GType type, const char *id)
{
  gpointer entity = self->copies[copy] != NULL ? dz_project_lookup (self->copies[copy], id) : NULL;

  return entity != NULL && G_OBJECT_TYPE (entity) == type ? entity : NULL;
}

gboolean
dz_merge_is_kept (DzMerge *self, const char *id)
{
  return !g_hash_table_contains (self->dropped, id);
}

/* Of one conflict there is one id, whoever merges, and whichever copy is called ours. */
static char *
make_id (const char *target, const char *what, const char *ours, const char *theirs)
{
  gboolean ordered = g_strcmp0 (ours, theirs) <= 0;
  g_autofree char *name = g_strjoin ("\n", target, what, ordered ? ours : theirs, ordered ? theirs : ours, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA1, name, -1);
  static const char variants[] = "89ab";

  /* The shape of RFC 4122, version 5. */
  return g_strdup_printf ("%.8s-%.4s-5%.3s-%c%.3s-%.12s", hash, hash + 8, hash + 13,
                          variants[g_ascii_xdigit_value (hash[16]) & 3], hash + 17, hash + 20);
}

void
dz_merge_conflict (DzMerge *self, const char *target, const char *what, char *base, char *ours, char *theirs)
{
  g_autofree char *id = make_id (target, what, ours != NULL ? ours : "", theirs != NULL ? theirs : "");

  g_ptr_array_add (self->conflicts, dz_conflict_new (id, target, what, base ? base : "", ours ? ours : "",
                                                     theirs ? theirs : ""));
  g_free (base);
  g_free (ours);
  g_free (theirs);
}

static DzText *
text_of (DzEntity *block, DzSide side)
{
  return block != NULL ? dz_block_get_text (DZ_BLOCK (block), side) : NULL;
}

static DzText *
merge_side (DzMerge *self, const char *id, DzSide side)
{
  DzEntity *ours = dz_merge_lookup (self, DZ_OURS, DZ_TYPE_BLOCK, id);
  DzEntity *theirs = dz_merge_lookup (self, DZ_THEIRS, DZ_TYPE_BLOCK, id);
  DzText *base = text_of (dz_merge_lookup (self, DZ_BASE, DZ_TYPE_BLOCK, id), side);
  gboolean conflict;
  DzText *text;

  if (ours == NULL || theirs == NULL)
    return dz_text_ref (text_of (ours != NULL ? ours : theirs, side));
  text = dz_merge_texts (base, text_of (ours, side), text_of (theirs, side), &conflict);
  if (conflict)
    dz_merge_conflict (self, id, dz_side_to_word (side), base != NULL ? dz_merge_text_json (base) : NULL,
                       dz_merge_text_json (text_of (ours, side)), dz_merge_text_json (text_of (theirs, side)));
  return text;
}

static DzEntity *
make_block (DzMerge *self, const char *id)
{
  const DzBlockForm form = { 0 };
  g_autoptr (DzText) original = merge_side (self, id, DZ_SIDE_ORIGINAL);
  g_autoptr (DzText) translation = merge_side (self, id, DZ_SIDE_TRANSLATION);

  return DZ_ENTITY (dz_block_new (id, &form, original, translation));
}

static GBytes *
bytes_of (DzEntity *picture)
{
  return picture != NULL ? dz_picture_get_bytes (DZ_PICTURE (picture)) : NULL;
}

/* No change gives a picture other bytes; a copy that another program wrote may have them all the same. */
static GBytes *
merge_bytes (DzMerge *self, const char *id)
{
  GBytes *base = bytes_of (dz_merge_lookup (self, DZ_BASE, DZ_TYPE_PICTURE, id));
  GBytes *ours = bytes_of (dz_merge_lookup (self, DZ_OURS, DZ_TYPE_PICTURE, id));
  GBytes *theirs = bytes_of (dz_merge_lookup (self, DZ_THEIRS, DZ_TYPE_PICTURE, id));

  if (ours == NULL || theirs == NULL)
    return ours != NULL ? ours : theirs;
  if (base != NULL && g_bytes_equal (base, ours))
    return theirs;
  if (base != NULL && g_bytes_equal (base, theirs))
    return ours;
  return g_bytes_compare (ours, theirs) >= 0 ? ours : theirs;
}

static DzEntity *
make_document (DzMerge *self, const char *id)
{
  DzDocument *document = dz_document_new (id, "");
  g_autoptr (GPtrArray) blocks = dz_merge_list (self, DZ_TYPE_BLOCK, id);

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autoptr (DzEntity) block = make_block (self, g_ptr_array_index (blocks, i));

      dz_merge_fields (self, block, FALSE);
      dz_document_init_append (document, DZ_BLOCK (block));
    }
  return DZ_ENTITY (document);
}

static DzEntity *
make_entity (DzMerge *self, GType type, const char *id)
{
  if (type == DZ_TYPE_PICTURE)
    return DZ_ENTITY (dz_picture_new (id, "", "", merge_bytes (self, id)));
  if (type == DZ_TYPE_SPEAKER)
    return DZ_ENTITY (dz_speaker_new (id, "", ""));
  if (type == DZ_TYPE_TAG)
    return DZ_ENTITY (dz_tag_new (id, "", "", ""));
  return type == DZ_TYPE_DOCUMENT ? make_document (self, id)
                                  : DZ_ENTITY (dz_conflict_new (id, "", "", "", "", ""));
}

static gboolean
build_list (DzMerge *self, GType type, const char *parent, GError **error)
{
  g_autoptr (GPtrArray) ids = dz_merge_list (self, type, parent);

  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autoptr (DzEntity) entity = make_entity (self, type, id);

      dz_merge_fields (self, entity, FALSE);
      if (!dz_project_build (self->merged, *parent != '\0' ? parent : NULL, entity, error)
          || (type == DZ_TYPE_TAG && !build_list (self, type, id, error)))
        return FALSE;
    }
  return TRUE;
}

static int
compare_conflicts (gconstpointer a, gconstpointer b)
{
  return strcmp (dz_conflict_get_id (*(DzConflict *const *)a), dz_conflict_get_id (*(DzConflict *const *)b));
}

/* The new ones, in an order that depends on nothing but themselves. */
static guint
build_conflicts (DzMerge *self)
{
  guint n = 0;

  g_ptr_array_sort (self->conflicts, compare_conflicts);
  for (guint i = 0; i < self->conflicts->len; i++)
    n += dz_project_build (self->merged, NULL, g_ptr_array_index (self->conflicts, i), NULL);
  return n;
}

static gboolean
build_all (DzMerge *self, guint *n_conflicts, GError **error)
{
  g_autoptr (GPtrArray) highlights = NULL;

  dz_merge_fields (self, DZ_ENTITY (self->merged), TRUE);
  dz_merge_decide (self);
  if (!build_list (self, DZ_TYPE_PICTURE, "", error) || !build_list (self, DZ_TYPE_SPEAKER, "", error)
      || !build_list (self, DZ_TYPE_TAG, "", error) || !build_list (self, DZ_TYPE_DOCUMENT, "", error))
    return FALSE;
  highlights = dz_merge_list (self, DZ_TYPE_HIGHLIGHT, "");
  dz_merge_highlights (self, highlights);
  if (!build_list (self, DZ_TYPE_CONFLICT, "", error))
    return FALSE;
  *n_conflicts = build_conflicts (self);
  return TRUE;
}

static void
merge_clear (DzMerge *self)
{
  g_clear_object (&self->merged);
  g_hash_table_unref (self->dropped);
  g_ptr_array_unref (self->conflicts);
  g_hash_table_unref (self->parents);
  for (guint i = 0; i < DZ_N_COPIES; i++)
    g_clear_pointer (&self->places[i], g_hash_table_unref);
  g_hash_table_unref (self->edits);
}

DzProject *
dz_merge (DzProject *base, DzProject *ours, DzProject *theirs, guint *n_conflicts, GError **error)
{
  const char *id = dz_project_get_id (ours);
  DzMerge self = { { ours, theirs, base } };
  g_autoptr (GError) local = NULL;
  DzProject *merged = NULL;
  guint n = 0;

  if (!g_str_equal (id, dz_project_get_id (theirs)) || (base != NULL && !g_str_equal (id, dz_project_get_id (base))))
    {
      g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_FOREIGN,
                   _ ("These are not copies of one project, so they cannot be merged. Choose a copy of the same project."));
      return NULL;
    }
  self.merged = dz_project_new (id);
  self.dropped = g_hash_table_new (g_str_hash, g_str_equal);
  self.conflicts = g_ptr_array_new_with_free_func (g_object_unref);
  self.parents = g_hash_table_new (g_str_hash, g_str_equal);
  self.edits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  if (build_all (&self, &n, &local))
    merged = g_steal_pointer (&self.merged);
  else
    g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED,
                 _ ("These copies cannot become one project: %s. Both are as they were; copy what you need by hand."),
                 local->message);
  merge_clear (&self);
  if (n_conflicts != NULL)
    *n_conflicts = n;
  return merged;
}

typedef struct
{
  DzProject *copies[DZ_N_COPIES];
  guint n_conflicts;
} Work;

static void
work_free (Work *work)
{
  for (guint i = 0; i < DZ_N_COPIES; i++)
    g_clear_object (&work->copies[i]);
  g_free (work);
}

static void
merge_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  DzProject *merged = dz_merge (work->copies[DZ_BASE], work->copies[DZ_OURS], work->copies[DZ_THEIRS],
                                &work->n_conflicts, &error);

  if (merged != NULL)
    g_task_return_pointer (task, merged, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
dz_merge_async (DzProject *base, DzProject *ours, DzProject *theirs, GCancellable *cancellable,
                GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Work *work = g_new0 (Work, 1);

  work->copies[DZ_OURS] = dz_project_copy (ours);
  work->copies[DZ_THEIRS] = dz_project_copy (theirs);
  work->copies[DZ_BASE] = base != NULL ? dz_project_copy (base) : NULL;
  g_task_set_source_tag (task, dz_merge_async);
  g_task_set_task_data (task, work, (GDestroyNotify)work_free);
  g_task_run_in_thread (task, merge_thread);
}

DzProject *
dz_merge_finish (GAsyncResult *result, guint *n_conflicts, GError **error)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  if (n_conflicts != NULL)
    *n_conflicts = work->n_conflicts;
  return g_task_propagate_pointer (G_TASK (result), error);
}
