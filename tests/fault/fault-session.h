#pragma once

#include <gio/gio.h>

#include "faulty.h"

G_BEGIN_DECLS

/* Where the files of a session lie, under its home: what it opens, or saves first; what it saves a copy as. */
#define FAULT_FILE "home/talk.duizhao"
#define FAULT_SECOND "home/second.duizhao"

/**
 * FaultStart:
 * @FAULT_OPEN: a file is opened
 * @FAULT_LINK: the same, by a symbolic link to it, and no versions are kept: the previous file is kept beside it
 * @FAULT_UNTITLED: something was imported, and has no file
 * @FAULT_RECOVER: a file is opened whose last session crashed
 */
typedef enum
{
  FAULT_OPEN,
  FAULT_LINK,
  FAULT_UNTITLED,
  FAULT_RECOVER,
} FaultStart;

/**
 * FaultScenario:
 * @name: of the test
 * @start: how it begins
 * @prepare: what an earlier session did in peace, as @steps; NULL: there was none
 * @steps: what is done, one letter a step: t types, d deletes, p puts a picture in, P takes the first one out, f waits until
 *   the journal is on disk, s saves, a saves under another name, k keeps what was read as a version, v keeps one before a
 *   risky step, w waits until the journal syncs by itself, q ends in peace
 * @watched: the folder under the home whose calls count; "" for all of it
 */
typedef struct
{
  const char *name;
  FaultStart start;
  const char *prepare;
  const char *steps;
  const char *watched;
} FaultScenario;

/**
 * fault_session_run:
 * @home: its home, which is set already
 * @faulty: (nullable): what goes wrong
 * @comes_back: afterwards the place is as it should be, and work goes on
 * @seed: of what is typed
 * @report: a pipe: one line for all that the program would know, or show to a person, and for all that must not be lost
 *
 * Does with a project what a window does, and says so. The lines: "o DIGEST" the file held this; "t DIGEST" the project is
 * this from now on; "k" all of it is on disk; "u" it is not, which was told; "a FILE DIGEST" is being saved; "s FILE" was;
 * "f FILE" was not, which was told, "F FILE" the same, and what was told is that the old one is unchanged; "r" was restored;
 * "q" ended in peace; "c N" so many calls there were; "h NAME" the one that failed; "! WHAT" what must not be; "e" the end.
 */
void fault_session_run (const FaultScenario *scenario,
                        const char *home,
                        const Faulty *faulty,
                        gboolean comes_back,
                        guint seed,
                        int report);

/* What an earlier session left: the project file, and whatever "prepare" does. */
void fault_session_prepare (const FaultScenario *scenario, const char *home, guint seed, int report);

G_END_DECLS
