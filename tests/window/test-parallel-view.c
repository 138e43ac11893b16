#include "model/dz-edit.h"
#include "view-fixture.h"
#include "window/parallel/dz-picture-cell.h"

#define N_BLOCKS 3000
#define WIDTH 1200
#define HEIGHT 850

static void
set_up (ViewFixture *self, gconstpointer data)
{
  view_fixture_set_up (self, N_BLOCKS, WIDTH, HEIGHT);
}

static void
tear_down (ViewFixture *self, gconstpointer data)
{
  view_fixture_tear_down (self);
}

static void
assert_gates (ViewFixture *self)
{
  g_assert_cmpuint (view_fixture_count_clipped (self), ==, 0);
  g_assert_cmpuint (self->view->rows->len, <=, view_fixture_count_in_sight (self) + 3);
}

static void
test_first_frame (ViewFixture *self, gconstpointer data)
{
  g_assert_cmpuint (view_fixture_count_in_sight (self), >, 2);
  g_assert_cmpint (view_fixture_get_row_top (self, g_ptr_array_index (self->view->rows, 0)), ==, 0);
  assert_gates (self);
}

/* Scrolls by @step and holds each row that stays in sight against where it was. */
static void
scroll_and_compare (ViewFixture *self, int step)
{
  double before = gtk_adjustment_get_value (self->vadjustment);
  g_autoptr (GHashTable) tops = g_hash_table_new (NULL, NULL);
  int moved;

  for (guint i = 0; i < self->view->rows->len; i++)
    {
      DzParallelRow *row = g_ptr_array_index (self->view->rows, i);

      if (view_fixture_is_in_sight (self, row))
        g_hash_table_insert (tops, dz_parallel_row_get_block (row),
                             GINT_TO_POINTER (view_fixture_get_row_top (self, row)));
    }
  gtk_adjustment_set_value (self->vadjustment, before + step);
  moved = (int)(gtk_adjustment_get_value (self->vadjustment) - before);
  view_fixture_wait_frame (self);
  for (guint i = 0; i < self->view->rows->len; i++)
    {
      DzParallelRow *row = g_ptr_array_index (self->view->rows, i);
      DzBlock *block = dz_parallel_row_get_block (row);

      if (view_fixture_is_in_sight (self, row) && g_hash_table_contains (tops, block))
        g_assert_cmpint (view_fixture_get_row_top (self, row), ==,
                         GPOINTER_TO_INT (g_hash_table_lookup (tops, block)) - moved);
    }
  assert_gates (self);
}

static void
test_scroll (ViewFixture *self, gconstpointer data)
{
  for (guint i = 0; i < 60; i++)
    scroll_and_compare (self, 37);
  for (guint i = 0; i < 20; i++)
    scroll_and_compare (self, HEIGHT * 9 / 10);
  for (guint i = 0; i < 30; i++)
    scroll_and_compare (self, -53);
}

static void
test_jump (ViewFixture *self, gconstpointer data)
{
  for (guint i = 0; i < 30; i++)
    {
      guint index = (guint)g_test_rand_int_range (0, N_BLOCKS - 40);
      DzBlock *block = view_fixture_get_block (self, index);
      DzParallelRow *row;

      dz_parallel_view_scroll_to_block (self->view, block, 0);
      view_fixture_wait_frame (self);
      row = dz_view_rows_find (self->view, block);
      g_assert_nonnull (row);
      g_assert_cmpint (view_fixture_get_row_top (self, row), ==, 0);
      assert_gates (self);
    }
  dz_parallel_view_scroll_to_block (self->view, view_fixture_get_block (self, N_BLOCKS - 1), 0);
  view_fixture_wait_frame (self);
  g_assert_cmpfloat (gtk_adjustment_get_value (self->vadjustment), ==,
                     gtk_adjustment_get_upper (self->vadjustment) - gtk_adjustment_get_page_size (self->vadjustment));
}

static void
test_width (ViewFixture *self, gconstpointer data)
{
  static const int widths[] = { 1100, 1000, 900, 800, 950, 1250 };
  DzBlock *block = view_fixture_get_block (self, 1500);

  dz_parallel_view_scroll_to_block (self->view, block, 0);
  view_fixture_wait_frame (self);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gtk_window_set_default_size (self->window, widths[i], HEIGHT);
      view_fixture_wait_width (self, widths[i]);
      g_assert_cmpint (view_fixture_get_row_top (self, dz_view_rows_find (self->view, block)), ==, 0);
      assert_gates (self);
    }
}

static void
test_font (ViewFixture *self, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", dpi * 3 / 2, NULL);
  view_fixture_wait_frame (self);
  view_fixture_wait_frame (self);
  assert_gates (self);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  view_fixture_wait_frame (self);
  view_fixture_wait_frame (self);
  assert_gates (self);
}

static void
move (ViewFixture *self, GtkMovementStep step, int count, gboolean extend)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self->window));

  g_assert_true (DZ_IS_TEXT_CELL (focus));
  g_signal_emit_by_name (focus, "move-cursor", step, count, extend);
}

static void
test_walk (ViewFixture *self, gconstpointer data)
{
  DzBlock *block;
  guint position;
  GdkRectangle rect;

  dz_parallel_view_focus (self->view, view_fixture_get_block (self, 2), DZ_SIDE_ORIGINAL, 4);
  for (guint i = 0; i < 60; i++)
    {
      move (self, GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE);
      view_fixture_wait_frame (self);
      g_assert_true (dz_parallel_view_get_caret_rect (self->view, &rect));
      g_assert_cmpint (rect.y + rect.height, <=, gtk_widget_get_height (GTK_WIDGET (self->view)));
    }
  dz_parallel_view_get_caret (self->view, &block, NULL, NULL);
  g_assert_cmpuint (dz_document_index_of (self->document, block), >, 10);

  dz_parallel_view_focus (self->view, view_fixture_get_block (self, 4), DZ_SIDE_ORIGINAL, 0);
  move (self, GTK_MOVEMENT_VISUAL_POSITIONS, -1, FALSE);
  dz_parallel_view_get_caret (self->view, &block, NULL, &position);
  g_assert_true (block == view_fixture_get_block (self, 3));
  g_assert_cmpuint (position, ==, dz_text_get_length (dz_block_get_text (block, DZ_SIDE_ORIGINAL)));
  move (self, GTK_MOVEMENT_VISUAL_POSITIONS, 1, FALSE);
  dz_parallel_view_get_caret (self->view, &block, NULL, &position);
  g_assert_true (block == view_fixture_get_block (self, 4));
  g_assert_cmpuint (position, ==, 0);

  move (self, GTK_MOVEMENT_BUFFER_ENDS, 1, FALSE);
  view_fixture_wait_frame (self);
  g_assert_true (dz_parallel_view_get_caret_rect (self->view, &rect));
  for (guint i = 0; i < 5; i++)
    {
      move (self, GTK_MOVEMENT_PAGES, -1, FALSE);
      view_fixture_wait_frame (self);
      g_assert_true (dz_parallel_view_get_caret_rect (self->view, &rect));
      assert_gates (self);
    }
}

/* Down over a short line and back up ends where it began. */
static void
test_goal_column (ViewFixture *self, gconstpointer data)
{
  guint position;

  dz_parallel_view_focus (self->view, view_fixture_get_block (self, 2), DZ_SIDE_ORIGINAL, 15);
  for (guint i = 0; i < 12; i++)
    {
      move (self, GTK_MOVEMENT_DISPLAY_LINES, 1, FALSE);
      view_fixture_wait_frame (self);
    }
  for (guint i = 0; i < 12; i++)
    {
      move (self, GTK_MOVEMENT_DISPLAY_LINES, -1, FALSE);
      view_fixture_wait_frame (self);
    }
  dz_parallel_view_get_caret (self->view, NULL, NULL, &position);
  g_assert_cmpuint (position, ==, 15);
}

static void
test_select (ViewFixture *self, gconstpointer data)
{
  DzBlock *start_block, *end_block;
  guint start, end;
  DzSide side;
  GdkRectangle rect;
  g_autofree char *text = NULL;

  dz_parallel_view_focus (self->view, view_fixture_get_block (self, 2), DZ_SIDE_ORIGINAL, 3);
  g_assert_false (dz_parallel_view_get_selection (self->view, &side, &start_block, &start, &end_block, &end));
  for (guint i = 0; i < 9; i++)
    {
      move (self, GTK_MOVEMENT_DISPLAY_LINES, 1, TRUE);
      view_fixture_wait_frame (self);
    }
  g_assert_true (dz_parallel_view_get_selection (self->view, &side, &start_block, &start, &end_block, &end));
  g_assert_cmpint (side, ==, DZ_SIDE_ORIGINAL);
  g_assert_true (start_block == view_fixture_get_block (self, 2));
  g_assert_cmpuint (start, ==, 3);
  g_assert_true (start_block != end_block);
  g_assert_true (dz_parallel_view_get_selection_rect (self->view, &rect));
  text = dz_parallel_view_dup_selected_text (self->view);
  g_assert_nonnull (strchr (text, '\n'));

  /* It outlives being scrolled away, and a move without Shift ends it. */
  dz_parallel_view_scroll_to_block (self->view, view_fixture_get_block (self, 2000), 0.5);
  view_fixture_wait_frame (self);
  g_assert_true (dz_parallel_view_get_selection (self->view, NULL, NULL, NULL, NULL, NULL));
  move (self, GTK_MOVEMENT_VISUAL_POSITIONS, -1, FALSE);
  view_fixture_wait_frame (self);
  g_assert_false (dz_parallel_view_get_selection (self->view, NULL, NULL, NULL, NULL, NULL));
  g_assert_true (dz_parallel_view_get_caret (self->view, &start_block, NULL, &start));
  g_assert_true (start_block == view_fixture_get_block (self, 2));
  g_assert_cmpuint (start, ==, 3);

  g_signal_emit_by_name (gtk_root_get_focus (GTK_ROOT (self->window)), "select-all", TRUE);
  g_signal_emit_by_name (gtk_root_get_focus (GTK_ROOT (self->window)), "select-all", TRUE);
  g_assert_true (dz_parallel_view_get_selection (self->view, NULL, &start_block, NULL, &end_block, NULL));
  g_assert_true (start_block == view_fixture_get_block (self, 0));
  g_assert_true (end_block == view_fixture_get_block (self, N_BLOCKS - 1));
}

static guint
find_untranslated (ViewFixture *self, guint from)
{
  for (guint i = from; i < N_BLOCKS; i++)
    if (dz_block_is_translatable (view_fixture_get_block (self, i))
        && dz_block_get_state (view_fixture_get_block (self, i)) == DZ_STATE_UNTRANSLATED)
      return i;
  g_assert_not_reached ();
}

static const char *
get_translation (ViewFixture *self, guint index)
{
  return dz_text_get_string (dz_block_get_text (view_fixture_get_block (self, index), DZ_SIDE_TRANSLATION));
}

static void
type (DzTextCell *cell, const char *text)
{
  g_signal_emit_by_name (cell, "insert-at-cursor", text);
}

static void
test_type (ViewFixture *self, gconstpointer data)
{
  guint index = find_untranslated (self, 20);
  DzBlock *block = view_fixture_get_block (self, index);
  GString *expected = g_string_new (NULL);
  DzTextCell *cell;
  guint position;

  dz_parallel_view_focus (self->view, block, DZ_SIDE_TRANSLATION, 0);
  view_fixture_wait_frame (self);
  cell = view_fixture_get_cell (self, index, DZ_SIDE_TRANSLATION);
  for (guint i = 0; i < 80; i++)
    {
      type (cell, "𠮷 words 访谈 ");
      g_string_append (expected, "𠮷 words 访谈 ");
      view_fixture_wait_frame (self);
      assert_gates (self);
    }
  g_assert_cmpstr (get_translation (self, index), ==, expected->str);
  g_assert_cmpint (dz_block_get_state (block), ==, DZ_STATE_DRAFT);
  dz_parallel_view_get_caret (self->view, NULL, NULL, &position);
  g_assert_cmpuint (position, ==, g_utf8_strlen (expected->str, -1));
  g_signal_emit_by_name (cell, "backspace");
  g_string_truncate (expected, expected->len - 1);
  g_assert_cmpstr (get_translation (self, index), ==, expected->str);

  g_assert_true (dz_parallel_view_confirm (self->view, TRUE));
  g_assert_cmpint (dz_block_get_state (block), ==, DZ_STATE_TRANSLATED);
  g_assert_true (dz_parallel_view_undo (self->view));
  g_assert_cmpint (dz_block_get_state (block), ==, DZ_STATE_DRAFT);
  while (dz_parallel_view_undo (self->view))
    ;
  g_assert_cmpstr (get_translation (self, index), ==, "");
  while (dz_parallel_view_redo (self->view))
    ;
  g_assert_cmpstr (get_translation (self, index), ==, expected->str);
  g_assert_cmpint (dz_block_get_state (block), ==, DZ_STATE_TRANSLATED);
  view_fixture_wait_frame (self);
  assert_gates (self);
  g_string_free (expected, TRUE);
}

/* What is typed in one go is taken back in one go; a moved caret begins anew. */
static void
test_type_steps (ViewFixture *self, gconstpointer data)
{
  guint index = find_untranslated (self, 3);
  DzTextCell *cell;

  dz_parallel_view_focus (self->view, view_fixture_get_block (self, index), DZ_SIDE_TRANSLATION, 0);
  view_fixture_wait_frame (self);
  cell = view_fixture_get_cell (self, index, DZ_SIDE_TRANSLATION);
  type (cell, "a");
  type (cell, "b");
  type (cell, "c");
  move (self, GTK_MOVEMENT_VISUAL_POSITIONS, -1, FALSE);
  type (cell, "d");
  g_assert_cmpstr (get_translation (self, index), ==, "abdc");
  dz_parallel_view_undo (self->view);
  g_assert_cmpstr (get_translation (self, index), ==, "abc");
  dz_parallel_view_undo (self->view);
  g_assert_cmpstr (get_translation (self, index), ==, "");
}

/* The row with the caret stays when it is scrolled away; typing brings it back. */
static void
test_pinned (ViewFixture *self, gconstpointer data)
{
  guint index = find_untranslated (self, 5);
  DzTextCell *cell;
  GdkRectangle rect;

  dz_parallel_view_focus (self->view, view_fixture_get_block (self, index), DZ_SIDE_TRANSLATION, 0);
  view_fixture_wait_frame (self);
  cell = view_fixture_get_cell (self, index, DZ_SIDE_TRANSLATION);
  dz_parallel_view_scroll_to_block (self->view, view_fixture_get_block (self, 2500), 0);
  view_fixture_wait_frame (self);
  g_assert_true (gtk_root_get_focus (GTK_ROOT (self->window)) == GTK_WIDGET (cell));
  g_assert_false (dz_parallel_view_get_caret_rect (self->view, &rect));
  type (cell, "Back.");
  view_fixture_wait_frame (self);
  g_assert_true (dz_parallel_view_get_caret_rect (self->view, &rect));
  g_assert_cmpstr (get_translation (self, index), ==, "Back.");
  assert_gates (self);
}

/* While an input method composes, nothing reaches its buffer; then all that waited does. */
static void
test_compose (ViewFixture *self, gconstpointer data)
{
  guint index = find_untranslated (self, 5);
  DzBlock *block = view_fixture_get_block (self, index);
  DzTextCell *cell;
  GtkTextBuffer *buffer;
  g_autofree char *long_preedit = g_strnfill (4000, 'x');
  g_autofree char *shown = NULL;
  int before;

  dz_parallel_view_focus (self->view, block, DZ_SIDE_TRANSLATION, 0);
  view_fixture_wait_frame (self);
  cell = view_fixture_get_cell (self, index, DZ_SIDE_TRANSLATION);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (cell));
  type (cell, "One");
  before = gtk_widget_get_height (GTK_WIDGET (cell));
  g_signal_emit_by_name (cell, "preedit-changed", long_preedit);
  view_fixture_wait_frame (self);
  g_assert_true (dz_parallel_view_is_composing (self->view));
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (cell)), >, before);
  dz_edit_type (self->project, block, DZ_SIDE_TRANSLATION, 0, 0, "Zero ");
  g_assert_cmpint (gtk_text_buffer_get_char_count (buffer), ==, 3);
  type (cell, " two");
  g_assert_cmpstr (get_translation (self, index), ==, "Zero One two");
  g_signal_emit_by_name (cell, "preedit-changed", "");
  g_assert_false (dz_parallel_view_is_composing (self->view));
  view_fixture_wait_frame (self);
  g_object_get (buffer, "text", &shown, NULL);
  g_assert_cmpstr (shown, ==, "Zero One two");
  assert_gates (self);
}

static void
test_structure (ViewFixture *self, gconstpointer data)
{
  DzBlock *block = view_fixture_get_block (self, 100);
  int top;

  dz_parallel_view_scroll_to_block (self->view, block, 0.5);
  view_fixture_wait_frame (self);
  top = view_fixture_get_row_top (self, dz_view_rows_find (self->view, block));
  dz_edit_remove_blocks (self->project, self->document, 0, 50);
  view_fixture_wait_frame (self);
  g_assert_cmpint (view_fixture_get_row_top (self, dz_view_rows_find (self->view, block)), ==, top);
  dz_project_undo (self->project);
  view_fixture_wait_frame (self);
  g_assert_cmpint (view_fixture_get_row_top (self, dz_view_rows_find (self->view, block)), ==, top);
  dz_edit_remove_blocks (self->project, self->document, 95, 20);
  view_fixture_wait_frame (self);
  assert_gates (self);
  dz_project_undo (self->project);
  dz_edit_split (self->project, block, 3, 0);
  view_fixture_wait_frame (self);
  assert_gates (self);
}

static void
test_highlights (ViewFixture *self, gconstpointer data)
{
  DzBlock *block = view_fixture_get_block (self, 300);
  DzTag *tag = dz_project_lookup_tag (self->project, "tag-1");
  DzHighlight *highlight;
  g_autoptr (GPtrArray) found = NULL;
  DzBlock *at;
  guint position;
  GdkRectangle rect;

  while (dz_text_get_length (dz_block_get_text (block, DZ_SIDE_ORIGINAL)) < 30)
    block = dz_view_caret_next_block (self->view, block, 1);
  highlight = dz_edit_highlight (self->project, DZ_SIDE_ORIGINAL, block, 5, block, 25, tag);
  g_assert_true (dz_parallel_view_reveal_highlight (self->view, highlight, DZ_SIDE_TRANSLATION));
  dz_parallel_view_set_current_highlight (self->view, highlight);
  dz_parallel_view_set_emphasis (self->view, "tag-2");
  view_fixture_wait_frame (self);
  dz_parallel_view_get_caret (self->view, &at, NULL, &position);
  g_assert_true (at == block);
  g_assert_cmpuint (position, ==, 5);
  g_assert_true (dz_parallel_view_get_caret_rect (self->view, &rect));
  found = dz_parallel_view_get_highlights_at_caret (self->view);
  g_assert_true (g_ptr_array_find (found, highlight, NULL));
  assert_gates (self);
}

static void
test_names (ViewFixture *self, gconstpointer data)
{
  DzTextCell *cell = view_fixture_get_cell (self, 2, DZ_SIDE_ORIGINAL);

  gtk_test_accessible_assert_role (self->view, GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_role (g_ptr_array_index (self->view->rows, 0), GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_test_accessible_assert_property (cell, GTK_ACCESSIBLE_PROPERTY_LABEL, "Original, block 3, 林海");
}

/* A picture has its place before it is decoded, and one that is none has a frame. */
static void
test_picture (ViewFixture *self, gconstpointer data)
{
  static const DzBlockForm form = { .kind = DZ_BLOCK_PICTURE };
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, 200, 100);
  g_autoptr (DzBlock) block = dz_block_new (NULL, &form, NULL, NULL);
  g_autoptr (DzBlock) broken = dz_block_new (NULL, &form, NULL, NULL);
  g_autoptr (GBytes) rubbish = g_bytes_new_static ("rubbish", 7);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (DzPicture) picture = NULL, none = NULL;
  g_autofree char *buffer = NULL;
  gsize length;

  gdk_pixbuf_fill (pixbuf, 0x3366ccff);
  g_assert_true (gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "png", NULL, NULL));
  bytes = g_bytes_new (buffer, length);
  picture = dz_picture_new ("picture-1", "image/png", "a.png", bytes);
  none = dz_picture_new ("picture-2", "image/png", "b.png", rubbish);
  g_assert_true (dz_project_build (self->project, NULL, DZ_ENTITY (picture), NULL));
  g_assert_true (dz_project_build (self->project, NULL, DZ_ENTITY (none), NULL));
  dz_block_init_source (block, "picture:picture-1");
  dz_block_init_source (broken, "picture:picture-2");
  g_assert_cmpint (dz_picture_cell_height_for (self->project, block, 620), ==, 110);
  g_assert_cmpint (dz_picture_cell_height_for (self->project, block, 120), ==, 60);
  g_assert_cmpint (dz_picture_cell_height_for (self->project, broken, 620), >, 0);
  g_assert_cmpint (dz_picture_cell_height_for (self->project, view_fixture_get_block (self, 0), 620), ==, 0);
}

static void
test_unfinished (ViewFixture *self, gconstpointer data)
{
  DzBlock *block;
  DzSide side;
  guint first = find_untranslated (self, 0);

  dz_parallel_view_focus (self->view, view_fixture_get_block (self, 0), DZ_SIDE_ORIGINAL, 0);
  for (guint i = 0; i < 5; i++)
    {
      g_assert_true (dz_parallel_view_go_unfinished (self->view, 1));
      view_fixture_wait_frame (self);
      dz_parallel_view_get_caret (self->view, &block, &side, NULL);
      g_assert_cmpint (side, ==, DZ_SIDE_TRANSLATION);
      g_assert_cmpint (dz_block_get_state (block), <, DZ_STATE_TRANSLATED);
    }
  while (dz_parallel_view_go_unfinished (self->view, -1))
    ;
  dz_parallel_view_get_caret (self->view, &block, NULL, NULL);
  g_assert_cmpuint (dz_document_index_of (self->document, block), <=, first);
}

/* GTK warns of what it paints without having given it its size. */
static void
test_moving_surroundings (ViewFixture *self, gconstpointer data)
{
  GtkWidget *moving = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *still = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *paned = gtk_paned_new (GTK_ORIENTATION_HORIZONTAL);
  g_autoptr (GtkWidget) scroller = g_object_ref (gtk_window_get_child (self->window));

  gtk_window_set_child (self->window, moving);
  gtk_box_append (GTK_BOX (moving), still);
  gtk_box_append (GTK_BOX (still), paned);
  gtk_widget_set_vexpand (paned, TRUE);
  gtk_paned_set_start_child (GTK_PANED (paned), scroller);
  gtk_paned_set_end_child (GTK_PANED (paned), gtk_label_new ("Panel"));
  for (int width = WIDTH / 2; width < WIDTH - 100; width += 20)
    {
      gtk_paned_set_position (GTK_PANED (paned), width);
      gtk_widget_queue_allocate (moving);
      gtk_widget_queue_draw (still);
      view_fixture_wait_frame (self);
      assert_gates (self);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, "gtk-cursor-blink", FALSE, NULL);
#define ADD(name, function) g_test_add ("/parallel-view/" name, ViewFixture, NULL, set_up, function, tear_down)
  ADD ("first-frame", test_first_frame);
  ADD ("scroll", test_scroll);
  ADD ("jump", test_jump);
  ADD ("width", test_width);
  ADD ("font", test_font);
  ADD ("walk", test_walk);
  ADD ("goal-column", test_goal_column);
  ADD ("select", test_select);
  ADD ("type", test_type);
  ADD ("type-steps", test_type_steps);
  ADD ("pinned", test_pinned);
  ADD ("compose", test_compose);
  ADD ("structure", test_structure);
  ADD ("highlights", test_highlights);
  ADD ("names", test_names);
  ADD ("picture", test_picture);
  ADD ("unfinished", test_unfinished);
  ADD ("moving-surroundings", test_moving_surroundings);
  return g_test_run ();
}
