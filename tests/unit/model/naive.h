#pragma once

#include "model/dz-project.h"

/**
 * Naive:
 *
 * What the rule of anchors means, told without positions: every character of the one document is somebody, a highlight
 * knows its first and its last one, and covers whoever stands between them.
 */
typedef struct _Naive Naive;

Naive *naive_new (DzDocument *document);
void naive_free (Naive *naive);
/* Follows a change that the project took, or is about to take. */
void naive_apply (Naive *naive, DzChange *change);
/* Fails the test when an anchor covers anybody else than it should. */
void naive_check (Naive *naive, DzProject *project);
