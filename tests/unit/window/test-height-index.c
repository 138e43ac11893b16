#include "window/parallel/dz-height-index.h"

static void
test_empty (void)
{
  g_autoptr (DzHeightIndex) index = dz_height_index_new ();
  int offset = 1;

  g_assert_cmpuint (dz_height_index_get_n_rows (index), ==, 0);
  g_assert_cmpint (dz_height_index_sum (index, 0), ==, 0);
  g_assert_cmpuint (dz_height_index_find (index, 100, &offset), ==, 0);
  g_assert_cmpint (offset, ==, 0);
}

static void
test_find (void)
{
  g_autoptr (DzHeightIndex) index = dz_height_index_new ();
  static const int heights[] = { 10, 0, 30, 5, 20 };
  int offset;

  dz_height_index_splice (index, 0, 0, G_N_ELEMENTS (heights));
  for (guint i = 0; i < G_N_ELEMENTS (heights); i++)
    dz_height_index_set (index, i, heights[i], TRUE);

  g_assert_cmpuint (dz_height_index_find (index, 0, &offset), ==, 0);
  g_assert_cmpuint (dz_height_index_find (index, 9, &offset), ==, 0);
  g_assert_cmpint (offset, ==, 9);
  g_assert_cmpuint (dz_height_index_find (index, 10, &offset), ==, 2);
  g_assert_cmpint (offset, ==, 0);
  g_assert_cmpuint (dz_height_index_find (index, 44, &offset), ==, 3);
  g_assert_cmpint (offset, ==, 4);
  g_assert_cmpuint (dz_height_index_find (index, 64, &offset), ==, 4);
  g_assert_cmpuint (dz_height_index_find (index, 1000, &offset), ==, 4);
  g_assert_cmpint (offset, ==, 955);
  g_assert_cmpuint (dz_height_index_find (index, -5, &offset), ==, 0);
  g_assert_cmpint (offset, ==, 0);
}

/* Against a plain array, with all that can be done to it. */
static void
test_random (void)
{
  g_autoptr (DzHeightIndex) index = dz_height_index_new ();
  g_autoptr (GArray) plain = g_array_new (FALSE, TRUE, sizeof (int));

  for (guint round = 0; round < 2000; round++)
    {
      guint n = plain->len;
      guint row = (guint)g_test_rand_int_range (0, (gint32)n + 1);
      gint64 sum = 0;

      if (g_test_rand_int_range (0, 4) == 0 || n == 0)
        {
          guint removed = (guint)g_test_rand_int_range (0, (gint32)MIN (n - row, 5) + 1);
          guint added = (guint)g_test_rand_int_range (0, 8);
          int zero = 0;

          dz_height_index_splice (index, row, removed, added);
          if (removed > 0)
            g_array_remove_range (plain, row, removed);
          for (guint i = 0; i < added; i++)
            g_array_insert_val (plain, row, zero);
        }
      else if (row < n)
        {
          int height = g_test_rand_int_range (0, 300);

          dz_height_index_set (index, row, height, g_test_rand_bit ());
          g_array_index (plain, int, row) = height;
        }

      g_assert_cmpuint (dz_height_index_get_n_rows (index), ==, plain->len);
      for (guint i = 0; i < plain->len; i++)
        {
          int height = g_array_index (plain, int, i);
          int offset;

          g_assert_cmpint (dz_height_index_sum (index, i), ==, sum);
          g_assert_cmpint (dz_height_index_get (index, i), ==, height);
          if (height > 0)
            {
              g_assert_cmpuint (dz_height_index_find (index, sum + height - 1, &offset), ==, i);
              g_assert_cmpint (offset, ==, height - 1);
            }
          sum += height;
        }
      g_assert_cmpint (dz_height_index_sum (index, plain->len), ==, sum);
    }
}

static void
test_known (void)
{
  g_autoptr (DzHeightIndex) index = dz_height_index_new ();

  dz_height_index_splice (index, 0, 0, 3);
  dz_height_index_set (index, 0, 5, TRUE);
  dz_height_index_set (index, 1, 6, TRUE);
  dz_height_index_set (index, 1, 7, TRUE);
  g_assert_cmpuint (dz_height_index_get_n_known (index), ==, 2);
  dz_height_index_forget (index, 1);
  g_assert_cmpuint (dz_height_index_get_n_known (index), ==, 1);
  g_assert_cmpint (dz_height_index_get (index, 1), ==, 7);
  dz_height_index_scale (index, 2);
  g_assert_cmpuint (dz_height_index_get_n_known (index), ==, 0);
  g_assert_cmpint (dz_height_index_sum (index, 3), ==, 24);
  dz_height_index_set (index, 0, 5, TRUE);
  dz_height_index_splice (index, 0, 1, 0);
  g_assert_cmpuint (dz_height_index_get_n_known (index), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/height-index/empty", test_empty);
  g_test_add_func ("/height-index/find", test_find);
  g_test_add_func ("/height-index/random", test_random);
  g_test_add_func ("/height-index/known", test_known);
  return g_test_run ();
}
