#include "window/app/dz-toast.h"

#define PATIENCE_MS 10000

/* Asks for a new size each time that it is given one because it wanted to. */
struct _DzRestless
{
  GtkWidget parent_instance;

  gboolean asks;
};

#define DZ_TYPE_RESTLESS (dz_restless_get_type ())

G_DECLARE_FINAL_TYPE (DzRestless, dz_restless, DZ, RESTLESS, GtkWidget)

G_DEFINE_FINAL_TYPE (DzRestless, dz_restless, GTK_TYPE_WIDGET)

static void
dz_restless_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DzRestless *self = DZ_RESTLESS (widget);

  if (self->asks)
    gtk_widget_queue_resize (widget);
  self->asks = FALSE;
}

static void
dz_restless_class_init (DzRestlessClass *klass)
{
  GTK_WIDGET_CLASS (klass)->size_allocate = dz_restless_size_allocate;
}

static void
dz_restless_init (DzRestless *self)
{
}

typedef struct
{
  GtkWindow *window;
  DzRestless *restless;
  AdwToastOverlay *overlay;
} Fixture;

static void
give_up_cb (gpointer data)
{
  g_error ("Nothing came of it in %d ms", PATIENCE_MS);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->window = GTK_WINDOW (gtk_window_new ());
  self->overlay = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->restless = g_object_new (DZ_TYPE_RESTLESS, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->restless));
  adw_toast_overlay_set_child (self->overlay, box);
  gtk_window_set_child (self->window, GTK_WIDGET (self->overlay));
  gtk_window_set_default_size (self->window, 600, 400);
  gtk_window_present (self->window);
  while (!gtk_widget_get_mapped (GTK_WIDGET (self->overlay)))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
}

/* The child, what is shown and what is going. */
static guint
count_children (Fixture *self)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->overlay)); child;
       child = gtk_widget_get_next_sibling (child))
    n++;
  return n;
}

static void
wait_for_children (Fixture *self, guint n)
{
  guint timeout = g_timeout_add_once (PATIENCE_MS, give_up_cb, NULL);

  while (count_children (self) != n)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

static AdwToast *
show (Fixture *self, const char *title)
{
  AdwToast *toast = adw_toast_new (title);

  dz_toast_show (self->overlay, g_object_ref (toast), 1);
  return toast;
}

static void
test_timeout (Fixture *self, gconstpointer data)
{
  g_autoptr (AdwToast) toast = show (self, "Saved");

  g_assert_cmpuint (count_children (self), ==, 2);
  wait_for_children (self, 1);
}

static void
test_dismissed_at_once (Fixture *self, gconstpointer data)
{
  g_autoptr (AdwToast) toast = show (self, "Saved");

  adw_toast_dismiss (toast);
  wait_for_children (self, 1);
}

/* What comes where another goes takes longer to come in than to go. */
static void
test_next_dismissed_at_once (Fixture *self, gconstpointer data)
{
  g_autoptr (AdwToast) first = show (self, "Saved");
  g_autoptr (AdwToast) second = show (self, "Published");

  wait_for_children (self, 3);
  adw_toast_dismiss (second);
  wait_for_children (self, 1);
}

static void
test_dismissed_in_going_window (Fixture *self, gconstpointer data)
{
  g_autoptr (AdwToast) first = show (self, "Saved");
  g_autoptr (AdwToast) second = show (self, "Published");

  adw_toast_dismiss (first);
}

static gboolean
ask_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  DZ_RESTLESS (widget)->asks = TRUE;
  gtk_widget_queue_allocate (widget);
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

/* GTK warns of what it paints without having given it its size. */
static void
test_sizes_of_child (Fixture *self, gconstpointer data)
{
  g_autoptr (AdwToast) toast = show (self, "Saved");

  gtk_widget_add_tick_callback (GTK_WIDGET (self->restless), ask_cb, NULL, NULL);
  wait_for_children (self, 1);
}

int
main (int argc, char **argv)
{
  adw_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/toast/timeout", Fixture, NULL, set_up, test_timeout, tear_down);
  g_test_add ("/toast/dismissed-at-once", Fixture, NULL, set_up, test_dismissed_at_once, tear_down);
  g_test_add ("/toast/next-dismissed-at-once", Fixture, NULL, set_up, test_next_dismissed_at_once, tear_down);
  g_test_add ("/toast/dismissed-in-going-window", Fixture, NULL, set_up, test_dismissed_in_going_window, tear_down);
  g_test_add ("/toast/sizes-of-child", Fixture, NULL, set_up, test_sizes_of_child, tear_down);
  return g_test_run ();
}
