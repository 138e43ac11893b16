#pragma once

#include "article/dz-article.h"

G_BEGIN_DECLS

/**
 * DzHtmlPaint:
 *
 * How highlights look. Each highlight gets a lane under its text, the first that is free where it begins, and keeps it
 * to its end: two that overlap are two lines of different pattern. A policy that allows no inline style holds the page,
 * so that each look is a class of the stylesheet.
 */
typedef struct _DzHtmlPaint DzHtmlPaint;

/* @article must outlive it. */
DzHtmlPaint *
dz_html_paint_new (const DzArticle *article);
void
dz_html_paint_free (DzHtmlPaint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzHtmlPaint, dz_html_paint_free)

/* The class for a run that highlights cover. Called for each run of a side, in order. */
const char *
dz_html_paint_run (DzHtmlPaint *self, DzSide side, const DzArticleRun *run);
/* The stylesheet's rules for the tags and for all runs that were asked for by now. */
void
dz_html_paint_append_css (DzHtmlPaint *self, GString *out);

G_END_DECLS
