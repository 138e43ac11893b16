#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "store/dz-store-error.h"

G_DEFINE_QUARK (dz - store - error - quark, dz_store_error)
