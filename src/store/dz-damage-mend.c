#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/dz-damage-private.h"
#include "store/dz-json-take.h"

/* A tag's, when its own is lost: no colour of the palette. */
#define LOST_COLOR "#77767b"

void
dz_mend_init (DzMend *self, DzProject *project, DzLosses *losses)
{
  *self = (DzMend){ .project = project, .losses = losses };
  self->nameless = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
dz_mend_color (DzMend *self, DzTag *tag, guint line)
{
  g_autoptr (GVariant) color = NULL;

  if (*dz_tag_get_color (tag) != '\0')
    return;
  dz_losses_add (self->losses, line, _ ("the colour of this tag is lost"));
  color = g_variant_ref_sink (g_variant_new_string (LOST_COLOR));
  dz_entity_init_field (DZ_ENTITY (tag), "color", color, NULL);
}

void
dz_mend_clear (DzMend *self)
{
  g_hash_table_unref (self->nameless);
  g_hash_table_unref (self->names);
}

/* (nullable): without taking it */
static DzJson *
find_member (DzJson *object, const char *key, DzJsonType type)
{
  if (object == NULL)
    return NULL;
  for (DzJson *member = object->child; member != NULL; member = member->next)
    if (strcmp (member->key, key) == 0)
      return member->type == type ? member : NULL;
  return NULL;
}

static void
unlink_value (DzJson *container, DzJson **link)
{
  *link = (*link)->next;
  container->length--;
}

static void
remove_member (DzJson *object, DzJson *member)
{
  DzJson **link = &object->child;

  while (*link != member)
    link = &(*link)->next;
  unlink_value (object, link);
}

static void
put_in (DzJson *object, DzJson *member, const char *key, const char *string)
{
  *member = (DzJson){ .type = DZ_JSON_STRING,
                      .line = object->line,
                      .key = key,
                      .string = string,
                      .length = strlen (string),
                      .next = object->child };
  object->child = member;
  object->length++;
}

static gboolean
build (DzMend *self, gpointer entity)
{
  g_autoptr (DzEntity) owned = entity;

  return dz_project_build (self->project, NULL, owned, NULL);
}

DzDocument *
dz_mend_add_document (DzMend *self, const char *id, guint line)
{
  g_autoptr (DzDocument) document = dz_document_new (id, DZ_LOST);

  if (!build (self, g_object_ref (document)))
    return NULL;
  if (id == NULL)
    {
      g_hash_table_add (self->nameless, g_strdup (dz_document_get_id (document)));
      dz_losses_add (self->losses, line, _ ("the document in which this lay could not be read"));
    }
  else
    dz_losses_add (self->losses, line, _ ("this lies in the document “%s”, which could not be read"), id);
  return g_steal_pointer (&document);
}

static gboolean
ends_before (DzJson *span, guint position)
{
  DzJson *end = span->type == DZ_JSON_OBJECT ? find_member (span, "end", DZ_JSON_NUMBER) : NULL;
  guint there;

  return end == NULL || !dz_json_get_uint (end, &there) || there <= position;
}

/* A text that was mended has other positions behind the place where something is lost. */
static void
drop_shifted_spans (DzMend *self, DzJson *block, DzSide side)
{
  g_autofree char *key = g_strconcat (dz_side_to_word (side), "_spans", NULL);
  DzJson *string = find_member (block, dz_side_to_word (side), DZ_JSON_STRING);
  DzJson *spans = find_member (block, key, DZ_JSON_ARRAY);
  const char *lost = string != NULL ? strstr (string->string, DZ_LOST) : NULL;
  guint n_before;

  if (lost == NULL || spans == NULL)
    return;
  n_before = (guint)g_utf8_pointer_to_offset (string->string, lost);
  for (DzJson **link = &spans->child; *link != NULL;)
    {
      if (ends_before (*link, n_before))
        {
          link = &(*link)->next;
          continue;
        }
      dz_losses_add (self->losses, (*link)->line,
                     _ ("a format is lost: its place in the text is not certain any more"));
      unlink_value (spans, link);
    }
}

/* FALSE when something else has that id. */
static gboolean
add_speaker (DzMend *self, const char *id, guint line)
{
  if (dz_project_lookup_speaker (self->project, id) != NULL)
    return TRUE;
  if (*id == '\0' || !build (self, dz_speaker_new (id, DZ_LOST, "")))
    return FALSE;
  dz_losses_add (self->losses, line, _ ("the speaker “%s” could not be read; “%s” stands for the name"), id, DZ_LOST);
  return TRUE;
}

static gboolean
add_tag (DzMend *self, const char *id, guint line)
{
  if (dz_project_lookup_tag (self->project, id) != NULL)
    return TRUE;
  if (*id == '\0' || !build (self, dz_tag_new (id, DZ_LOST, LOST_COLOR, "")))
    return FALSE;
  dz_losses_add (self->losses, line, _ ("the tag “%s” could not be read; “%s” stands for the name"), id, DZ_LOST);
  return TRUE;
}

static void
mend_block (DzMend *self, const DzPiece *piece, DzJson *json)
{
  DzJson *speaker = find_member (json, "speaker", DZ_JSON_STRING);

  if (piece->mended)
    for (DzSide side = 0; side < DZ_N_SIDES; side++)
      drop_shifted_spans (self, json, side);
  if (speaker != NULL && *speaker->string != '\0' && !add_speaker (self, speaker->string, speaker->line))
    {
      remove_member (json, speaker);
      dz_losses_add (self->losses, speaker->line, _ ("the speaker is lost: “%s” is something else"), speaker->string);
    }
}

/* (nullable): the document in which a passage's first block stands */
static DzDocument *
find_home (DzMend *self, DzJson *highlight)
{
  for (DzSide side = 0; side < DZ_N_SIDES; side++)
    {
      DzJson *anchor = find_member (highlight, dz_side_to_word (side), DZ_JSON_OBJECT);
      DzJson *id = find_member (find_member (anchor, "start", DZ_JSON_OBJECT), "block", DZ_JSON_STRING);
      DzBlock *block = id != NULL ? dz_project_lookup_block (self->project, id->string) : NULL;

      if (block != NULL)
        return dz_project_document_of (self->project, block);
    }
  return NULL;
}

/* A document whose own id is lost is the one that its highlights name. */
static void
mend_document_of (DzMend *self, DzJson *highlight)
{
  DzJson *id = find_member (highlight, "document", DZ_JSON_STRING);
  DzDocument *home;
  const char *other;

  if (id == NULL || *id->string == '\0' || dz_project_lookup (self->project, id->string) != NULL)
    return;
  other = g_hash_table_lookup (self->names, id->string);
  home = other == NULL ? find_home (self, highlight) : NULL;
  if (home != NULL && g_hash_table_remove (self->nameless, dz_document_get_id (home)))
    {
      other = dz_document_get_id (home);
      g_hash_table_insert (self->names, g_strdup (id->string), g_strdup (other));
    }
  if (other != NULL)
    id->string = g_hash_table_lookup (self->names, id->string);
  else
    {
      DzDocument *document = dz_mend_add_document (self, id->string, highlight->line);

      g_clear_object (&document);
    }
}

static void
mend_highlight (DzMend *self, DzJson *json)
{
  DzJson *tags = find_member (json, "tags", DZ_JSON_ARRAY);

  mend_document_of (self, json);
  if (tags == NULL)
    return;
  for (DzJson **link = &tags->child; *link != NULL;)
    {
      DzJson *tag = *link;

      if (tag->type != DZ_JSON_STRING || add_tag (self, tag->string, tag->line))
        {
          link = &tag->next;
          continue;
        }
      dz_losses_add (self->losses, tag->line, _ ("a tag is lost: “%s” is something else"), tag->string);
      unlink_value (tags, link);
    }
}

/* Words without an id are looked at all the same. */
static gboolean
is_worth_it (DzPieceKind kind, DzJson *json)
{
  switch (kind)
    {
    case DZ_PIECE_BLOCK:
      return find_member (json, dz_side_to_word (DZ_SIDE_ORIGINAL), DZ_JSON_STRING) != NULL
             || find_member (json, dz_side_to_word (DZ_SIDE_TRANSLATION), DZ_JSON_STRING) != NULL;
    case DZ_PIECE_HIGHLIGHT:
    case DZ_PIECE_DOCUMENT:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
mend_id (DzMend *self, const DzPiece *piece, DzJson *json, DzMendRoom *room)
{
  DzJson *there = dz_json_take (json, "id");

  if (there != NULL && there->type == DZ_JSON_STRING && there->length > 0)
    return TRUE;
  if (there != NULL)
    remove_member (json, there);
  if (!is_worth_it (piece->kind, json))
    return FALSE;
  dz_losses_add (self->losses, json->line, _ ("the id of what begins here is lost; it has another one"));
  room->new_id = dz_entity_new_id ();
  put_in (json, &room->id, "id", room->new_id);
  if (piece->kind == DZ_PIECE_DOCUMENT)
    g_hash_table_add (self->nameless, g_strdup (room->new_id));
  return TRUE;
}

gboolean
dz_mend_piece (DzMend *self, const DzPiece *piece, DzJson *json, DzMendRoom *room)
{
  if (!mend_id (self, piece, json, room))
    return FALSE;
  if (piece->kind == DZ_PIECE_BLOCK)
    mend_block (self, piece, json);
  else if (piece->kind == DZ_PIECE_HIGHLIGHT)
    mend_highlight (self, json);
  return TRUE;
}
