#pragma once

#include <stddef.h>
#include <stdint.h>

/* What libFuzzer calls with each input; returns 0. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);
