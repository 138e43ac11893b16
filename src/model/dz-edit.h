#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/* What a person does, said in changes: each call is one step of the history (typing grows the last one).
 * All are void or return the new object (transfer none): their arguments come from the model itself, so they cannot fail. */

/**
 * dz_edit_type:
 *
 * Replaces code points @start to @end of one side of @block by @string, which takes its neighbours' formats.
 * A translation's state follows: the first text makes a draft of an untranslated block, deleting all of it makes it
 * untranslated again, and editing a translated, reviewed or final one makes it a draft.
 */
void dz_edit_type (DzProject *project, DzBlock *block, DzSide side, guint start, guint end, const char *string);
/* The same for a text that a machine or the clipboard inserts: always a step of its own. */
void dz_edit_replace (DzProject *project, DzBlock *block, DzSide side, guint start, guint end, DzText *text,
                      const char *label);
void dz_edit_toggle_span (DzProject *project, DzBlock *block, DzSide side, guint start, guint end, const char *kind);
/* From translated on, the translation counts as one of the present original: see "earlier-original" of DzBlock. */
void dz_edit_set_state (DzProject *project, DzBlock *block, DzState state);

/* Cuts @block at the two positions; returns the new block, which follows it. */
DzBlock *dz_edit_split (DzProject *project, DzBlock *block, guint original, guint translation);
/* Puts the next block at @block's end, with a blank between two English halves; FALSE when there is none, or when
 * either is a picture or a rule. */
gboolean dz_edit_join_next (DzProject *project, DzBlock *block);
DzBlock *dz_edit_insert_block (DzProject *project, DzDocument *document, guint index, const DzBlockForm *form);
void dz_edit_remove_blocks (DzProject *project, DzDocument *document, guint index, guint n_blocks);

/**
 * dz_edit_highlight:
 * @start_block: where the passage begins; @end_block may be the same
 * @tag: (nullable)
 *
 * Makes a highlight, or, when one lies on exactly this passage already, adds the tag to that one. Blanks and line ends at
 * the passage's edges are left out. NULL when nothing is left.
 */
DzHighlight *dz_edit_highlight (DzProject *project, DzSide side, DzBlock *start_block, guint start, DzBlock *end_block,
                                guint end, DzTag *tag);
void dz_edit_toggle_tag (DzProject *project, DzHighlight *highlight, DzTag *tag);
void dz_edit_set_note (DzProject *project, DzHighlight *highlight, const char *note);
/* Gives @highlight an anchor on @side, in place of the one that it may have. */
void dz_edit_set_anchor (DzProject *project, DzHighlight *highlight, DzSide side, DzBlock *start_block, guint start,
                         DzBlock *end_block, guint end);
/* Joins two highlights that have an anchor on one side each, or one of which is an orphan on the other's side: @other's
 * anchor, tags and note go to @highlight. FALSE when both are live on the same side. */
gboolean dz_edit_join_highlights (DzProject *project, DzHighlight *highlight, DzHighlight *other);
/* The inverse: the anchor on the translation becomes a highlight of its own with the same tags. (nullable) */
DzHighlight *dz_edit_part_highlight (DzProject *project, DzHighlight *highlight);
void dz_edit_remove_highlight (DzProject *project, DzHighlight *highlight);

/* @parent NULL: at the top; @color NULL: the first of the palette that is used least. */
DzTag *dz_edit_add_tag (DzProject *project, DzTag *parent, const char *name, const char *color);
void dz_edit_move_tag (DzProject *project, DzTag *tag, DzTag *parent, guint index);
/* Highlights of @tag get @into; its children go under it. */
void dz_edit_merge_tag (DzProject *project, DzTag *tag, DzTag *into);
/* Its highlights lose it, its children move up. */
void dz_edit_remove_tag (DzProject *project, DzTag *tag);
/* One field of any entity, as a step: names, colours, descriptions, details. */
void dz_edit_set_string (DzProject *project, DzEntity *entity, const char *field, const char *value, const char *label);
/* The same while it is being typed: one step with what was typed into the same field before, until
 * dz_project_break_typing(). */
void dz_edit_type_string (DzProject *project, DzEntity *entity, const char *field, const char *value, const char *label);
DzSpeaker *dz_edit_add_speaker (DzProject *project, const char *name);
/* The speaker of @block and of what follows it in the same turn. */
void dz_edit_set_speaker (DzProject *project, DzBlock *block, DzSpeaker *speaker);

/* (element-type utf8) (transfer full): the http and https addresses of pictures that are not in the project yet, each once,
 * in the order of the text: blocks that are pictures, and covers. */
GPtrArray *dz_edit_list_remote_pictures (DzProject *project);
/* @pictures: of DzPicture, fetched from these addresses. Returns how many of them were put in, as one step. */
guint dz_edit_take_pictures (DzProject *project, GPtrArray *pictures);

/* The colours that tags get by default; NULL-terminated "#rrggbb". */
const char *const *dz_tag_palette (void);

G_END_DECLS
