#pragma once

#include <glib.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * FaultReport:
 * @states: (element-type utf8): digests of what the project was, one after the other
 * @safe: how many of them are before the last that must not be lost, with it; 0: none has to be there
 * @files: of char * → GPtrArray: by the file's name under the home: digests that it may have now, the oldest first; a NULL
 *   stands for no file
 * @calls: (element-type utf8): with FAULTY_COUNT, as fault-session.h says them
 * @wrong: (element-type utf8): what must not be
 * @hit: (nullable): the call that failed
 * @ended: it came to its end
 * @quit: in peace: nothing is to be restored
 * @told: how many times something was told
 *
 * What a session said.
 */
typedef struct
{
  GPtrArray *states;
  guint safe;
  GHashTable *files;
  GPtrArray *calls;
  GPtrArray *wrong;
  char *hit;
  gboolean ended;
  gboolean quit;
  guint told;
  guint attempted; /* the state that is just being saved */
} FaultReport;

FaultReport *fault_report_parse (const char *text);
void fault_report_free (FaultReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultReport, fault_report_free)

/* (transfer full): by which a state is known */
char *fault_digest (DzProject *project);
/* The number of the last state of that digest, from 1; 0 when it never was. */
guint fault_report_find (FaultReport *report, const char *digest);

G_END_DECLS
