#pragma once

#include "window/app/dz-notice-bar.h"
#include "window/app/dz-save-button.h"
#include "window/app/dz-session.h"
#include "window/app/dz-side-panel.h"
#include "window/app/dz-task-bar.h"
#include "window/app/dz-text-pane.h"
#include "window/app/dz-window.h"
#include "window/highlights/dz-annotator.h"
#include "window/welcome/dz-welcome-page.h"

G_BEGIN_DECLS

struct _DzWindow
{
  AdwApplicationWindow parent_instance;

  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  AdwSplitButton *open_button;
  GtkWidget *undo_button;
  GtkWidget *redo_button;
  DzSaveButton *save_button;
  GtkWidget *panel_button;
  DzTaskBar *task_bar;
  /* Of its own, since saving goes on meanwhile. */
  DzTaskBar *fetch_bar;
  DzTaskBar *merge_bar;
  DzNoticeBar *read_only_bar;
  DzNoticeBar *problem_bar;
  DzNoticeBar *news_bar;
  DzNoticeBar *conflicts_bar;
  GtkRevealer *join_bar;
  GtkLabel *join_label;
  GtkWidget *join_button;
  GtkStack *stack;
  DzWelcomePage *welcome;
  GtkWidget *flap;
  DzTextPane *text_pane;
  DzSidePanel *panel;
  GtkMenuButton *menu_button;

  DzParallelView *view;
  DzSession *session;
  DzAnnotator *annotator;
  GFile *opening;
  /* What was asked for while unsaved work was asked about: a file, or closing. */
  GFile *wanted;
  gboolean closing;
  gboolean asking;
  gboolean panel_when_wide;
  guint retitle;
  /* (nullable): the project without what came in last unasked, and what the project was then. */
  DzProject *earlier;
  guint64 news_revision;
  /* (nullable): of the pictures that are being fetched. */
  GCancellable *fetching;
  /* (nullable): of the copy that is being merged in. */
  GCancellable *merging;
};

/* dz-window.c */
void dz_window_tell (DzWindow *self, const char *message);
/* Shows why something did not work, in a dialog. */
void dz_window_show_error (DzWindow *self, const char *heading, const GError *error);
/* Puts everything that is still in a widget into the project. */
void dz_window_flush (DzWindow *self);
/* Says anew, in a moment, what is open and how far it is. */
void dz_window_retitle_soon (DzWindow *self);
/* Remembers size and panel for the next window. */
void dz_window_save_state (DzWindow *self);

/* dz-window-files.c */
void dz_window_install_file_actions (GtkWidgetClass *klass);
void dz_window_accept_drops (DzWindow *self);
/* TRUE when the window has to stay. */
gboolean dz_window_hold_close (DzWindow *self);

/* dz-window-actions.c */
void dz_window_install_actions (GtkWidgetClass *klass);
void dz_window_update_actions (DzWindow *self);
/* Offers the states of @block at @place, in the view's coordinates. */
void dz_window_show_states (DzWindow *self, DzBlock *block, GdkRectangle *place);

/* dz-window-pictures.c */
void dz_window_install_picture_actions (GtkWidgetClass *klass);
void dz_window_update_picture_actions (DzWindow *self);

/* dz-window-keeping.c */
void dz_window_install_keeping_actions (GtkWidgetClass *klass);
void dz_window_update_keeping_actions (DzWindow *self);
/* Listens to the session: what keeps the work safe, and what comes in unasked. */
void dz_window_start_keeping (DzWindow *self);
/* What was said of another project is over. */
void dz_window_leave_news (DzWindow *self);
/* Says why the project may not be changed, where it may not. */
void dz_window_show_read_only (DzWindow *self);
/* Whether something is not in the file, and does not come there by itself. */
gboolean dz_window_is_unsaved (DzWindow *self);

/* dz-window-update.c */
void dz_window_install_update_actions (GtkWidgetClass *klass);
void dz_window_update_update_actions (DzWindow *self);

/* dz-window-versions.c */
void dz_window_install_version_actions (GtkWidgetClass *klass);
void dz_window_update_version_actions (DzWindow *self);

/* dz-window-conflicts.c */
void dz_window_install_conflict_actions (GtkWidgetClass *klass);
void dz_window_update_conflict_actions (DzWindow *self);
/* Shows the bar as long as the session's project, which is a new one, has conflicts. */
void dz_window_watch_conflicts (DzWindow *self);
void dz_window_show_conflicts (DzWindow *self);

/* dz-window-merge.c */
void dz_window_install_merge_actions (GtkWidgetClass *klass);
void dz_window_update_merge_actions (DzWindow *self);

G_END_DECLS
