/* How long keys wait while a project is saved over and over: bench-save FILE opens it in the program's own window and types
 * with xdotool, first in peace, then while each save begins when the one before has ended. Prints a line "name: value unit"
 * a figure, with the gate it is held against; ends with 1 when a key was lost or nothing was saved.
 *
 * A key waits from when the X server made it until its letter is in the project, and until that is painted. The server's
 * time of an event is the monotonic clock in milliseconds. */

#include <time.h>

#include "window/app/dz-window-private.h"

#include "window/parallel/dz-view-private.h"

/* Milliseconds: between two keys, of a fast typist. */
#define KEY_DELAY 90
#define SECONDS_ALONE 12
#define SECONDS_SAVING 32
#define PATIENCE_MS 30000
#define LETTERS "the quick brown fox jumps over the lazy dog "

typedef struct
{
  DzWindow *window;
  /* of guint32: times of the keys that are not in the project yet, and of those that are not painted yet */
  GQueue typed;
  GQueue shown;
  GArray *waits;   /* of double: ms */
  GArray *painted; /* the same */
  gint64 awake;    /* when the main loop began to work; 0 while it sleeps */
  gint64 spent;    /* what the main thread had worked until then */
  double longest;  /* ms, that the main loop worked without looking for a key */
  double most;     /* the same of the processor's time, which other load on the machine does not change */
  guint n_saves;
  gboolean saving;
  gboolean ended;
} Bench;

/* The function that a main context polls with has no place for data. */
static Bench *bench;

/* Microseconds */
static gint64
get_work (void)
{
  struct timespec spent;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &spent);
  return spent.tv_sec * G_USEC_PER_SEC + spent.tv_nsec / 1000;
}

static int
poll_timed (GPollFD *fds, guint n, int timeout)
{
  int result;

  if (bench->awake != 0)
    {
      bench->longest = MAX (bench->longest, (double)(g_get_monotonic_time () - bench->awake) / 1000);
      bench->most = MAX (bench->most, (double)(get_work () - bench->spent) / 1000);
    }
  result = g_poll (fds, n, timeout);
  bench->awake = g_get_monotonic_time ();
  bench->spent = get_work ();
  return result;
}

static void
take_time (GQueue *from, GArray *to)
{
  guint32 now = (guint32)(g_get_monotonic_time () / 1000);
  double wait = (double)(gint32)(now - GPOINTER_TO_UINT (g_queue_pop_head (from)));

  g_array_append_val (to, wait);
}

static gboolean
key_cb (GtkEventController *controller, guint keyval, guint keycode, GdkModifierType modifiers, Bench *self)
{
  if (gdk_keyval_to_unicode (keyval) != 0)
    g_queue_push_tail (&self->typed, GUINT_TO_POINTER (gtk_event_controller_get_current_event_time (controller)));
  return GDK_EVENT_PROPAGATE;
}

static void
changed_cb (Bench *self, DzChange *change)
{
  if (change->kind != DZ_CHANGE_TEXT || g_queue_is_empty (&self->typed))
    return;
  g_queue_push_tail (&self->shown, g_queue_peek_head (&self->typed));
  take_time (&self->typed, self->waits);
}

static void
painted_cb (Bench *self)
{
  while (!g_queue_is_empty (&self->shown))
    take_time (&self->shown, self->painted);
}

static void
save_again (Bench *self);

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Bench *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!dz_saver_save_finish (DZ_SAVER (source), result, &error))
    g_error ("%s", error->message);
  self->n_saves++;
  save_again (self);
}

static void
save_again (Bench *self)
{
  if (!self->ended)
    dz_saver_save_async (dz_session_get_saver (self->window->session), NULL, FALSE, NULL, saved_cb, self);
  else
    self->saving = FALSE;
}

static gboolean
late_cb (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
wait_ms (guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add (milliseconds, late_cb, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* Started before the project is there, and told later to begin: to start a program from a large one takes its time. */
static GSubprocess *
start_typist (guint seconds)
{
  g_autofree char *delay = g_strdup_printf ("%d", KEY_DELAY);
  guint n_keys = seconds * 1000 / KEY_DELAY;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *typist;

  while (text->len < n_keys)
    g_string_append (text, LETTERS);
  g_string_truncate (text, n_keys);
  typist = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE, &error, "sh", "-c",
                             "read go && exec xdotool type --delay \"$1\" -- \"$2\"", "sh", delay, text->str, NULL);
  if (!typist)
    g_error ("%s", error->message);
  return typist;
}

static void
typed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error))
    g_error ("xdotool: %s", error->message);
  *(gboolean *)user_data = TRUE;
}

static void
type (GSubprocess *typist)
{
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  if (!g_output_stream_write_all (g_subprocess_get_stdin_pipe (typist), "go\n", 3, NULL, NULL, &error))
    g_error ("%s", error->message);
  g_subprocess_wait_check_async (typist, NULL, typed_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  wait_ms (1000);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static void
print_wait (guint n_blocks, const char *name, GArray *values, const char *quantile, double place, double gate)
{
  double value = g_array_index (values, double, (guint)((values->len - 1) * place));

  if (gate > 0)
    g_print ("save-%u-%s-%s: %.0f ms (gate %.0f%s)\n", n_blocks, name, quantile, value, gate, value > gate ? ", missed" : "");
  else
    g_print ("save-%u-%s-%s: %.0f ms\n", n_blocks, name, quantile, value);
}

/* @gate, @late_gate: ms, of the median and of the slowest key in a hundred; 0: none */
static void
print_waits (guint n_blocks, const char *name, GArray *values, double gate, double late_gate)
{
  if (values->len == 0)
    return;
  g_array_sort (values, compare_doubles);
  print_wait (n_blocks, name, values, "p50", 0.5, gate);
  print_wait (n_blocks, name, values, "p95", 0.95, 0);
  print_wait (n_blocks, name, values, "p99", 0.99, late_gate);
  print_wait (n_blocks, name, values, "longest", 1, 0);
}

/* Has @typist type for so long, and prints what the keys waited. TRUE when none was lost. */
static gboolean
measure (Bench *self, const char *name, guint n_blocks, GSubprocess *typist, guint seconds, double gate, double late_gate)
{
  g_autofree char *painted = g_strconcat (name, "-painted", NULL);
  guint lost;

  g_array_set_size (self->waits, 0);
  g_array_set_size (self->painted, 0);
  self->longest = self->most = 0;
  self->awake = 0;
  type (typist);
  lost = seconds * 1000 / KEY_DELAY - MIN (seconds * 1000 / KEY_DELAY, self->waits->len);
  print_waits (n_blocks, name, self->waits, gate, late_gate);
  print_waits (n_blocks, painted, self->painted, 0, 0);
  g_print ("save-%u-%s-main-loop-held: %.0f ms (longest)\n", n_blocks, name, self->longest);
  g_print ("save-%u-%s-main-loop-work: %.0f ms (longest, of the processor)\n", n_blocks, name, self->most);
  g_print ("save-%u-%s-lost: %u keys (gate 0%s)\n", n_blocks, name, lost, lost ? ", missed" : "");
  return lost == 0;
}

/* A block of the middle, so that it is as any other. */
static void
go_to_text (Bench *self)
{
  DzParallelView *view = self->window->view;
  DzDocument *document = dz_session_get_document (self->window->session);
  guint index = dz_document_get_n_blocks (document) / 2;

  while (!dz_row_has_text (dz_document_get_block (document, index)))
    index++;
  dz_parallel_view_focus (view, dz_document_get_block (document, index), DZ_SIDE_TRANSLATION, 0);
  /* Until the heights of all blocks are read, so that nothing but saving is measured. */
  for (guint i = 0; i < 100 && view->index_id != 0; i++)
    wait_ms (200);
}

static void
open_window (Bench *self, DzApplication *application, GFile *file)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  gint64 start = g_get_monotonic_time ();

  self->window = dz_window_new (application);
  gtk_window_present (GTK_WINDOW (self->window));
  dz_window_open (self->window, file);
  while (!dz_session_get_project (self->window->session))
    {
      if (g_get_monotonic_time () - start > PATIENCE_MS * G_TIME_SPAN_MILLISECOND)
        g_error ("The project was not opened in %d ms", PATIENCE_MS);
      g_main_context_iteration (NULL, TRUE);
    }
  wait_ms (1000);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->window), keys);
  g_signal_connect_data (dz_session_get_project (self->window->session), "changed", G_CALLBACK (changed_cb), self, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)), "after-paint", G_CALLBACK (painted_cb),
                            self);
  go_to_text (self);
}

int
main (int argc, char **argv)
{
  g_autoptr (DzApplication) application = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) alone = start_typist (SECONDS_ALONE), saving = start_typist (SECONDS_SAVING);
  Bench self = { 0 };
  guint n_blocks;
  gboolean good;

  if (argc != 2 || !gtk_init_check ())
    g_error ("bench-save needs FILE and a display");
  bench = &self;
  g_queue_init (&self.typed);
  g_queue_init (&self.shown);
  self.waits = g_array_new (FALSE, FALSE, sizeof (double));
  self.painted = g_array_new (FALSE, FALSE, sizeof (double));
  g_set_prgname ("bench-save");
  g_set_application_name ("Duizhao");
  application = dz_application_new ();
  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    g_error ("%s", error->message);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  file = g_file_new_for_commandline_arg (argv[1]);
  open_window (&self, application, file);
  n_blocks = dz_document_get_n_blocks (dz_session_get_document (self.window->session));
  g_main_context_set_poll_func (NULL, poll_timed);
  dz_saver_set_automatic (dz_session_get_saver (self.window->session), FALSE);
  good = measure (&self, "key-alone", n_blocks, alone, SECONDS_ALONE, 0, 0);
  dz_saver_set_automatic (dz_session_get_saver (self.window->session), TRUE);
  self.saving = TRUE;
  save_again (&self);
  good &= measure (&self, "key-during-save", n_blocks, saving, SECONDS_SAVING, 16, 50);
  self.ended = TRUE;
  while (self.saving)
    g_main_context_iteration (NULL, TRUE);
  g_print ("save-%u-saves: %u times\n", n_blocks, self.n_saves);
  gtk_window_destroy (GTK_WINDOW (self.window));
  g_array_unref (self.waits);
  g_array_unref (self.painted);
  return good && self.n_saves > 0 ? 0 : 1;
}
