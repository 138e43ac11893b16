#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "dz-random-edits.h"
#include "store/dz-damage.h"
#include "store/dz-json-writer.h"
#include "store/dz-json.h"
#include "store/dz-project-json.h"
#include "store/dz-store-error.h"

#define LOST "\357\277\275"
#define PAGE 4096

/* Where an entity stands in the file. */
typedef struct
{
  char *id;
  gsize start;
  gsize end;
} Place;

/* A project that is whole, and where everything stands in its file. */
typedef struct
{
  GBytes *bytes;
  const char *text;
  gsize length;
  DzProject *project;
  GArray *places;
  GPtrArray *blocks;
} Whole;

static void
place_clear (gpointer data)
{
  g_free (((Place *)data)->id);
}

static void
list_blocks (DzProject *project, GPtrArray *blocks)
{
  GListModel *documents = dz_project_get_documents (project);

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr (DzDocument) document = g_list_model_get_item (documents, i);

      for (guint j = 0; j < dz_document_get_n_blocks (document); j++)
        g_ptr_array_add (blocks, dz_document_get_block (document, j));
    }
}

/* By the lines alone: an entity begins on the line before its id, and ends on the next brace of its column. */
static void
find_places (Whole *self)
{
  g_auto (GStrv) lines = g_strsplit (self->text, "\n", -1);
  gsize at = 0;

  for (guint i = 0; lines[i] != NULL; at += strlen (lines[i++]) + 1)
    {
      gsize column = strspn (lines[i], " "), end = at;
      g_autofree char *close = g_strdup_printf ("%*s}", (int)column - 2, "");
      Place place;
      guint j = i;

      if (column < 6 || !g_str_has_prefix (lines[i] + column, "\"id\": "))
        continue;
      while (!g_str_has_prefix (lines[j], close))
        end += strlen (lines[j++]) + 1;
      place.id = g_strndup (lines[i] + column + 7, strcspn (lines[i] + column + 7, "\""));
      place.start = at - column + 1;
      place.end = end + strlen (close);
      g_array_append_val (self->places, place);
    }
}

static Whole *
whole_new (GBytes *bytes)
{
  Whole *self = g_new0 (Whole, 1);

  self->bytes = bytes;
  self->text = g_bytes_get_data (bytes, &self->length);
  self->project = dz_project_from_json (bytes, NULL, NULL);
  g_assert_nonnull (self->project);
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  g_array_set_clear_func (self->places, place_clear);
  self->blocks = g_ptr_array_new ();
  list_blocks (self->project, self->blocks);
  find_places (self);
  return self;
}

static void
whole_free (Whole *self)
{
  g_bytes_unref (self->bytes);
  g_object_unref (self->project);
  g_array_unref (self->places);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Whole, whole_free)

static Whole *
load_sample (void)
{
  char *text;
  gsize length;

  g_assert_true (g_file_get_contents (g_getenv ("DZ_SAMPLE"), &text, &length, NULL));
  /* With a last byte to be a string. */
  return whole_new (g_bytes_new_take (text, length));
}

static Whole *
make_random (guint32 seed, guint n_edits)
{
  g_autoptr (Whole) sample = load_sample ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GBytes) bytes = NULL;
  char *text;

  for (guint i = 0; i < n_edits; i++)
    dz_random_edit (sample->project, rand);
  bytes = dz_project_to_json (sample->project);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return whole_new (g_bytes_new_take (text, g_bytes_get_size (bytes)));
}

static DzProject *
recover (const char *text, gsize length, DzDamage **damage)
{
  g_autofree char *exactly = g_memdup2 (text, length);
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&exactly), length);
  gboolean newer = FALSE;
  g_autoptr (DzProject) whole = dz_project_from_json (bytes, &newer, NULL);
  DzProject *project = dz_project_from_damaged_json (bytes, damage);

  g_assert_nonnull (*damage);
  if (!newer)
    g_assert_true ((whole == NULL) == ((*damage)->n_problems > 0));
  g_assert_cmpuint ((*damage)->problems->len, ==, MIN ((*damage)->n_problems, DZ_DAMAGE_MOST));
  for (guint i = 0; i < (*damage)->problems->len; i++)
    {
      const char *problem = g_ptr_array_index ((*damage)->problems, i);

      g_assert_true (g_utf8_validate (problem, -1, NULL));
      g_assert_true (g_str_has_prefix (problem, "Line "));
      g_assert_true (g_str_has_suffix (problem, "."));
    }
  if (project != NULL)
    {
      g_autoptr (GBytes) written = dz_project_to_json (project);
      g_autoptr (GError) error = NULL;
      g_autoptr (DzProject) again = dz_project_from_json (written, NULL, &error);

      g_assert_no_error (error);
    }
  return project;
}

static DzProject *
recover_text (const char *text, DzDamage **damage)
{
  return recover (text, strlen (text), damage);
}

/* All of it, or what stands before the place where something is lost, or nothing. */
static gboolean
is_rest_of (const char *text, const char *whole)
{
  const char *lost = strstr (text, LOST);

  return *text == '\0' || g_str_equal (text, whole)
         || (lost != NULL && strncmp (text, whole, (gsize)(lost - text)) == 0);
}

static const char *
text_of (DzBlock *block, DzSide side)
{
  return dz_text_get_string (dz_block_get_text (block, side));
}

static gboolean
is_rest_of_block (DzBlock *block, DzBlock *whole)
{
  return is_rest_of (text_of (block, DZ_SIDE_ORIGINAL), text_of (whole, DZ_SIDE_ORIGINAL))
         && is_rest_of (text_of (block, DZ_SIDE_TRANSLATION), text_of (whole, DZ_SIDE_TRANSLATION));
}

/* No block is there that was not; only one whose id is lost has another one. */
static void
check_nothing_new (Whole *whole, DzProject *project)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();

  list_blocks (project, blocks);
  for (guint i = 0; i < blocks->len; i++)
    {
      DzBlock *block = g_ptr_array_index (blocks, i);
      DzBlock *there = dz_project_lookup_block (whole->project, dz_block_get_id (block));
      gboolean found = there != NULL && is_rest_of_block (block, there);

      for (guint j = 0; there == NULL && !found && j < whole->blocks->len; j++)
        found = is_rest_of_block (block, g_ptr_array_index (whole->blocks, j));
      g_assert_true (found);
    }
}

/* Live highlights lie on the words on which they lay. */
static void
check_highlights (Whole *whole, DzProject *project)
{
  GListModel *highlights = dz_project_get_highlights (project);

  for (guint i = 0; i < g_list_model_get_n_items (highlights); i++)
    {
      g_autoptr (DzHighlight) highlight = g_list_model_get_item (highlights, i);
      DzHighlight *there = dz_project_lookup_highlight (whole->project, dz_highlight_get_id (highlight));

      for (DzSide side = 0; there != NULL && side < DZ_N_SIDES; side++)
        {
          g_autofree char *quote = NULL, *quote_there = NULL;

          if (dz_highlight_get_anchor (highlight, side) == NULL)
            continue;
          quote = dz_project_dup_quote (project, highlight, side);
          quote_there = dz_project_dup_quote (whole->project, there, side);
          g_assert_cmpstr (quote, ==, quote_there);
        }
    }
}

/* All that has no byte between @from and @to is there; blocks, speakers and pictures to the last format. */
static guint
check_rest (Whole *whole, DzProject *project, gsize from, gsize to)
{
  guint n_blocks = 0;

  for (guint i = 0; i < whole->places->len; i++)
    {
      const Place *place = &g_array_index (whole->places, Place, i);
      DzEntity *entity = dz_project_lookup (whole->project, place->id), *there;

      if (place->end > from && place->start < to)
        continue;
      n_blocks += DZ_IS_BLOCK (entity);
      if (project == NULL)
        continue;
      there = dz_project_lookup (project, place->id);
      g_assert_nonnull (there);
      if (DZ_IS_BLOCK (entity) || DZ_IS_SPEAKER (entity) || DZ_IS_PICTURE (entity))
        g_assert_true (dz_entity_equal (entity, there));
      if (DZ_IS_TAG (entity))
        g_assert_cmpstr (dz_tag_get_name (DZ_TAG (entity)), ==, dz_tag_get_name (DZ_TAG (there)));
    }
  return n_blocks;
}

static void
check (Whole *whole, const char *text, gsize length, gsize from, gsize to)
{
  g_autoptr (DzDamage) damage = NULL;
  g_autoptr (DzProject) project = recover (text, length, &damage);
  guint n_blocks = check_rest (whole, project, from, to);

  g_assert_true (project != NULL || n_blocks == 0);
  if (project == NULL)
    return;
  if (damage->id_known)
    g_assert_cmpstr (dz_project_get_id (project), ==, dz_project_get_id (whole->project));
  check_nothing_new (whole, project);
  check_highlights (whole, project);
}

static void
test_whole (void)
{
  for (guint seed = 0; seed < 4; seed++)
    {
      g_autoptr (Whole) whole = seed == 0 ? load_sample () : make_random (seed, 500);
      g_autoptr (DzDamage) damage = NULL;
      g_autoptr (DzProject) project = recover (whole->text, whole->length, &damage);
      g_autoptr (GBytes) bytes = dz_project_to_json (project), there = dz_project_to_json (whole->project);

      g_assert_cmpuint (damage->n_problems, ==, 0);
      g_assert_true (damage->id_known);
      g_assert_true (g_bytes_equal (bytes, there));
    }
}

static void
cut (Whole *whole, guint n_cuts)
{
  for (guint i = 0; i <= n_cuts; i++)
    {
      gsize length = whole->length * i / n_cuts;

      check (whole, whole->text, length, length, G_MAXSIZE);
    }
}

static void
test_cut (void)
{
  g_autoptr (Whole) sample = load_sample (), random = make_random (7, 800);

  cut (sample, 400);
  cut (random, 400);
}

/* At every byte around the end of a block, and of the whole. */
static void
test_cut_everywhere (void)
{
  g_autoptr (Whole) whole = make_random (11, 300);
  gsize starts[] = { 0, whole->length - 300, 0 };

  for (guint i = 0; i < whole->places->len; i++)
    if (DZ_IS_BLOCK (dz_project_lookup (whole->project, g_array_index (whole->places, Place, i).id)))
      {
        starts[2] = g_array_index (whole->places, Place, i).end - 150;
        break;
      }
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    for (gsize length = starts[i]; length <= MIN (starts[i] + 300, whole->length); length++)
      check (whole, whole->text, length, length, G_MAXSIZE);
}

static void
test_zeroed_pages (void)
{
  g_autoptr (Whole) sample = load_sample (), random = make_random (21, 600);
  Whole *wholes[] = { sample, random };

  for (guint i = 0; i < G_N_ELEMENTS (wholes); i++)
    for (gsize page = 0; page < wholes[i]->length; page += PAGE)
      {
        g_autofree char *text = g_memdup2 (wholes[i]->text, wholes[i]->length);
        gsize end = MIN (page + PAGE, wholes[i]->length);

        memset (text + page, 0, end - page);
        check (wholes[i], text, wholes[i]->length, page, end);
      }
}

/* As a crash leaves it: as long as it was to be, and zeros from somewhere on. */
static void
test_zeroed_end (void)
{
  g_autoptr (Whole) whole = load_sample ();

  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = g_memdup2 (whole->text, whole->length);
      gsize start = (gsize)g_test_rand_int_range (0, (gint32)whole->length);

      memset (text + start, 0, whole->length - start);
      check (whole, text, whole->length, start, G_MAXSIZE);
    }
}

static void
test_overwritten_pages (void)
{
  g_autoptr (Whole) whole = make_random (31, 400);

  for (gsize page = 0; page < whole->length; page += PAGE)
    {
      g_autofree char *text = g_memdup2 (whole->text, whole->length);
      gsize end = MIN (page + PAGE, whole->length);
      g_autoptr (DzDamage) damage = NULL;
      g_autoptr (DzProject) project = NULL;

      for (gsize i = page; i < end; i++)
        text[i] = (char)g_test_rand_int_range (0, 256);
      project = recover (text, whole->length, &damage);
      g_assert_nonnull (project);
      check_rest (whole, project, page, end);
    }
}

/* How many blocks are not there as they were, although none of their bytes is another one. */
static guint
count_lost (Whole *whole, const char *text, DzProject *project)
{
  guint n = 0;

  for (guint i = 0; i < whole->places->len; i++)
    {
      const Place *place = &g_array_index (whole->places, Place, i);
      DzBlock *block = dz_project_lookup_block (whole->project, place->id), *there;

      if (block == NULL || memcmp (text + place->start, whole->text + place->start, place->end - place->start) != 0)
        continue;
      there = dz_project_lookup_block (project, place->id);
      n += there == NULL || !is_rest_of_block (there, block);
    }
  return n;
}

static void
test_flipped_bytes (void)
{
  g_autoptr (Whole) whole = make_random (41, 400);
  guint n_flips = 0, n_lost = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = g_memdup2 (whole->text, whole->length);
      guint n = (guint)g_test_rand_int_range (1, 20);
      g_autoptr (DzDamage) damage = NULL;
      g_autoptr (DzProject) project = NULL;

      n_flips += n;
      while (n-- > 0)
        text[g_test_rand_int_range (0, (gint32)whole->length)] ^= (char)(1 << g_test_rand_int_range (0, 8));
      project = recover (text, whole->length, &damage);
      g_assert_nonnull (project);
      n_lost += count_lost (whole, text, project);
    }
  g_test_message ("%u bytes flipped: of blocks that had none of them, %u lost", n_flips, n_lost);
  g_assert_cmpuint (n_lost, <, n_flips / 50);
}

/* One byte that is no text loses that character, and nothing else. */
static void
test_one_byte (void)
{
  g_autoptr (Whole) whole = load_sample ();

  for (guint i = 0; i < whole->places->len; i += 3)
    {
      const Place *place = &g_array_index (whole->places, Place, i);
      g_autofree char *text = g_memdup2 (whole->text, whole->length);
      char *in_text = g_strstr_len (text + place->start, (gssize)(place->end - place->start), "\"original\": \"");

      if (in_text == NULL)
        continue;
      in_text += strlen ("\"original\": \"");
      *in_text = '\xff';
      check (whole, text, whole->length, place->start, place->end);
    }
}

/* The lines of @text with those of the first entity behind @key once more. */
static char *
double_first (const char *text, const char *key)
{
  const char *list = strstr (text, key);
  const char *start = strchr (list, '\n') + 1, *end;
  gsize column = strspn (start, " ");
  g_autofree char *close = g_strdup_printf ("\n%*s}", (int)column, ""), *entity = NULL;

  end = strstr (start, close) + strlen (close);
  entity = g_strndup (start, (gsize)(end - start));
  return g_strdup_printf ("%.*s%s,\n%s", (int)(start - text), text, entity, start);
}

static void
test_doubled_entries (void)
{
  static const char *const keys[] = { "\"speakers\"", "\"tags\"", "\"documents\"", "\"blocks\"", "\"highlights\"" };
  g_autoptr (Whole) whole = load_sample ();
  g_autofree char *original = g_strndup (whole->text, whole->length);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *text = double_first (original, keys[i]);
      g_autoptr (DzDamage) damage = NULL;
      g_autoptr (DzProject) project = recover_text (text, &damage);
      g_autoptr (GBytes) bytes = dz_project_to_json (project);

      g_assert_cmpuint (damage->n_problems, >, 0);
      g_assert_true (g_bytes_equal (bytes, whole->bytes)
                     || g_bytes_get_size (bytes) == strlen (original) - (g_str_has_suffix (original, "\n") ? 1 : 0));
    }
}

#define START "{\n\"format\": \"duizhao\",\n\"version\": 1,\n\"id\": \"p\",\n"
#define BLOCKS                                                                                                         \
  "\"documents\": [\n{\n\"id\": \"d\",\n\"blocks\": [\n"                                                               \
  "{\n\"id\": \"b1\",\n\"kind\": \"paragraph\",\n\"original\": \"一二三四五\",\n\"translation\": \"one\"\n},\n"   \
  "{\n\"id\": \"b2\",\n\"kind\": \"paragraph\",\n\"original\": \"六七八九十\"\n}\n]\n}\n]"

static guint
count_blocks (DzProject *project)
{
  g_autoptr (GPtrArray) blocks = g_ptr_array_new ();

  list_blocks (project, blocks);
  return blocks->len;
}

static gboolean
says (DzDamage *damage, const char *words)
{
  for (guint i = 0; i < damage->problems->len; i++)
    if (strstr (g_ptr_array_index (damage->problems, i), words) != NULL)
      return TRUE;
  return FALSE;
}

/* @text with @from instead of @to, which is there. */
static char *
swap (const char *text, const char *from, const char *to)
{
  const char *at = strstr (text, from);

  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int)(at - text), text, to, at + strlen (from));
}

static void
test_highlights (void)
{
  static const char *const highlight
      = "\n{\"id\":\"%s\",\"document\":\"d\",\"note\":\"n\",\"original\":{\"start\":{\"block\":\"%s\",\"position\":%u},"
        "\"end\":{\"block\":\"%s\",\"position\":%u},\"quote\":\"%s\"}}";
  GString *text = g_string_new (START BLOCKS ",\n\"highlights\": [");
  g_autoptr (DzDamage) damage = NULL;
  g_autoptr (DzProject) project = NULL;
  DzHighlight *missing, *far;
  g_autofree char *quote = NULL;

  g_string_append_printf (text, highlight, "whole", "b1", 1, "b1", 3, "二三");
  g_string_append_printf (text, highlight, "missing", "b7", 1, "b7", 3, "早安");
  text->str[text->len] = '\0';
  g_string_insert (text, (gssize)(strrchr (text->str, '\n') - text->str), ",");
  g_string_append_c (text, ',');
  g_string_append_printf (text, highlight, "far", "b2", 4000000000U, "b2", 4000000002U, "晚安");
  g_string_append_c (text, ',');
  g_string_append_printf (text, highlight, "backwards", "b2", 3, "b2", 1, "七");
  g_string_append (text, "\n]\n}\n");
  project = recover_text (text->str, &damage);
  g_string_free (text, TRUE);

  g_assert_cmpuint (count_blocks (project), ==, 2);
  g_assert_false (dz_highlight_get_anchor (dz_project_lookup_highlight (project, "whole"), DZ_SIDE_ORIGINAL)->orphan);
  missing = dz_project_lookup_highlight (project, "missing");
  g_assert_true (dz_highlight_get_anchor (missing, DZ_SIDE_ORIGINAL)->orphan);
  quote = dz_project_dup_quote (project, missing, DZ_SIDE_ORIGINAL);
  g_assert_cmpstr (quote, ==, "早安");
  far = dz_project_lookup_highlight (project, "far");
  g_assert_true (dz_highlight_get_anchor (far, DZ_SIDE_ORIGINAL)->orphan);
  g_assert_null (dz_project_lookup_highlight (project, "backwards"));
  g_assert_true (says (damage, "this highlight is left out"));
}

/* What is named, but was lost, is there by its id. */
static void
test_missing (void)
{
  g_autofree char *spoken = swap (START BLOCKS, "\"translation\"", "\"speaker\": \"s9\",\n\"translation\"");
  g_autofree char *text = g_strconcat (
      spoken,
      ",\n\"highlights\": "
      "[\n{\"id\":\"h\",\"document\":\"d\",\"tags\":[\"t9\",\"b2\"],\"original\":{\"start\":{\"block\":\"b1\","
      "\"position\":1},\"end\":{\"block\":\"b1\",\"position\":3},\"quote\":\"二三\"}},\n"
      "{\"id\":\"i\",\"document\":\"d9\",\"original\":{\"orphan\":true,\"quote\":\"早安\"}}\n]\n}\n",
      NULL);
  g_autoptr (DzDamage) damage = NULL;
  g_autoptr (DzProject) project = recover_text (text, &damage);
  const char *const *tags = dz_highlight_get_tags (dz_project_lookup_highlight (project, "h"));

  g_assert_cmpstr (dz_block_get_speaker (dz_project_lookup_block (project, "b1")), ==, "s9");
  g_assert_true (says (damage, "“s9”"));
  g_assert_cmpuint (g_strv_length ((char **)tags), ==, 1);
  g_assert_cmpstr (tags[0], ==, "t9");
  g_assert_cmpstr (dz_tag_get_name (dz_project_lookup_tag (project, "t9")), ==, LOST);
  g_assert_true (says (damage, "“t9”"));
  g_assert_true (says (damage, "“b2”"));
  g_assert_nonnull (dz_project_lookup_highlight (project, "i"));
  g_assert_true (says (damage, "“d9”"));
  g_assert_cmpuint (damage->n_problems, ==, 4);
}

/* What cannot be is left out alone, with its reason and its line. */
static void
test_wrong_values (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    const char *says;
    guint n_blocks;
  } cases[] = {
    { "\"kind\": \"paragraph\"", "\"kind\": \"poem\"", "line 11:", 2 },
    { "\"kind\": \"paragraph\"", "\"kind\": 7", "line 11:", 2 },
    { "\"kind\": \"paragraph\"", "\"level\": -1", "line 11: here stands no whole number", 2 },
    { "\"kind\": \"paragraph\"", "\"level\": 1e999", "line 11: here stands no whole number", 2 },
    { "\"translation\": \"one\"", "\"translation\": [1]", "“translation”", 2 },
    { "\"translation\": \"one\"", "\"translation\": \"one\",\n\"translation_spans\": 1", "“translation_spans”", 2 },
    { "\"translation\": \"one\"",
      "\"translation\": \"one\",\n\"translation_spans\": [{\"start\":0,\"end\":9,\"kind\":\"bold\"},"
      "{\"start\":0,\"end\":1,\"kind\":\"bold\"}]",
      "from 0 to 9", 2 },
    { "\"kind\": \"paragraph\"", "\"turn\": true,\n\"turn\": true", "“turn” is there twice", 2 },
    { "\"b2\"", "\"b1\"", "this block is left out", 1 },
    { "\"b2\"", "\"p\"", "this block is left out", 1 },
    { "\"b2\"", "\"\"", "the id of what begins here is lost", 2 },
    { "\"b2\"", "null", "the id of what begins here is lost", 2 },
    { "\"blocks\": [", "\"blocks\": 1,\n\"blocks\": [", "“blocks” is no list", 2 },
    { "\"id\": \"d\"", "\"id\": \"p\"", "is there already", 2 },
    { "\"version\": 1", "\"version\": 0", "which version", 2 },
    { "\"version\": 1", "\"version\": 9", "a later version", 2 },
    { "\"version\": 1,\n", "", "which version", 2 },
    { "\"duizhao\"", "\"duizhap\"", "something else than a Duizhao project", 2 },
    { "\"format\": \"duizhao\",\n", "", "nothing says that this is", 2 },
    { "\"id\": \"p\",\n", "", "the id of the project is lost", 2 },
    { "\"id\": \"p\"", "\"id\": \"p\",\n\"title\": [1]", "“title”", 2 },
    { "\n},\n{", "\n}\n{", "no “,” stands there", 2 },
    { "\n},\n{", "\n},,\n{", "could not be read", 2 },
    { "}\n]\n}\n]\n}", "},\n]\n}\n]\n}", "a “,” stands there", 2 },
    { "]\n}\n]\n}\n", "]\n}\n]\n}\n}", "something after the end", 2 },
    { "]\n}\n]\n}\n", "]\n}\n]\n", "ends too early", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = swap (START BLOCKS "\n}\n", cases[i].from, cases[i].to);
      g_autoptr (DzDamage) damage = NULL;
      g_autoptr (DzProject) project = recover_text (text, &damage);

      g_assert_nonnull (project);
      if (says (damage, cases[i].says) && damage->n_problems <= 2 && count_blocks (project) == cases[i].n_blocks)
        continue;
      g_test_message ("case %u: %u blocks, %u problems", i, count_blocks (project), damage->n_problems);
      for (guint j = 0; j < damage->problems->len; j++)
        g_test_message ("%s", (char *)g_ptr_array_index (damage->problems, j));
      g_test_fail ();
    }
}

static void
assert_texts (const char *text, const char *original, const char *translation)
{
  g_autoptr (DzDamage) damage = NULL;
  g_autoptr (DzProject) project = recover_text (text, &damage);
  DzBlock *block = dz_project_lookup_block (project, "b1");

  g_assert_nonnull (block);
  g_assert_cmpstr (text_of (block, DZ_SIDE_ORIGINAL), ==, original);
  g_assert_cmpstr (text_of (block, DZ_SIDE_TRANSLATION), ==, translation);
  g_assert_nonnull (dz_project_lookup_block (project, "b2"));
  g_assert_cmpuint (damage->n_problems, >, 0);
  g_assert_cmpuint (damage->n_problems, <=, 2);
}

static void
test_scratched_texts (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    const char *original;
    const char *translation;
  } cases[] = {
    { "二三", "二\xff三", "一二" LOST "三四五", "one" },
    { "二三", "\xe4\xba三", "一" LOST "三四五", "one" },
    { "二三", "\x01\x02", "一" LOST "四五", "one" },
    { "二三", "\\x", "一" LOST "x四五", "one" },
    { "二三", "\\ud800", "一" LOST "ud800四五", "one" },
    { "二三", "\\u0000", "一" LOST "u0000四五", "one" },
    { "五\",", "五,", "一二三四五," LOST, "one" },
    { "\": \"一", "\": 一", "", "one" },
    { "\"original\"", "\"orig\xffnal\"", "", "one" },
    { "\"original\"", "original\"", "", "one" },
    { "五\",\n", "五\"X\n", "一二三四五", "one" },
    { "五\",\n", "五\",X", "一二三四五", "one" },
    { "二三", "\x01\x01\x01\x01\x01\x01\x01", "一" LOST, "" },
    { "二三", "\xff.\xff.\xff.\xff.", "一" LOST, "one" },
    { "one\"\n", "one\n", "一二三四五", "one" LOST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = swap (START BLOCKS "\n}\n", cases[i].from, cases[i].to);

      g_test_message ("%u", i);
      assert_texts (text, cases[i].original, cases[i].translation);
    }
}

/* Behind the place where something is lost, a text has other positions. */
static void
test_scratched_formats (void)
{
  g_autofree char *text = swap (START BLOCKS "\n}\n", "一二三四五\",",
                                "一二\xff三四五\",\n\"original_spans\": [{\"start\":0,\"end\":2,\"kind\":\"bold\"},"
                                "{\"start\":3,\"end\":4,\"kind\":\"bold\"}],");
  g_autoptr (DzDamage) damage = NULL;
  g_autoptr (DzProject) project = recover_text (text, &damage);
  DzBlock *block = dz_project_lookup_block (project, "b1");
  guint n_spans;
  const DzSpan *spans = dz_text_get_spans (dz_block_get_text (block, DZ_SIDE_ORIGINAL), &n_spans);

  g_assert_cmpuint (n_spans, ==, 1);
  g_assert_cmpuint (spans[0].end, ==, 2);
  g_assert_cmpuint (damage->n_problems, ==, 2);
}

/* Where the beginning is lost, highlights know the id of their document. */
static void
test_lost_beginning (void)
{
  g_autoptr (Whole) whole = load_sample ();
  g_autofree char *text = g_strndup (whole->text, whole->length);
  g_autoptr (DzDamage) damage = NULL;
  g_autoptr (DzProject) project = NULL;
  GListModel *highlights;
  guint n_live = 0;
  char *blocks = strstr (text, "\"blocks\"");

  memset (text, 0, (gsize)(blocks - text) - 1);
  project = recover (text, whole->length, &damage);
  g_assert_nonnull (project);
  g_assert_false (damage->id_known);
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_documents (project)), ==, 1);
  g_assert_cmpuint (count_blocks (project), ==, whole->blocks->len);
  highlights = dz_project_get_highlights (project);
  g_assert_cmpuint (g_list_model_get_n_items (highlights), ==,
                    g_list_model_get_n_items (dz_project_get_highlights (whole->project)));
  for (guint i = 0; i < g_list_model_get_n_items (highlights); i++)
    {
      g_autoptr (DzHighlight) highlight = g_list_model_get_item (highlights, i);
      DzAnchor *anchor = dz_highlight_get_anchor (highlight, DZ_SIDE_ORIGINAL);

      n_live += anchor != NULL && !anchor->orphan;
    }
  g_assert_cmpuint (n_live, >, 5);
}

/* Other programs write it on one line. */
static void
test_one_line (void)
{
  g_autoptr (Whole) whole = load_sample ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DzJsonTree) tree = dz_json_parse (whole->bytes, &error);
  g_autoptr (DzJsonWriter) writer = dz_json_writer_new (FALSE);
  g_autofree char *line = NULL;
  gsize length;

  dz_json_writer_add_json (writer, NULL, dz_json_tree_get_root (tree));
  line = dz_json_writer_dup_string (writer);
  length = strlen (line);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *text = g_memdup2 (line, length);
      gsize from = (gsize)g_test_rand_int_range (0, (gint32)length - 40);
      g_autoptr (DzDamage) damage = NULL;
      g_autoptr (DzProject) project = NULL;

      memset (text + from, 0, 40);
      project = recover (text, length, &damage);
      g_assert_nonnull (project);
      check_nothing_new (whole, project);
      check_highlights (whole, project);
      g_assert_cmpuint (count_blocks (project) + 2, >=, whole->blocks->len);
    }
}

static void
test_none (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "{",
    "{}",
    "[]",
    "# A talk\n\nHost: Good morning.\n",
    "{\"format\":\"other\",\"version\":1,\"id\":\"p\",\"documents\":[{\"id\":\"d\",\"blocks\":[{\"name\":\"b\"}]}]}",
    START "\"documents\": [\n{\n\"id\": \"d\"",
    "{\"id\":",
    "\"blocks\":[{\"id\"",
    "\xef\xbb\xbf",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DzDamage) damage = NULL;

      g_assert_null (recover_text (texts[i], &damage));
      g_assert_cmpuint (damage->n_problems, >, 0);
    }
}

static void
test_many_problems (void)
{
  GString *text = g_string_new (START "\"documents\": [\n{\n\"id\": \"d\",\n\"blocks\": [\n{\"id\": \"b\"}");
  g_autoptr (DzDamage) damage = NULL;
  g_autoptr (DzProject) project = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, ",\n{\"id\": \"b\"}");
  g_string_append (text, "]}]}");
  project = recover_text (text->str, &damage);
  g_string_free (text, TRUE);
  g_assert_cmpuint (damage->n_problems, ==, 1000);
  g_assert_cmpuint (damage->problems->len, ==, DZ_DAMAGE_MOST);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (damage->problems, 0), "Line 10: "));
  g_assert_true (g_str_has_prefix (g_ptr_array_index (damage->problems, 1), "Line 11: "));
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("duizhao-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "访谈.duizhao", NULL), *after = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path), nowhere = g_file_get_child (file, "nowhere");
  g_autoptr (DzDamage) damage = NULL, none = NULL;
  g_autoptr (DzProject) project = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, START BLOCKS, -1, NULL));
  project = dz_project_file_load_damaged (file, &damage, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_blocks (project), ==, 2);
  g_assert_cmpuint (damage->n_problems, ==, 1);
  g_assert_true (damage->id_known);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, ==, START BLOCKS);

  g_assert_true (g_file_set_contents (path, START, -1, NULL));
  g_assert_null (dz_project_file_load_damaged (file, &none, NULL, &error));
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (none->id_known);
  g_clear_error (&error);
  g_clear_pointer (&none, dz_damage_free);
  g_assert_null (dz_project_file_load_damaged (nowhere, &none, NULL, &error));
  g_assert_error (error, DZ_STORE_ERROR, DZ_STORE_ERROR_READ);
  g_assert_null (none);
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/damage/whole", test_whole);
  g_test_add_func ("/damage/cut", test_cut);
  g_test_add_func ("/damage/cut-everywhere", test_cut_everywhere);
  g_test_add_func ("/damage/zeroed-pages", test_zeroed_pages);
  g_test_add_func ("/damage/zeroed-end", test_zeroed_end);
  g_test_add_func ("/damage/overwritten-pages", test_overwritten_pages);
  g_test_add_func ("/damage/flipped-bytes", test_flipped_bytes);
  g_test_add_func ("/damage/one-byte", test_one_byte);
  g_test_add_func ("/damage/doubled-entries", test_doubled_entries);
  g_test_add_func ("/damage/highlights", test_highlights);
  g_test_add_func ("/damage/missing", test_missing);
  g_test_add_func ("/damage/wrong-values", test_wrong_values);
  g_test_add_func ("/damage/scratched-texts", test_scratched_texts);
  g_test_add_func ("/damage/scratched-formats", test_scratched_formats);
  g_test_add_func ("/damage/lost-beginning", test_lost_beginning);
  g_test_add_func ("/damage/one-line", test_one_line);
  g_test_add_func ("/damage/none", test_none);
  g_test_add_func ("/damage/many-problems", test_many_problems);
  g_test_add_func ("/damage/file", test_file);
  return g_test_run ();
}
