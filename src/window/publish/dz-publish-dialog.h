#pragma once

#include <adwaita.h>

#include "window/app/dz-session.h"
#include "window/app/dz-task-bar.h"

G_BEGIN_DECLS

#define DZ_TYPE_PUBLISH_DIALOG (dz_publish_dialog_get_type ())
/**
 * DzPublishDialog:
 *
 * Which format, which layout, with or without annotations and of which tags; then where to, and the file is written.
 */
G_DECLARE_FINAL_TYPE (DzPublishDialog, dz_publish_dialog, DZ, PUBLISH_DIALOG, AdwWindow)

/* Says on @task_bar that it is writing, and on @toasts what came of it. */
void dz_publish_dialog_present (GtkWindow *parent,
                                DzSession *session,
                                DzTaskBar *task_bar,
                                AdwToastOverlay *toasts);

G_END_DECLS
