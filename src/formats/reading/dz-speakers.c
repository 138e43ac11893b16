#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-speakers.h"

/* How often a label was seen, by what spoke for it. */
typedef struct
{
  char *name;
  guint bold;
  guint plain;
  guint bare; /* alone on its line, or boxed: without a colon */
  guint stamped;
  guint enclosed; /* of all these, in a list or a box */
  guint total;
  guint first;    /* the number of the first label */
  gboolean names; /* what follows that looks like a name: somebody is introduced */
  gboolean accepted;
} Evidence;

struct _DzSpeakers
{
  GHashTable *evidence;
  guint n_labels;
  guint n_paragraphs; /* from the first label on, without those that are nothing else */
};

static void
evidence_free (gpointer data)
{
  Evidence *evidence = data;

  g_free (evidence->name);
  g_free (evidence);
}

void
dz_speakers_free (DzSpeakers *self)
{
  g_hash_table_unref (self->evidence);
  g_free (self);
}

static gboolean
is_terminal (gunichar character)
{
  switch (character)
    {
    case '.':
    case '!':
    case '?':
    case ':':
    case '"':
    case ')':
    case 0x3002: /* 。 */
    case 0xff01: /* ！ */
    case 0xff1f: /* ？ */
    case 0xff1a: /* ： */
    case 0x2026: /* … */
    case 0x201d: /* ” */
    case 0x300d: /* 」 */
    case 0x300f: /* 』 */
    case 0xff09: /* ） */
    case 0x3011: /* 】 */
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_line_break (gunichar character)
{
  return character == DZ_RUNS_LINE_END || character == DZ_RUNS_BREAK;
}

GArray *
dz_speakers_line_starts (const DzRawBlock *block)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (guint));
  guint zero = 0;
  gunichar last = 0;
  gboolean broken = FALSE;

  g_array_append_val (starts, zero);
  for (guint i = 0; i < dz_runs_length (block->text); i++)
    {
      gunichar character = dz_runs_char (block->text, i);

      if (is_line_break (character))
        {
          broken = TRUE;
          continue;
        }
      if (dz_runs_is_blank (character))
        continue;
      if (last != 0 && (broken || (block->run_on && is_terminal (last) && !is_terminal (character))))
        g_array_append_val (starts, i);
      last = character;
      broken = FALSE;
    }
  return starts;
}

/* "林知遥，馆长", and no more than that. */
static gboolean
is_name_only (const DzRuns *text, guint start)
{
  for (guint i = start; i < start + 8; i++)
    {
      gunichar character = dz_runs_char (text, i);

      if (character == 0 || is_line_break (character) || character == 0xff0c || character == ',' || character == 0x3001
          || character == 0xff08 || character == '(')
        return i > start;
      if (!g_unichar_isalpha (character) && character != 0xb7)
        return FALSE;
    }
  return FALSE;
}

static void
count_label (DzSpeakers *self, const DzRawBlock *block, const DzLabel *label)
{
  Evidence *evidence = g_hash_table_lookup (self->evidence, label->key);
  gboolean enclosed = block->form.quoted > 0 || block->form.kind == DZ_BLOCK_LIST_ITEM;

  if (evidence == NULL)
    {
      evidence = g_new0 (Evidence, 1);
      evidence->name = g_strdup (label->name);
      evidence->first = self->n_labels;
      evidence->names = is_name_only (block->text, label->end);
      g_hash_table_insert (self->evidence, g_strdup (label->key), evidence);
    }
  evidence->total++;
  evidence->enclosed += enclosed;
  evidence->stamped += label->stamp;
  if (!label->colon)
    evidence->bare++;
  else if (label->bold)
    evidence->bold++;
  else
    evidence->plain++;
  self->n_labels++;
}

static void
count_block (DzSpeakers *self, const DzRawBlock *block)
{
  g_autoptr (GArray) starts = NULL;
  g_autofree guint8 *bold = NULL;
  gboolean speaks = block->form.kind == DZ_BLOCK_PARAGRAPH;

  if (!dz_raw_block_has_text (block) || block->literal)
    return;
  starts = dz_speakers_line_starts (block);
  bold = dz_runs_mask (block->text, DZ_SPAN_BOLD);
  for (guint i = 0; i < starts->len; i++)
    {
      g_auto (DzLabel) label = { 0 };
      gboolean heading = block->form.kind == DZ_BLOCK_HEADING;

      if (!dz_label_parse (block->text, bold, g_array_index (starts, guint, i), heading, &label))
        continue;
      if (!heading || label.alone)
        count_label (self, block, &label);
      if (label.alone && label.end == dz_runs_length (block->text))
        speaks = FALSE;
    }
  if (self->n_labels > 0 && speaks)
    self->n_paragraphs++;
}

/* Enough by itself, in whatever transcript. */
static gboolean
is_strong (const char *key, const Evidence *evidence)
{
  if (evidence->bold >= 2 || evidence->stamped >= 2)
    return TRUE;
  if (dz_label_is_role (key))
    return evidence->total >= 2 && evidence->bare < evidence->total;
  if (evidence->plain >= 2)
    return evidence->plain >= 3 || evidence->stamped > 0 || dz_label_is_person (evidence->name, key)
           || g_utf8_strlen (key, -1) <= 4;
  return evidence->bare + evidence->bold >= 2 && dz_label_is_person (evidence->name, key);
}

/* Enough beside others. */
static gboolean
is_likely (const char *key, const Evidence *evidence)
{
  if (evidence->enclosed == evidence->total)
    return FALSE;
  if (evidence->bold + evidence->plain == 0 && evidence->stamped == 0)
    return FALSE;
  return (evidence->stamped > 0 && evidence->bare < evidence->total) || dz_label_is_person (evidence->name, key);
}

static guint
accept (DzSpeakers *self, gboolean (*test) (const char *key, const Evidence *evidence))
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;
  guint accepted = 0;

  g_hash_table_iter_init (&iter, self->evidence);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      Evidence *evidence = value;

      if (!dz_label_is_no_name (evidence->name, key) && test (key, evidence))
        evidence->accepted = TRUE;
      accepted += evidence->accepted;
    }
  return accepted;
}

static guint
count_matching (DzSpeakers *self, gboolean (*test) (const char *key, const Evidence *evidence))
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;
  guint count = 0;

  g_hash_table_iter_init (&iter, self->evidence);
  while (g_hash_table_iter_next (&iter, &key, &value))
    count += test (key, value) != FALSE;
  return count;
}

static gboolean
is_single (const char *key, const Evidence *evidence)
{
  return is_likely (key, evidence) || (evidence->bold > 0 && evidence->enclosed == 0);
}

static gboolean
is_open_label (const char *key, const Evidence *evidence)
{
  return !dz_label_is_no_name (evidence->name, key) && is_single (key, evidence);
}

/* Parts in a talk are also named where people are introduced, before it begins: "嘉宾：林知遥". */
static void
drop_introductions (DzSpeakers *self)
{
  GHashTableIter iter;
  gpointer value;
  guint first = G_MAXUINT;

  g_hash_table_iter_init (&iter, self->evidence);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Evidence *evidence = value;

      if (evidence->accepted && evidence->total > 1)
        first = MIN (first, evidence->first);
    }
  g_hash_table_iter_init (&iter, self->evidence);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Evidence *evidence = value;

      if (evidence->total == 1 && evidence->names && evidence->first < first)
        evidence->accepted = FALSE;
    }
}

static void
decide (DzSpeakers *self)
{
  if (accept (self, is_strong) > 0)
    {
      accept (self, is_likely);
      drop_introductions (self);
    }
  /* A short talk, in which everybody speaks once. */
  else if (count_matching (self, is_open_label) >= 2 && self->n_labels * 2 >= self->n_paragraphs)
    accept (self, is_single);
}

/* A file of one line has no paragraphs to begin with a name. */
static void
mark_run_on (const GPtrArray *blocks)
{
  DzRawBlock *only = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      DzRawBlock *block = g_ptr_array_index (blocks, i);

      if (!dz_raw_block_has_text (block))
        continue;
      if (only != NULL || block->literal)
        return;
      only = block;
    }
  if (only == NULL)
    return;
  for (guint i = 0; i < dz_runs_length (only->text); i++)
    {
      if (is_line_break (dz_runs_char (only->text, i)))
        return;
    }
  only->run_on = TRUE;
}

DzSpeakers *
dz_speakers_find (const GPtrArray *blocks)
{
  DzSpeakers *self = g_new0 (DzSpeakers, 1);

  self->evidence = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, evidence_free);
  mark_run_on (blocks);
  for (guint i = 0; i < blocks->len; i++)
    count_block (self, g_ptr_array_index (blocks, i));
  decide (self);
  return self;
}

gboolean
dz_speakers_has (const DzSpeakers *self, const char *key)
{
  const Evidence *evidence = g_hash_table_lookup (self->evidence, key);

  return evidence != NULL && evidence->accepted;
}
