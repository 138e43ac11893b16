/* What is not synced: how long the files were when they last were, and what happened to names since. */
#define _GNU_SOURCE

#include "faulty-private.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_FILES 1024
#define MOST_NAMES 4096

typedef struct
{
  dev_t device;
  ino_t inode;
  off_t synced;
  int fd; /* -1: it is synced */
} File;

typedef enum
{
  CREATED,
  MADE_FOLDER,
  REMOVED,
  RENAMED,
  REMOVED_FOLDER,
} Event;

typedef struct
{
  Event event;
  bool synced;
  char *path;
  char *from;
  unsigned kept;
} Name;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static volatile bool noting;
static char shadow[PATH_MAX];
static unsigned last_kept;
static File files[MOST_FILES];
static unsigned n_files;
static Name names[MOST_NAMES];
static unsigned n_names;

void
faulty_cut_begin (const char *folder)
{
  snprintf (shadow, sizeof shadow, "%s.shadow", folder);
  REAL (mkdirat) (AT_FDCWD, shadow, 0700);
  noting = true;
}

void
faulty_cut_end (void)
{
  noting = false;
}

void
faulty_cut_before_write (int fd, const char *path)
{
  struct stat found;
  File *file = NULL;

  if (!noting || REAL (fstat) (fd, &found) < 0)
    return;
  pthread_mutex_lock (&mutex);
  for (unsigned i = 0; i < n_files && file == NULL; i++)
    if (files[i].inode == found.st_ino && files[i].device == found.st_dev)
      file = &files[i];
  if (file == NULL && n_files < MOST_FILES)
    {
      file = &files[n_files++];
      *file = (File){ found.st_dev, found.st_ino, 0, -1 };
    }
  if (file == NULL)
    abort ();
  if (file->fd < 0)
    {
      char link[40];

      /* The one at hand may be closed, and may have a lock that another one of the same would keep. */
      snprintf (link, sizeof link, "/proc/self/fd/%d", fd);
      file->synced = found.st_size;
      file->fd = REAL (openat) (AT_FDCWD, link, O_RDWR | O_CLOEXEC);
    }
  pthread_mutex_unlock (&mutex);
}

static void
note (Event event, const char *path, const char *from, unsigned kept)
{
  if (!noting)
    return;
  pthread_mutex_lock (&mutex);
  if (n_names == MOST_NAMES)
    abort ();
  names[n_names++] = (Name){ event, false, strdup (path), from != NULL ? strdup (from) : NULL, kept };
  pthread_mutex_unlock (&mutex);
}

void
faulty_cut_created (const char *path)
{
  note (CREATED, path, NULL, 0);
}

void
faulty_cut_made_folder (const char *path)
{
  note (MADE_FOLDER, path, NULL, 0);
}

void
faulty_cut_removed (const char *path, unsigned kept)
{
  note (REMOVED, path, NULL, kept);
}

void
faulty_cut_renamed (const char *from, const char *to, unsigned kept)
{
  note (RENAMED, to, from, kept);
}

void
faulty_cut_removed_folder (const char *path)
{
  note (REMOVED_FOLDER, path, NULL, 0);
}

static void
kept_path (unsigned kept, char *buffer)
{
  snprintf (buffer, PATH_MAX, "%.*s/%u", PATH_MAX - 16, shadow, kept);
}

unsigned
faulty_cut_keep (const char *path)
{
  char buffer[PATH_MAX];
  unsigned kept;

  if (!noting)
    return 0;
  pthread_mutex_lock (&mutex);
  kept = ++last_kept;
  pthread_mutex_unlock (&mutex);
  kept_path (kept, buffer);
  return REAL (linkat) (AT_FDCWD, path, AT_FDCWD, buffer, 0) == 0 ? kept : 0;
}

/* A folder's sync makes certain the names in it. */
static void
sync_names (const struct stat *folder)
{
  for (unsigned i = 0; i < n_names; i++)
    {
      char parent[PATH_MAX];
      struct stat found;
      char *slash;

      snprintf (parent, sizeof parent, "%s", names[i].path);
      slash = strrchr (parent, '/');
      if (slash == NULL)
        continue;
      *slash = '\0';
      if (REAL (fstatat) (AT_FDCWD, parent, &found, 0) == 0 && found.st_ino == folder->st_ino
          && found.st_dev == folder->st_dev)
        names[i].synced = true;
    }
}

void
faulty_cut_synced (int fd)
{
  struct stat found;

  if (!noting || REAL (fstat) (fd, &found) < 0)
    return;
  pthread_mutex_lock (&mutex);
  if (S_ISDIR (found.st_mode))
    sync_names (&found);
  for (unsigned i = 0; i < n_files; i++)
    if (files[i].inode == found.st_ino && files[i].device == found.st_dev && files[i].fd >= 0)
      {
        REAL (close) (files[i].fd);
        files[i].fd = -1;
      }
  pthread_mutex_unlock (&mutex);
}

static void
remove_all (const char *path)
{
  DIR *dir = REAL (opendir) (path);
  struct dirent64 *entry;

  while (dir != NULL && (entry = REAL (readdir64) (dir)) != NULL)
    {
      char child[PATH_MAX];

      if (strcmp (entry->d_name, ".") == 0 || strcmp (entry->d_name, "..") == 0)
        continue;
      snprintf (child, sizeof child, "%.*s/%s", PATH_MAX - 300, path, entry->d_name);
      if (REAL (unlinkat) (AT_FDCWD, child, 0) < 0)
        remove_all (child);
    }
  if (dir != NULL)
    closedir (dir);
  REAL (unlinkat) (AT_FDCWD, path, AT_REMOVEDIR);
}

static void
take_back (const Name *name)
{
  char kept[PATH_MAX];

  kept_path (name->kept, kept);
  switch (name->event)
    {
    case CREATED:
      REAL (unlinkat) (AT_FDCWD, name->path, 0);
      break;
    case MADE_FOLDER:
      remove_all (name->path);
      break;
    case REMOVED:
      REAL (renameat) (AT_FDCWD, kept, AT_FDCWD, name->path);
      break;
    case RENAMED:
      REAL (renameat) (AT_FDCWD, name->path, AT_FDCWD, name->from);
      if (name->kept != 0)
        REAL (renameat) (AT_FDCWD, kept, AT_FDCWD, name->path);
      break;
    case REMOVED_FOLDER:
      REAL (mkdirat) (AT_FDCWD, name->path, 0700);
      break;
    }
}

void
faulty_cut_now (bool names_stay)
{
  noting = false;
  pthread_mutex_lock (&mutex);
  for (unsigned i = 0; i < n_files; i++)
    if (files[i].fd >= 0 && REAL (ftruncate) (files[i].fd, files[i].synced) < 0)
      abort ();
  for (unsigned i = n_names; i > 0 && !names_stay; i--)
    if (!names[i - 1].synced)
      take_back (&names[i - 1]);
}
