#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-details.h"

/* Keys and values that are longer are sentences with a colon in them. */
#define LONGEST_KEY 20
#define LONGEST_VALUE 400
/* How far down a title is looked for. */
#define TITLE_REGION 12

typedef struct
{
  char *key;
  char *value;
  const char *field;
} Line;

void
dz_details_free (DzDetails *self)
{
  g_free (self->title);
  g_hash_table_unref (self->fields);
  g_ptr_array_unref (self->keys);
  g_ptr_array_unref (self->values);
  g_free (self);
}

static void
line_clear (gpointer data)
{
  Line *line = data;

  g_free (line->key);
  g_free (line->value);
}

static void
add_detail (DzDetails *self, const char *key, const char *value)
{
  const char *field = dz_details_field_of (key, value);

  if (field != NULL && strcmp (field, "title") == 0 && self->title == NULL)
    self->title = g_strdup (value);
  else if (field != NULL && strcmp (field, "title") != 0 && !g_hash_table_contains (self->fields, field))
    g_hash_table_insert (self->fields, g_strdup (field), g_strdup (value));
  else if (field == NULL || strcmp (field, "title") != 0 || strcmp (self->title, value) != 0)
    {
      g_ptr_array_add (self->keys, g_strdup (key));
      g_ptr_array_add (self->values, g_strdup (value));
    }
}

static char *
dup_settled (DzRuns *runs)
{
  dz_runs_settle (runs);
  return dz_runs_to_string (runs);
}

static gint
find_title (const GPtrArray *blocks)
{
  gboolean text = FALSE;

  for (guint i = 0; i < MIN (blocks->len, TITLE_REGION); i++)
    {
      const DzRawBlock *block = g_ptr_array_index (blocks, i);

      if (block->form.kind == DZ_BLOCK_HEADING && block->form.quoted == 0)
        return !text || block->form.level == 1 ? (gint)i : -1;
      text |= dz_raw_block_has_text (block);
    }
  return -1;
}

static gboolean
is_break (gunichar character)
{
  return character == DZ_RUNS_LINE_END || character == DZ_RUNS_BREAK;
}

static gunichar
colon_at (const DzRuns *line, guint position)
{
  gunichar character = dz_runs_char (line, position);

  return character == ':' || character == 0xff1a ? character : 0;
}

static gboolean
belongs_to_key (gunichar character)
{
  return g_unichar_isalnum (character) || dz_runs_is_blank (character) || character == '-' || character == '_'
         || character == '/' || character == 0xb7;
}

static char *
dup_value (DzRuns *line, guint colon, const char *field_hint)
{
  g_autoptr (GArray) cut = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) pieces = NULL;
  DzRuns *value;
  guint start = colon + 1;

  g_array_append_val (cut, start);
  pieces = dz_runs_cut (line, cut);
  value = g_ptr_array_index (pieces, 1);
  dz_runs_settle (value);
  /* A link whose words are not its address: the address is what was meant. */
  if (field_hint != NULL && (strcmp (field_hint, "source") == 0 || strcmp (field_hint, "cover") == 0))
    {
      for (guint i = 0; i < value->spans->len; i++)
        {
          const DzSpan *span = &g_array_index (value->spans, DzSpan, i);

          if (strcmp (span->kind, DZ_SPAN_LINK) == 0)
            return g_strdup (span->value);
        }
    }
  return dz_runs_to_string (value);
}

static gboolean
parse_line (DzRuns *line, Line *out)
{
  g_autoptr (GString) key = g_string_new (NULL);
  guint start = 0;
  guint i;

  while (dz_runs_is_blank (dz_runs_char (line, start)))
    start++;
  for (i = start; i - start <= LONGEST_KEY && belongs_to_key (dz_runs_char (line, i)); i++)
    g_string_append_unichar (key, dz_runs_char (line, i));
  g_strstrip (key->str);
  if (*key->str == '\0' || colon_at (line, i) == 0 || dz_runs_char (line, i + 1) == '/')
    return FALSE;

  out->field = dz_details_field_of (key->str, "://");
  out->value = dup_value (line, i, out->field);
  out->key = g_strdup (key->str);
  return g_utf8_strlen (out->value, -1) <= LONGEST_VALUE || out->field != NULL;
}

/* The lines of @block that are details: from its first one on, as many as there are; @end: where the rest begins. */
static GArray *
parse_block (const DzRawBlock *block, guint *end)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (Line));
  g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) pieces = NULL;

  g_array_set_clear_func (lines, line_clear);
  for (guint i = 0; i < dz_runs_length (block->text); i++)
    {
      guint next = i + 1;

      if (is_break (dz_runs_char (block->text, i)))
        g_array_append_val (cuts, next);
    }
  pieces = dz_runs_cut (block->text, cuts);
  for (guint i = 0; i < pieces->len; i++)
    {
      Line line = { 0 };

      *end = i > 0 ? g_array_index (cuts, guint, i - 1) : 0;
      if (!parse_line (g_ptr_array_index (pieces, i), &line))
        {
          line_clear (&line);
          return lines;
        }
      g_array_append_val (lines, line);
    }
  *end = dz_runs_length (block->text);
  return lines;
}

static gboolean
has_known_key (const GArray *lines)
{
  for (guint i = 0; i < lines->len; i++)
    {
      if (g_array_index (lines, Line, i).field != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
keep_from (DzRawBlock *block, guint start)
{
  g_autofree gunichar *with = g_new (gunichar, dz_runs_length (block->text) + 1);

  if (dz_runs_length (block->text) == 0)
    return;
  memcpy (with, block->text->chars->data, dz_runs_length (block->text) * sizeof *with);
  memset (with, 0, start * sizeof *with);
  dz_runs_rewrite (block->text, with);
}

/* "封面：" and then the picture itself. */
static void
take_cover (DzDetails *self, GPtrArray *blocks, guint index, Line *line)
{
  const DzRawBlock *next = index + 1 < blocks->len ? g_ptr_array_index (blocks, index + 1) : NULL;

  if (line->field == NULL || strcmp (line->field, "cover") != 0 || *line->value != '\0' || next == NULL
      || next->form.kind != DZ_BLOCK_PICTURE)
    return;
  g_free (line->value);
  line->value = g_strdup (next->source);
  g_ptr_array_remove_index (blocks, index + 1);
}

/* Takes the details that a block begins with; FALSE when it has other text as well, and so is the last to look at. */
static gboolean
take_lines (DzDetails *self, GPtrArray *blocks, guint index)
{
  DzRawBlock *block = g_ptr_array_index (blocks, index);
  guint end = 0;
  g_autoptr (GArray) lines = parse_block (block, &end);

  if (!has_known_key (lines))
    return FALSE;
  for (guint i = 0; i < lines->len; i++)
    {
      Line *line = &g_array_index (lines, Line, i);

      if (i + 1 == lines->len)
        take_cover (self, blocks, index, line);
      add_detail (self, line->key, line->value);
    }
  if (end < dz_runs_length (block->text))
    {
      keep_from (block, end);
      return FALSE;
    }
  g_ptr_array_remove_index (blocks, index);
  return TRUE;
}

static void
take_region (DzDetails *self, GPtrArray *blocks, guint index)
{
  while (index < blocks->len)
    {
      const DzRawBlock *block = g_ptr_array_index (blocks, index);

      if (block->form.kind == DZ_BLOCK_PICTURE || block->form.kind == DZ_BLOCK_RULE)
        index++;
      else if ((block->form.kind != DZ_BLOCK_PARAGRAPH && block->form.kind != DZ_BLOCK_LIST_ITEM) || block->literal
               || !take_lines (self, blocks, index))
        break;
    }
}

DzDetails *
dz_details_take (GPtrArray *blocks, const DzFrontMatter *front)
{
  DzDetails *self = g_new0 (DzDetails, 1);
  gint title = find_title (blocks);

  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; front != NULL && i < front->keys->len; i++)
    add_detail (self, g_ptr_array_index (front->keys, i), g_ptr_array_index (front->values, i));

  if (title >= 0)
    {
      DzRawBlock *block = g_ptr_array_index (blocks, title);
      g_autofree char *heading = dup_settled (block->text);

      /* Front matter that says something else leaves the heading where it is. */
      if (self->title == NULL || strcmp (self->title, heading) == 0)
        {
          g_free (self->title);
          self->title = g_steal_pointer (&heading);
          g_ptr_array_remove_index (blocks, title);
        }
      else
        title = -1;
    }
  take_region (self, blocks, title >= 0 ? title : 0);
  return self;
}
