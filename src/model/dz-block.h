#pragma once

#include "model/dz-entity.h"
#include "model/dz-speaker.h"
#include "model/dz-text.h"
#include "model/dz-types.h"

G_BEGIN_DECLS

/**
 * DzBlockForm:
 * @kind: what the block is
 * @level: of a heading, 1 to 6; of a list item, how deep it lies, from 1; of any other kind, the depth of the list item
 *   that it continues, or 0
 * @quoted: in how many quotation boxes it lies
 * @ordered: a list item that is numbered
 * @number: its number
 * @starts: it begins a new list or box where it could also continue the one before it
 *
 * Everything of a block's look that is not text.
 */
typedef struct
{
  DzBlockKind kind;
  guint level;
  guint quoted;
  gboolean ordered;
  guint number;
  gboolean starts;
} DzBlockForm;

#define DZ_TYPE_BLOCK (dz_block_get_type ())
/* Fields: "kind" s, "level" u, "quoted" u, "ordered" b, "number" u, "starts" b, "speaker" s (id or ""), "turn" b,
 * "state" s, "source" s (a picture's address: "picture:ID" inside the project, or a URL; "" for none),
 * "earlier-original" s (the original of which the translation was made, where it was replaced since; "" for none: who
 * confirms the translation takes it away).
 * Its texts change by DZ_CHANGE_TEXT. Signals:
 * "text-changed" (DzSide side, guint position, guint removed, guint inserted),
 * "highlights-changed" (DzSide side): one that lies on it came, went, moved or was retagged. */
G_DECLARE_FINAL_TYPE (DzBlock, dz_block, DZ, BLOCK, GObject)

/* Texts may be NULL for empty. A block without turn belongs to the turn before it when it has the same speaker. */
DzBlock *dz_block_new (const char *id, const DzBlockForm *form, DzText *original, DzText *translation);
/* For a block that is in no project yet; afterwards all goes through dz_project_apply(). */
void dz_block_init_speech (DzBlock *self, const char *speaker_id, gboolean turn);
void dz_block_init_state (DzBlock *self, DzState state);
void dz_block_init_source (DzBlock *self, const char *source);
void dz_block_init_earlier_original (DzBlock *self, const char *earlier);

const char *dz_block_get_id (DzBlock *self);
const DzBlockForm *dz_block_get_form (DzBlock *self);
DzBlockKind dz_block_get_kind (DzBlock *self);
/* (transfer none), never NULL */
DzText *dz_block_get_text (DzBlock *self, DzSide side);
DzState dz_block_get_state (DzBlock *self);
/* (nullable): id of who speaks */
const char *dz_block_get_speaker (DzBlock *self);
/* TRUE when a turn begins here */
gboolean dz_block_get_turn (DzBlock *self);
const char *dz_block_get_source (DzBlock *self);
/* The original of which the translation was made; "" where it is the present one. */
const char *dz_block_get_earlier_original (DzBlock *self);
/* FALSE for rules, pictures without caption and empty originals: nothing to do for a translator. */
gboolean dz_block_is_translatable (DzBlock *self);

G_END_DECLS
