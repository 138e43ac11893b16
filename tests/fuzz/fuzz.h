#pragma once

#include <stddef.h>
#include <stdint.h>

#include "model/dz-project.h"

/* What libFuzzer calls before all others, and replay.c too; returns 0. */
int
LLVMFuzzerInitialize (int *argc, char ***argv);

/* What libFuzzer calls with each input; returns 0. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* (transfer full): one with something of every kind, for changes to fall upon. */
DzProject *
fuzz_project_new (void);

/* (transfer full): the file that @project would be. */
GBytes *
fuzz_save (DzProject *project);

/* (transfer full): the project that @bytes are; stops when they are none, or more than this version of the program knows. */
DzProject *
fuzz_load (GBytes *bytes);

/* Stops unless @project, saved and opened, is the same to the byte. */
void
fuzz_check_saves (DzProject *project);

/* Stops unless the two are the same to the byte. */
void
fuzz_check_equal (DzProject *one, DzProject *other);
