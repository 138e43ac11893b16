#pragma once

#include <gio/gio.h>

#include "model/dz-change.h"
#include "model/dz-document.h"
#include "model/dz-highlight.h"
#include "model/dz-picture.h"
#include "model/dz-speaker.h"
#include "model/dz-tag.h"

G_BEGIN_DECLS

/* How many documents, blocks, speakers, tags, highlights, pictures and conflicts a project may have together: ten times what
 * a year of interviews has. More are refused, by changes and by readers. */
#define DZ_PROJECT_MAX_ENTITIES 100000

#define DZ_TYPE_PROJECT (dz_project_get_type ())
/**
 * DzProject:
 *
 * What one file holds. Fields: "title" s, "original-language" s, "translation-language" s (BCP 47).
 *
 * Properties to bind: "can-undo", "can-redo", "undo-label", "redo-label", "modified".
 * Signal "changed" (DzChange *change): after each change, also of undo and redo (then the inverted one): the one thing
 * that a journal, a search or a view of the whole listens to. Signal "step-ended" (): after the last of a step.
 */
G_DECLARE_FINAL_TYPE (DzProject, dz_project, DZ, PROJECT, GObject)

DzProject *dz_project_new (const char *id);
const char *dz_project_get_id (DzProject *self);
const char *dz_project_get_title (DzProject *self);

/* (transfer none) lists, alive with the project */
GListModel *dz_project_get_documents (DzProject *self);
GListModel *dz_project_get_speakers (DzProject *self);
GListModel *dz_project_get_tags (DzProject *self); /* the top of the tree; dz_tag_get_children() goes on */
GListModel *dz_project_get_highlights (DzProject *self);
GListModel *dz_project_get_pictures (DzProject *self);
GListModel *dz_project_get_conflicts (DzProject *self); /* of DzConflict: what a merge left to be chosen */
/* (transfer none) (nullable): any entity by its id; the typed ones return NULL for an id of another type. */
gpointer dz_project_lookup (DzProject *self, const char *id);
/* All that have an id, the project itself included */
guint dz_project_count_entities (DzProject *self);
DzBlock *dz_project_lookup_block (DzProject *self, const char *id);
DzTag *dz_project_lookup_tag (DzProject *self, const char *id);
DzHighlight *dz_project_lookup_highlight (DzProject *self, const char *id);
DzSpeaker *dz_project_lookup_speaker (DzProject *self, const char *id);
DzPicture *dz_project_lookup_picture (DzProject *self, const char *id);
DzDocument *dz_project_lookup_document (DzProject *self, const char *id);
/* (transfer none) (nullable): the document in which @block stands */
DzDocument *dz_project_document_of (DzProject *self, DzBlock *block);

/* (transfer container) of DzHighlight: those whose live anchor on @side covers some of @block, by start, then longest
 * first, then id. */
GPtrArray *dz_project_highlights_on (DzProject *self, DzBlock *block, DzSide side);
/* The stretch of @block that a highlight's live anchor covers; FALSE when none. */
gboolean dz_project_highlight_range (DzProject *self, DzHighlight *highlight, DzSide side, DzBlock *block, guint *start,
                                     guint *end);
/* (transfer full) (nullable): the words under an anchor (of an orphan: that were), blocks parted by "\n". */
char *dz_project_dup_quote (DzProject *self, DzHighlight *highlight, DzSide side);
/* (transfer full) (nullable): up to DZ_ANCHOR_CONTEXT code points before and after. */
void dz_project_dup_context (DzProject *self, DzHighlight *highlight, DzSide side, char **before, char **after);
/* The same two of an anchor that no highlight has; NULL when a block that it names is not in the project. */
char *dz_project_dup_passage (DzProject *self, DzSide side, DzAnchor *anchor);
void dz_project_dup_surroundings (DzProject *self, DzSide side, DzAnchor *anchor, char **before, char **after);

/**
 * dz_project_apply:
 *
 * The one door: checks @change, applies it, lets anchors follow, records it in the history, tells everybody.
 * On FALSE nothing has changed.
 */
gboolean dz_project_apply (DzProject *self, DzChange *change, GError **error);

/* A step is what one undo takes back. Steps nest: the outermost counts, and gives the label ("Type", "Merge Tags"),
 * which is shown and so translated. Without a step, each change is one. An empty step leaves no trace. */
void dz_project_begin_step (DzProject *self, const char *label);
void dz_project_end_step (DzProject *self);
/* Like begin, and the step grows the one before it when both are typing (or deleting) that goes on in the same place
 * of the same word or sentence. */
void dz_project_begin_typing_step (DzProject *self, const char *label);
/* The next typing begins a step of its own: the caret was moved, the focus went. */
void dz_project_break_typing (DzProject *self);
/* Takes back everything since the outermost begin_step and forgets it. */
void dz_project_cancel_step (DzProject *self);

gboolean dz_project_undo (DzProject *self);
gboolean dz_project_redo (DzProject *self);
gboolean dz_project_get_can_undo (DzProject *self);
gboolean dz_project_get_can_redo (DzProject *self);
const char *dz_project_get_undo_label (DzProject *self);
const char *dz_project_get_redo_label (DzProject *self);

/* TRUE when the project differs from what was last marked as saved; undoing to that point makes it FALSE again. */
gboolean dz_project_get_modified (DzProject *self);
/* A number that names the present state; saving in the background notes it before and marks it afterwards. */
guint64 dz_project_get_revision (DzProject *self);
void dz_project_mark_saved (DzProject *self, guint64 revision);

/* For readers that build a project before anybody sees it: no history, no signals, the same checks. */
gboolean dz_project_build (DzProject *self, const char *parent, DzEntity *object, GError **error);
void dz_project_build_field (DzProject *self, const char *name, GVariant *value);

G_END_DECLS
