#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Everything that GTK 4.8 and libadwaita 1.2 do one way and their newer versions another. No other file asks for versions. */

/**
 * DzResponse:
 * @id: what dz_compat_ask_finish() returns for it
 * @label: with a mnemonic; shown as it is, so already translated
 * @appearance: suggested, destructive or neither
 *
 * A button of a question.
 */
typedef struct
{
  const char *id;
  const char *label;
  AdwResponseAppearance appearance;
} DzResponse;

/**
 * DzQuestion:
 * @heading: the question itself
 * @body: (nullable): what follows from the answers
 * @child: (nullable) (transfer floating): widgets between the body and the buttons
 * @responses: ends with a NULL id
 * @standard: (nullable): id of what Enter answers
 * @closing: id of what Escape and closing answer
 *
 * What a dialog asks.
 */
typedef struct
{
  const char *heading;
  const char *body;
  GtkWidget *child;
  const DzResponse *responses;
  const char *standard;
  const char *closing;
} DzQuestion;

/* The result is the id of the answer (transfer none, interned); never NULL. */
GtkWidget *dz_compat_ask_async (GtkWidget *parent,
                                const DzQuestion *question,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
const char *dz_compat_ask_finish (GAsyncResult *result);
/* Of the dialog that dz_compat_ask_async() returned. */
void dz_compat_ask_set_enabled (GtkWidget *dialog, const char *response, gboolean enabled);

/* @filters: (nullable): of GtkFileFilter, the first is chosen at the start. Dismissing is G_IO_ERROR_CANCELLED. */
void dz_compat_open_file_async (GtkWindow *parent,
                                const char *title,
                                GListModel *filters,
                                GFile *folder,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
void dz_compat_save_file_async (GtkWindow *parent,
                                const char *title,
                                GListModel *filters,
                                GFile *folder,
                                const char *name,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* (transfer full) (nullable): for both. */
GFile *dz_compat_file_finish (GAsyncResult *result, GError **error);

/* Opens a file or an address with the program that the desktop has for it; a failure is only logged. */
void dz_compat_launch_uri (GtkWindow *parent, const char *uri);

/**
 * DzAbout:
 *
 * What the about window shows.
 */
typedef struct
{
  const char *name;
  const char *icon;
  const char *version;
  const char *comments;
  const char *website;
  const char *issues;
  const char *developer;
  const char *translators;
} DzAbout;

void dz_compat_present_about (GtkWindow *parent, const DzAbout *about);
/* Shows @page in a preferences window of its own. */
void dz_compat_present_preferences (GtkWindow *parent, AdwPreferencesPage *page);

/* Lets the shortcuts of the window work while the focus is in @popover, which GTK 4.8 keeps from it. */
void dz_compat_let_shortcuts_through (GtkPopover *popover);
/* Scrolls a list so that an item is seen, and gives it the focus when @focus. */
void dz_compat_list_scroll_to (GtkListView *list, guint position, gboolean focus);
/* Says @message to a screen reader; nothing before GTK 4.14. */
void dz_compat_announce (GtkWidget *widget, const char *message);

G_END_DECLS
