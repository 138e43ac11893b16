#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How deep objects and arrays may lie in each other; a tree of tags takes two for each of its levels. */
#define DZ_JSON_MAX_DEPTH 1024

/* How many values a text may have: no more memory is taken for a small file than for a large one. */
#define DZ_JSON_MAX_VALUES (4 * 1000 * 1000)
#define DZ_JSON_MAX_VALUES_OF_PIECE (DZ_JSON_MAX_VALUES / 4)

typedef enum
{
  DZ_JSON_NULL,
  DZ_JSON_BOOLEAN,
  DZ_JSON_NUMBER,
  DZ_JSON_STRING,
  DZ_JSON_ARRAY,
  DZ_JSON_OBJECT,
} DzJsonType;

typedef struct _DzJson DzJson;

/**
 * DzJson:
 * @type: which value it is
 * @taken: dz_json_take() has handed it out: its reader knows it
 * @line: where it begins in its file, from 1
 * @length: bytes in @string; of an array or object, how many values it has
 * @key: (nullable): its name, when it is a member of an object
 * @string: the text of a string; of a number, its digits as they were written
 * @child: the first value of an array or object
 * @next: the value after it in the same array or object
 *
 * One value of a parsed JSON text.
 */
struct _DzJson
{
  DzJsonType type : 8;
  gboolean boolean : 8;
  gboolean taken : 8;
  guint line;
  gsize length;
  const char *key;
  const char *string;
  DzJson *child;
  DzJson *next;
};

/**
 * DzJsonTree:
 *
 * A parsed JSON text, with its line numbers.
 *
 * It is not JsonParser, because a project file comes from outside, and json-glib 1.6 takes what is not JSON, cuts
 * strings at \u0000, changes large numbers that it does not know what to do with, lets the later of two members of one
 * name win, keeps no lines for what is wrong above the syntax, and ends the process on deep nesting.
 */
typedef struct _DzJsonTree DzJsonTree;

/**
 * dz_json_parse:
 *
 * Reads strict JSON (RFC 8259): UTF-8, with or without a byte-order mark, no comments, no member twice in one object,
 * no \u0000 and no half of a surrogate pair in a string. Errors are DZ_STORE_ERROR, and say the line.
 *
 * Returns: (transfer full) (nullable): the tree, or NULL
 */
DzJsonTree *
dz_json_parse (GBytes *bytes, GError **error);
/* The same, of @bytes (transfer full), which are taken apart where they are: no second copy of a large file is made. */
DzJsonTree *
dz_json_parse_take (GBytes *bytes, GError **error);

/**
 * dz_json_parse_piece:
 * @text: one value of a larger text, of UTF-8; it is taken apart where it is, and must stay as long as the tree
 * @line: on which it begins
 *
 * Reads what could be saved of a damaged file, which may have few values. Members of the outermost object may be there
 * twice: see dz_json_drop_doubled().
 */
DzJsonTree *
dz_json_parse_piece (char *text, gsize length, guint line, GError **error);
void
dz_json_tree_free (DzJsonTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzJsonTree, dz_json_tree_free)
/* (transfer none), alive with the tree, as all that hangs on it */
DzJson *
dz_json_tree_get_root (DzJsonTree *tree);

/* (nullable): the member of that name, marked as taken. */
DzJson *
dz_json_take (DzJson *object, const char *key);
/* (transfer full) (nullable): the members that nobody took, as one JSON object. */
char *
dz_json_dup_rest (DzJson *object);
/* Takes out all members of which there is more than one of the same name; returns them (nullable), as a list. */
DzJson *
dz_json_drop_doubled (DzJson *object);
/* FALSE when it is no whole number from 0 to G_MAXUINT. */
gboolean
dz_json_get_uint (DzJson *json, guint *value);

G_END_DECLS
