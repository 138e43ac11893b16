#pragma once

#include "model/dz-project.h"

/* A project with one document of @n_blocks blocks in the mix of a real interview: two speakers, headings, lists,
 * quotation boxes, rules, pictures on the web, two thirds translated, highlights that overlap. The same for the same
 * @seed. */
DzProject *random_project_new (guint n_blocks, guint32 seed);
DzDocument *random_project_get_document (DzProject *project);
