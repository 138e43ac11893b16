#pragma once

#include "window/app/dz-file-watch.h"
#include "window/app/dz-session.h"

G_BEGIN_DECLS

struct _DzSession
{
  GObject parent_instance;

  DzProject *project;
  GFile *file;
  GFile *folder;
  char *name;
  DzSaver *saver;
  DzFileWatch *watch;
  /* (nullable): what the file held when it was read; where there is no saver to know */
  DzFileStamp *stamp;
  DzLock *lock;
  DzLockHolder *holder;
  DzDamage *damage;
  DzLeftover *leftover;
  DzChange *last_text;
  guint discarding;
  gboolean automatic;
  gboolean read_only;
  gboolean busy;
  /* The file is being read again. */
  gboolean reloading;
};

/* dz-session.c */
void dz_session_tell (DzSession *self, DzSessionNews news, DzProject *earlier, const char *text);
/* (transfer none) (nullable) */
DzFileStamp *dz_session_get_stamp (DzSession *self);
/* What the file holds now is in the project. */
void dz_session_set_stamp (DzSession *self, DzFileStamp *stamp, gboolean same);

/* dz-session-reload.c */
/* Brings what somebody else wrote to the file into the project. */
void dz_session_reload (DzSession *self);

G_END_DECLS
