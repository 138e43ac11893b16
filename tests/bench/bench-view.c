/* How long the parallel view makes a person wait: bench-view FILE… or, of random projects, bench-view BLOCKS… Prints a
 * line "name: value unit" a figure, with the gate it is held against; ends with 1 when a hard one (counts and pixels,
 * which no other load on the machine changes) is not met. */

#include "view-fixture.h"

#include "store/dz-project-file.h"

#define WIDTH 1200
#define HEIGHT 850

typedef struct
{
  ViewFixture fixture;
  guint n_blocks;
  gint64 frame_start;
  double frame_work; /* ms, of the last frame */
  gboolean failed;
} Bench;

static double
get_ms_since (gint64 start)
{
  return (double)(g_get_monotonic_time () - start) / 1000.0;
}

static void
before_paint_cb (Bench *self)
{
  self->frame_start = g_get_monotonic_time ();
}

static void
after_paint_cb (Bench *self)
{
  self->frame_work = get_ms_since (self->frame_start);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static double
get_quantile (GArray *values, double quantile)
{
  g_array_sort (values, compare_doubles);
  return g_array_index (values, double, (guint)((values->len - 1) * quantile));
}

static void
print_times (Bench *self, const char *name, GArray *values, double gate, double late_gate)
{
  double middle = get_quantile (values, 0.5);
  double late = get_quantile (values, 0.95);

  g_print ("view-%u-%s-p50: %.1f ms (gate %.0f%s)\n", self->n_blocks, name, middle, gate,
           middle > gate ? ", missed" : "");
  g_print ("view-%u-%s-p95: %.1f ms (gate %.0f%s)\n", self->n_blocks, name, late, late_gate,
           late > late_gate ? ", missed" : "");
}

static void
print_count (Bench *self, const char *name, double value, const char *unit, double gate)
{
  g_print ("view-%u-%s: %.0f %s (gate %.0f%s)\n", self->n_blocks, name, value, unit, gate,
           value > gate ? ", missed" : "");
  self->failed |= value > gate;
}

static guint
count_spare_rows (Bench *self)
{
  return self->fixture.view->rows->len - view_fixture_count_in_sight (&self->fixture);
}

static void
bench_scroll (Bench *self, const char *name, double step, guint n, double gate, double late_gate)
{
  ViewFixture *fixture = &self->fixture;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree char *clipped_name = g_strconcat (name, "-clipped", NULL);
  g_autofree char *drift_name = g_strconcat (name, "-drift", NULL);
  g_autofree char *rows_name = g_strconcat (name, "-spare-rows", NULL);
  guint clipped = 0, spare = 0;
  int drift = 0;

  dz_parallel_view_scroll_to_block (fixture->view, view_fixture_get_block (fixture, self->n_blocks / 3), 0);
  view_fixture_wait_frame (fixture);
  for (guint i = 0; i < n; i++)
    {
      double before = gtk_adjustment_get_value (fixture->vadjustment);
      DzParallelRow *row = g_ptr_array_index (fixture->view->rows, fixture->view->rows->len / 2);
      DzBlock *block = dz_parallel_row_get_block (row);
      int top = view_fixture_get_row_top (fixture, row);
      gboolean seen = view_fixture_is_in_sight (fixture, row);
      double time;
      int moved;

      gtk_adjustment_set_value (fixture->vadjustment, before + step);
      moved = (int)(gtk_adjustment_get_value (fixture->vadjustment) - before);
      view_fixture_wait_frame (fixture);
      time = self->frame_work;
      g_array_append_val (times, time);
      clipped += view_fixture_count_clipped (fixture);
      spare = MAX (spare, count_spare_rows (self));
      row = dz_view_rows_find (fixture->view, block);
      if (seen && row && view_fixture_is_in_sight (fixture, row))
        drift = MAX (drift, ABS (view_fixture_get_row_top (fixture, row) - (top - moved)));
    }
  print_times (self, name, times, gate, late_gate);
  print_count (self, clipped_name, clipped, "cells", 0);
  print_count (self, drift_name, drift, "pixels", 1);
  print_count (self, rows_name, spare, "rows", 3);
}

static void
bench_jump (Bench *self)
{
  ViewFixture *fixture = &self->fixture;
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  int error = 0;

  for (guint i = 0; i < 40; i++)
    {
      guint index = i == 0 ? self->n_blocks * 3 / 4 : (guint)g_rand_int_range (rand, 0, (gint32)self->n_blocks - 20);
      DzBlock *block = view_fixture_get_block (fixture, index);
      gint64 start = g_get_monotonic_time ();
      double time;

      dz_parallel_view_scroll_to_block (fixture->view, block, 0);
      view_fixture_wait_frame (fixture);
      time = get_ms_since (start);
      g_array_append_val (times, time);
      error = MAX (error, ABS (view_fixture_get_row_top (fixture, dz_view_rows_find (fixture->view, block))));
    }
  print_times (self, "jump", times, 33, 50);
  print_count (self, "jump-error", error, "pixels", 0);
}

static void
bench_type (Bench *self)
{
  ViewFixture *fixture = &self->fixture;
  g_autoptr (GArray) work = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  DzBlock *block = view_fixture_get_block (fixture, self->n_blocks * 3 / 4);
  guint clipped = 0;

  if (!dz_row_has_text (block))
    block = dz_view_caret_next_block (fixture->view, block, 1);
  dz_parallel_view_focus (fixture->view, block, DZ_SIDE_TRANSLATION, 0);
  view_fixture_wait_frame (fixture);
  for (guint i = 0; i < 240; i++)
    {
      gint64 start = g_get_monotonic_time ();
      double time;

      g_signal_emit_by_name (dz_view_caret_get_cell (fixture->view), "insert-at-cursor", i % 6 == 5 ? " " : "w");
      view_fixture_wait_frame (fixture);
      time = get_ms_since (start);
      g_array_append_val (times, time);
      g_array_append_val (work, self->frame_work);
      clipped += view_fixture_count_clipped (fixture);
    }
  print_times (self, "key-work", work, 5, 10);
  print_times (self, "key-to-painted", times, 33, 33);
  print_count (self, "key-clipped", clipped, "cells", 0);
}

static void
bench_width (Bench *self)
{
  ViewFixture *fixture = &self->fixture;
  g_autoptr (GArray) work = g_array_new (FALSE, FALSE, sizeof (double));
  DzBlock *block = view_fixture_get_block (fixture, self->n_blocks / 2);
  guint clipped = 0;
  int moved = 0;

  dz_parallel_view_scroll_to_block (fixture->view, block, 0);
  view_fixture_wait_frame (fixture);
  for (int width = WIDTH - 20; width >= 900; width -= 20)
    {
      gtk_window_set_default_size (fixture->window, width, HEIGHT);
      for (guint i = 0; i < 20 && gtk_widget_get_width (GTK_WIDGET (fixture->view)) != width; i++)
        view_fixture_wait_frame (fixture);
      g_array_append_val (work, self->frame_work);
      clipped += view_fixture_count_clipped (fixture);
      moved = MAX (moved, ABS (view_fixture_get_row_top (fixture, dz_view_rows_find (fixture->view, block))));
    }
  print_times (self, "width", work, 16, 50);
  print_count (self, "width-clipped", clipped, "cells", 0);
  print_count (self, "width-moved", moved, "pixels", 0);
}

/* The reading of all heights goes on beside the interface; this waits for its end. */
static void
bench_index (Bench *self)
{
  gint64 start = g_get_monotonic_time ();
  double longest = 0;

  while (self->fixture.view->index_id != 0 && get_ms_since (start) < 60000)
    {
      gint64 slice = g_get_monotonic_time ();

      g_main_context_iteration (NULL, FALSE);
      longest = MAX (longest, get_ms_since (slice));
    }
  g_print ("view-%u-index: %.0f ms (gate 15000)\n", self->n_blocks, get_ms_since (start));
  g_print ("view-%u-index-slice: %.1f ms (longest)\n", self->n_blocks, longest);
}

static double
get_resident_mb (void)
{
  g_autofree char *statm = NULL;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL))
    return 0;
  fields = g_strsplit (statm, " ", 3);
  return (double)g_ascii_strtoull (fields[1], NULL, 10) * 4096 / 1e6;
}

static DzProject *
open_project (const char *argument)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  DzProject *project;
  gboolean read_only;
  guint64 n_blocks;

  if (g_ascii_string_to_unsigned (argument, 10, 20, 1000000, &n_blocks, NULL))
    return random_project_new ((guint)n_blocks, 7);
  file = g_file_new_for_commandline_arg (argument);
  project = dz_project_file_load (file, &read_only, NULL, &error);
  if (!project)
    g_printerr ("%s\n", error->message);
  return project;
}

static gboolean
run (const char *argument)
{
  gint64 start = g_get_monotonic_time ();
  DzProject *project = open_project (argument);
  Bench self = { 0 };
  guint n_blocks;
  GdkFrameClock *clock;
  double first;

  if (!project)
    return FALSE;
  view_fixture_set_up_project (&self.fixture, project, WIDTH, HEIGHT);
  first = get_ms_since (start);
  self.n_blocks = n_blocks = dz_document_get_n_blocks (self.fixture.document);
  g_print ("view-%u-open-to-painted: %.0f ms\n", n_blocks, first);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (self.fixture.view));
  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (before_paint_cb), &self);
  g_signal_connect_data (clock, "after-paint", G_CALLBACK (after_paint_cb), &self, NULL, G_CONNECT_SWAPPED);

  start = g_get_monotonic_time ();
  dz_parallel_view_set_document (self.fixture.view, NULL);
  dz_parallel_view_set_document (self.fixture.view, self.fixture.document);
  view_fixture_wait_frame (&self.fixture);
  first = get_ms_since (start);
  g_print ("view-%u-first-frame: %.0f ms (gate 200%s)\n", n_blocks, first, first > 200 ? ", missed" : "");

  bench_jump (&self);
  bench_scroll (&self, "smooth", 37, 300, 5, 12);
  bench_scroll (&self, "page", HEIGHT * 0.9, MIN (60, n_blocks / 10), 16, 33);
  bench_type (&self);
  bench_width (&self);
  bench_index (&self);
  print_count (&self, "resident", get_resident_mb (), "MB", 250);
  g_signal_handlers_disconnect_by_data (clock, &self);
  view_fixture_tear_down (&self.fixture);
  return !self.failed;
}

int
main (int argc, char **argv)
{
  gboolean good = TRUE;

  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
  if (argc < 2)
    return run ("150") && run ("5000") && run ("20000") ? 0 : 1;
  for (int i = 1; i < argc; i++)
    good &= run (argv[i]);
  return good ? 0 : 1;
}
