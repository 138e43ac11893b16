#pragma once

#include "faulty.h"

#include <dlfcn.h>
#include <stddef.h>

/* The function of libc behind this library. */
#define REAL(name)                                                                                                    \
  ({                                                                                                                  \
    static __typeof__ (&name) real;                                                                                   \
    if (real == NULL)                                                                                                 \
      real = (__typeof__ (&name))dlsym (RTLD_NEXT, #name);                                                            \
    real;                                                                                                             \
  })

/* What a call does, for deciding which errors it may say for long: it changes something; by a name; it needs room; it writes
 * bytes. */
#define CHANGES 1u
#define NAMES 2u
#define GROWS 4u
#define WRITES 8u

typedef enum
{
  GO,
  FAIL, /* errno is set */
  HALF,
} Verdict;

/* The absolute path of what a call names, in @buffer of PATH_MAX; NULL when it is not watched, or nothing is. */
const char *faulty_path_at (int folder, const char *path, char *buffer);
const char *faulty_path_of (int fd, char *buffer);
/* @path: from one of those two; NULL is let through */
Verdict faulty_meet (const char *function, const char *path, unsigned flags, size_t length);
/* After half of a write was done. */
void faulty_half_done (void);

/* What is not synced, where the power will be cut; nothing is noted otherwise. */
void faulty_cut_begin (const char *folder);
void faulty_cut_end (void);
void faulty_cut_before_write (int fd, const char *path);
void faulty_cut_created (const char *path);
void faulty_cut_made_folder (const char *path);
/* Before a name goes, or comes to mean something else: keeps what it meant. Returns a number for the two below. */
unsigned faulty_cut_keep (const char *path);
void faulty_cut_removed (const char *path, unsigned kept);
void faulty_cut_renamed (const char *from, const char *to, unsigned kept);
void faulty_cut_removed_folder (const char *path);
void faulty_cut_synced (int fd);
/* Takes back what was not synced; the names too unless @names_stay. */
void faulty_cut_now (bool names_stay);
