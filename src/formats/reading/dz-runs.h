#pragma once

#include "model/dz-text.h"

G_BEGIN_DECLS

/* Breaks inside a block's text, until dz_runs_settle() has decided about them: the end of a line of the file, which may be
 * there for no other reason than the width of somebody's window; and one that was meant. */
#define DZ_RUNS_LINE_END ((gunichar) '\n')
#define DZ_RUNS_BREAK ((gunichar) 0x2028)

/* Characters of a whole transcript; a day of speech has some hundred thousands. */
#define DZ_RUNS_MAX 4000000

/**
 * DzRuns:
 * @chars: (element-type gunichar)
 * @spans: (element-type DzSpan): positions in @chars
 *
 * A text that a reader is still working on: like a DzText, but it can be appended to, and is not yet clean.
 */
typedef struct
{
  GArray *chars;
  GArray *spans;
} DzRuns;

DzRuns *dz_runs_new (void);
void dz_runs_free (DzRuns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzRuns, dz_runs_free)

guint dz_runs_length (const DzRuns *self);
/* 0 where @position is outside. */
gunichar dz_runs_char (const DzRuns *self, guint position);
/* @length in bytes, or -1; @utf8 is valid UTF-8. Of what would make it longer than DZ_RUNS_MAX, only so much is taken that it
 * is; who reads refuses it. */
void dz_runs_append (DzRuns *self, const char *utf8, gssize length);
void dz_runs_append_char (DzRuns *self, gunichar character);
/* @kind is one of DZ_SPAN_…; an empty span is left out. */
void dz_runs_add_span (DzRuns *self, guint start, guint end, const char *kind, const char *value);

/* (transfer full): one byte a character, not 0 where a span of @kind covers it, and a 0 at the end. */
guint8 *dz_runs_mask (const DzRuns *self, const char *kind);

/**
 * dz_runs_rewrite:
 * @with: for each character what stands there afterwards; 0: it goes
 *
 * Replaces and removes characters; the spans follow.
 */
void dz_runs_rewrite (DzRuns *self, const gunichar *with);

/**
 * dz_runs_cut:
 * @starts: (element-type guint): ascending positions where the pieces after the first begin
 *
 * Returns: (transfer full) (element-type DzRuns): @starts->len + 1 pieces, spans cut with them; free function set
 */
GPtrArray *dz_runs_cut (const DzRuns *self, const GArray *starts);

/**
 * dz_runs_settle:
 *
 * Joins lines by dz_lines_join()'s rule, with the neighbours that a reader of the page sees; takes out blanks at both
 * ends and around breaks, blanks that a converter put beside emphasis, and characters without width that carry nothing.
 * Breaks that were meant become "\n".
 */
void dz_runs_settle (DzRuns *self);

/* Gives bare web addresses in the text a link span. */
void dz_runs_link_addresses (DzRuns *self);

/* (transfer full) */
DzText *dz_runs_to_text (const DzRuns *self);
char *dz_runs_to_string (const DzRuns *self);

/* Blank for the eye, of any width, but no break. */
gboolean dz_runs_is_blank (gunichar character);

G_END_DECLS
