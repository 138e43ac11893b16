#pragma once

#include "store/dz-damage.h"
#include "store/dz-json.h"

G_BEGIN_DECLS

/* Reading a damaged project goes in two turns: dz-damage-scan.c finds the pieces in its bytes, an entity each, and
 * dz-damage-hunt.c where they go on after what cannot be understood; dz-damage-build.c makes a project of them. */

/* What stands where something was lost. */
#define DZ_LOST "\357\277\275"

typedef enum
{
  DZ_PIECE_UNKNOWN,
  DZ_PIECE_PROJECT,
  DZ_PIECE_PICTURE,
  DZ_PIECE_SPEAKER,
  DZ_PIECE_TAG,
  DZ_PIECE_DOCUMENT,
  DZ_PIECE_BLOCK,
  DZ_PIECE_CONFLICT,
  DZ_PIECE_HIGHLIGHT,
} DzPieceKind;

#define DZ_NO_PIECE G_MAXUINT

/**
 * DzPiece:
 * @line: where it begins
 * @parent: the piece of the document of a block, of the tag above a tag; DZ_NO_PIECE
 * @start: in the file, where it begins: with a brace
 * @length: in the file, when it is whole; 0 otherwise
 * @text: (nullable): what could be read of one that is not whole, or has pieces in it: without its last brace
 * @named: it has a name, as speakers and tags do
 * @mended: characters of one of its texts were lost; DZ_LOST stands there
 * @lists: a bit for each kind of which a list was in it
 * @gap: how many bytes before it could not be understood: they may have had the end of @parent in them
 *
 * An entity, or the project itself, as it stands in a damaged file: the first piece always is the project.
 */
typedef struct
{
  DzPieceKind kind;
  guint line;
  guint parent;
  gsize start;
  gsize length;
  GString *text;
  gboolean named;
  gboolean mended;
  guint lists;
  gsize gap;
} DzPiece;

typedef struct _DzLosses DzLosses;

DzLosses *dz_losses_new (void);
void dz_losses_free (DzLosses *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzLosses, dz_losses_free)
/* What was lost on @line, as a sentence. */
void dz_losses_add (DzLosses *self, guint line, const char *format, ...) G_GNUC_PRINTF (3, 4);
/* There is more than a project can have. */
void dz_losses_add_rest (DzLosses *self, guint line);
guint dz_losses_count (DzLosses *self);
/* (transfer full): by their lines */
DzDamage *dz_losses_to_damage (DzLosses *self, gboolean id_known);

/**
 * DzScanFrame:
 * @is_list: a list of @kind; otherwise an entity
 * @piece: an entity's own; of a list, the entity whose member it is
 * @column: of an entity whose members each begin a line: before which column; G_MAXUINT otherwise
 * @known: where its last whole member ends
 *
 * What is open where a scan has come to.
 */
typedef struct
{
  gboolean is_list;
  DzPieceKind kind;
  guint piece;
  guint column;
  const char *known;
  gboolean wants_comma;
} DzScanFrame;

/* From its opening bracket to behind its last one; @piece: in what it is; @copy: where it begins in the text of that,
 * G_MAXSIZE when it is not in it. */
typedef struct
{
  const char *start;
  const char *end;
  guint piece;
  gsize copy;
} DzOddList;

/**
 * DzScan:
 * @at: up to where all is understood, or lost
 * @counted: a place that lies on @line
 * @document: the piece of the last one that began
 * @gap: (nullable): where what cannot be understood began: then no frame is open
 * @broken: the piece that was read when it began
 * @skipped: how long the last gap was, until a piece came whose place it puts in doubt
 * @ended: the gap began with the file's end
 * @closed: the project had its closing brace
 * @odd: of DzOddList: what looks like a list of entities, but has a name that none has
 * @copied: how many bytes the texts of pieces have
 * @looked: how far was looked ahead, in all
 *
 * Where a scan has come to.
 */
typedef struct
{
  const char *text;
  const char *at;
  const char *end;
  const char *counted;
  guint line;
  GArray *frames;
  GArray *pieces;
  DzLosses *losses;
  guint document;
  const char *gap;
  guint broken;
  gsize skipped;
  gboolean ended;
  gboolean closed;
  GArray *odd;
  gsize copied;
  gsize looked;
} DzScan;

/* (transfer full) (element-type DzPiece): at least the project; @text is not changed */
GArray *dz_damage_scan (const char *text, gsize length, DzLosses *losses);

DzPiece *dz_scan_get_piece (DzScan *self, guint index);
/* A new piece that begins at @start; DZ_NO_PIECE when there are too many: then nothing more is read. */
guint dz_scan_add_piece (DzScan *self, DzPieceKind kind, guint parent, const char *start);
DzScanFrame *dz_scan_push (DzScan *self, gboolean is_list, DzPieceKind kind, guint piece);
/* The column of what stands at @at, when nothing stands before it on its line; G_MAXUINT otherwise. */
guint dz_scan_get_column (DzScan *self, const char *at);
guint dz_scan_get_line (DzScan *self, const char *at);
void dz_scan_lose (DzScan *self, const char *from, const char *to);
const char *dz_scan_skip_blanks (const char *at, const char *end);

/* Whether an entity seems to begin between the two. */
gboolean dz_scan_has_entity (DzScan *self, const char *from, const char *to);
/* Goes from a gap to what can be understood again; FALSE when there is nothing more. */
gboolean dz_scan_hunt (DzScan *self);

/* (transfer full) (nullable): takes @text apart, in which @pieces lie */
DzProject *dz_damage_build (char *text, GArray *pieces, DzLosses *losses, gboolean *id_known);

/**
 * DzMend:
 * @nameless: of the documents whose own id is lost, the one that they have instead
 * @names: an id that highlights give a document → the one that it has instead
 *
 * Makes the parsed pieces such that they can be read: what they name is there, and what they lack is put in.
 */
typedef struct
{
  DzProject *project;
  DzLosses *losses;
  GHashTable *nameless;
  GHashTable *names;
} DzMend;

/* A member that a piece was given; it lives as long as its tree. */
typedef struct
{
  DzJson id;
  char *new_id;
} DzMendRoom;

void dz_mend_init (DzMend *self, DzProject *project, DzLosses *losses);
void dz_mend_clear (DzMend *self);
/* Before a piece is read: FALSE when nothing is left of it that is worth it. */
gboolean dz_mend_piece (DzMend *self, const DzPiece *piece, DzJson *json, DzMendRoom *room);
/* Before a tag comes into the project: gives it a colour when it has none. */
void dz_mend_color (DzMend *self, DzTag *tag, guint line);
/* (transfer full) (nullable): an empty document; what the parts of one are in that is not there. */
DzDocument *dz_mend_add_document (DzMend *self, const char *id, guint line);

/* A list of entities: its name, what is in it, and in what it is. */
typedef struct
{
  const char *name;
  DzPieceKind kind;
  DzPieceKind owner;
} DzListWord;

/* (nullable): the list of that name, which lies in a file */
const DzListWord *dz_list_word_find (const char *name, gsize length);
/* Of which kind an entity is that has a member of that name whose value begins with @first; DZ_PIECE_UNKNOWN when several
 * have. */
DzPieceKind dz_word_get_kind (const char *name, gsize length, char first);
/* Whether it is the name of what people wrote, of which a part is better than nothing. */
gboolean dz_word_is_text (const char *name, gsize length);

/**
 * DzScannedString:
 * @end: behind the closing mark; of one that is cut, where it cannot be read on
 * @bad: (nullable): the first byte that is no text
 * @cut: it has no closing mark, or too much of it is no text
 *
 * A string of JSON, as it stands in a damaged file.
 */
typedef struct
{
  const char *end;
  const char *bad;
  gboolean cut;
} DzScannedString;

/* @at: behind its opening mark */
void dz_scan_string (const char *at, const char *end, DzScannedString *string);
/* Appends the string between its marks, with DZ_LOST for what is no text. */
void dz_mend_string (const char *at, const DzScannedString *string, GString *mended);
/* The end of a value that has nothing wrong in it; NULL, with @stop where it goes wrong. */
const char *dz_scan_value (const char *at, const char *end, const char **stop);
/* How many bytes there can be in no text; stops counting at @enough. */
guint dz_count_bad (const char *at, const char *end, guint enough);

G_END_DECLS
