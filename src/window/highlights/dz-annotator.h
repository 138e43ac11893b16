#pragma once

#include "window/app/dz-text-pane.h"

G_BEGIN_DECLS

#define DZ_TYPE_ANNOTATOR (dz_annotator_get_type ())
/**
 * DzAnnotator:
 *
 * What tagging is in the text: the bar at a selection, the popover at highlights, the keys for both, the highlight that is
 * current, and the mode in which it is joined with a passage.
 *
 * Property "joining" (DzHighlight, nullable), "can-join" (a passage is selected that it can be joined with).
 * Signal "message" (const char *): something to tell in passing.
 */
G_DECLARE_FINAL_TYPE (DzAnnotator, dz_annotator, DZ, ANNOTATOR, GObject)

DzAnnotator *dz_annotator_new (DzTextPane *pane);
/* Lets go of the pane; the object does nothing afterwards. */
void dz_annotator_detach (DzAnnotator *self);

void dz_annotator_set_project (DzAnnotator *self, DzProject *project, DzDocument *document, gboolean read_only);

/* Tags the selected passage with the @number-th tag; without one it goes on or off the current highlight. */
void dz_annotator_tag (DzAnnotator *self, guint number);
/* Highlights the selected passage without a tag. */
void dz_annotator_highlight (DzAnnotator *self);
/* Into the bar of the selected passage, or into what lies at the caret. */
void dz_annotator_enter_bar (DzAnnotator *self);
void dz_annotator_show_here (DzAnnotator *self);
/* To the next (1) or previous (-1) highlight in the text. */
void dz_annotator_step (DzAnnotator *self, int direction);
/* Shows @highlight in the text and makes it current. */
void dz_annotator_go_to (DzAnnotator *self, DzHighlight *highlight);
/* The same, and opens it there. */
void dz_annotator_edit (DzAnnotator *self, DzHighlight *highlight);

/* Begins to join, or joins when everything is there. */
void dz_annotator_join_with (DzAnnotator *self);
void dz_annotator_join (DzAnnotator *self);
void dz_annotator_cancel_join (DzAnnotator *self);
DzHighlight *dz_annotator_get_joining (DzAnnotator *self);

/* Puts a note that is being written into the project, before it is saved or left. */
void dz_annotator_flush (DzAnnotator *self);

G_END_DECLS
