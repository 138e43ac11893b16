#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/app/dz-toast.h"

#define KEY "dz-toasts"
/* Milliseconds: longer than libadwaita takes to show one where another goes. */
#define COMING_IN 600
/* In the first, what has been coming in for long enough is there; then it may go. */
#define FRAMES 2

typedef struct
{
  AdwToast *toast;
  guint seconds;
} Item;

/* What an overlay has to say; the overlay owns it. */
typedef struct
{
  AdwToastOverlay *overlay;
  GQueue waiting; /* of Item */
  AdwToast *shown;
  guint next;
  guint timer;
  guint tick;
  gint64 start; /* of its coming in: microseconds of the clock of frames, 0 before the first */
  guint frames;
  gboolean is_in;
  gboolean must_go; /* as soon as it is in */
  GdkFrameClock *clock; /* while anything is shown or going */
  gint64 laid_out; /* the frame of that clock that has been laid out once more */
} Toasts;

static void show_next (Toasts *self);

static void
item_free (Item *item)
{
  g_object_unref (item->toast);
  g_free (item);
}

static void
forget_clock (Toasts *self)
{
  if (self->clock)
    g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_object (&self->clock);
}

/* Whatever in the overlay asks for a new size while sizes are given, as a text does that gets other rows, is to be laid out
 * once more before the frame is painted. GTK forgets that when the overlay itself is given its size in that moment, which a
 * toast that comes or goes does in each frame. */
static void
laid_out_cb (Toasts *self)
{
  gint64 frame = gdk_frame_clock_get_frame_counter (self->clock);

  if (self->laid_out != frame)
    gtk_widget_queue_resize (GTK_WIDGET (self->overlay));
  else if (gtk_widget_get_last_child (GTK_WIDGET (self->overlay)) == adw_toast_overlay_get_child (self->overlay))
    forget_clock (self);
  self->laid_out = frame;
}

static void
watch_clock (Toasts *self, GdkFrameClock *clock)
{
  if (self->clock == clock)
    return;
  forget_clock (self);
  self->clock = g_object_ref (clock);
  g_signal_connect_swapped (clock, "layout", G_CALLBACK (laid_out_cb), self);
}

/* adw_toast_dismiss() does nothing to a toast that was dismissed once, while it was coming in. */
static void
let_go (Toasts *self)
{
  g_signal_emit_by_name (self->shown, "dismissed");
}

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  Toasts *self = user_data;
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  watch_clock (self, clock);
  if (!self->start)
    self->start = now;
  if (now - self->start < COMING_IN * G_TIME_SPAN_MILLISECOND || ++self->frames < FRAMES)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  self->is_in = TRUE;
  if (self->must_go)
    let_go (self);
  return G_SOURCE_REMOVE;
}

static gboolean
timer_cb (gpointer user_data)
{
  Toasts *self = user_data;

  self->timer = 0;
  let_go (self);
  return G_SOURCE_REMOVE;
}

static void
start_timer (Toasts *self, guint seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->must_go = FALSE;
  self->timer = g_timeout_add_seconds (seconds, timer_cb, self);
}

static void
wait_until_in (Toasts *self)
{
  self->start = 0;
  self->frames = 0;
  self->is_in = FALSE;
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->overlay), tick_cb, self, NULL);
}

static void
forget_shown (Toasts *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->tick)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->overlay), self->tick);
  self->tick = 0;
  if (self->shown)
    g_signal_handlers_disconnect_by_data (self->shown, self);
  g_clear_object (&self->shown);
}

static gboolean
next_cb (gpointer user_data)
{
  Toasts *self = user_data;

  self->next = 0;
  show_next (self);
  return G_SOURCE_REMOVE;
}

/* Called before the overlay's own handler, which must not hear of it while the toast comes in: Escape and the button to
 * close lead here, too. An overlay that goes dismisses what it shows as well, and must not be given anything more. */
static void
dismissed_cb (Toasts *self)
{
  if (!self->is_in)
    {
      self->must_go = TRUE;
      g_signal_stop_emission_by_name (self->shown, "dismissed");
      return;
    }
  forget_shown (self);
  if (!self->next)
    self->next = g_idle_add (next_cb, self);
}

static void
show_next (Toasts *self)
{
  Item *item = self->shown ? NULL : g_queue_pop_head (&self->waiting);

  if (!item)
    return;
  self->shown = g_object_ref (item->toast);
  adw_toast_set_timeout (self->shown, 0);
  g_signal_connect_swapped (self->shown, "dismissed", G_CALLBACK (dismissed_cb), self);
  wait_until_in (self);
  start_timer (self, item->seconds);
  adw_toast_overlay_add_toast (self->overlay, g_object_ref (item->toast));
  item_free (item);
}

static void
end_cb (Toasts *self)
{
  forget_shown (self);
  forget_clock (self);
  g_clear_handle_id (&self->next, g_source_remove);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) item_free);
}

static Toasts *
get_toasts (AdwToastOverlay *overlay)
{
  Toasts *self = g_object_get_data (G_OBJECT (overlay), KEY);

  if (self)
    return self;
  self = g_new0 (Toasts, 1);
  self->overlay = overlay;
  g_queue_init (&self->waiting);
  g_object_set_data_full (G_OBJECT (overlay), KEY, self, g_free);
  g_signal_connect_swapped (overlay, "destroy", G_CALLBACK (end_cb), self);
  return self;
}

/* What is said again stays a little longer, and does not come a second time. */
static gboolean
is_said_already (Toasts *self, AdwToast *toast)
{
  return self->shown && g_queue_is_empty (&self->waiting) && !adw_toast_get_button_label (toast)
         && !adw_toast_get_button_label (self->shown)
         && g_str_equal (adw_toast_get_title (toast), adw_toast_get_title (self->shown));
}

void
dz_toast_show (AdwToastOverlay *overlay, AdwToast *toast, guint seconds)
{
  Toasts *self = get_toasts (overlay);
  Item *item;

  if (is_said_already (self, toast))
    {
      start_timer (self, seconds);
      g_object_unref (toast);
      return;
    }
  item = g_new0 (Item, 1);
  item->toast = toast;
  item->seconds = seconds;
  g_queue_push_tail (&self->waiting, item);
  show_next (self);
}
