#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "model/dz-block-private.h"
#include "model/dz-shared-private.h"

/* Deeper ones are cut: what draws lists and boxes need not be ready for more. */
#define MAX_DEPTH 64

struct _DzBlock
{
  GObject parent_instance;

  DzEntityBase base;
  DzBlockForm form;
  DzText *texts[DZ_N_SIDES];
  char *speaker; /* shared with the speaker, and with copies */
  gboolean turn;
  DzState state;
  char *source;
  char *earlier; /* shared with copies */

  DzDocument *document;
  guint cached_index;
  GPtrArray *anchored[DZ_N_SIDES];
};

static const DzField fields[] = {
  { "kind", "s" },    { "level", "u" }, { "quoted", "u" }, { "ordered", "b" }, { "number", "u" }, { "starts", "b" },
  { "speaker", "s" }, { "turn", "b" },  { "state", "s" },  { "source", "s" },  { "earlier-original", "s" },
  { NULL },
};

enum
{
  SIGNAL_TEXT_CHANGED,
  SIGNAL_HIGHLIGHTS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
dz_block_entity_init (DzEntityInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (DzBlock,
                               dz_block,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (DZ_TYPE_ENTITY, dz_block_entity_init))

static const DzField *
dz_block_get_fields (DzEntity *entity)
{
  return fields;
}

static DzEntityBase *
dz_block_get_base (DzEntity *entity)
{
  return &DZ_BLOCK (entity)->base;
}

static guint *
locate_number (DzBlock *self, const char *name)
{
  if (g_str_equal (name, "level"))
    return &self->form.level;
  if (g_str_equal (name, "quoted"))
    return &self->form.quoted;
  if (g_str_equal (name, "number"))
    return &self->form.number;

  return NULL;
}

static gboolean *
locate_boolean (DzBlock *self, const char *name)
{
  if (g_str_equal (name, "ordered"))
    return &self->form.ordered;
  if (g_str_equal (name, "starts"))
    return &self->form.starts;
  if (g_str_equal (name, "turn"))
    return &self->turn;

  return NULL;
}

static const char *
read_word (DzBlock *self, const char *name)
{
  if (g_str_equal (name, "kind"))
    return dz_block_kind_to_word (self->form.kind);
  if (g_str_equal (name, "state"))
    return dz_state_to_word (self->state);
  if (g_str_equal (name, "speaker"))
    return self->speaker != NULL ? self->speaker : "";
  if (g_str_equal (name, "earlier-original"))
    return self->earlier != NULL ? self->earlier : "";

  return self->source != NULL ? self->source : "";
}

static GVariant *
dz_block_read (DzEntity *entity, const char *name)
{
  DzBlock *self = DZ_BLOCK (entity);
  const guint *number = locate_number (self, name);
  const gboolean *boolean = locate_boolean (self, name);

  if (number != NULL)
    return g_variant_new_uint32 (*number);
  if (boolean != NULL)
    return g_variant_new_boolean (*boolean);

  return g_variant_new_string (read_word (self, name));
}

static void
write_shared (char **member, const char *value)
{
  dz_shared_unref (*member);
  *member = value != NULL && *value != '\0' ? dz_shared_new (value) : NULL;
}

static void
dz_block_write (DzEntity *entity, const char *name, GVariant *value)
{
  DzBlock *self = DZ_BLOCK (entity);
  guint *number = locate_number (self, name);
  gboolean *boolean = locate_boolean (self, name);

  if (number != NULL)
    *number = g_variant_get_uint32 (value);
  else if (boolean != NULL)
    *boolean = g_variant_get_boolean (value);
  else if (g_str_equal (name, "kind"))
    dz_block_kind_from_word (g_variant_get_string (value, NULL), &self->form.kind);
  else if (g_str_equal (name, "state"))
    dz_state_from_word (g_variant_get_string (value, NULL), &self->state);
  else if (g_str_equal (name, "speaker"))
    write_shared (&self->speaker, g_variant_get_string (value, NULL));
  else if (g_str_equal (name, "earlier-original"))
    write_shared (&self->earlier, g_variant_get_string (value, NULL));
  else
    write_shared (&self->source, g_variant_get_string (value, NULL));
}

static gboolean
dz_block_check (DzEntity *entity, const char *name, GVariant *value, GError **error)
{
  DzBlockKind kind;
  DzState state;
  gboolean good = TRUE;

  if (g_str_equal (name, "kind"))
    good = dz_block_kind_from_word (g_variant_get_string (value, NULL), &kind);
  else if (g_str_equal (name, "state"))
    good = dz_state_from_word (g_variant_get_string (value, NULL), &state);
  else if (g_str_equal (name, "level") || g_str_equal (name, "quoted"))
    good = g_variant_get_uint32 (value) <= MAX_DEPTH;

  if (!good)
    {
      g_autofree char *shown = g_variant_print (value, FALSE);

      g_set_error (error, DZ_MODEL_ERROR, DZ_MODEL_ERROR_VALUE, _ ("The block %s cannot have %s as its “%s”"),
                   dz_entity_get_id (entity), shown, name);
    }
  return good;
}

static gboolean
dz_block_equal_rest (DzEntity *entity, DzEntity *other)
{
  for (guint side = 0; side < DZ_N_SIDES; side++)
    if (!dz_text_equal (DZ_BLOCK (entity)->texts[side], DZ_BLOCK (other)->texts[side]))
      return FALSE;

  return TRUE;
}

static gboolean
dz_block_equal_fields (DzEntity *entity, DzEntity *other)
{
  DzBlock *a = DZ_BLOCK (entity);
  DzBlock *b = DZ_BLOCK (other);

  return a->form.kind == b->form.kind && a->form.level == b->form.level && a->form.quoted == b->form.quoted
         && !a->form.ordered == !b->form.ordered && a->form.number == b->form.number
         && !a->form.starts == !b->form.starts && !a->turn == !b->turn && a->state == b->state
         && g_strcmp0 (a->speaker, b->speaker) == 0 && g_strcmp0 (a->earlier, b->earlier) == 0
         && g_str_equal (read_word (a, "source"), read_word (b, "source"));
}

static void
dz_block_copy_rest (DzEntity *entity, DzEntity *other, gboolean attached)
{
  DzBlock *self = DZ_BLOCK (entity);
  DzBlock *copy = DZ_BLOCK (other);

  copy->form = self->form;
  for (guint side = 0; side < DZ_N_SIDES; side++)
    copy->texts[side] = dz_text_ref (self->texts[side]);
  copy->speaker = dz_shared_ref (self->speaker);
  copy->turn = self->turn;
  copy->state = self->state;
  copy->source = dz_shared_ref (self->source);
  copy->earlier = dz_shared_ref (self->earlier);
}

static void
dz_block_entity_init (DzEntityInterface *iface)
{
  iface->get_fields = dz_block_get_fields;
  iface->get_base = dz_block_get_base;
  iface->read = dz_block_read;
  iface->write = dz_block_write;
  iface->check = dz_block_check;
  iface->equal_rest = dz_block_equal_rest;
  iface->equal_fields = dz_block_equal_fields;
  iface->copy_rest = dz_block_copy_rest;
}

static void
dz_block_finalize (GObject *object)
{
  DzBlock *self = DZ_BLOCK (object);

  dz_entity_base_clear (&self->base);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      g_clear_pointer (&self->texts[side], dz_text_unref);
      g_clear_pointer (&self->anchored[side], g_ptr_array_unref);
    }
  g_clear_pointer (&self->speaker, dz_shared_unref);
  g_clear_pointer (&self->source, dz_shared_unref);
  g_clear_pointer (&self->earlier, dz_shared_unref);

  G_OBJECT_CLASS (dz_block_parent_class)->finalize (object);
}

static void
dz_block_class_init (DzBlockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dz_block_finalize;
  dz_entity_class_install (object_class, fields);
  signals[SIGNAL_TEXT_CHANGED] = g_signal_new ("text-changed", DZ_TYPE_BLOCK, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 4, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_HIGHLIGHTS_CHANGED] = g_signal_new ("highlights-changed", DZ_TYPE_BLOCK, G_SIGNAL_RUN_LAST, 0, NULL,
                                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
dz_block_init (DzBlock *self)
{
}

/**
 * dz_block_new:
 * @id: (nullable): NULL for a new one
 * @form: (nullable): NULL for a plain paragraph
 * @original: (nullable): NULL for empty
 * @translation: (nullable): NULL for empty
 *
 * Returns: (transfer full): a block in no project yet
 */
DzBlock *
dz_block_new (const char *id, const DzBlockForm *form, DzText *original, DzText *translation)
{
  DzBlock *self = g_object_new (DZ_TYPE_BLOCK, NULL);

  dz_entity_base_init (&self->base, id, fields, FALSE);
  if (form != NULL)
    {
      self->form = *form;
      self->form.level = MIN (form->level, MAX_DEPTH);
      self->form.quoted = MIN (form->quoted, MAX_DEPTH);
      self->form.ordered = form->ordered != FALSE;
      self->form.starts = form->starts != FALSE;
    }
  self->texts[DZ_SIDE_ORIGINAL] = original != NULL ? dz_text_ref (original) : dz_text_empty ();
  self->texts[DZ_SIDE_TRANSLATION] = translation != NULL ? dz_text_ref (translation) : dz_text_empty ();

  return self;
}

/**
 * dz_block_init_speech:
 * @speaker_id: (nullable): who speaks
 * @turn: whether a turn begins here
 */
void
dz_block_init_speech (DzBlock *self, const char *speaker_id, gboolean turn)
{
  g_return_if_fail (DZ_IS_BLOCK (self) && !self->base.attached);

  write_shared (&self->speaker, speaker_id);
  self->turn = turn != FALSE;
}

void
dz_block_init_state (DzBlock *self, DzState state)
{
  g_return_if_fail (DZ_IS_BLOCK (self) && !self->base.attached);
  g_return_if_fail ((guint)state < DZ_N_STATES);

  self->state = state;
}

/**
 * dz_block_init_source:
 * @source: (nullable): a picture's address: "picture:ID" or a URL
 */
void
dz_block_init_source (DzBlock *self, const char *source)
{
  g_autofree char *valid = source != NULL && *source != '\0' ? g_utf8_make_valid (source, -1) : NULL;

  g_return_if_fail (DZ_IS_BLOCK (self) && !self->base.attached);

  write_shared (&self->source, valid);
}

/**
 * dz_block_init_earlier_original:
 * @earlier: (nullable): the original of which the translation was made, where it is another now
 */
void
dz_block_init_earlier_original (DzBlock *self, const char *earlier)
{
  g_autofree char *valid = earlier != NULL ? g_utf8_make_valid (earlier, -1) : NULL;

  g_return_if_fail (DZ_IS_BLOCK (self) && !self->base.attached);

  write_shared (&self->earlier, valid);
}

const char *
dz_block_get_id (DzBlock *self)
{
  g_return_val_if_fail (DZ_IS_BLOCK (self), NULL);

  return self->base.id;
}

/**
 * dz_block_get_form:
 *
 * Returns: (transfer none): what the block is, beside its text
 */
const DzBlockForm *
dz_block_get_form (DzBlock *self)
{
  g_return_val_if_fail (DZ_IS_BLOCK (self), NULL);

  return &self->form;
}

DzBlockKind
dz_block_get_kind (DzBlock *self)
{
  g_return_val_if_fail (DZ_IS_BLOCK (self), DZ_BLOCK_PARAGRAPH);

  return self->form.kind;
}

/**
 * dz_block_get_text:
 *
 * Returns: (transfer none): the text of that side, never NULL
 */
DzText *
dz_block_get_text (DzBlock *self, DzSide side)
{
  g_return_val_if_fail (DZ_IS_BLOCK (self), NULL);
  g_return_val_if_fail ((guint)side < DZ_N_SIDES, NULL);

  return self->texts[side];
}

DzState
dz_block_get_state (DzBlock *self)
{
  g_return_val_if_fail (DZ_IS_BLOCK (self), DZ_STATE_UNTRANSLATED);

  return self->state;
}

/**
 * dz_block_get_speaker:
 *
 * Returns: (transfer none) (nullable): id of who speaks
 */
const char *
dz_block_get_speaker (DzBlock *self)
{
  g_return_val_if_fail (DZ_IS_BLOCK (self), NULL);

  return self->speaker;
}

/**
 * dz_block_get_turn:
 *
 * Returns: whether a turn begins here
 */
gboolean
dz_block_get_turn (DzBlock *self)
{
  g_return_val_if_fail (DZ_IS_BLOCK (self), FALSE);

  return self->turn;
}

/**
 * dz_block_get_source:
 *
 * Returns: (transfer none): a picture's address; "" for none
 */
const char *
dz_block_get_source (DzBlock *self)
{
  g_return_val_if_fail (DZ_IS_BLOCK (self), NULL);

  return self->source != NULL ? self->source : "";
}

/**
 * dz_block_get_earlier_original:
 *
 * Returns: (transfer none): the original of which the translation was made, where it is another now; "" for none
 */
const char *
dz_block_get_earlier_original (DzBlock *self)
{
  g_return_val_if_fail (DZ_IS_BLOCK (self), NULL);

  return read_word (self, "earlier-original");
}

/**
 * dz_block_is_translatable:
 *
 * Returns: whether there is something in it for a translator to do
 */
gboolean
dz_block_is_translatable (DzBlock *self)
{
  g_return_val_if_fail (DZ_IS_BLOCK (self), FALSE);

  return self->form.kind != DZ_BLOCK_RULE && !dz_text_is_empty (self->texts[DZ_SIDE_ORIGINAL]);
}

void
dz_block_set_text (DzBlock *self, DzSide side, DzText *text)
{
  DzText *old = self->texts[side];

  self->texts[side] = dz_text_ref (text);
  dz_text_unref (old);
}

void
dz_block_share_speaker (DzBlock *self, char *speaker)
{
  dz_shared_unref (self->speaker);
  self->speaker = dz_shared_ref (speaker);
}

DzDocument *
dz_block_get_document (DzBlock *self)
{
  return self->document;
}

void
dz_block_set_document (DzBlock *self, DzDocument *document)
{
  self->document = document;
}

guint
dz_block_get_cached_index (DzBlock *self)
{
  return self->cached_index;
}

void
dz_block_set_cached_index (DzBlock *self, guint index)
{
  self->cached_index = index;
}

GPtrArray *
dz_block_get_anchored (DzBlock *self, DzSide side)
{
  return self->anchored[side];
}

void
dz_block_add_anchored (DzBlock *self, DzSide side, DzHighlight *highlight)
{
  if (self->anchored[side] == NULL)
    self->anchored[side] = g_ptr_array_new ();
  g_ptr_array_add (self->anchored[side], highlight);
}

void
dz_block_remove_anchored (DzBlock *self, DzSide side, DzHighlight *highlight)
{
  if (self->anchored[side] != NULL)
    g_ptr_array_remove_fast (self->anchored[side], highlight);
}

void
dz_block_emit_text_changed (DzBlock *self, DzSide side, guint position, guint removed, guint inserted)
{
  g_signal_emit (self, signals[SIGNAL_TEXT_CHANGED], 0, (guint)side, position, removed, inserted);
}

void
dz_block_emit_highlights_changed (DzBlock *self, DzSide side)
{
  g_signal_emit (self, signals[SIGNAL_HIGHLIGHTS_CHANGED], 0, (guint)side);
}
