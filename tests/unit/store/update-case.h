#pragma once

#include "store/dz-update.h"

/* A block: who says it, what, and its translation. A NULL text ends a list. */
typedef struct
{
  const char *speaker;
  const char *text;
  const char *translation;
} UpdateLine;

/* A project that is updated, its one document, the plan, and what was done. */
typedef struct
{
  DzProject *project;
  DzDocument *document;
  DzUpdateResult result;
  GListModel *plan;
} UpdateCase;

char *update_write_project (DzProject *project);
/* Speakers are made as they are named; what has a translation is reviewed. */
DzProject *update_make_project (const UpdateLine *lines);
DzDocument *update_document_of (DzProject *project);

void update_case_init (UpdateCase *self, const UpdateLine *lines);
/* Makes a plan for a new version of these lines. */
void update_case_plan (UpdateCase *self, const UpdateLine *lines);
/* Applies it, and holds what was foreseen against it, and undo against what was. */
void update_case_apply (UpdateCase *self);
void update_case_update (UpdateCase *self, const UpdateLine *lines);
void update_case_clear (UpdateCase *self);

DzUpdateRow *update_row_of (UpdateCase *self, guint index);
const char *update_text_at (UpdateCase *self, guint index, DzSide side);
/* On the words @quote of a block: from the @nth time on that they stand in it, 0 for the first. */
DzHighlight *update_highlight (UpdateCase *self, guint block, DzSide side, const char *quote, guint nth);

/* The rows' kinds in letters, those of fields in front: "f", then "=", "~", "+", "-"; "m" for what moved. */
void update_assert_plan (UpdateCase *self, const char *expected);
/* What the document is now, with states in letters behind the translations: u, d, t, r, f; and ! where there is a mark. */
void update_assert_document (UpdateCase *self, const char *const *expected);
void update_assert_quote (UpdateCase *self, DzHighlight *highlight, DzSide side, const char *expected);
/* Live, in that block, from that code point on. */
void update_assert_lies (UpdateCase *self, DzHighlight *highlight, DzSide side, guint block, guint start,
                         const char *quote);
void update_assert_orphan (UpdateCase *self, DzHighlight *highlight, DzSide side, const char *quote);
