#include "window/parallel/dz-view-layout.h"

#define N_ROWS 1000
#define VIEWPORT 500

typedef struct
{
  DzViewLayout layout;
  GArray *heights; /* the true ones */
  guint measured;
} Fixture;

static int
measure (guint row, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->measured++;
  return g_array_index (fixture->heights, int, row);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->heights = g_array_new (FALSE, FALSE, sizeof (int));
  dz_view_layout_init (&fixture->layout, measure, fixture);
  fixture->layout.viewport = VIEWPORT;
  dz_height_index_splice (fixture->layout.index, 0, 0, N_ROWS);
  for (guint i = 0; i < N_ROWS; i++)
    {
      int height = g_test_rand_int_range (10, 400);

      g_array_append_val (fixture->heights, height);
      dz_height_index_set (fixture->layout.index, i, 100, FALSE);
    }
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  dz_view_layout_clear (&fixture->layout);
  g_array_unref (fixture->heights);
}

/* What is in sight has no gap, and the ends of the column stay at the ends of the viewport. */
static void
assert_whole (Fixture *fixture, guint first, guint end)
{
  gint64 bottom = dz_view_layout_row_top (&fixture->layout, first);

  g_assert_cmpint (bottom, <=, 0);
  for (guint row = first; row < end; row++)
    {
      g_assert_true (dz_height_index_is_known (fixture->layout.index, row));
      g_assert_cmpint (dz_view_layout_row_top (&fixture->layout, row), ==, bottom);
      bottom += g_array_index (fixture->heights, int, row);
    }
  g_assert_cmpint (bottom, >=, VIEWPORT);
}

static void
test_scroll (Fixture *fixture, gconstpointer data)
{
  guint first, end;

  dz_view_layout_place (&fixture->layout, &first, &end);
  for (guint i = 0; i < 2000; i++)
    {
      int step = g_test_rand_int_range (-300, 340);
      guint before_row;
      gint64 before_top;

      dz_view_layout_place (&fixture->layout, &first, &end);
      assert_whole (fixture, first, end);
      before_row = first;
      before_top = dz_view_layout_row_top (&fixture->layout, first);
      dz_view_layout_scroll_by (&fixture->layout, step);
      dz_view_layout_place (&fixture->layout, &first, &end);
      /* Away from the ends each step moves by itself, to the pixel. */
      if (first > 10 && end < N_ROWS - 10)
        g_assert_cmpint (dz_view_layout_row_top (&fixture->layout, before_row), ==, before_top - step);
    }
  g_assert_cmpuint (fixture->measured, <=, N_ROWS);
}

static void
test_jump (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 200; i++)
    {
      guint row = (guint)g_test_rand_int_range (0, N_ROWS);
      guint before = fixture->measured;
      guint first, end;

      dz_view_layout_scroll_to_row (&fixture->layout, row, 0);
      dz_view_layout_place (&fixture->layout, &first, &end);
      assert_whole (fixture, first, end);
      g_assert_cmpuint (row, >=, first);
      g_assert_cmpuint (row, <, end);
      if (end < N_ROWS)
        g_assert_cmpint (dz_view_layout_row_top (&fixture->layout, row), ==, 0);
      g_assert_cmpuint (fixture->measured - before, <, VIEWPORT / 10 + 3);
    }
}

static void
test_ends (Fixture *fixture, gconstpointer data)
{
  guint first, end;
  gint64 last;

  dz_view_layout_scroll_by (&fixture->layout, -100);
  dz_view_layout_place (&fixture->layout, &first, &end);
  g_assert_cmpuint (first, ==, 0);
  g_assert_cmpint (dz_view_layout_row_top (&fixture->layout, 0), ==, 0);

  dz_view_layout_scroll_to_row (&fixture->layout, N_ROWS - 1, 0);
  dz_view_layout_place (&fixture->layout, &first, &end);
  last = dz_view_layout_row_top (&fixture->layout, N_ROWS - 1);
  g_assert_cmpuint (end, ==, N_ROWS);
  g_assert_cmpint (last + g_array_index (fixture->heights, int, N_ROWS - 1), ==, VIEWPORT);

  dz_view_layout_scroll_to_pixel (&fixture->layout, 0);
  dz_view_layout_place (&fixture->layout, &first, &end);
  g_assert_cmpint (dz_view_layout_value (&fixture->layout), ==, 0);
}

/* Fewer rows than fit stay at the top. */
static void
test_short (Fixture *fixture, gconstpointer data)
{
  guint first, end;

  dz_view_layout_splice (&fixture->layout, 1, N_ROWS - 1, 0);
  dz_view_layout_place (&fixture->layout, &first, &end);
  g_assert_cmpuint (end, ==, 1);
  g_assert_cmpint (dz_view_layout_row_top (&fixture->layout, 0), ==, 0);
  dz_view_layout_splice (&fixture->layout, 0, 1, 0);
  dz_view_layout_place (&fixture->layout, &first, &end);
  g_assert_cmpuint (first, ==, end);
}

/* Rows that come and go above leave what is in sight where it is. */
static void
test_splice (Fixture *fixture, gconstpointer data)
{
  static const int fresh[] = { 70, 80, 90 };
  guint first, end;
  gint64 top;

  dz_view_layout_scroll_to_row (&fixture->layout, 500, 0.25);
  dz_view_layout_place (&fixture->layout, &first, &end);
  top = dz_view_layout_row_top (&fixture->layout, 500);

  dz_view_layout_splice (&fixture->layout, 20, 0, 3);
  g_array_insert_vals (fixture->heights, 20, fresh, 3);
  dz_view_layout_place (&fixture->layout, &first, &end);
  g_assert_cmpint (dz_view_layout_row_top (&fixture->layout, 503), ==, top);

  dz_view_layout_splice (&fixture->layout, 0, 103, 0);
  g_array_remove_range (fixture->heights, 0, 103);
  dz_view_layout_place (&fixture->layout, &first, &end);
  g_assert_cmpint (dz_view_layout_row_top (&fixture->layout, 400), ==, top);

  dz_view_layout_splice (&fixture->layout, 300, 200, 0);
  g_array_remove_range (fixture->heights, 300, 200);
  dz_view_layout_place (&fixture->layout, &first, &end);
  assert_whole (fixture, first, end);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/view-layout/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("scroll", test_scroll);
  ADD ("jump", test_jump);
  ADD ("ends", test_ends);
  ADD ("short", test_short);
  ADD ("splice", test_splice);
  return g_test_run ();
}
