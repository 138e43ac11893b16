#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * DzDamage:
 * @problems: (element-type utf8): what could not be read, each a sentence with its line: "Line 812: the highlight … lies on a
 *   block that is missing". At most DZ_DAMAGE_MOST; @n_problems has the true number
 * @n_problems: how many there were
 * @id_known: whether the project's id was read, so that its versions can be found
 *
 * What is wrong with a project file that could still be read in part.
 */
typedef struct
{
  GPtrArray *problems;
  guint n_problems;
  gboolean id_known;
} DzDamage;

#define DZ_DAMAGE_MOST 200

void dz_damage_free (DzDamage *damage);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzDamage, dz_damage_free)

/**
 * dz_project_from_damaged_json:
 * @damage: (out): what is missing
 *
 * Reads whatever there is of a project in bytes that dz_project_from_json() refuses: cut off, overwritten in places, with
 * entries that cannot be. What is certain is taken, nothing is guessed. For looking at, never for writing over the file.
 *
 * Returns: (transfer full) (nullable): the project; NULL when there is not one block in it
 */
DzProject *dz_project_from_damaged_json (GBytes *bytes, DzDamage **damage);

/* The same of a file. */
DzProject *dz_project_file_load_damaged (GFile *file, DzDamage **damage, GCancellable *cancellable, GError **error);

G_END_DECLS
