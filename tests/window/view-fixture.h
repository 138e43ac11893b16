#pragma once

#include <adwaita.h>

#include "random-project.h"
#include "window/parallel/dz-view-private.h"

/* A view on a random project, in a window on the screen. */
typedef struct
{
  DzProject *project;
  DzDocument *document;
  GtkWindow *window;
  DzParallelView *view;
  GtkAdjustment *vadjustment;
} ViewFixture;

/* @project: taken over; its first document is shown. */
void view_fixture_set_up_project (ViewFixture *self, DzProject *project, int width, int height);
void view_fixture_set_up (ViewFixture *self, guint n_blocks, int width, int height);
void view_fixture_tear_down (ViewFixture *self);

/* Runs the main loop until one more frame was painted, at most two seconds. */
void view_fixture_wait_frame (ViewFixture *self);
/* Until the window has this width, and a frame more. */
void view_fixture_wait_width (ViewFixture *self, int width);

DzBlock *view_fixture_get_block (ViewFixture *self, guint index);
DzTextCell *view_fixture_get_cell (ViewFixture *self, guint index, DzSide side);
/* Pixels from the view's top to the top of the row, which must be there. */
int view_fixture_get_row_top (ViewFixture *self, DzParallelRow *row);
gboolean view_fixture_is_in_sight (ViewFixture *self, DzParallelRow *row);
/* Number of cells in sight whose text ends below what they were given. */
guint view_fixture_count_clipped (ViewFixture *self);
guint view_fixture_count_in_sight (ViewFixture *self);
