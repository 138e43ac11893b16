#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "model/dz-conflict.h"
#include "model/dz-project-private.h"

struct _DzProject
{
  GObject parent_instance;

  DzEntityBase base;
  GHashTable *entities; /* (nullable): id → entity, which its list holds; of a copy, made when it is first asked for */
  DzList *documents;
  DzList *speakers;
  DzList *tags;
  DzList *highlights;
  DzList *pictures;
  DzList *conflicts;
  DzHistory *history;
  gboolean busy;
};

static const DzField fields[] = {
  { "title", "s" },
  { "original-language", "s" },
  { "translation-language", "s" },
  { NULL },
};

enum
{
  PROP_CAN_UNDO = G_N_ELEMENTS (fields) + 1,
  PROP_CAN_REDO,
  PROP_UNDO_LABEL,
  PROP_REDO_LABEL,
  PROP_MODIFIED,
};

enum
{
  SIGNAL_CHANGED,
  SIGNAL_STEP_ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
dz_project_entity_init (DzEntityInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DzProject,
                               dz_project,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DZ_TYPE_ENTITY, dz_project_entity_init))

static const DzField *
dz_project_get_fields (DzEntity *entity)
{
  return fields;
}

static DzEntityBase *
dz_project_get_base (DzEntity *entity)
{
  return &DZ_PROJECT (entity)->base;
}

static void
dz_project_entity_init (DzEntityInterface *iface)
{
  iface->get_fields = dz_project_get_fields;
  iface->get_base = dz_project_get_base;
}

static void (*get_field_property) (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec);

static void
dz_project_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  DzProject *self = DZ_PROJECT (object);

  switch (prop_id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, dz_project_get_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, dz_project_get_can_redo (self));
      break;
    case PROP_UNDO_LABEL:
      g_value_set_string (value, dz_project_get_undo_label (self));
      break;
    case PROP_REDO_LABEL:
      g_value_set_string (value, dz_project_get_redo_label (self));
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, dz_project_get_modified (self));
      break;
    default:
      get_field_property (object, prop_id, value, pspec);
    }
}

static void
dz_project_finalize (GObject *object)
{
  DzProject *self = DZ_PROJECT (object);

  g_clear_pointer (&self->history, dz_history_free);
  g_clear_object (&self->highlights);
  g_clear_object (&self->documents);
  g_clear_object (&self->speakers);
  g_clear_object (&self->tags);
  g_clear_object (&self->pictures);
  g_clear_object (&self->conflicts);
  g_clear_pointer (&self->entities, g_hash_table_unref);
  dz_entity_base_clear (&self->base);

  G_OBJECT_CLASS (dz_project_parent_class)->finalize (object);
}

static void
install_history_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  g_object_class_install_property (object_class, PROP_CAN_UNDO,
                                   g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, flags));
  g_object_class_install_property (object_class, PROP_CAN_REDO,
                                   g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, flags));
  g_object_class_install_property (object_class, PROP_UNDO_LABEL,
                                   g_param_spec_string ("undo-label", NULL, NULL, NULL, flags));
  g_object_class_install_property (object_class, PROP_REDO_LABEL,
                                   g_param_spec_string ("redo-label", NULL, NULL, NULL, flags));
  g_object_class_install_property (object_class, PROP_MODIFIED,
                                   g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags));
}

static void
dz_project_class_init (DzProjectClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dz_project_finalize;
  dz_entity_class_install (object_class, fields);
  get_field_property = object_class->get_property;
  object_class->get_property = dz_project_get_property;
  install_history_properties (object_class);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DZ_TYPE_PROJECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, DZ_TYPE_CHANGE);
  signals[SIGNAL_STEP_ENDED]
      = g_signal_new ("step-ended", DZ_TYPE_PROJECT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dz_project_init (DzProject *self)
{
  self->documents = dz_list_new (DZ_TYPE_DOCUMENT);
  self->speakers = dz_list_new (DZ_TYPE_SPEAKER);
  self->tags = dz_list_new (DZ_TYPE_TAG);
  self->highlights = dz_list_new (DZ_TYPE_HIGHLIGHT);
  self->pictures = dz_list_new (DZ_TYPE_PICTURE);
  self->conflicts = dz_list_new (DZ_TYPE_CONFLICT);
  self->history = dz_history_new ();
}

/**
 * dz_project_new:
 * @id: (nullable): NULL for a new one
 *
 * Returns: (transfer full): a project without documents, from Chinese into English until its fields say otherwise
 */
DzProject *
dz_project_new (const char *id)
{
  DzProject *self = g_object_new (DZ_TYPE_PROJECT, NULL);

  dz_entity_base_init (&self->base, id, fields, TRUE);
  dz_entity_write_string (DZ_ENTITY (self), "original-language", "zh");
  dz_entity_write_string (DZ_ENTITY (self), "translation-language", "en");
  return self;
}

const char *
dz_project_get_id (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), NULL);

  return self->base.id;
}

const char *
dz_project_get_title (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), NULL);

  return dz_entity_get_string (DZ_ENTITY (self), "title");
}

GListModel *
dz_project_get_documents (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), NULL);

  return G_LIST_MODEL (self->documents);
}

GListModel *
dz_project_get_speakers (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), NULL);

  return G_LIST_MODEL (self->speakers);
}

/**
 * dz_project_get_tags:
 *
 * Returns: (transfer none): the tags at the top of the tree
 */
GListModel *
dz_project_get_tags (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), NULL);

  return G_LIST_MODEL (self->tags);
}

GListModel *
dz_project_get_highlights (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), NULL);

  return G_LIST_MODEL (self->highlights);
}

GListModel *
dz_project_get_pictures (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), NULL);

  return G_LIST_MODEL (self->pictures);
}

GListModel *
dz_project_get_conflicts (DzProject *self)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self), NULL);

  return G_LIST_MODEL (self->conflicts);
}

/**
 * dz_project_lookup:
 *
 * Returns: (transfer none) (nullable): what has this id, the project itself included
 */
gpointer
dz_project_lookup (DzProject *self, const char *id)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self) && id != NULL, NULL);

  return g_hash_table_lookup (dz_project_get_entities (self), id);
}

guint
dz_project_count_entities (DzProject *self)
{
  return g_hash_table_size (dz_project_get_entities (self));
}

static gpointer
lookup_typed (DzProject *self, const char *id, GType type)
{
  gpointer entity = dz_project_lookup (self, id);

  return entity != NULL && G_OBJECT_TYPE (entity) == type ? entity : NULL;
}

DzBlock *
dz_project_lookup_block (DzProject *self, const char *id)
{
  return lookup_typed (self, id, DZ_TYPE_BLOCK);
}

DzTag *
dz_project_lookup_tag (DzProject *self, const char *id)
{
  return lookup_typed (self, id, DZ_TYPE_TAG);
}

DzHighlight *
dz_project_lookup_highlight (DzProject *self, const char *id)
{
  return lookup_typed (self, id, DZ_TYPE_HIGHLIGHT);
}

DzSpeaker *
dz_project_lookup_speaker (DzProject *self, const char *id)
{
  return lookup_typed (self, id, DZ_TYPE_SPEAKER);
}

DzPicture *
dz_project_lookup_picture (DzProject *self, const char *id)
{
  return lookup_typed (self, id, DZ_TYPE_PICTURE);
}

DzDocument *
dz_project_lookup_document (DzProject *self, const char *id)
{
  return lookup_typed (self, id, DZ_TYPE_DOCUMENT);
}

/**
 * dz_project_document_of:
 *
 * Returns: (transfer none) (nullable): the document in which @block stands
 */
DzDocument *
dz_project_document_of (DzProject *self, DzBlock *block)
{
  g_return_val_if_fail (DZ_IS_PROJECT (self) && DZ_IS_BLOCK (block), NULL);

  return dz_block_get_document (block);
}

/**
 * dz_project_build:
 * @parent: (nullable): id of the document of a block, or of the tag above a tag
 * @object: comes in last under @parent. What it names must be there: speakers before the blocks that they say, tags and
 *   documents (with their blocks) before the highlights
 *
 * For readers that build a project before anybody sees it: no history, no signals, the same checks.
 *
 * Returns: FALSE when @object cannot lie there; nothing has changed then
 */
gboolean
dz_project_build (DzProject *self, const char *parent, DzEntity *object, GError **error)
{
  g_autoptr (GPtrArray) objects = NULL;
  GListModel *container;
  guint position;

  g_return_val_if_fail (DZ_IS_PROJECT (self) && DZ_IS_ENTITY (object), FALSE);

  container = dz_project_find_container (self, G_OBJECT_TYPE (object), parent, error);
  if (container == NULL)
    return FALSE;

  position = g_list_model_get_n_items (container);
  objects = g_ptr_array_new ();
  g_ptr_array_add (objects, object);
  if (!dz_project_check_insert (self, parent, position, objects, error))
    return FALSE;

  dz_project_attach (self, parent, position, object);
  return TRUE;
}

/**
 * dz_project_build_field:
 * @name: one of the project's fields
 * @value: of that field's type; a floating one is sunk
 */
void
dz_project_build_field (DzProject *self, const char *name, GVariant *value)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);

  g_return_if_fail (DZ_IS_PROJECT (self));
  g_return_if_fail (dz_entity_check_field (DZ_ENTITY (self), name, sunk, NULL));

  dz_entity_write (DZ_ENTITY (self), name, sunk);
}

GHashTable *
dz_project_get_entities (DzProject *self)
{
  if (self->entities == NULL)
    {
      self->entities = g_hash_table_new (g_str_hash, g_str_equal);
      dz_project_enter_all (self);
    }

  return self->entities;
}

GType
dz_project_get_list_type (guint index)
{
  switch (index)
    {
    case 0:
      return DZ_TYPE_PICTURE;
    case 1:
      return DZ_TYPE_SPEAKER;
    case 2:
      return DZ_TYPE_TAG;
    case 3:
      return DZ_TYPE_DOCUMENT;
    case 4:
      return DZ_TYPE_HIGHLIGHT;
    case 5:
      return DZ_TYPE_CONFLICT;
    default:
      return G_TYPE_INVALID;
    }
}

DzList *
dz_project_get_list (DzProject *self, GType type)
{
  if (type == DZ_TYPE_DOCUMENT)
    return self->documents;
  if (type == DZ_TYPE_SPEAKER)
    return self->speakers;
  if (type == DZ_TYPE_TAG)
    return self->tags;
  if (type == DZ_TYPE_HIGHLIGHT)
    return self->highlights;
  if (type == DZ_TYPE_PICTURE)
    return self->pictures;
  if (type == DZ_TYPE_CONFLICT)
    return self->conflicts;

  return NULL;
}

DzHistory *
dz_project_get_history (DzProject *self)
{
  return self->history;
}

gboolean
dz_project_get_busy (DzProject *self)
{
  return self->busy;
}

void
dz_project_set_busy (DzProject *self, gboolean busy)
{
  self->busy = busy;
}

void
dz_project_emit_changed (DzProject *self, DzChange *change)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, change);
}

void
dz_project_emit_step_ended (DzProject *self)
{
  g_signal_emit (self, signals[SIGNAL_STEP_ENDED], 0);
}
