#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/parallel/dz-picture-cell.h"

#define MAX_HEIGHT 360
#define FRAME_HEIGHT 96
#define MARGIN 10
/* No side of a decoded picture is longer: what a hostile file asks for is not what it gets. */
#define MAX_PIXELS 1600
/* In which of a picture's first bytes its size is looked for. */
#define PEEK_BYTES 4096

struct _DzPictureCell
{
  GtkWidget parent_instance;

  char *picture; /* id of what is shown or being decoded */
  GdkTexture *texture;
  GtkWidget *frame;
  GtkWidget *title;
  GtkWidget *address;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (DzPictureCell, dz_picture_cell, GTK_TYPE_WIDGET)

enum
{
  SIZE_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  int width;
  int height;
} Size;

/* Sizes of decoded pictures by their ids, which are unique: a row knows its height again when it comes back. */
static GHashTable *
get_sizes (void)
{
  static GHashTable *sizes;

  if (!sizes)
    sizes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return sizes;
}

static DzPicture *
find_picture (DzProject *project, DzBlock *block)
{
  const char *source = dz_block_get_source (block);

  return g_str_has_prefix (source, "picture:") ? dz_project_lookup_picture (project, source + strlen ("picture:"))
                                               : NULL;
}

static void
peeked_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  Size *size = data;

  *size = (Size){ MAX (width, 1), MAX (height, 1) };
  /* Enough is known: what is still read of it stays small. */
  gdk_pixbuf_loader_set_size (loader, 1, 1);
}

/* The size that stands in the file's first bytes, so that most pictures have their place before they are decoded. */
static void
peek_size (DzPicture *picture)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  gsize length;
  const guchar *bytes = g_bytes_get_data (dz_picture_get_bytes (picture), &length);
  Size size = { 0, 0 };

  g_signal_connect (loader, "size-prepared", G_CALLBACK (peeked_cb), &size);
  gdk_pixbuf_loader_write (loader, bytes, MIN (length, PEEK_BYTES), NULL);
  gdk_pixbuf_loader_close (loader, NULL);
  if (size.width > 0)
    g_hash_table_replace (get_sizes (), g_strdup (dz_picture_get_id (picture)), g_memdup2 (&size, sizeof size));
}

int
dz_picture_cell_height_for (DzProject *project, DzBlock *block, int width)
{
  DzPicture *picture;
  const Size *size;
  double room = MAX (width - 2 * MARGIN, 1);
  double scale;

  if (dz_block_get_kind (block) != DZ_BLOCK_PICTURE)
    return 0;
  picture = find_picture (project, block);
  if (!picture)
    return FRAME_HEIGHT + MARGIN;
  size = g_hash_table_lookup (get_sizes (), dz_picture_get_id (picture));
  if (!size && !g_str_has_prefix (dz_picture_get_media_type (picture), "image/svg"))
    {
      peek_size (picture);
      size = g_hash_table_lookup (get_sizes (), dz_picture_get_id (picture));
    }
  if (!size)
    return (int)MIN (room * 9 / 16, MAX_HEIGHT) + MARGIN;
  if (size->width == 0)
    return FRAME_HEIGHT + MARGIN;
  scale = MIN (MIN (room / size->width, (double)MAX_HEIGHT / size->height), 1.0);
  return MAX ((int)(size->height * scale), 1) + MARGIN;
}

static void
size_prepared_cb (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  double scale = MIN (1.0, (double)MAX_PIXELS / MAX (MAX (width, height), 1));

  if (scale < 1.0)
    gdk_pixbuf_loader_set_size (loader, MAX ((int)(width * scale), 1), MAX ((int)(height * scale), 1));
}

static void
decode_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  g_autoptr (GError) error = NULL;
  gboolean written;
  GdkPixbuf *pixbuf;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), NULL);
  written = gdk_pixbuf_loader_write_bytes (loader, data, &error);
  if (!gdk_pixbuf_loader_close (loader, error ? NULL : &error) || !written)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf)
    g_task_return_pointer (task, gdk_texture_new_for_pixbuf (pixbuf), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "no picture");
}

static void
show_frame (DzPictureCell *self, const char *title, const char *address)
{
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->address), address);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), *address ? address : NULL);
  gtk_widget_set_child_visible (self->frame, TRUE);
}

static void
decoded_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  DzPictureCell *self = DZ_PICTURE_CELL (object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkTexture) texture = g_task_propagate_pointer (G_TASK (result), &error);
  Size *size;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !self->picture)
    return;
  size = g_new0 (Size, 1);
  if (texture)
    *size = (Size){ gdk_texture_get_width (texture), gdk_texture_get_height (texture) };
  else
    show_frame (self, _ ("This picture cannot be shown"), "");
  g_set_object (&self->texture, texture);
  if (texture && g_hash_table_contains (get_sizes (), self->picture))
    g_free (size);
  else
    {
      g_hash_table_replace (get_sizes (), g_strdup (self->picture), size);
      g_signal_emit (self, signals[SIZE_CHANGED], 0);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
decode (DzPictureCell *self, DzPicture *picture)
{
  g_autoptr (GTask) task = NULL;

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, decoded_cb, NULL);
  g_task_set_source_tag (task, decode);
  g_task_set_task_data (task, g_bytes_ref (dz_picture_get_bytes (picture)), (GDestroyNotify)g_bytes_unref);
  g_task_run_in_thread (task, decode_thread);
}

void
dz_picture_cell_bind (DzPictureCell *self, DzProject *project, DzBlock *block)
{
  DzPicture *picture = block && dz_block_get_kind (block) == DZ_BLOCK_PICTURE ? find_picture (project, block) : NULL;

  if (picture && g_strcmp0 (self->picture, dz_picture_get_id (picture)) == 0)
    return;
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->picture, g_free);
  gtk_widget_set_child_visible (self->frame, FALSE);
  if (picture)
    {
      self->picture = g_strdup (dz_picture_get_id (picture));
      gtk_widget_set_tooltip_text (GTK_WIDGET (self), dz_picture_get_name (picture));
      decode (self, picture);
    }
  else if (block && dz_block_get_kind (block) == DZ_BLOCK_PICTURE)
    {
      const char *source = dz_block_get_source (block);
      gboolean missing = *source == '\0' || g_str_has_prefix (source, "picture:");

      show_frame (self, missing ? _ ("The picture is missing") : _ ("A picture on the web, not fetched"),
                  missing ? "" : source);
    }
}

static void
dz_picture_cell_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
dz_picture_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  DzPictureCell *self = DZ_PICTURE_CELL (widget);
  int needed;

  gtk_widget_measure (self->frame, GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);
  gtk_widget_size_allocate (
      self->frame, &(GtkAllocation){ MARGIN, 0, MAX (width - 2 * MARGIN, needed), MAX (height - MARGIN, 1) }, -1);
}

static void
dz_picture_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  DzPictureCell *self = DZ_PICTURE_CELL (widget);
  float width = (float)gtk_widget_get_width (widget) - 2 * MARGIN;
  float height = (float)gtk_widget_get_height (widget) - MARGIN;

  if (self->texture && width > 0 && height > 0)
    {
      float ratio = (float)gdk_texture_get_width (self->texture) / (float)gdk_texture_get_height (self->texture);
      float shown = MIN (width, height * ratio);
      graphene_rect_t rect = GRAPHENE_RECT_INIT (MARGIN, 0, shown, shown / ratio);

      gtk_snapshot_append_texture (snapshot, self->texture, &rect);
    }
  GTK_WIDGET_CLASS (dz_picture_cell_parent_class)->snapshot (widget, snapshot);
}

static void
dz_picture_cell_dispose (GObject *object)
{
  DzPictureCell *self = DZ_PICTURE_CELL (object);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->texture);
  g_clear_pointer (&self->picture, g_free);
  g_clear_pointer (&self->frame, gtk_widget_unparent);
  G_OBJECT_CLASS (dz_picture_cell_parent_class)->dispose (object);
}

static void
dz_picture_cell_class_init (DzPictureCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dz_picture_cell_dispose;
  widget_class->measure = dz_picture_cell_measure;
  widget_class->size_allocate = dz_picture_cell_size_allocate;
  widget_class->snapshot = dz_picture_cell_snapshot;
  gtk_widget_class_set_css_name (widget_class, "picturecell");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);

  signals[SIZE_CHANGED]
      = g_signal_new ("size-changed", DZ_TYPE_PICTURE_CELL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_line (const char *css_class, PangoEllipsizeMode ellipsize)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), ellipsize);
  gtk_label_set_width_chars (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
dz_picture_cell_init (DzPictureCell *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("image-x-generic-symbolic");

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  self->title = make_line ("title", PANGO_ELLIPSIZE_END);
  self->address = make_line ("address", PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_vexpand (icon, TRUE);
  gtk_widget_set_valign (icon, GTK_ALIGN_END);
  gtk_widget_set_vexpand (self->address, TRUE);
  gtk_widget_set_valign (self->address, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->frame, "frame");
  gtk_box_append (GTK_BOX (self->frame), icon);
  gtk_box_append (GTK_BOX (self->frame), self->title);
  gtk_box_append (GTK_BOX (self->frame), self->address);
  gtk_widget_set_parent (self->frame, GTK_WIDGET (self));
  gtk_widget_set_child_visible (self->frame, FALSE);
}

GtkWidget *
dz_picture_cell_new (void)
{
  return g_object_new (DZ_TYPE_PICTURE_CELL, NULL);
}
