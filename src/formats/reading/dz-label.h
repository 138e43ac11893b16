#pragma once

#include "formats/reading/dz-runs.h"

G_BEGIN_DECLS

/**
 * DzLabel:
 * @name: as written, without time stamp, colon and blanks between Chinese characters
 * @key: the same for all spellings of it: folded, without what stands in brackets behind it
 * @end: where what is said begins
 * @bold: all of the name is bold
 * @colon: a colon follows it
 * @stamp: a time stamp stands before or after it
 * @boxed: it stands in square brackets (【张三】)
 * @alone: nothing else is on its line
 *
 * What stands at the beginning of a line and looks like the name of who speaks. Whether it is one, only the whole
 * transcript can tell: see DzSpeakers.
 */
typedef struct
{
  char *name;
  char *key;
  guint end;
  gboolean bold;
  gboolean colon;
  gboolean stamp;
  gboolean boxed;
  gboolean alone;
} DzLabel;

/**
 * dz_label_parse:
 * @bold: dz_runs_mask() of @runs
 * @start: where the line begins
 * @bare: a name alone on its line is enough, without colon or bold: it is a heading
 * @label: (out caller-allocates): cleared with dz_label_clear() after TRUE
 *
 * Looks at a bounded stretch only.
 */
gboolean dz_label_parse (const DzRuns *runs, const guint8 *bold, guint start, gboolean bare, DzLabel *label);
void dz_label_clear (DzLabel *label);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DzLabel, dz_label_clear)

/* Words that name a part in a talk, whoever has it: 主持人, 嘉宾, Host, Speaker 2… */
gboolean dz_label_is_role (const char *key);
/* 问 and 答, Q and A. */
gboolean dz_label_is_question_or_answer (const char *key);
/* What stands before colons and never speaks: 摘要, 他说, For example… */
gboolean dz_label_is_no_name (const char *name, const char *key);
/* What looks like a person's name or title: a surname and one or two characters, capitalised words, 王老师… */
gboolean dz_label_is_person (const char *name, const char *key);

G_END_DECLS
