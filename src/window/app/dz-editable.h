#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Shows what the project says: nothing that the field's own Undo takes back. */
static inline void
dz_editable_show (GtkEditable *editable, const char *text)
{
  gtk_editable_set_enable_undo (editable, FALSE);
  gtk_editable_set_text (editable, text);
  gtk_editable_set_enable_undo (editable, TRUE);
}

G_END_DECLS
