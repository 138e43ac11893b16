#include <adwaita.h>

#include "model/dz-edit.h"
#include "window/details/dz-field-row.h"

/* Takes back in the field itself whatever it can. */
static void
undo_all (GtkWidget *row)
{
  GtkWidget *text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row)));

  for (guint i = 0; i < 20; i++)
    gtk_widget_activate_action (text, "text.undo", NULL);
}

static void
type (GtkWidget *row, const char *words)
{
  int position = gtk_editable_get_position (GTK_EDITABLE (row));

  gtk_editable_insert_text (GTK_EDITABLE (row), words, -1, &position);
}

/* Ctrl+Z in a field takes back what was typed, and nothing of what was there. */
static void
test_undo (void)
{
  g_autoptr (DzProject) project = dz_project_new (NULL);
  GtkWidget *row;

  dz_edit_set_string (project, DZ_ENTITY (project), "title", "访谈", "Title");
  row = g_object_ref_sink (dz_field_row_new (project, DZ_ENTITY (project), "title", "Title", "Title", FALSE));
  undo_all (row);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "访谈");
  type (row, "另一篇");
  dz_field_row_flush (DZ_FIELD_ROW (row));
  g_assert_cmpstr (dz_project_get_title (project), ==, "另一篇访谈");
  undo_all (row);
  dz_field_row_flush (DZ_FIELD_ROW (row));
  g_assert_cmpstr (dz_project_get_title (project), ==, "访谈");
  g_object_unref (row);
}

/* What is taken back in the project is not there again by an undo in the field. */
static void
test_undo_outside (void)
{
  g_autoptr (DzProject) project = dz_project_new (NULL);
  GtkWidget *row = g_object_ref_sink (dz_field_row_new (project, DZ_ENTITY (project), "title", "Title", "Title", FALSE));

  type (row, "访谈");
  dz_field_row_flush (DZ_FIELD_ROW (row));
  g_assert_true (dz_project_undo (project));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  undo_all (row);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  g_object_unref (row);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/field-row/undo", test_undo);
  g_test_add_func ("/field-row/undo-outside", test_undo_outside);
  return g_test_run ();
}
