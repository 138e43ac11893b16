#pragma once

#include <gtk/gtk.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

#define DZ_TYPE_TAG_CHOOSER (dz_tag_chooser_get_type ())
/**
 * DzTagChooser:
 *
 * An entry that finds a tag, or makes one, over the tags that it found: the first nine of the tree while it is empty, when
 * the digits pick them too.
 *
 * Signals: "chosen" (DzTag), "made" (const char *name).
 */
G_DECLARE_FINAL_TYPE (DzTagChooser, dz_tag_chooser, DZ, TAG_CHOOSER, GtkBox)

GtkWidget *dz_tag_chooser_new (void);
/* Whose tags are offered; the entry is empty then. */
void dz_tag_chooser_set_project (DzTagChooser *self, DzProject *project);
/* FALSE: only what is there can be chosen. */
void dz_tag_chooser_set_can_make (DzTagChooser *self, gboolean can_make);
/* The tags of @highlight (nullable) are marked. */
void dz_tag_chooser_set_highlight (DzTagChooser *self, DzHighlight *highlight);
/* Fills its list anew, for what has changed in the project. */
void dz_tag_chooser_refresh (DzTagChooser *self);
/* Empties the entry: all tags are offered. */
void dz_tag_chooser_clear (DzTagChooser *self);
/* Empties the entry, puts @text (nullable) into it and the caret at its end. */
void dz_tag_chooser_start (DzTagChooser *self, const char *text);

G_END_DECLS
