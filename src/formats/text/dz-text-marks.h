#pragma once

#include "formats/text/dz-text-lines.h"

G_BEGIN_DECLS

typedef enum
{
  DZ_TEXT_MARK_NONE,
  DZ_TEXT_MARK_RULE,    /* ---- */
  DZ_TEXT_MARK_PART,    /* 一、, 第一部分 */
  DZ_TEXT_MARK_SUBPART, /* （一） */
  DZ_TEXT_MARK_BULLET,  /* • */
  DZ_TEXT_MARK_NUMBER,  /* 1. */
} DzTextMarkKind;

/**
 * DzTextMark:
 * @kind: what it may be
 * @length: bytes that the mark takes off the line, blanks behind it included; 0 for those that stay in the text
 * @number: of a number
 * @bullet: of a bullet: which one
 *
 * What a line of plain text begins with. One alone means nothing: a second one of its kind must follow.
 */
typedef struct
{
  DzTextMarkKind kind;
  gsize length;
  guint number;
  gunichar bullet;
} DzTextMark;

DzTextMark dz_text_mark_of (const DzTextLine *line);

G_END_DECLS
