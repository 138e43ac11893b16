#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-highlight-private.h"
#include "model/dz-shared-private.h"

struct _DzHighlight
{
  GObject parent_instance;

  DzEntityBase base;
  char *document; /* shared with copies, as tags and note are */
  DzAnchor *anchors[DZ_N_SIDES];
  char **tags;
  char *note;
};

static const DzField fields[] = {
  { "tags", "as" },
  { "note", "s" },
  { NULL },
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
dz_highlight_entity_init (DzEntityInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DzHighlight,
                               dz_highlight,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DZ_TYPE_ENTITY, dz_highlight_entity_init))

static const DzField *
dz_highlight_get_fields (DzEntity *entity)
{
  return fields;
}

static DzEntityBase *
dz_highlight_get_base (DzEntity *entity)
{
  return &DZ_HIGHLIGHT (entity)->base;
}

static GVariant *
dz_highlight_read (DzEntity *entity, const char *name)
{
  DzHighlight *self = DZ_HIGHLIGHT (entity);

  return g_str_equal (name, "tags") ? g_variant_new_strv ((const char *const *)self->tags, -1)
                                    : g_variant_new_string (self->note);
}

static void
dz_highlight_write (DzEntity *entity, const char *name, GVariant *value)
{
  DzHighlight *self = DZ_HIGHLIGHT (entity);

  if (g_str_equal (name, "tags"))
    {
      g_autofree const char **tags = g_variant_get_strv (value, NULL);

      dz_shared_strv_unref (self->tags);
      self->tags = dz_shared_strv_new (tags);
    }
  else
    {
      dz_shared_unref (self->note);
      self->note = dz_shared_new (g_variant_get_string (value, NULL));
    }
}

static gboolean
dz_highlight_check (DzEntity *entity, const char *name, GVariant *value, GError **error)
{
  g_autoptr (GHashTable) seen = NULL;
  g_autofree const char **tags = NULL;

  if (!g_str_equal (name, "tags"))
    return TRUE;

  seen = g_hash_table_new (g_str_hash, g_str_equal);
  tags = g_variant_get_strv (value, NULL);
  for (guint i = 0; tags[i] != NULL; i++)
    if (!g_hash_table_add (seen, (gpointer)tags[i]))
      {
        g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE, _ ("The highlight %s has the tag %s twice"),
                     dz_entity_get_id (entity), tags[i]);
        return FALSE;
      }

  return TRUE;
}

static gboolean
dz_highlight_equal_rest (DzEntity *entity, DzEntity *other)
{
  DzHighlight *a = DZ_HIGHLIGHT (entity);
  DzHighlight *b = DZ_HIGHLIGHT (other);

  for (guint side = 0; side < DZ_N_SIDES; side++)
    if (!dz_anchor_equal (a->anchors[side], b->anchors[side]))
      return FALSE;

  return g_str_equal (a->document, b->document);
}

static gboolean
dz_highlight_equal_fields (DzEntity *entity, DzEntity *other)
{
  DzHighlight *a = DZ_HIGHLIGHT (entity);
  DzHighlight *b = DZ_HIGHLIGHT (other);

  return (a->tags == b->tags || g_strv_equal ((const char *const *)a->tags, (const char *const *)b->tags))
         && g_str_equal (a->note, b->note);
}

static void
dz_highlight_copy_rest (DzEntity *entity, DzEntity *other, gboolean attached)
{
  DzHighlight *self = DZ_HIGHLIGHT (entity);
  DzHighlight *copy = DZ_HIGHLIGHT (other);

  copy->document = dz_shared_ref (self->document);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    dz_highlight_set_anchor (copy, side, self->anchors[side]);
  copy->tags = dz_shared_strv_ref (self->tags);
  copy->note = dz_shared_ref (self->note);
}

static void
dz_highlight_entity_init (DzEntityInterface *iface)
{
  iface->get_fields = dz_highlight_get_fields;
  iface->get_base = dz_highlight_get_base;
  iface->read = dz_highlight_read;
  iface->write = dz_highlight_write;
  iface->check = dz_highlight_check;
  iface->equal_rest = dz_highlight_equal_rest;
  iface->equal_fields = dz_highlight_equal_fields;
  iface->copy_rest = dz_highlight_copy_rest;
}

static void
dz_highlight_finalize (GObject *object)
{
  DzHighlight *self = DZ_HIGHLIGHT (object);

  dz_entity_base_clear (&self->base);
  g_clear_pointer (&self->document, dz_shared_unref);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    g_clear_pointer (&self->anchors[side], dz_anchor_unref);
  g_clear_pointer (&self->tags, dz_shared_strv_unref);
  g_clear_pointer (&self->note, dz_shared_unref);

  G_OBJECT_CLASS (dz_highlight_parent_class)->finalize (object);
}

static void
dz_highlight_class_init (DzHighlightClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dz_highlight_finalize;
  dz_entity_class_install (object_class, fields);
  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", DZ_TYPE_HIGHLIGHT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dz_highlight_init (DzHighlight *self)
{
}

static GStrv
valid_strings (const char *const *strings)
{
  GStrv valid = g_new0 (char *, (strings != NULL ? g_strv_length ((GStrv)strings) : 0) + 1);

  for (guint i = 0; strings != NULL && strings[i] != NULL; i++)
    valid[i] = g_utf8_make_valid (strings[i], -1);

  return valid;
}

/**
 * dz_highlight_new:
 * @id: (nullable): NULL for a new one
 * @document: id of the document that it lies in
 * @original: (nullable): where it lies on the original
 * @translation: (nullable): where it lies on the translation; one of the two must be there
 * @tags: (array zero-terminated=1) (nullable): ids of its tags
 * @note: (nullable)
 *
 * Returns: (transfer full): a highlight, in no project yet
 */
DzHighlight *
dz_highlight_new (const char *id,
                  const char *document,
                  DzAnchor *original,
                  DzAnchor *translation,
                  const char *const *tags,
                  const char *note)
{
  g_auto (GStrv) valid_tags = valid_strings (tags);
  g_autofree char *valid_note = g_utf8_make_valid (note != NULL ? note : "", -1);
  DzHighlight *self;

  g_return_val_if_fail (document != NULL, NULL);

  self = g_object_new (DZ_TYPE_HIGHLIGHT, NULL);
  dz_entity_base_init (&self->base, id, fields, FALSE);
  self->document = dz_shared_new (document);
  dz_highlight_set_anchor (self, DZ_SIDE_ORIGINAL, original);
  dz_highlight_set_anchor (self, DZ_SIDE_TRANSLATION, translation);
  self->tags = dz_shared_strv_new ((const char *const *)valid_tags);
  self->note = dz_shared_new (valid_note);

  return self;
}

const char *
dz_highlight_get_id (DzHighlight *self)
{
  g_return_val_if_fail (DZ_IS_HIGHLIGHT (self), NULL);

  return self->base.id;
}

/**
 * dz_highlight_get_document:
 *
 * Returns: (transfer none): id of the document that it lies in
 */
const char *
dz_highlight_get_document (DzHighlight *self)
{
  g_return_val_if_fail (DZ_IS_HIGHLIGHT (self), NULL);

  return self->document;
}

/**
 * dz_highlight_get_anchor:
 *
 * Returns: (transfer none) (nullable): where it lies on @side
 */
DzAnchor *
dz_highlight_get_anchor (DzHighlight *self, DzSide side)
{
  g_return_val_if_fail (DZ_IS_HIGHLIGHT (self), NULL);
  g_return_val_if_fail ((guint)side < DZ_N_SIDES, NULL);

  return self->anchors[side];
}

/**
 * dz_highlight_is_orphan:
 *
 * Returns: whether it has no passage left that can be shown
 */
gboolean
dz_highlight_is_orphan (DzHighlight *self)
{
  gboolean orphan = FALSE;

  g_return_val_if_fail (DZ_IS_HIGHLIGHT (self), FALSE);

  for (guint side = 0; side < DZ_N_SIDES; side++)
    if (self->anchors[side] != NULL)
      {
        if (!self->anchors[side]->orphan)
          return FALSE;
        orphan = TRUE;
      }

  return orphan;
}

/**
 * dz_highlight_get_tags:
 *
 * Returns: (transfer none) (array zero-terminated=1): ids of its tags, in the order given
 */
const char *const *
dz_highlight_get_tags (DzHighlight *self)
{
  g_return_val_if_fail (DZ_IS_HIGHLIGHT (self), NULL);

  return (const char *const *)self->tags;
}

gboolean
dz_highlight_has_tag (DzHighlight *self, const char *tag_id)
{
  g_return_val_if_fail (DZ_IS_HIGHLIGHT (self) && tag_id != NULL, FALSE);

  return g_strv_contains ((const char *const *)self->tags, tag_id);
}

const char *
dz_highlight_get_note (DzHighlight *self)
{
  g_return_val_if_fail (DZ_IS_HIGHLIGHT (self), NULL);

  return self->note;
}

void
dz_highlight_set_anchor (DzHighlight *self, DzSide side, DzAnchor *anchor)
{
  DzAnchor *old = self->anchors[side];

  self->anchors[side] = anchor != NULL ? dz_anchor_ref (anchor) : NULL;
  g_clear_pointer (&old, dz_anchor_unref);
}

void
dz_highlight_emit_changed (DzHighlight *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
