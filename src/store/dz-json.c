#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "store/dz-json-writer.h"
#include "store/dz-json.h"
#include "store/dz-store-error.h"

/* Each chunk of nodes is twice the last one, for most texts are one line of a journal. */
#define NODES_FIRST 16
#define NODES_MOST 1024
/* Bytes that are looked at at a time, for whether they are UTF-8 */
#define PIECE 4096
/* Up to so many members are compared with each other; above, a table finds those that are there twice. */
#define FEW_MEMBERS 16

struct _DzJsonTree
{
  char *text; /* the strings of the nodes lie in it, unescaped in place; NULL: they lie in somebody else's */
  GPtrArray *chunks;
  guint chunk_size;
  guint n_in_chunk;
  guint n_nodes;
  DzJson *root;
};

typedef struct
{
  DzJsonTree *tree;
  char *at;
  char *end;
  guint line;
  guint depth;
  guint max_values;
  gboolean may_double; /* members of the outermost object may be there twice */
  GError **error;
} Parser;

static gboolean
parse_value (Parser *self, DzJson *node);

static gboolean
fail (Parser *self, const char *message)
{
  if (self->at >= self->end)
    g_set_error (self->error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED, _ ("line %u: the file ends too early"),
                 self->line);
  else
    g_set_error (self->error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED, _ ("line %u: %s"), self->line, message);
  return FALSE;
}

static DzJson *
new_node (DzJsonTree *tree)
{
  DzJson *chunk, *node;

  if (tree->n_in_chunk == tree->chunk_size)
    {
      tree->chunk_size = tree->chunk_size == 0 ? NODES_FIRST : MIN (2 * tree->chunk_size, NODES_MOST);
      g_ptr_array_add (tree->chunks, g_new (DzJson, tree->chunk_size));
      tree->n_in_chunk = 0;
    }
  tree->n_nodes++;
  chunk = g_ptr_array_index (tree->chunks, tree->chunks->len - 1);
  node = &chunk[tree->n_in_chunk++];
  *node = (DzJson){ .type = DZ_JSON_NULL };
  return node;
}

static void
skip_blanks (Parser *self)
{
  for (; self->at < self->end; self->at++)
    {
      if (*self->at == '\n')
        self->line++;
      else if (*self->at != ' ' && *self->at != '\t' && *self->at != '\r')
        return;
    }
}

static gboolean
next_is (Parser *self, char c)
{
  return self->at < self->end && *self->at == c;
}

static gboolean
parse_hex (Parser *self, guint *unit)
{
  *unit = 0;
  for (int i = 0; i < 4; i++, self->at++)
    {
      if (self->at >= self->end || !g_ascii_isxdigit (*self->at))
        return fail (self, _ ("four hexadecimal digits must follow “\\u”"));
      *unit = *unit * 16 + (guint)g_ascii_xdigit_value (*self->at);
    }
  return TRUE;
}

static gboolean
parse_unicode_escape (Parser *self, char **out)
{
  gunichar c;
  guint unit;

  if (!parse_hex (self, &unit))
    return FALSE;
  c = unit;
  if (unit >= 0xd800 && unit < 0xdc00)
    {
      if (self->end - self->at < 2 || self->at[0] != '\\' || self->at[1] != 'u')
        return fail (self, _ ("half of a character stands alone after “\\u”"));
      self->at += 2;
      if (!parse_hex (self, &unit))
        return FALSE;
      if (unit < 0xdc00 || unit >= 0xe000)
        return fail (self, _ ("half of a character stands alone after “\\u”"));
      c = 0x10000 + ((c - 0xd800) << 10) + (unit - 0xdc00);
    }
  else if (unit >= 0xdc00 && unit < 0xe000)
    {
      return fail (self, _ ("half of a character stands alone after “\\u”"));
    }
  if (c == 0)
    return fail (self, _ ("the character “\\u0000” is not allowed in a text"));
  *out += g_unichar_to_utf8 (c, *out);
  return TRUE;
}

static gboolean
parse_escape (Parser *self, char **out)
{
  static const char letters[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
  const char *found;

  if (++self->at >= self->end)
    return fail (self, NULL);
  if (*self->at == 'u')
    {
      self->at++;
      return parse_unicode_escape (self, out);
    }
  found = strchr (letters, *self->at);
  if (found == NULL || *found == '\0')
    return fail (self, _ ("a “\\” must be followed by one of \" \\ / b f n r t u"));
  *(*out)++ = values[found - letters];
  self->at++;
  return TRUE;
}

/* Unescapes in place: what comes out is never longer than what went in, and the closing quote makes room for the NUL.
 */
static gboolean
parse_string (Parser *self, const char **string, gsize *length)
{
  char *start = ++self->at, *out = start;

  while (self->at < self->end && *self->at != '"')
    {
      char *run = self->at;

      while (self->at < self->end && *self->at != '"' && *self->at != '\\' && (guchar)*self->at >= 0x20)
        self->at++;
      if (out != run)
        memmove (out, run, self->at - run);
      out += self->at - run;
      if (next_is (self, '\\') && !parse_escape (self, &out))
        return FALSE;
      if (self->at < self->end && (guchar)*self->at < 0x20)
        return fail (self, _ ("a text must end on the line on which it begins; a line end in it is written “\\n”"));
    }
  if (self->at >= self->end)
    return fail (self, NULL);
  self->at++;
  *out = '\0';
  *string = start;
  *length = out - start;
  return TRUE;
}

static gboolean
skip_digits (Parser *self)
{
  if (self->at >= self->end || !g_ascii_isdigit (*self->at))
    return fail (self, _ ("this is not a number"));
  while (self->at < self->end && g_ascii_isdigit (*self->at))
    self->at++;
  return TRUE;
}

static gboolean
parse_number (Parser *self, DzJson *node)
{
  char *start = self->at;

  node->type = DZ_JSON_NUMBER;
  if (*self->at == '-')
    self->at++;
  if (next_is (self, '0'))
    self->at++;
  else if (!skip_digits (self))
    return FALSE;
  if (next_is (self, '.'))
    {
      self->at++;
      if (!skip_digits (self))
        return FALSE;
    }
  if (next_is (self, 'e') || next_is (self, 'E'))
    {
      self->at++;
      if (next_is (self, '+') || next_is (self, '-'))
        self->at++;
      if (!skip_digits (self))
        return FALSE;
    }
  node->string = start;
  node->length = self->at - start;
  return TRUE;
}

static gboolean
parse_word (Parser *self, DzJson *node)
{
  static const struct
  {
    const char *word;
    DzJsonType type;
    gboolean boolean;
  } words[]
      = { { "null", DZ_JSON_NULL, FALSE }, { "true", DZ_JSON_BOOLEAN, TRUE }, { "false", DZ_JSON_BOOLEAN, FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i].word);

      if ((gsize)(self->end - self->at) >= length && memcmp (self->at, words[i].word, length) == 0)
        {
          node->type = words[i].type;
          node->boolean = words[i].boolean;
          self->at += length;
          return TRUE;
        }
    }
  return fail (self, _ ("a value is missing, or a text is not in double quotation marks"));
}

static gboolean
has_key_before (DzJson *first, DzJson *member)
{
  for (DzJson *other = first; other != member; other = other->next)
    if (strcmp (other->key, member->key) == 0)
      return TRUE;
  return FALSE;
}

/* (nullable): the first member of which there was one of the same name before */
static DzJson *
find_doubled (DzJson *object)
{
  g_autoptr (GHashTable) keys = NULL;

  if (object->length > FEW_MEMBERS)
    keys = g_hash_table_new (g_str_hash, g_str_equal);
  for (DzJson *member = object->child; member != NULL; member = member->next)
    if (keys != NULL ? !g_hash_table_add (keys, (char *)member->key) : has_key_before (object->child, member))
      return member;
  return NULL;
}

static gboolean
check_keys (Parser *self, DzJson *object)
{
  DzJson *doubled = find_doubled (object);

  if (doubled == NULL)
    return TRUE;
  g_set_error (self->error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED, _ ("line %u: “%s” is there twice in one object"),
               doubled->line, doubled->key);
  return FALSE;
}

static gboolean
parse_key (Parser *self, DzJson *member)
{
  gsize length;

  if (!next_is (self, '"'))
    return fail (self, _ ("a name in double quotation marks is missing"));
  if (!parse_string (self, &member->key, &length))
    return FALSE;
  skip_blanks (self);
  if (!next_is (self, ':'))
    return fail (self, _ ("a “:” is missing after a name"));
  self->at++;
  skip_blanks (self);
  return TRUE;
}

static gboolean
fail_values (Parser *self)
{
  g_set_error (self->error, DZ_STORE_ERROR, DZ_STORE_ERROR_TOO_LARGE, _ ("line %u: there are more than %d values"),
               self->line, (int)self->max_values);
  return FALSE;
}

static gboolean
parse_members (Parser *self, DzJson *node, char close)
{
  DzJson **tail = &node->child;

  self->at++;
  skip_blanks (self);
  if (next_is (self, close))
    {
      self->at++;
      return TRUE;
    }
  for (;;)
    {
      DzJson *member = new_node (self->tree);

      if (self->tree->n_nodes > self->max_values)
        return fail_values (self);
      if (close == '}' && !parse_key (self, member))
        return FALSE;
      if (!parse_value (self, member))
        return FALSE;
      *tail = member;
      tail = &member->next;
      node->length++;
      skip_blanks (self);
      if (next_is (self, close))
        break;
      if (!next_is (self, ','))
        return fail (self, close == '}' ? _ ("a “,” or “}” is missing before this")
                                        : _ ("a “,” or “]” is missing before this"));
      self->at++;
      skip_blanks (self);
    }
  self->at++;
  return close == ']' || (self->may_double && self->depth == 1) || check_keys (self, node);
}

static gboolean
parse_container (Parser *self, DzJson *node, DzJsonType type, char close)
{
  gboolean ok;

  if (self->depth == DZ_JSON_MAX_DEPTH)
    {
      g_set_error (self->error, DZ_STORE_ERROR, DZ_STORE_ERROR_TOO_LARGE,
                   _ ("line %u: objects lie in each other more than %d deep"), self->line, DZ_JSON_MAX_DEPTH);
      return FALSE;
    }
  node->type = type;
  self->depth++;
  ok = parse_members (self, node, close);
  self->depth--;
  return ok;
}

static gboolean
parse_value (Parser *self, DzJson *node)
{
  node->line = self->line;
  if (self->at >= self->end)
    return fail (self, NULL);
  switch (*self->at)
    {
    case '{':
      return parse_container (self, node, DZ_JSON_OBJECT, '}');
    case '[':
      return parse_container (self, node, DZ_JSON_ARRAY, ']');
    case '"':
      node->type = DZ_JSON_STRING;
      return parse_string (self, &node->string, &node->length);
    case '-':
    case '0' ... '9':
      return parse_number (self, node);
    default:
      return parse_word (self, node);
    }
}

/* Where the text has no ASCII any more. */
static const char *
skip_ascii (const char *at, const char *end)
{
  guint64 eight;

  for (; end - at >= 8; at += 8)
    {
      memcpy (&eight, at, sizeof eight);
      if ((eight & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
        break;
    }
  while (at < end && (guchar)*at < 0x80)
    at++;
  return at;
}

/* (nullable): the first byte that is not UTF-8. Large files are pictures for the most part, of letters alone. */
static const char *
find_bad (const char *at, const char *end)
{
  const char *bad;

  while ((at = skip_ascii (at, end)) < end)
    {
      const char *stop = end - at > PIECE ? at + PIECE : end;

      if (g_utf8_validate_len (at, (gsize)(stop - at), &bad))
        at = stop;
      else if (stop == end || g_utf8_get_char_validated (bad, end - bad) >= (gunichar)-2)
        return bad;
      else
        at = g_utf8_next_char (bad);
    }
  return NULL;
}

static gboolean
check_encoding (const char *text, gsize length, GError **error)
{
  const char *bad = length > 0 ? find_bad (text, text + length) : NULL;
  guint line = 1;

  if (bad == NULL)
    return TRUE;
  for (const char *p = text; p < bad; p++)
    line += *p == '\n';
  if (g_utf8_get_char_validated (bad, text + length - bad) == (gunichar)-2)
    g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED, _ ("line %u: the file ends too early"), line);
  else
    g_set_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED, _ ("line %u: there are bytes that are not UTF-8 text"),
                 line);
  return FALSE;
}

static DzJsonTree *
tree_new (void)
{
  DzJsonTree *tree = g_new0 (DzJsonTree, 1);

  tree->chunks = g_ptr_array_new_with_free_func (g_free);
  return tree;
}

static gboolean
parse_root (Parser *self)
{
  skip_blanks (self);
  self->tree->root = new_node (self->tree);
  if (!parse_value (self, self->tree->root))
    return FALSE;
  skip_blanks (self);
  return self->at == self->end || fail (self, _ ("there is something after the end"));
}

/* Takes @text, which was checked, and has a NUL at its end. */
static DzJsonTree *
parse_text (char *text, gsize length, GError **error)
{
  g_autoptr (DzJsonTree) tree = tree_new ();
  Parser parser
      = { .tree = tree, .at = text, .end = text + length, .line = 1, .max_values = DZ_JSON_MAX_VALUES, .error = error };

  tree->text = text;
  if (g_str_has_prefix (text, "\xef\xbb\xbf"))
    parser.at += 3;
  return parse_root (&parser) ? g_steal_pointer (&tree) : NULL;
}

DzJsonTree *
dz_json_parse_piece (char *text, gsize length, guint line, GError **error)
{
  g_autoptr (DzJsonTree) tree = tree_new ();
  Parser parser = { .tree = tree,
                    .at = text,
                    .end = text + length,
                    .line = line,
                    .max_values = DZ_JSON_MAX_VALUES_OF_PIECE,
                    .may_double = TRUE,
                    .error = error };

  return parse_root (&parser) ? g_steal_pointer (&tree) : NULL;
}

DzJsonTree *
dz_json_parse (GBytes *bytes, GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  char *text;

  if (!check_encoding (data, length, error))
    return NULL;
  text = g_malloc (length + 1);
  if (length > 0)
    memcpy (text, data, length);
  text[length] = '\0';
  return parse_text (text, length, error);
}

DzJsonTree *
dz_json_parse_take (GBytes *bytes, GError **error)
{
  gsize length;
  char *text = g_bytes_unref_to_data (bytes, &length);

  if (!check_encoding (text, length, error))
    {
      g_free (text);
      return NULL;
    }
  text = g_realloc (text, length + 1);
  text[length] = '\0';
  return parse_text (text, length, error);
}

DzJson *
dz_json_drop_doubled (DzJson *object)
{
  g_autoptr (GHashTable) seen = NULL, doubled = NULL;
  DzJson *dropped = NULL;

  if (find_doubled (object) == NULL)
    return NULL;
  seen = g_hash_table_new (g_str_hash, g_str_equal);
  doubled = g_hash_table_new (g_str_hash, g_str_equal);
  for (DzJson *member = object->child; member != NULL; member = member->next)
    if (!g_hash_table_add (seen, (char *)member->key))
      g_hash_table_add (doubled, (char *)member->key);
  for (DzJson **link = &object->child; *link != NULL;)
    {
      DzJson *member = *link;

      if (!g_hash_table_contains (doubled, member->key))
        {
          link = &member->next;
          continue;
        }
      *link = member->next;
      object->length--;
      member->next = dropped;
      dropped = member;
    }
  return dropped;
}

void
dz_json_tree_free (DzJsonTree *tree)
{
  g_ptr_array_unref (tree->chunks);
  g_free (tree->text);
  g_free (tree);
}

DzJson *
dz_json_tree_get_root (DzJsonTree *tree)
{
  return tree->root;
}

DzJson *
dz_json_take (DzJson *object, const char *key)
{
  for (DzJson *member = object->child; member != NULL; member = member->next)
    if (strcmp (member->key, key) == 0)
      {
        member->taken = TRUE;
        return member;
      }
  return NULL;
}

char *
dz_json_dup_rest (DzJson *object)
{
  g_autoptr (DzJsonWriter) writer = NULL;
  gboolean any = FALSE;

  for (DzJson *member = object->child; member != NULL && !any; member = member->next)
    any = !member->taken;
  if (!any)
    return NULL;

  writer = dz_json_writer_new (FALSE);
  dz_json_writer_begin_object (writer, NULL);
  for (DzJson *member = object->child; member != NULL; member = member->next)
    if (!member->taken)
      dz_json_writer_add_json (writer, member->key, member);
  dz_json_writer_end (writer);
  return dz_json_writer_dup_string (writer);
}

gboolean
dz_json_get_uint (DzJson *json, guint *value)
{
  guint64 number = 0;

  if (json->type != DZ_JSON_NUMBER || json->length > 10)
    return FALSE;
  for (gsize i = 0; i < json->length; i++)
    {
      if (!g_ascii_isdigit (json->string[i]))
        return FALSE;
      number = number * 10 + (guint64)g_ascii_digit_value (json->string[i]);
    }
  if (number > G_MAXUINT)
    return FALSE;
  *value = (guint)number;
  return TRUE;
}
