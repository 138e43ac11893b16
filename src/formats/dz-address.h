#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * dz_address_make_safe:
 * @address: an address as a transcript gives it
 *
 * What is written as a link leads to a page or to a mailbox, and nowhere else: `javascript:`, `data:`, `file:` and
 * addresses without a scheme are no links.
 *
 * Returns: (transfer full) (nullable): @address with what an address may not hold percent-encoded; NULL when it is not
 * of http, https or mailto, or names no host
 */
char *
dz_address_make_safe (const char *address);

/* FALSE for an address that could run something where it is followed (`javascript:`, `data:`, `vbscript:`, `file:`…):
 * one with a scheme, however it is disguised, that is not of the web or of mail. Addresses without scheme or host are
 * harmless. */
gboolean
dz_address_is_harmless (const char *address);

/* (transfer full) (nullable): the host of an address that dz_address_make_safe() gave. */
char *
dz_address_dup_host (const char *safe);

G_END_DECLS
