#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "window/compare/dz-compare-item.h"

#include "language/dz-diff.h"

typedef struct
{
  char *caption;
  /* GRefStrings, and one when they are the same: there may be many. */
  char *left;
  char *right;
  const char *language; /* interned */
  GArray *edits;
} Part;

typedef struct
{
  const char *id; /* interned */
  char *label;
} Action;

struct _DzCompareItem
{
  GObject parent_instance;

  DzCompareKind kind;
  char *heading;
  char *remark;
  GObject *object;
  GArray *parts;
  GArray *actions;
  gboolean checkable;
  gboolean chosen;
  gboolean unfolded;
};

G_DEFINE_FINAL_TYPE (DzCompareItem, dz_compare_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CHOSEN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
clear_part (gpointer data)
{
  Part *part = data;

  g_free (part->caption);
  g_clear_pointer (&part->left, g_ref_string_release);
  g_clear_pointer (&part->right, g_ref_string_release);
  g_clear_pointer (&part->edits, g_array_unref);
}

static void
clear_action (gpointer data)
{
  g_free (((Action *) data)->label);
}

static void
dz_compare_item_finalize (GObject *object)
{
  DzCompareItem *self = DZ_COMPARE_ITEM (object);

  g_free (self->heading);
  g_free (self->remark);
  g_clear_object (&self->object);
  g_array_unref (self->parts);
  g_array_unref (self->actions);
  G_OBJECT_CLASS (dz_compare_item_parent_class)->finalize (object);
}

static void
dz_compare_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHOSEN)
    g_value_set_boolean (value, DZ_COMPARE_ITEM (object)->chosen);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dz_compare_item_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DzCompareItem *self = DZ_COMPARE_ITEM (object);

  if (id != PROP_CHOSEN)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->chosen == g_value_get_boolean (value))
    return;
  self->chosen = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
dz_compare_item_class_init (DzCompareItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dz_compare_item_finalize;
  object_class->get_property = dz_compare_item_get_property;
  object_class->set_property = dz_compare_item_set_property;
  properties[PROP_CHOSEN]
      = g_param_spec_boolean ("chosen", NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dz_compare_item_init (DzCompareItem *self)
{
  self->parts = g_array_new (FALSE, TRUE, sizeof (Part));
  g_array_set_clear_func (self->parts, clear_part);
  self->actions = g_array_new (FALSE, TRUE, sizeof (Action));
  g_array_set_clear_func (self->actions, clear_action);
}

DzCompareItem *
dz_compare_item_new (DzCompareKind kind, const char *heading, gpointer object)
{
  DzCompareItem *self = g_object_new (DZ_TYPE_COMPARE_ITEM, NULL);

  self->kind = kind;
  self->heading = g_strdup (heading ? heading : "");
  self->object = object ? g_object_ref (object) : NULL;
  return self;
}

void
dz_compare_item_add_part (DzCompareItem *self, const char *caption, const char *left, const char *right)
{
  Part part = { .caption = g_strdup (caption), .left = left ? g_ref_string_new (left) : NULL };

  if (left && right && g_str_equal (left, right))
    part.right = g_ref_string_acquire (part.left);
  else if (right)
    part.right = g_ref_string_new (right);
  g_array_append_val (self->parts, part);
}

static Part *
get_part (DzCompareItem *self, guint part)
{
  return &g_array_index (self->parts, Part, part);
}

void
dz_compare_item_set_language (DzCompareItem *self, const char *language)
{
  g_return_if_fail (self->parts->len > 0);

  get_part (self, self->parts->len - 1)->language = language && *language ? g_intern_string (language) : NULL;
}

void
dz_compare_item_add_action (DzCompareItem *self, const char *id, const char *label)
{
  const Action action = { .id = g_intern_string (id), .label = g_strdup (label) };

  g_array_append_val (self->actions, action);
}

void
dz_compare_item_set_remark (DzCompareItem *self, const char *remark)
{
  g_free (self->remark);
  self->remark = g_strdup (remark);
}

void
dz_compare_item_set_checkable (DzCompareItem *self, gboolean checkable)
{
  self->checkable = checkable;
}

gboolean
dz_compare_item_get_checkable (DzCompareItem *self)
{
  return self->checkable;
}

gboolean
dz_compare_item_get_chosen (DzCompareItem *self)
{
  return self->chosen;
}

DzCompareKind
dz_compare_item_get_kind (DzCompareItem *self)
{
  return self->kind;
}

gpointer
dz_compare_item_get_object (DzCompareItem *self)
{
  return self->object;
}

const char *
dz_compare_item_get_heading (DzCompareItem *self)
{
  return self->heading;
}

const char *
dz_compare_item_get_remark (DzCompareItem *self)
{
  return self->remark;
}

guint
dz_compare_item_get_n_parts (DzCompareItem *self)
{
  return self->parts->len;
}

const char *
dz_compare_item_get_caption (DzCompareItem *self, guint part)
{
  return get_part (self, part)->caption;
}

const char *
dz_compare_item_get_left (DzCompareItem *self, guint part)
{
  return get_part (self, part)->left;
}

const char *
dz_compare_item_get_right (DzCompareItem *self, guint part)
{
  return get_part (self, part)->right;
}

const char *
dz_compare_item_get_language (DzCompareItem *self, guint part)
{
  return get_part (self, part)->language;
}

GArray *
dz_compare_item_get_edits (DzCompareItem *self, guint part)
{
  Part *at = get_part (self, part);

  if (!at->edits)
    at->edits = at->left && at->right ? dz_diff_words (at->left, at->right) : g_array_new (FALSE, FALSE, sizeof (DzDiffEdit));
  return at->edits;
}

guint
dz_compare_item_get_n_actions (DzCompareItem *self)
{
  return self->actions->len;
}

const char *
dz_compare_item_get_action_id (DzCompareItem *self, guint action)
{
  return g_array_index (self->actions, Action, action).id;
}

const char *
dz_compare_item_get_action_label (DzCompareItem *self, guint action)
{
  return g_array_index (self->actions, Action, action).label;
}

static gboolean
is_part_equal (const Part *a, const Part *b)
{
  return g_strcmp0 (a->caption, b->caption) == 0 && g_strcmp0 (a->left, b->left) == 0
         && g_strcmp0 (a->right, b->right) == 0 && a->language == b->language;
}

gboolean
dz_compare_item_equal (DzCompareItem *a, DzCompareItem *b)
{
  if (a->kind != b->kind || a->parts->len != b->parts->len || a->actions->len != b->actions->len
      || a->checkable != b->checkable || g_strcmp0 (a->heading, b->heading) != 0 || g_strcmp0 (a->remark, b->remark) != 0)
    return FALSE;
  for (guint i = 0; i < a->parts->len; i++)
    if (!is_part_equal (get_part (a, i), get_part (b, i)))
      return FALSE;
  for (guint i = 0; i < a->actions->len; i++)
    if (g_array_index (a->actions, Action, i).id != g_array_index (b->actions, Action, i).id)
      return FALSE;
  return TRUE;
}

static gboolean
stays (GListStore *store, guint position, DzCompareItem *item)
{
  g_autoptr (DzCompareItem) old = g_list_model_get_item (G_LIST_MODEL (store), position);

  return dz_compare_item_equal (old, item);
}

void
dz_compare_item_update_store (GListStore *store, GPtrArray *items)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store)), head = 0, tail = 0;

  while (head < n && head < items->len && stays (store, head, g_ptr_array_index (items, head)))
    head++;
  while (tail < n - head && tail < items->len - head
         && stays (store, n - 1 - tail, g_ptr_array_index (items, items->len - 1 - tail)))
    tail++;
  if (head + tail < n || head + tail < items->len)
    g_list_store_splice (store, head, n - head - tail, items->pdata + head, items->len - head - tail);
}

gboolean
dz_compare_item_get_unfolded (DzCompareItem *self)
{
  return self->unfolded;
}

void
dz_compare_item_set_unfolded (DzCompareItem *self, gboolean unfolded)
{
  self->unfolded = unfolded;
}
