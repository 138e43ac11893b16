#define _GNU_SOURCE

#include "faulty-private.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MOST_CALLS 16384
#define MOST_NAME 120

typedef struct
{
  char name[MOST_NAME];
  unsigned flags;
  size_t length;
} Call;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static volatile bool armed;
static char root[PATH_MAX];
static size_t root_length;
static Faulty order;
static Call calls[MOST_CALLS];
static unsigned count;
static unsigned fired;

static const Call *
call_at (unsigned n)
{
  static const Call none = { "", 0, 0 };

  return n > 0 && n <= count && n <= MOST_CALLS ? &calls[n - 1] : &none;
}

void
faulty_arm (const char *folder, const Faulty *faulty)
{
  pthread_mutex_lock (&mutex);
  snprintf (root, sizeof root, "%s", folder);
  root_length = strlen (root);
  order = *faulty;
  count = fired = 0;
  armed = true;
  pthread_mutex_unlock (&mutex);
  if (order.kind == FAULTY_CUT || order.kind == FAULTY_CUT_DATA)
    faulty_cut_begin (root);
}

void
faulty_disarm (void)
{
  pthread_mutex_lock (&mutex);
  armed = false;
  pthread_mutex_unlock (&mutex);
  faulty_cut_end ();
}

unsigned
faulty_get_count (void)
{
  return count;
}

unsigned
faulty_get_fired (void)
{
  return fired;
}

const char *
faulty_get_name (unsigned n)
{
  return call_at (n)->name;
}

bool
faulty_get_changes (unsigned n)
{
  return (call_at (n)->flags & CHANGES) != 0;
}

bool
faulty_get_writes (unsigned n)
{
  return (call_at (n)->flags & WRITES) != 0 && call_at (n)->length > 1;
}

static const char *
watched (const char *path)
{
  return strncmp (path, root, root_length) == 0 && (path[root_length] == '/' || path[root_length] == '\0') ? path : NULL;
}

static bool
read_fd (int fd, char *buffer)
{
  char link[40];
  ssize_t length;

  snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
  length = REAL (readlink) (link, buffer, PATH_MAX - 1);
  buffer[length > 0 ? length : 0] = '\0';
  return length > 0 && buffer[0] == '/';
}

const char *
faulty_path_of (int fd, char *buffer)
{
  int code = errno;
  const char *path = armed && fd >= 0 && read_fd (fd, buffer) ? watched (buffer) : NULL;

  errno = code;
  return path;
}

const char *
faulty_path_at (int folder, const char *path, char *buffer)
{
  int code = errno;
  const char *found = NULL;

  if (!armed || path == NULL)
    return NULL;
  if (path[0] == '/')
    {
      snprintf (buffer, PATH_MAX, "%s", path);
      found = watched (buffer);
    }
  else if (folder == AT_FDCWD ? getcwd (buffer, PATH_MAX) != NULL : read_fd (folder, buffer))
    {
      size_t length = strlen (buffer);

      snprintf (buffer + length, PATH_MAX - length, "/%s", path);
      found = watched (buffer);
    }
  errno = code;
  return found;
}

/* Whether a disk that stays so would say that of such a call. */
static bool
may_say (int code, unsigned flags)
{
  switch (code)
    {
    case ENOSPC:
    case EDQUOT:
      return (flags & GROWS) != 0;
    case EROFS:
    case EACCES:
      return (flags & NAMES) != 0;
    default:
      return true;
    }
}

static _Noreturn void
die (void)
{
  for (;;)
    kill (getpid (), SIGKILL);
}

/* For a call in the range. */
static Verdict
decide (unsigned n, unsigned flags, size_t length)
{
  bool whole_write = (flags & WRITES) != 0 && length > 1;

  switch (order.kind)
    {
    case FAULTY_COUNT:
      return GO;
    case FAULTY_SHORT:
      if (fired == 0 || fired == n)
        {
          if (!whole_write)
            return GO;
          fired = n;
          return HALF;
        }
      break;
    case FAULTY_ERROR:
      break;
    case FAULTY_TORN:
      fired = n;
      if (whole_write)
        return HALF;
      die ();
    case FAULTY_CUT:
    case FAULTY_CUT_DATA:
      faulty_cut_now (order.kind == FAULTY_CUT_DATA);
      die ();
    case FAULTY_KILL:
      die ();
    }
  if (order.from != order.until && !may_say (order.code, flags))
    return GO;
  if (fired == 0)
    fired = n;
  errno = order.code;
  return FAIL;
}

Verdict
faulty_meet (const char *function, const char *path, unsigned flags, size_t length)
{
  Verdict verdict = GO;

  if (path == NULL)
    return GO;
  pthread_mutex_lock (&mutex);
  if (armed)
    {
      unsigned n = ++count;

      if (n <= MOST_CALLS)
        {
          snprintf (calls[n - 1].name, MOST_NAME, "%s %.*s", function, MOST_NAME - 20,
                    path[root_length] == '/' ? path + root_length + 1 : ".");
          calls[n - 1].flags = flags;
          calls[n - 1].length = length;
        }
      if (n >= order.from && n <= order.until)
        verdict = decide (n, flags, length);
    }
  pthread_mutex_unlock (&mutex);
  return verdict;
}

void
faulty_half_done (void)
{
  if (order.kind == FAULTY_TORN)
    die ();
}

__attribute__ ((constructor)) static void
begin (void)
{
  const char *wish = getenv ("DZ_FAULT");
  Faulty faulty = { FAULTY_COUNT, 0, 0, 0 };
  unsigned kind;
  int length = 0;

  if (wish == NULL)
    return;
  if (sscanf (wish, "%u:%u:%u:%d:%n", &faulty.from, &faulty.until, &kind, &faulty.code, &length) < 4 || length == 0)
    {
      fprintf (stderr, "DZ_FAULT is FROM:UNTIL:KIND:ERRNO:FOLDER, and not %s\n", wish);
      _exit (99);
    }
  faulty.kind = (FaultyKind)kind;
  faulty_arm (wish + length, &faulty);
}

/* One line a call, into the file that DZ_FAULT_LOG names. */
__attribute__ ((destructor)) static void
end (void)
{
  const char *log = getenv ("DZ_FAULT_LOG");
  FILE *file;

  armed = false;
  file = log != NULL ? fopen (log, "w") : NULL;
  if (file == NULL)
    return;
  for (unsigned i = 0; i < count && i < MOST_CALLS; i++)
    fprintf (file, "%d %d %s\n", (calls[i].flags & CHANGES) != 0, i + 1 == fired, calls[i].name);
  fclose (file);
}
