#pragma once

#include <stdbool.h>

/* A library between the program and libc: counts the calls on files under a folder, and makes the n-th of them fail, write
 * half, or be the last thing that the process does. A test links it, so that its calls, and those of the libraries below, go
 * through it; a program gets it by LD_PRELOAD, and is told what to do by the environment:
 *   DZ_FAULT=FROM:UNTIL:KIND:ERRNO:FOLDER
 * where KIND is the number of a FaultyKind. */

/**
 * FaultyKind:
 * @FAULTY_COUNT: nothing is made to fail
 * @FAULTY_ERROR: the calls say the error, and do nothing (a close does close)
 * @FAULTY_SHORT: of a write, half is written; the error comes with the write after it when that is still in the range, as on
 *   a disk that is full; all other calls are let through
 * @FAULTY_KILL: the process ends by SIGKILL before the call
 * @FAULTY_TORN: the same, after half of it when it is a write
 * @FAULTY_CUT: the power goes: the process ends by SIGKILL before the call, and what was not synced is not on the disk, nor
 *   is any name that was not
 * @FAULTY_CUT_DATA: the same, where the names are on the disk, and what is in the files is not
 */
typedef enum
{
  FAULTY_COUNT,
  FAULTY_ERROR,
  FAULTY_SHORT,
  FAULTY_KILL,
  FAULTY_TORN,
  FAULTY_CUT,
  FAULTY_CUT_DATA,
} FaultyKind;

typedef struct
{
  FaultyKind kind;
  unsigned from;  /* the first call, from 1 */
  unsigned until; /* the last one */
  int code;       /* errno */
} Faulty;

/* From now on the calls on what lies under @folder count. The folder's name must be its real one. */
void faulty_arm (const char *folder, const Faulty *faulty);
/* Nothing fails any more; counting ends. */
void faulty_disarm (void);
/* How many calls there were. */
unsigned faulty_get_count (void);
/* What the n-th call was, from 1: its function and its path from the folder on; "" when it is not known. */
const char *faulty_get_name (unsigned n);
/* It changes something on disk, rather than looks at it. */
bool faulty_get_changes (unsigned n);
/* It is a write of more than one byte. */
bool faulty_get_writes (unsigned n);
/* The first call that was made to fail; 0 when none was yet. */
unsigned faulty_get_fired (void);
