#pragma once

#include "formats/reading/dz-raw-block.h"

G_BEGIN_DECLS

/**
 * DzFlow:
 *
 * Takes what a parser comes across, in its order, and makes raw blocks of it: formats that nest, pictures in the middle
 * of a paragraph (which become blocks of their own), lists and boxes.
 */
typedef struct _DzFlow DzFlow;

DzFlow *dz_flow_new (void);
void dz_flow_free (DzFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzFlow, dz_flow_free)

/* (transfer full) (element-type DzRawBlock): what came out of it; the flow is empty afterwards. */
GPtrArray *dz_flow_steal_blocks (DzFlow *self);

void dz_flow_push_quotation (DzFlow *self);
void dz_flow_pop_quotation (DzFlow *self);
void dz_flow_push_list (DzFlow *self, gboolean ordered, guint first_number);
void dz_flow_pop_list (DzFlow *self);
void dz_flow_push_item (DzFlow *self);
void dz_flow_pop_item (DzFlow *self);

/* Text that comes without an open block gets a paragraph. Opening one closes the one before. */
void dz_flow_open_paragraph (DzFlow *self);
void dz_flow_open_heading (DzFlow *self, guint level);
void dz_flow_close (DzFlow *self);

void dz_flow_text (DzFlow *self, const char *utf8, gssize length);
void dz_flow_char (DzFlow *self, gunichar character);
/* @kind: DZ_SPAN_…; @value: a link's address. What is pushed again while it holds counts once. */
void dz_flow_push_format (DzFlow *self, const char *kind, const char *value);
void dz_flow_pop_format (DzFlow *self, const char *kind);
/* Those that nobody closed end here. */
void dz_flow_end_formats (DzFlow *self);

void dz_flow_rule (DzFlow *self);
void dz_flow_picture (DzFlow *self, const char *source, const char *caption);
/* Text whose lines and blanks stay: a listing. */
void dz_flow_listing (DzFlow *self, const char *utf8, gssize length);

G_END_DECLS
