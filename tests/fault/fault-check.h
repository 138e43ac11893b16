#pragma once

#include "fault-report.h"
#include "fault-session.h"

G_BEGIN_DECLS

/**
 * FaultHope:
 * @FAULT_HOPE_LITTLE: after a disk that let nothing be written or removed any more, also of what is saved something may be
 *   offered once more
 * @FAULT_HOPE_SOME: something half written may lie about, until work goes on
 * @FAULT_HOPE_ALL: nothing may
 */
typedef enum
{
  FAULT_HOPE_LITTLE,
  FAULT_HOPE_SOME,
  FAULT_HOPE_ALL,
} FaultHope;

/**
 * fault_check:
 * @report: what the session said
 * @home: its home, which is set already
 *
 * What a following program finds: the files are wholly the old or wholly the new ones, together with what is restored they
 * are all that is safe, the versions can be read, work goes on, and nothing is left lying about then.
 *
 * Returns: (element-type utf8) (transfer full): what is wrong
 */
GPtrArray *fault_check (FaultReport *report, const char *home, FaultHope hope);

G_END_DECLS
