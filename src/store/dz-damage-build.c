#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "model/dz-conflict.h"
#include "store/dz-damage-private.h"
#include "store/dz-entity-json.h"
#include "store/dz-json-take.h"
#include "store/dz-project-json.h"
#include "store/dz-reanchor.h"

/* In so few bytes no document ends and another begins: two ids alone have more. */
#define SHORT_GAP 80

typedef struct
{
  char *text;
  GArray *pieces;
  DzLosses *losses;
  DzProject *project;
  DzMend mend;
  DzReading reading;
  char **ids; /* of documents and tags, by their pieces: under which they are in the project */
  gsize size; /* of what was read but pictures */
  guint line; /* of the piece that is being read */
  guint n_blocks;
  gboolean full; /* of as much as a project can have */
} Build;

/* What is left out with its reason, which begins in the middle of a sentence. */
static void
leave_out (Build *self, const DzPiece *piece, const char *reason)
{
  switch (piece->kind)
    {
    case DZ_PIECE_PICTURE:
      dz_losses_add (self->losses, piece->line, _ ("this picture is left out: %s"), reason);
      break;
    case DZ_PIECE_SPEAKER:
      dz_losses_add (self->losses, piece->line, _ ("this speaker is left out: %s"), reason);
      break;
    case DZ_PIECE_TAG:
      dz_losses_add (self->losses, piece->line, _ ("this tag is left out: %s"), reason);
      break;
    case DZ_PIECE_DOCUMENT:
      dz_losses_add (self->losses, piece->line, _ ("what is said here of a document is left out: %s"), reason);
      break;
    case DZ_PIECE_BLOCK:
      dz_losses_add (self->losses, piece->line, _ ("this block is left out: %s"), reason);
      break;
    case DZ_PIECE_CONFLICT:
      dz_losses_add (self->losses, piece->line, _ ("this conflict of a merge is left out: %s"), reason);
      break;
    case DZ_PIECE_HIGHLIGHT:
      dz_losses_add (self->losses, piece->line, _ ("this highlight is left out: %s"), reason);
      break;
    default:
      dz_losses_add (self->losses, piece->line, "%s", reason);
    }
}

static void
lose_part (const GError *reason, gpointer data)
{
  Build *self = data;

  dz_losses_add (self->losses, self->line, _ ("a part of this is left out: %s"), reason->message);
}

static GType
get_type (DzPieceKind kind)
{
  switch (kind)
    {
    case DZ_PIECE_PICTURE:
      return DZ_TYPE_PICTURE;
    case DZ_PIECE_SPEAKER:
      return DZ_TYPE_SPEAKER;
    case DZ_PIECE_TAG:
      return DZ_TYPE_TAG;
    case DZ_PIECE_DOCUMENT:
      return DZ_TYPE_DOCUMENT;
    case DZ_PIECE_BLOCK:
      return DZ_TYPE_BLOCK;
    case DZ_PIECE_CONFLICT:
      return DZ_TYPE_CONFLICT;
    default:
      return DZ_TYPE_HIGHLIGHT;
    }
}

/* (nullable): the piece as a tree; only once, for it is taken apart. */
static DzJsonTree *
parse (Build *self, DzPiece *piece)
{
  GError *error = NULL;
  DzJsonTree *tree;

  if (piece->text != NULL)
    {
      g_string_append_c (piece->text, '}');
      tree = dz_json_parse_piece (piece->text->str, piece->text->len, piece->line, &error);
    }
  else
    tree = dz_json_parse_piece (self->text + piece->start, piece->length, piece->line, &error);
  if (tree == NULL)
    {
      leave_out (self, piece, error->message);
      g_error_free (error);
      return NULL;
    }
  for (DzJson *doubled = dz_json_drop_doubled (dz_json_tree_get_root (tree)); doubled != NULL; doubled = doubled->next)
    dz_losses_add (self->losses, doubled->line, _ ("“%s” is there twice in one object"), doubled->key);
  return tree;
}

static gboolean
has_room (Build *self, const DzPiece *piece)
{
  gsize size = piece->text != NULL ? piece->text->len : piece->length;

  if (piece->kind == DZ_PIECE_PICTURE)
    return TRUE;
  if (size > DZ_PROJECT_JSON_MAX_TEXT - self->size)
    {
      g_autofree char *reason = g_strdup_printf (_ ("it has more than %d MB beside its pictures"),
                                                 (int)(DZ_PROJECT_JSON_MAX_TEXT / 1024 / 1024));

      leave_out (self, piece, reason);
      return FALSE;
    }
  self->size += size;
  return TRUE;
}

/* (nullable): the id of the next tag above a tag that could be read. */
static const char *
find_tag_above (Build *self, const DzPiece *piece)
{
  for (guint i = piece->parent; i != DZ_NO_PIECE; i = g_array_index (self->pieces, DzPiece, i).parent)
    {
      if (g_array_index (self->pieces, DzPiece, i).kind != DZ_PIECE_TAG)
        return NULL;
      if (self->ids[i] != NULL)
        return self->ids[i];
    }
  return NULL;
}

/* (nullable): the id of the document in which a block lies: one that has no piece, or could not be read, is made. */
static const char *
find_document (Build *self, const DzPiece *piece)
{
  /* The project's own place is free for that of blocks without any. */
  guint i = piece->parent == DZ_NO_PIECE ? 0 : piece->parent;
  g_autoptr (DzDocument) document = NULL;

  if (self->ids[i] != NULL)
    return self->ids[i];
  document = dz_mend_add_document (&self->mend, NULL, piece->line);
  if (document != NULL)
    self->ids[i] = g_strdup (dz_document_get_id (document));
  return self->ids[i];
}

static const char *
find_parent (Build *self, const DzPiece *piece)
{
  if (piece->kind == DZ_PIECE_TAG)
    {
      if (piece->gap > 0)
        dz_losses_add (self->losses, piece->line,
                       _ ("it is not certain whether this tag, and those after it, lie under another one"));
      return find_tag_above (self, piece);
    }
  if (piece->kind != DZ_PIECE_BLOCK)
    return NULL;
  if (piece->gap >= SHORT_GAP)
    dz_losses_add (self->losses, piece->line,
                   _ ("it is not certain whether this block, and those after it, lie in the same document as those "
                      "before"));
  return find_document (self, piece);
}

/* Of a document that is there twice, all blocks go into the first. */
static void
note_id (Build *self, guint index, const DzPiece *piece, DzJson *json)
{
  DzJson *id = dz_json_take (json, "id");

  if ((piece->kind == DZ_PIECE_DOCUMENT && dz_project_lookup_document (self->project, id->string) != NULL)
      || (piece->kind == DZ_PIECE_TAG && dz_project_lookup_tag (self->project, id->string) != NULL))
    self->ids[index] = g_strdup (id->string);
}

static void
build_piece (Build *self, guint index)
{
  DzPiece *piece = &g_array_index (self->pieces, DzPiece, index);
  DzMendRoom room = { .new_id = NULL };
  g_autofree char *new_id = NULL;
  g_autoptr (DzJsonTree) tree = NULL;
  g_autoptr (DzEntity) entity = NULL;
  g_autoptr (GError) error = NULL;
  DzJson *json;
  gboolean ok;

  if (!has_room (self, piece) || (tree = parse (self, piece)) == NULL)
    return;
  self->line = piece->line;
  json = dz_json_tree_get_root (tree);
  ok = dz_mend_piece (&self->mend, piece, json, &room);
  new_id = room.new_id;
  if (!ok)
    {
      leave_out (self, piece, _ ("its id is lost"));
      return;
    }
  entity = dz_entity_from_json (json, get_type (piece->kind), &self->reading, &error);
  if (entity != NULL && piece->kind == DZ_PIECE_TAG)
    dz_mend_color (&self->mend, DZ_TAG (entity), piece->line);
  ok = entity != NULL && dz_project_build (self->project, find_parent (self, piece), entity, &error);
  if (!ok)
    leave_out (self, piece, error->message);
  else if (piece->kind == DZ_PIECE_BLOCK)
    self->n_blocks++;
  note_id (self, index, piece, json);
}

/* What stands for things that could not be read counts too. */
static gboolean
is_full (Build *self, const DzPiece *next)
{
  if (!self->full && dz_project_count_entities (self->project) >= DZ_PROJECT_MAX_ENTITIES)
    {
      self->full = TRUE;
      dz_losses_add_rest (self->losses, next->line);
    }
  return self->full;
}

static void
build_all (Build *self, DzPieceKind kind)
{
  for (guint i = 1; i < self->pieces->len; i++)
    {
      DzPiece *piece = &g_array_index (self->pieces, DzPiece, i);

      if (piece->kind != kind)
        continue;
      if (!is_full (self, piece))
        build_piece (self, i);
      if (piece->text != NULL)
        g_string_free (g_steal_pointer (&piece->text), TRUE);
    }
}

/* One scratched letter makes another word of the format's: this is looked for by its blocks. */
static void
check_format (Build *self, DzJson *root)
{
  DzJson *format = dz_json_take (root, "format"), *version = dz_json_take (root, "version");
  guint number = 0;

  if (format == NULL || format->type != DZ_JSON_STRING)
    dz_losses_add (self->losses, root->line, _ ("nothing says that this is a Duizhao project"));
  else if (!g_str_equal (format->string, DZ_PROJECT_JSON_FORMAT))
    dz_losses_add (self->losses, format->line, _ ("this says that it is something else than a Duizhao project"));
  if (version == NULL || !dz_json_get_uint (version, &number) || number == 0)
    dz_losses_add (self->losses, version != NULL ? version->line : root->line,
                   _ ("nothing says which version of Duizhao wrote this"));
  else if (number > DZ_PROJECT_JSON_VERSION)
    dz_losses_add (self->losses, version->line,
                   _ ("a later version of Duizhao wrote this; what this one does not know is not shown"));
  self->reading.lenient = number > DZ_PROJECT_JSON_VERSION;
}

/* Its id, its fields, and what this version does not know of it. */
static void
build_project (Build *self, gboolean *id_known)
{
  static const char *const lists[] = { "documents", "speakers", "tags", "highlights", "pictures", "conflicts" };
  DzPiece *piece = &g_array_index (self->pieces, DzPiece, 0);
  g_autoptr (DzJsonTree) tree = has_room (self, piece) ? parse (self, piece) : NULL;
  g_autofree char *unknown = NULL;
  DzJson *root = tree != NULL ? dz_json_tree_get_root (tree) : NULL, *id;

  self->line = piece->line;
  id = root != NULL ? dz_json_take (root, "id") : NULL;
  *id_known = id != NULL && id->type == DZ_JSON_STRING && id->length > 0;
  self->project = dz_project_new (*id_known ? id->string : NULL);
  if (!*id_known)
    dz_losses_add (self->losses, piece->line, _ ("the id of the project is lost: its versions cannot be found by it"));
  if (root == NULL)
    return;
  check_format (self, root);
  dz_fields_from_json (DZ_ENTITY (self->project), root, &self->reading, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      DzJson *list = dz_json_take (root, lists[i]);

      if (list != NULL)
        dz_losses_add (self->losses, list->line, _ ("“%s” is left out: its name is written in another way"), lists[i]);
    }
  unknown = dz_json_dup_rest (root);
  if (unknown != NULL)
    dz_entity_init_unknown (DZ_ENTITY (self->project), unknown);
}

static void
tell_unknown (Build *self)
{
  for (guint i = 1; i < self->pieces->len; i++)
    {
      const DzPiece *piece = &g_array_index (self->pieces, DzPiece, i);

      if (piece->kind == DZ_PIECE_UNKNOWN)
        dz_losses_add (self->losses, piece->line, _ ("of what begins here, too little is left to tell what it is"));
    }
}

/* In this order, so that nothing names what is not there yet. */
static void
build_lists (Build *self)
{
  g_autoptr (DzReanchor) reanchor = dz_reanchor_new (self->project);

  for (DzPieceKind kind = DZ_PIECE_PICTURE; kind < DZ_PIECE_HIGHLIGHT; kind++)
    build_all (self, kind);
  self->reading.reanchor = reanchor;
  build_all (self, DZ_PIECE_HIGHLIGHT);
  self->reading.reanchor = NULL;
}

DzProject *
dz_damage_build (char *text, GArray *pieces, DzLosses *losses, gboolean *id_known)
{
  Build self = { .text = text, .pieces = pieces, .losses = losses };

  self.reading.loss_func = lose_part;
  self.reading.loss_data = &self;
  build_project (&self, id_known);
  self.ids = g_new0 (char *, pieces->len);
  dz_mend_init (&self.mend, self.project, losses);
  build_lists (&self);
  tell_unknown (&self);
  dz_mend_clear (&self.mend);
  for (guint i = 0; i < pieces->len; i++)
    g_free (self.ids[i]);
  g_free (self.ids);
  if (self.n_blocks > 0)
    return self.project;
  g_object_unref (self.project);
  return NULL;
}
