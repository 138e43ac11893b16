#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/dz-address.h"
#include "formats/markdown/dz-markdown-escape.h"
#include "formats/markdown/dz-markdown-inline.h"

/* From the outermost to the innermost; code holds nothing and a link is the outermost of all. */
static const struct
{
  DzArticleFormat format;
  const char *delimiter;
  const char *element;
} styles[] = {
  { DZ_ARTICLE_BOLD, "**", "strong" },
  { DZ_ARTICLE_ITALIC, "*", "em" },
  { DZ_ARTICLE_UNDERLINE, NULL, "u" },
  { DZ_ARTICLE_STRIKE, NULL, "s" },
};

#define N_STYLES G_N_ELEMENTS (styles)
#define ALL_STYLES (DZ_ARTICLE_BOLD | DZ_ARTICLE_ITALIC | DZ_ARTICLE_UNDERLINE | DZ_ARTICLE_STRIKE)

typedef enum
{
  TOKEN_TEXT,
  TOKEN_CODE,
  TOKEN_OPEN,
  TOKEN_CLOSE,
  TOKEN_LINK_OPEN,
  TOKEN_LINK_CLOSE,
  TOKEN_REFERENCE,
} TokenKind;

typedef struct
{
  TokenKind kind;
  char *text;  /* words, code, an address */
  guint style; /* index into styles, or a footnote's number */
  guint other; /* of an opening one the closing one, and the other way round */
  gboolean element;
  gboolean in_link;
} Token;

typedef struct
{
  GArray *tokens;
  guint stack[N_STYLES];  /* styles that are open, outermost first */
  guint opened[N_STYLES]; /* at which token */
  guint depth;
  char *link;
} Writer;

static void
clear_token (gpointer data)
{
  g_free (((Token *)data)->text);
}

static Token *
add_token (Writer *self, TokenKind kind, char *text)
{
  Token token = { .kind = kind, .text = text, .in_link = self->link != NULL };

  g_array_append_val (self->tokens, token);
  return &g_array_index (self->tokens, Token, self->tokens->len - 1);
}

static void
close_styles (Writer *self, guint depth)
{
  while (self->depth > depth)
    {
      guint opener = self->opened[--self->depth];
      Token *token = add_token (self, TOKEN_CLOSE, NULL);

      token->style = self->stack[self->depth];
      token->other = opener;
      g_array_index (self->tokens, Token, opener).other = self->tokens->len - 1;
    }
}

/* Closes what does not hold for what comes next. */
static void
leave (Writer *self, DzArticleFormat format, const char *link)
{
  guint keep = 0;

  if (g_strcmp0 (self->link, link) == 0)
    {
      while (keep < self->depth && (styles[self->stack[keep]].format & format))
        keep++;
    }
  close_styles (self, keep);
  if (self->link != NULL && g_strcmp0 (self->link, link) != 0)
    {
      add_token (self, TOKEN_LINK_CLOSE, g_steal_pointer (&self->link));
    }
}

static void
enter (Writer *self, DzArticleFormat format, const char *link)
{
  if (self->link == NULL && link != NULL)
    {
      add_token (self, TOKEN_LINK_OPEN, NULL);
      self->link = g_strdup (link);
    }
  for (guint i = 0; i < N_STYLES; i++)
    {
      gboolean open = FALSE;

      for (guint d = 0; d < self->depth; d++)
        open = open || self->stack[d] == i;
      if (open || !(format & styles[i].format))
        continue;
      self->stack[self->depth] = i;
      self->opened[self->depth++] = self->tokens->len;
      add_token (self, TOKEN_OPEN, NULL)->style = i;
    }
}

static gboolean
is_blank (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (!g_unichar_isspace (g_utf8_get_char (at)))
        return FALSE;
    }
  return TRUE;
}

/* The formats that hold for both, for a blank between them: a delimiter beside a blank is none. */
static DzArticleFormat
shared_format (GPtrArray *runs, guint before, guint after)
{
  const DzArticleRun *left = before < runs->len ? g_ptr_array_index (runs, before) : NULL;
  const DzArticleRun *right = after < runs->len ? g_ptr_array_index (runs, after) : NULL;

  if (left == NULL || right == NULL || g_strcmp0 (left->link, right->link) != 0)
    return DZ_ARTICLE_PLAIN;
  return left->format & right->format;
}

static const char *
skip_blanks (const char *text)
{
  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

static const char *
find_blank_end (const char *text)
{
  const char *end = text + strlen (text);

  while (end > text && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return end;
}

static void
add_words (Writer *self, const char *start, const char *end, DzArticleFormat format, const char *link)
{
  if (start == end)
    return;
  leave (self, format, link);
  enter (self, format, link);
  add_token (self, format & DZ_ARTICLE_CODE ? TOKEN_CODE : TOKEN_TEXT, g_strndup (start, end - start));
}

static void
add_references (Writer *self, GPtrArray *ends)
{
  for (guint i = 0; ends != NULL && i < ends->len; i++)
    add_token (self, TOKEN_REFERENCE, NULL)->style = ((DzArticleHighlight *)g_ptr_array_index (ends, i))->number;
}

/* What follows a run that still counts: emphasis closes before a footnote that ends with it. */
static void
leave_for_next (Writer *self, GPtrArray *runs, guint index)
{
  const DzArticleRun *next = index + 1 < runs->len ? g_ptr_array_index (runs, index + 1) : NULL;

  leave (self, next != NULL ? next->format : DZ_ARTICLE_PLAIN, next != NULL ? next->link : NULL);
}

static void
add_run (Writer *self, GPtrArray *runs, guint index, gboolean references)
{
  const DzArticleRun *run = g_ptr_array_index (runs, index);
  const char *link = run->link != NULL && dz_address_is_harmless (run->link) ? run->link : NULL;
  const char *end = run->text + strlen (run->text);
  DzArticleFormat before = shared_format (runs, index - 1, index);
  DzArticleFormat after = shared_format (runs, index, index + 1);

  if (is_blank (run->text) && !(run->format & DZ_ARTICLE_CODE))
    {
      add_words (self, run->text, end, run->format & before & after, link);
    }
  else if (run->format & DZ_ARTICLE_CODE)
    {
      add_words (self, run->text, end, run->format, link);
    }
  else
    {
      const char *first = skip_blanks (run->text);
      const char *last = find_blank_end (run->text);

      add_words (self, run->text, first, run->format & before, link);
      add_words (self, first, last, run->format, link);
      add_words (self, last, end, run->format & after, link);
    }
  if (references && run->ends != NULL)
    {
      leave_for_next (self, runs, index);
      add_references (self, run->ends);
    }
}

/* What a delimiter stands beside: all that is no text begins and ends with a punctuation mark. */
static gunichar
last_char (const Token *token)
{
  if (token->kind == TOKEN_TEXT)
    return g_utf8_get_char (g_utf8_prev_char (token->text + strlen (token->text)));
  return '.';
}

static gunichar
first_char (const Token *token)
{
  return token->kind == TOKEN_TEXT ? g_utf8_get_char (token->text) : '.';
}

static gboolean
is_punctuation (gunichar c)
{
  return g_unichar_ispunct (c);
}

/* Symbols count as punctuation since CommonMark 0.31, and did not before: they are taken for the worse. */
static gboolean
is_symbol (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return c > 0x7f
         && (type == G_UNICODE_MATH_SYMBOL || type == G_UNICODE_CURRENCY_SYMBOL || type == G_UNICODE_MODIFIER_SYMBOL
             || type == G_UNICODE_OTHER_SYMBOL);
}

/* The flanking rule: @inner is the character inside of the delimiter, @outer (0 for none) the one outside. */
static gboolean
can_stand (gunichar inner, gunichar outer)
{
  if (g_unichar_isspace (inner))
    return FALSE;
  if (!is_punctuation (inner) && !is_symbol (inner))
    return TRUE;
  return outer == 0 || g_unichar_isspace (outer) || (is_punctuation (outer) && !is_symbol (outer));
}

static gboolean
is_delimiter (const Token *token)
{
  return token != NULL && (token->kind == TOKEN_OPEN || token->kind == TOKEN_CLOSE);
}

/* Whether a pair of delimiters is seen for what it is by every reader. */
static gboolean
is_sound (GArray *tokens, guint opener)
{
  guint closer = g_array_index (tokens, Token, opener).other;
  const Token *before = opener > 0 ? &g_array_index (tokens, Token, opener - 1) : NULL;
  const Token *first = &g_array_index (tokens, Token, opener + 1);
  const Token *last = &g_array_index (tokens, Token, closer - 1);
  const Token *after = closer + 1 < tokens->len ? &g_array_index (tokens, Token, closer + 1) : NULL;

  /* Delimiters that touch run together. */
  if (is_delimiter (before) || is_delimiter (first) || is_delimiter (last) || is_delimiter (after))
    return FALSE;
  return can_stand (first_char (first), before != NULL ? last_char (before) : 0)
         && can_stand (last_char (last), after != NULL ? first_char (after) : 0);
}

static void
choose_elements (GArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++)
    {
      Token *token = &g_array_index (tokens, Token, i);

      if (token->kind != TOKEN_OPEN)
        continue;
      token->element = styles[token->style].delimiter == NULL || !is_sound (tokens, i);
      g_array_index (tokens, Token, token->other).element = token->element;
    }
}

static void
append_token (GString *out, const Token *token)
{
  switch (token->kind)
    {
    case TOKEN_TEXT:
      dz_markdown_append_escaped (out, token->text, token->in_link);
      break;
    case TOKEN_CODE:
      dz_markdown_append_code (out, token->text);
      break;
    case TOKEN_OPEN:
    case TOKEN_CLOSE:
      if (token->element)
        g_string_append_printf (out, token->kind == TOKEN_OPEN ? "<%s>" : "</%s>", styles[token->style].element);
      else
        g_string_append (out, styles[token->style].delimiter);
      break;
    case TOKEN_LINK_OPEN:
      g_string_append_c (out, '[');
      break;
    case TOKEN_LINK_CLOSE:
      g_string_append_c (out, ']');
      dz_markdown_append_address (out, token->text);
      break;
    case TOKEN_REFERENCE:
      g_string_append_printf (out, "[^%u]", token->style);
      break;
    }
}

/* What depends on nothing following: a blank would be lost, and a bracket is only a bracket. */
static void
settle_end (GString *out, TokenKind last)
{
  if (last != TOKEN_TEXT)
    return;
  if (g_str_has_suffix (out->str, " "))
    {
      g_string_truncate (out, out->len - 1);
      g_string_append (out, "&#32;");
    }
  else if (g_str_has_suffix (out->str, "\\]"))
    {
      g_string_truncate (out, out->len - 2);
      g_string_append_c (out, ']');
    }
}

void
dz_markdown_append_runs (GString *out, GPtrArray *runs, gboolean references)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, TRUE, sizeof (Token));
  Writer writer = { .tokens = tokens };

  g_array_set_clear_func (tokens, clear_token);
  for (guint i = 0; runs != NULL && i < runs->len; i++)
    add_run (&writer, runs, i, references);
  leave (&writer, DZ_ARTICLE_PLAIN, NULL);
  choose_elements (tokens);
  for (guint i = 0; i < tokens->len; i++)
    append_token (out, &g_array_index (tokens, Token, i));
  if (tokens->len > 0)
    settle_end (out, g_array_index (tokens, Token, tokens->len - 1).kind);
}
