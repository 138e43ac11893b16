#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n.h>

#include "store/dz-json-take.h"
#include "store/dz-json-writer.h"
#include "store/dz-lock-private.h"

#define FORMAT "duizhao-lock"
#define MACHINE_DIGITS 16
/* Of a name that somebody else wrote, so many characters are shown. */
#define MAX_NAME 64
/* In /proc/PID/stat, how many words behind the program's name the time of its start stands. */
#define STARTED_WORD 20

/* (transfer full): "" when there is none */
static char *
read_line (const char *path)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return g_strdup ("");
  return g_strdup (g_strstrip (text));
}

/* The installation's own id is not for others to see. */
static char *
dup_machine (void)
{
  g_autofree char *id = read_line ("/etc/machine-id");
  g_autofree char *salted = g_strconcat (FORMAT ":", id, NULL);
  char *digest;

  if (*id == '\0')
    return g_strdup ("");
  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, salted, -1);
  digest[MACHINE_DIGITS] = '\0';
  return digest;
}

static char *
dup_boot (void)
{
  return read_line ("/proc/sys/kernel/random/boot_id");
}

/* Sandboxes count processes from one each. */
static char *
dup_space (void)
{
  char *space = g_file_read_link ("/proc/self/ns/pid", NULL);

  return space != NULL ? space : g_strdup ("");
}

static char *
dup_started (guint process)
{
  g_autofree char *path = g_strdup_printf ("/proc/%u/stat", process);
  g_autofree char *line = read_line (path);
  const char *rest = strrchr (line, ')');
  g_auto (GStrv) words = rest != NULL ? g_strsplit (rest, " ", -1) : NULL;

  return g_strdup (words != NULL && g_strv_length (words) > STARTED_WORD ? words[STARTED_WORD] : "");
}

static const char *
get_user (void)
{
  const char *name = g_get_real_name ();

  return g_str_equal (name, "Unknown") || *name == '\0' ? g_get_user_name () : name;
}

char *
dz_lock_note_write (void)
{
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (TRUE);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *since = g_date_time_format_iso8601 (now), *machine = dup_machine (), *boot = dup_boot ();
  g_autofree char *space = dup_space (), *started = dup_started ((guint)getpid ()), *text = NULL;
  /* In whatever bytes the system keeps them. */
  g_autofree char *user = g_utf8_make_valid (get_user (), -1), *host = g_utf8_make_valid (g_get_host_name (), -1);

  dz_json_writer_begin_object (writer, NULL);
  dz_json_writer_add_string (writer, "format", FORMAT);
  dz_json_writer_add_string (writer, "user", user);
  dz_json_writer_add_string (writer, "host", host);
  dz_json_writer_add_string (writer, "since", since);
  dz_json_writer_add_uint (writer, "process", (guint64)getpid ());
  dz_json_writer_add_string (writer, "started", started);
  dz_json_writer_add_string (writer, "space", space);
  dz_json_writer_add_string (writer, "boot", boot);
  dz_json_writer_add_string (writer, "machine", machine);
  dz_json_writer_end (writer);
  text = dz_json_writer_dup_string (writer);
  return g_strconcat (text, "\n", NULL);
}

static char *
take_string (DzJson *object, const char *key)
{
  const char *value = "";

  dz_json_take_optional_string (object, key, &value, NULL);
  return g_strdup (value);
}

DzLockNote *
dz_lock_note_read (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (DzJsonTree) tree = dz_json_parse (bytes, NULL);
  DzJson *root = tree != NULL ? dz_json_tree_get_root (tree) : NULL;
  g_autofree char *format = NULL, *since = NULL;
  DzLockNote *note;

  if (root == NULL || root->type != DZ_JSON_OBJECT)
    return NULL;
  format = take_string (root, "format");
  if (!g_str_equal (format, FORMAT))
    return NULL;
  note = g_new0 (DzLockNote, 1);
  note->user = take_string (root, "user");
  note->host = take_string (root, "host");
  note->machine = take_string (root, "machine");
  note->boot = take_string (root, "boot");
  note->space = take_string (root, "space");
  note->started = take_string (root, "started");
  dz_json_take_uint (root, "process", &note->process, NULL);
  since = take_string (root, "since");
  note->since = g_date_time_new_from_iso8601 (since, NULL);
  return note;
}

void
dz_lock_note_free (DzLockNote *note)
{
  g_free (note->user);
  g_free (note->host);
  g_free (note->machine);
  g_free (note->boot);
  g_free (note->space);
  g_free (note->started);
  g_clear_pointer (&note->since, g_date_time_unref);
  g_free (note);
}

static gboolean
is_same (const char *theirs, const char *ours)
{
  return *theirs != '\0' && g_str_equal (theirs, ours);
}

gboolean
dz_lock_note_is_here (const DzLockNote *note)
{
  g_autofree char *machine = dup_machine (), *boot = dup_boot ();
  g_autofree char *host = g_utf8_make_valid (g_get_host_name (), -1);

  /* A container has a name of its own, and the kernel of its host; a copied machine has the id of the first. */
  return is_same (note->boot, boot) || (g_str_equal (note->machine, machine) && is_same (note->host, host));
}

/* FALSE when it certainly does not. */
static gboolean
may_run (guint process, const char *started)
{
  g_autofree char *now = NULL;

  if (process == 0 || process > G_MAXINT)
    return FALSE;
  if (kill ((pid_t)process, 0) < 0 && errno == ESRCH)
    return FALSE;
  now = dup_started (process);
  return *started == '\0' || *now == '\0' || g_str_equal (started, now);
}

gboolean
dz_lock_note_is_dead (const DzLockNote *note)
{
  g_autofree char *boot = dup_boot (), *space = dup_space ();

  if (!dz_lock_note_is_here (note))
    return FALSE;
  if (*note->boot != '\0' && *boot != '\0' && !g_str_equal (note->boot, boot))
    return TRUE;
  return is_same (note->space, space) && !may_run (note->process, note->started);
}

/* (transfer full) (nullable): as it can be shown in a sentence */
static char *
clean_name (const char *name)
{
  GString *clean = g_string_new (NULL);
  guint n = 0;

  for (const char *p = name; *p != '\0' && n < MAX_NAME; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (clean, g_unichar_isprint (c) ? c : ' ');
    }
  g_strstrip (clean->str);
  if (*clean->str != '\0')
    return g_string_free (clean, FALSE);
  g_string_free (clean, TRUE);
  return NULL;
}

static char *
dup_owner (const struct stat *stat)
{
  char buffer[4096];
  struct passwd entry, *found = NULL;
  g_autofree char *name = NULL;

  if (getpwuid_r (stat->st_uid, &entry, buffer, sizeof buffer, &found) != 0 || found == NULL)
    return NULL;
  name = g_utf8_make_valid (found->pw_name, -1);
  return clean_name (name);
}

DzLockHolder *
dz_lock_holder_new (const DzLockNote *note, const struct stat *stat)
{
  DzLockHolder *holder = g_new0 (DzLockHolder, 1);
  g_autofree char *host = g_utf8_make_valid (g_get_host_name (), -1);

  holder->here = note == NULL || dz_lock_note_is_here (note);
  holder->user = note != NULL ? clean_name (note->user) : NULL;
  if (holder->user == NULL)
    holder->user = dup_owner (stat);
  if (holder->user == NULL)
    holder->user = g_strdup (_ ("somebody"));
  holder->host = note != NULL ? clean_name (note->host) : NULL;
  if (holder->host == NULL)
    holder->host = holder->here ? g_steal_pointer (&host) : g_strdup (_ ("another machine"));
  if (note != NULL && note->since != NULL)
    holder->since = g_date_time_to_local (note->since);
  if (holder->since == NULL)
    holder->since = g_date_time_new_from_unix_local (stat->st_mtim.tv_sec);
  if (holder->since == NULL)
    holder->since = g_date_time_new_now_local ();
  return holder;
}

void
dz_lock_holder_free (DzLockHolder *holder)
{
  g_free (holder->user);
  g_free (holder->host);
  g_date_time_unref (holder->since);
  g_free (holder);
}
