#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "desk/dz-desk-error.h"

G_DEFINE_QUARK (dz_desk_error, dz_desk_error)
