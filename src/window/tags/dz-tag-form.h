#pragma once

#include <adwaita.h>

#include "model/dz-project.h"

G_BEGIN_DECLS

/* Each asks in a dialog and then changes the project. */

/* A new tag under @parent (nullable). */
void dz_tag_form_ask_new (GtkWidget *widget, DzProject *project, DzTag *parent);
/* Name, colour and description of @tag. */
void dz_tag_form_ask_edit (GtkWidget *widget, DzProject *project, DzTag *tag);
/* Asks only when @tag is used or has others under it. */
void dz_tag_form_ask_remove (GtkWidget *widget, DzProject *project, DzTag *tag);
/* Which other tag @tag becomes part of. */
void dz_tag_form_ask_merge (GtkWidget *widget, DzProject *project, DzTag *tag);

G_END_DECLS
