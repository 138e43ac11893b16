#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "language/dz-language-error.h"

G_DEFINE_QUARK (dz - language - error - quark, dz_language_error)
