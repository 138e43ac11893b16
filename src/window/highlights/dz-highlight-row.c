#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/highlights/dz-highlight-row.h"
#include "window/highlights/dz-highlight-words.h"
#include "window/tags/dz-tag-swatch.h"

#define QUOTE_LINES 2

struct _DzHighlightRow
{
  GtkBox parent_instance;

  GtkWidget *heading;
  GtkWidget *quotes[DZ_N_SIDES];
  GtkWidget *about;
  GtkWidget *speaker;
  GtkWidget *swatches;
  GtkWidget *tags;
  GtkWidget *note;
  DzProject *project;
  DzHighlight *highlight;
};

G_DEFINE_FINAL_TYPE (DzHighlightRow, dz_highlight_row, GTK_TYPE_BOX)

static void
set_label (GtkWidget *label, const char *text)
{
  gtk_label_set_text (GTK_LABEL (label), text);
  gtk_widget_set_visible (label, *text != '\0');
}

static void
fill_swatches (DzHighlightRow *self)
{
  const char *const *ids = dz_highlight_get_tags (self->highlight);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->swatches)))
    gtk_box_remove (GTK_BOX (self->swatches), child);
  for (guint i = 0; ids && ids[i]; i++)
    {
      DzTag *tag = dz_project_lookup_tag (self->project, ids[i]);

      if (tag)
        gtk_box_append (GTK_BOX (self->swatches), dz_tag_swatch_new (dz_tag_get_color (tag), 0));
    }
}

/* The words on one side; those of a highlight that still lies on the other side are said to be gone. */
static char *
dup_quote (DzHighlightRow *self, DzSide side)
{
  g_autofree char *quote = dz_highlight_words_dup_quote (self->project, self->highlight, side);

  if (!dz_highlight_words_is_lost (self->highlight, side) || dz_highlight_is_orphan (self->highlight))
    return g_steal_pointer (&quote);
  return g_strdup_printf (side == DZ_SIDE_ORIGINAL ? _ ("Gone from the original: %s") : _ ("Gone from the translation: %s"),
                          quote);
}

static void
update (DzHighlightRow *self)
{
  g_autofree char *original = dup_quote (self, DZ_SIDE_ORIGINAL);
  g_autofree char *translation = dup_quote (self, DZ_SIDE_TRANSLATION);
  g_autofree char *speaker = dz_highlight_words_dup_speaker (self->project, self->highlight);
  g_autofree char *tags = dz_highlight_words_dup_tags (self->project, self->highlight);
  const char *note = dz_highlight_get_note (self->highlight);
  g_autofree char *spoken = g_strjoin (". ", original, translation, speaker, tags, note ? note : "", NULL);

  set_label (self->quotes[DZ_SIDE_ORIGINAL], original);
  set_label (self->quotes[DZ_SIDE_TRANSLATION], translation);
  set_label (self->speaker, speaker);
  set_label (self->tags, *tags ? tags : _ ("no tag"));
  set_label (self->note, note ? note : "");
  fill_swatches (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
dz_highlight_row_dispose (GObject *object)
{
  dz_highlight_row_set_highlight (DZ_HIGHLIGHT_ROW (object), NULL, NULL, NULL);
  G_OBJECT_CLASS (dz_highlight_row_parent_class)->dispose (object);
}

static void
dz_highlight_row_class_init (DzHighlightRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dz_highlight_row_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
add_label (GtkWidget *box, int lines, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (lines > 1)
    {
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_lines (GTK_LABEL (label), lines);
    }
  if (css_class)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
dz_highlight_row_init (DzHighlightRow *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dz-list-row");
  self->heading = add_label (GTK_WIDGET (self), 2, "heading");
  self->quotes[DZ_SIDE_ORIGINAL] = add_label (GTK_WIDGET (self), QUOTE_LINES, NULL);
  self->quotes[DZ_SIDE_TRANSLATION] = add_label (GTK_WIDGET (self), QUOTE_LINES, "dz-translation");
  self->about = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_add_css_class (self->about, "caption");
  self->speaker = add_label (self->about, 1, "dim-label");
  self->swatches = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3);
  gtk_box_append (GTK_BOX (self->about), self->swatches);
  self->tags = add_label (self->about, 1, NULL);
  gtk_box_append (GTK_BOX (self), self->about);
  self->note = add_label (GTK_WIDGET (self), QUOTE_LINES, "dz-note");
}

GtkWidget *
dz_highlight_row_new (void)
{
  return g_object_new (DZ_TYPE_HIGHLIGHT_ROW, NULL);
}

void
dz_highlight_row_set_highlight (DzHighlightRow *self, DzProject *project, DzHighlight *highlight, const char *heading)
{
  if (self->highlight)
    g_signal_handlers_disconnect_by_func (self->highlight, update, self);
  g_set_object (&self->project, project);
  g_set_object (&self->highlight, highlight);
  if (!highlight)
    return;
  set_label (self->heading, heading ? heading : "");
  g_signal_connect_swapped (highlight, "changed", G_CALLBACK (update), self);
  update (self);
}
