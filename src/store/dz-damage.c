#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/dz-damage-private.h"
#include "store/dz-project-file.h"
#include "store/dz-store-error.h"

typedef struct
{
  guint line;
  guint number;
  char *sentence;
} Loss;

struct _DzLosses
{
  GArray *told; /* of Loss: DZ_DAMAGE_MOST of them */
  guint n;
};

static void
loss_clear (gpointer data)
{
  Loss *loss = data;

  g_free (loss->sentence);
}

DzLosses *
dz_losses_new (void)
{
  DzLosses *self = g_new0 (DzLosses, 1);

  self->told = g_array_new (FALSE, FALSE, sizeof (Loss));
  g_array_set_clear_func (self->told, loss_clear);
  return self;
}

void
dz_losses_free (DzLosses *self)
{
  g_array_unref (self->told);
  g_free (self);
}

void
dz_losses_add (DzLosses *self, guint line, const char *format, ...)
{
  g_autofree char *what = NULL;
  Loss loss = { .line = line, .number = self->n };
  va_list args;

  if (self->n < G_MAXUINT)
    self->n++;
  if (self->told->len == DZ_DAMAGE_MOST)
    return;
  va_start (args, format);
  what = g_strdup_vprintf (format, args);
  va_end (args);
  /* Some reasons are sentences of their own. */
  if (g_str_has_suffix (what, ".") || g_str_has_suffix (what, "。"))
    *g_utf8_prev_char (what + strlen (what)) = '\0';
  loss.sentence = g_strdup_printf (_ ("Line %u: %s."), line, what);
  g_array_append_val (self->told, loss);
}

void
dz_losses_add_rest (DzLosses *self, guint line)
{
  dz_losses_add (self, line,
                 _ ("what stands from here on is left out: there are more than %d blocks, highlights, tags and other things"),
                 DZ_PROJECT_MAX_ENTITIES);
}

guint
dz_losses_count (DzLosses *self)
{
  return self->n;
}

static int
compare_losses (gconstpointer a, gconstpointer b)
{
  const Loss *one = a, *other = b;

  if (one->line != other->line)
    return one->line < other->line ? -1 : 1;
  return one->number < other->number ? -1 : one->number > other->number;
}

DzDamage *
dz_losses_to_damage (DzLosses *self, gboolean id_known)
{
  DzDamage *damage = g_new0 (DzDamage, 1);

  g_array_sort (self->told, compare_losses);
  damage->problems = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < self->told->len; i++)
    g_ptr_array_add (damage->problems, g_steal_pointer (&g_array_index (self->told, Loss, i).sentence));
  damage->n_problems = self->n;
  damage->id_known = id_known;
  return damage;
}

void
dz_damage_free (DzDamage *damage)
{
  g_ptr_array_unref (damage->problems);
  g_free (damage);
}

/* Takes @text. */
static DzProject *
recover (char *text, gsize length, DzDamage **damage)
{
  g_autofree char *owned = text != NULL ? text : g_strdup ("");
  g_autoptr (DzLosses) losses = dz_losses_new ();
  g_autoptr (GArray) pieces = dz_damage_scan (owned, length, losses);
  gboolean id_known = FALSE;
  DzProject *project = dz_damage_build (owned, pieces, losses, &id_known);

  *damage = dz_losses_to_damage (losses, id_known);
  return project;
}

DzProject *
dz_project_from_damaged_json (GBytes *bytes, DzDamage **damage)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return recover (g_memdup2 (data, length), length, damage);
}

DzProject *
dz_project_file_load_damaged (GFile *file, DzDamage **damage, GCancellable *cancellable, GError **error)
{
  GBytes *bytes = dz_project_file_read (file, cancellable, error);
  g_autofree char *name = NULL;
  DzProject *project;
  gsize length;
  char *text;

  *damage = NULL;
  if (bytes == NULL)
    return NULL;
  text = g_bytes_unref_to_data (bytes, &length);
  project = recover (text, length, damage);
  if (project != NULL)
    return project;
  name = g_file_get_parse_name (file);
  g_set_error (
      error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED,
      _ ("“%s” cannot be opened: no block could be read in it. It was not changed. Look for an earlier version "
         "or a copy of it."),
      name);
  return NULL;
}
