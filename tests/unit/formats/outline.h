#pragma once

#include "formats/dz-formats.h"

/* One case of a table: what a reader makes of a text, said in lines. */
typedef struct
{
  const char *name;
  const char *text;
  const char *outline;
} OutlineCase;

/* Reads @text as the format @id; the test fails when that does not work. */
DzProject *outline_read (const char *id, const char *text);

/* (transfer full): one line a block: kind, level, number, boxes as ">", "+" where a turn begins, speaker, text with its
 * spans as "{b:…}". Before them the title as "= …", and each detail as "name= value" ("!key= value" for further ones). */
char *outline_of (DzProject *project);

/* Adds one test a case: "/PREFIX/NAME". */
void outline_add_cases (const char *prefix, const char *format, const OutlineCase *cases, gsize n_cases);
