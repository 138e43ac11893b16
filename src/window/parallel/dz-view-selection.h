#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

typedef struct
{
  DzBlock *block;
  guint position;
} DzViewPlace;

/**
 * DzViewSelection:
 * @side: the side on which it lies
 * @anchor: where it began
 * @head: where the caret is
 *
 * The caret and the selection of a view: on one side of a document, over any number of blocks. The blocks are held.
 */
typedef struct
{
  DzDocument *document; /* held */
  DzSide side;
  DzViewPlace anchor;
  DzViewPlace head;
} DzViewSelection;

void dz_view_selection_init (DzViewSelection *self);
void dz_view_selection_clear (DzViewSelection *self);
/* Takes the caret to the start of @document, which may be NULL. */
void dz_view_selection_set_document (DzViewSelection *self, DzDocument *document);

void dz_view_selection_set (DzViewSelection *self, DzSide side, const DzViewPlace *anchor, const DzViewPlace *head);
void dz_view_selection_move (DzViewSelection *self, DzSide side, const DzViewPlace *head, gboolean extend);

gboolean dz_view_selection_is_empty (DzViewSelection *self);
gboolean dz_view_selection_is_long (DzViewSelection *self); /* begins and ends in different blocks */
/* In the order of the text. */
void dz_view_selection_get_ends (DzViewSelection *self, DzViewPlace *start, DzViewPlace *end);
/* FALSE when it does not touch @block. */
gboolean dz_view_selection_get_range (DzViewSelection *self, DzBlock *block, guint *start, guint *end);
/* (transfer full) (nullable): blocks parted by line ends. */
char *dz_view_selection_dup_text (DzViewSelection *self);

/* A text changed under it. */
void dz_view_selection_shift (
    DzViewSelection *self, DzBlock *block, DzSide side, guint position, guint removed, guint inserted);
/* Blocks came or went: what lay in one that left goes to the nearest that is there; FALSE when nothing is left. */
gboolean dz_view_selection_repair (DzViewSelection *self, guint near);

G_END_DECLS
