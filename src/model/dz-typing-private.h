#pragma once

#include "model/dz-change.h"

G_BEGIN_DECLS

/**
 * dz_typing_goes_on:
 * @last: the last change of a text in the step that may grow
 * @next: what is typed now
 * @text: the text as it is between the two
 *
 * Typing goes on where the last letter was put, until a new word or sentence begins; deleting goes on at the caret in
 * both directions. No clock decides.
 *
 * Returns: whether one undo should take back both
 */
gboolean dz_typing_goes_on (DzChange *last, DzChange *next, DzText *text);

G_END_DECLS
