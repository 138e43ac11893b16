#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "language/dz-language-error.h"

G_DEFINE_QUARK (dz_language_error, dz_language_error)
