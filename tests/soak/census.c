/* Counts how many objects of the program's own types were made and are alive: preloaded into the program, it keeps a table
 * in the file that DZ_CENSUS names, which soak.py reads while the program runs. An object is alive until it is finalized. */

#include "config.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <glib-object.h>

#define PREFIX "Dz"
#define N_SLOTS 512
#define NAME_SIZE 56

/* As soak.py reads it. */
typedef struct
{
  char name[NAME_SIZE];
  gint alive;
  gint made;
} Slot;

static Slot *slots;
static GMutex mutex;

static void
map_table (void)
{
  const char *path = g_getenv ("DZ_CENSUS");
  int fd = path ? open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600) : -1;
  void *table = MAP_FAILED;

  if (fd >= 0 && ftruncate (fd, N_SLOTS * sizeof (Slot)) == 0)
    table = mmap (NULL, N_SLOTS * sizeof (Slot), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (table == MAP_FAILED)
    g_error ("DZ_CENSUS has to name a file that can be written");
  close (fd);
  slots = table;
}

static Slot *
find_slot (const char *name)
{
  Slot *found = NULL;

  g_mutex_lock (&mutex);
  if (!slots)
    map_table ();
  for (guint i = 0; i < N_SLOTS && !found; i++)
    {
      if (!slots[i].name[0])
        g_strlcpy (slots[i].name, name, NAME_SIZE);
      if (strncmp (slots[i].name, name, NAME_SIZE - 1) == 0)
        found = &slots[i];
    }
  g_mutex_unlock (&mutex);
  if (!found)
    g_error ("The program has more types than the census has room for");
  return found;
}

static void
finalized_cb (gpointer data)
{
  g_atomic_int_add (&((Slot *)data)->alive, -1);
}

static gpointer
count (gpointer object)
{
  const char *name = G_OBJECT_TYPE_NAME (object);
  Slot *slot;

  if (!g_str_has_prefix (name, PREFIX))
    return object;
  slot = find_slot (name);
  g_atomic_int_inc (&slot->alive);
  g_atomic_int_inc (&slot->made);
  /* Data of an object goes when it is finalized, not when it is disposed of. */
  g_object_set_qdata_full (object, g_quark_from_static_string ("dz-census"), slot, finalized_cb);
  return object;
}

static gpointer
find_real (const char *name)
{
  gpointer function = dlsym (RTLD_NEXT, name);

  if (!function)
    g_error ("There is no %s to count with", name);
  return function;
}

GObject *
g_object_new_valist (GType type, const char *first, va_list rest)
{
  static GObject *(*real) (GType, const char *, va_list);

  if (!real)
    real = find_real ("g_object_new_valist");
  return count (real (type, first, rest));
}

/* GLib's own calls the function above without asking the linker, and so is never counted twice. */
gpointer
g_object_new (GType type, const char *first, ...)
{
  static GObject *(*real) (GType, const char *, va_list);
  GObject *object;
  va_list rest;

  if (!real)
    real = find_real ("g_object_new_valist");
  va_start (rest, first);
  object = real (type, first, rest);
  va_end (rest);
  return count (object);
}

GObject *
g_object_new_with_properties (GType type, guint n, const char *names[], const GValue values[])
{
  static GObject *(*real) (GType, guint, const char *[], const GValue[]);

  if (!real)
    real = find_real ("g_object_new_with_properties");
  return count (real (type, n, names, values));
}
