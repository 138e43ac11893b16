#include "view-fixture.h"

#define PATIENCE_MS 2000

static gboolean
give_up_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
painted_cb (gboolean *painted)
{
  *painted = TRUE;
}

void
view_fixture_wait_frame (ViewFixture *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self->view));
  gboolean painted = FALSE;
  gboolean late = FALSE;
  guint timeout = g_timeout_add (PATIENCE_MS, give_up_cb, &late);
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), &painted);

  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
  while (!painted && !late)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
  if (late)
    g_test_message ("no frame was painted");
  else
    g_source_remove (timeout);
}

void
view_fixture_wait_width (ViewFixture *self, int width)
{
  for (guint i = 0; i < 50 && gtk_widget_get_width (GTK_WIDGET (self->window)) != width; i++)
    view_fixture_wait_frame (self);
  view_fixture_wait_frame (self);
}

void
view_fixture_set_up (ViewFixture *self, guint n_blocks, int width, int height)
{
  view_fixture_set_up_project (self, random_project_new (n_blocks, 7), width, height);
}

void
view_fixture_set_up_project (ViewFixture *self, DzProject *project, int width, int height)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autoptr (DzDocument) document = g_list_model_get_item (dz_project_get_documents (project), 0);

  self->project = project;
  self->document = document; /* held by the project */
  self->window = GTK_WINDOW (gtk_window_new ());
  self->view = DZ_PARALLEL_VIEW (dz_parallel_view_new ());
  dz_parallel_view_set_project (self->view, self->project);
  dz_parallel_view_set_document (self->view, self->document);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  self->vadjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_window_set_child (self->window, scroller);
  gtk_window_set_default_size (self->window, width, height);
  gtk_window_present (self->window);
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    g_main_context_iteration (NULL, TRUE);
  view_fixture_wait_frame (self);
}

void
view_fixture_tear_down (ViewFixture *self)
{
  gtk_window_destroy (self->window);
  g_clear_object (&self->project);
}

DzBlock *
view_fixture_get_block (ViewFixture *self, guint index)
{
  return dz_document_get_block (self->document, index);
}

DzTextCell *
view_fixture_get_cell (ViewFixture *self, guint index, DzSide side)
{
  DzParallelRow *row = dz_view_rows_find (self->view, view_fixture_get_block (self, index));

  g_assert_nonnull (row);
  return dz_parallel_row_get_cell (row, side);
}

int
view_fixture_get_row_top (ViewFixture *self, DzParallelRow *row)
{
  graphene_point_t point;

  g_assert_true (
      gtk_widget_compute_point (GTK_WIDGET (row), GTK_WIDGET (self->view), &GRAPHENE_POINT_INIT (0, 0), &point));
  return (int)point.y;
}

gboolean
view_fixture_is_in_sight (ViewFixture *self, DzParallelRow *row)
{
  int top = view_fixture_get_row_top (self, row);

  return top < gtk_widget_get_height (GTK_WIDGET (self->view)) && top + gtk_widget_get_height (GTK_WIDGET (row)) > 0;
}

guint
view_fixture_count_in_sight (ViewFixture *self)
{
  guint n = 0;

  for (guint i = 0; i < self->view->rows->len; i++)
    n += view_fixture_is_in_sight (self, g_ptr_array_index (self->view->rows, i));
  return n;
}

static gboolean
is_clipped (DzTextCell *cell)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (cell));
  GtkTextIter end;
  GdkRectangle rect;
  int y;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (cell), &end, &rect);
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (cell), GTK_TEXT_WINDOW_WIDGET, 0, rect.y, NULL, &y);
  if (y + rect.height <= gtk_widget_get_height (GTK_WIDGET (cell)) + 1)
    return FALSE;
  g_test_message ("text ends at %d of %d", y + rect.height, gtk_widget_get_height (GTK_WIDGET (cell)));
  return TRUE;
}

guint
view_fixture_count_clipped (ViewFixture *self)
{
  guint n = 0;

  for (guint i = 0; i < self->view->rows->len; i++)
    {
      DzParallelRow *row = g_ptr_array_index (self->view->rows, i);

      if (!view_fixture_is_in_sight (self, row) || !dz_row_has_text (dz_parallel_row_get_block (row)))
        continue;
      for (DzSide side = 0; side < DZ_N_SIDES; side++)
        n += is_clipped (dz_parallel_row_get_cell (row, side));
    }
  return n;
}
