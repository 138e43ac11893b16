#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * DzHtmlWord:
 *
 * What a page says in its own voice. It speaks the language of the document, not that of the program's interface: the
 * page is read by others, and the same project gives the same page on any machine.
 */
typedef enum
{
  DZ_HTML_WORD_SKIP,
  DZ_HTML_WORD_TOOLS,
  DZ_HTML_WORD_ANNOTATIONS,
  DZ_HTML_WORD_CONTENTS,
  DZ_HTML_WORD_INDEX,
  DZ_HTML_WORD_AUTHOR,
  DZ_HTML_WORD_TRANSLATOR,
  DZ_HTML_WORD_PUBLISHER,
  DZ_HTML_WORD_DATE,
  DZ_HTML_WORD_PLACE,
  DZ_HTML_WORD_SOURCE,
  DZ_HTML_WORD_NOTE, /* printf: %u, its number */
  DZ_HTML_WORD_BACK, /* printf: %u, the passage's number */
  DZ_HTML_WORD_NO_TAG,
  DZ_HTML_WORD_PASSAGES, /* printf: %u */
  DZ_HTML_WORD_ONE_PASSAGE,
  DZ_HTML_WORD_SKIPPED, /* printf: %u */
  DZ_HTML_WORD_ONE_SKIPPED,
  DZ_HTML_WORD_PICTURE,
  DZ_HTML_WORD_PICTURE_AT, /* before a host's name */
  DZ_HTML_WORD_NO_PICTURE,
  DZ_HTML_WORD_BEGINS,
  DZ_HTML_WORD_UNTITLED,
  DZ_HTML_N_WORDS,
} DzHtmlWord;

/* @language: BCP 47; Chinese words for a Chinese page, English ones for any other. */
const char *
dz_html_word (const char *language, DzHtmlWord word);
/* (transfer full): a word that takes a number, with it in its place. */
char *
dz_html_word_dup_numbered (const char *language, DzHtmlWord word, guint number);

G_END_DECLS
