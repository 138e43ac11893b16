#pragma once

#include "model/dz-change.h"

G_BEGIN_DECLS

DzChange *dz_change_invert_bare (DzChange *change);

G_END_DECLS
