#pragma once

#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * DzSpeakerStats:
 *
 * What one speaker says: turns, blocks, and code points of the original.
 */
typedef struct
{
  DzSpeaker *speaker;
  gsize turns;
  gsize blocks;
  gsize characters;
} DzSpeakerStats;

/**
 * DzStats:
 * @project: whose figures these are
 * @speakers: (element-type DzSpeakerStats): in order of appearance
 * @sentences: of the original
 * @characters: code points of the original
 * @han: Han characters of the original
 * @words: words of the translation
 * @pictures: blocks that are pictures
 * @links: stretches of the original that lead somewhere
 * @conflicts: what a merge left to be chosen
 * @states: blocks in each state
 *
 * What there is in a project, over all its documents.
 */
typedef struct
{
  DzProject *project;
  gsize documents;
  gsize blocks;
  gsize turns;
  GPtrArray *speakers;
  gsize sentences;
  gsize characters;
  gsize han;
  gsize words;
  gsize pictures;
  gsize links;
  gsize highlights;
  gsize conflicts;
  gsize states[DZ_N_STATES];
} DzStats;

DzStats *dz_stats_new (DzProject *project);
void dz_stats_free (DzStats *stats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzStats, dz_stats_free)

/* (transfer none): the project's title, or the first document's where it has none. */
const char *dz_stats_get_title (const DzStats *stats);
/* (transfer full) (element-type DzTag): all tags, each before those under it. */
GPtrArray *dz_stats_list_tags (const DzStats *stats);

G_END_DECLS
