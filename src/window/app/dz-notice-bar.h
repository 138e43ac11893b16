#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * DzNotice:
 * @label: of a button, with its mnemonic, translated
 * @action: what it does
 */
typedef struct
{
  const char *label;
  const char *action;
} DzNotice;

#define DZ_TYPE_NOTICE_BAR (dz_notice_bar_get_type ())
/**
 * DzNoticeBar:
 *
 * A line over the text that says what has happened, with what can be done about it, and goes when that is over or it is
 * closed. It asks nothing.
 *
 * Signal "closed" (): by its button.
 */
G_DECLARE_FINAL_TYPE (DzNoticeBar, dz_notice_bar, DZ, NOTICE_BAR, AdwBin)

/**
 * dz_notice_bar_show:
 * @icon: name of a symbolic icon
 * @notices: what can be done, ended by one without label
 * @closable: whether it has a button to close it
 *
 * Shows @text, in place of what was shown before, and says it to who listens.
 */
void dz_notice_bar_show (DzNoticeBar *self, const char *icon, const char *text, const DzNotice *notices, gboolean closable);
void dz_notice_bar_hide (DzNoticeBar *self);
gboolean dz_notice_bar_is_shown (DzNoticeBar *self);
/* Something is wrong: the bar looks like it. */
void dz_notice_bar_set_warns (DzNoticeBar *self, gboolean warns);
/* In a narrow window the buttons come under the text. */
void dz_notice_bar_set_narrow (DzNoticeBar *self, gboolean narrow);

G_END_DECLS
