#pragma once

#include "article/dz-layout.h"
#include "model/dz-project.h"

G_BEGIN_DECLS

/**
 * DzArticleOptions:
 * @layout: which sides are shown, and how
 * @annotations: whether highlights, their notes and the index of tags come with it
 * @tags: (nullable): NULL-terminated names, paths ("Parent / Child") or ids of the tags asked for; a tag's children
 * count with it. NULL: all of them, and highlights without a tag too
 *
 * What somebody wants published.
 */
typedef struct
{
  DzLayout layout;
  gboolean annotations;
  const char *const *tags;
} DzArticleOptions;

/**
 * DzArticleFormat:
 *
 * The inline formats of a run. A link is no format: it has an address.
 */
typedef enum
{
  DZ_ARTICLE_PLAIN = 0,
  DZ_ARTICLE_BOLD = 1 << 0,
  DZ_ARTICLE_ITALIC = 1 << 1,
  DZ_ARTICLE_UNDERLINE = 1 << 2,
  DZ_ARTICLE_STRIKE = 1 << 3,
  DZ_ARTICLE_CODE = 1 << 4,
} DzArticleFormat;

/**
 * DzArticleRun:
 * @text: UTF-8, never empty; a "\n" in it is a line end that stays
 * @format: formats of all of it
 * @link: (nullable): where it leads, as written in the transcript: a writer decides which addresses are safe
 * @highlights: (nullable) (element-type DzArticleHighlight): what covers all of it, by number
 * @starts: (nullable) (element-type DzArticleHighlight): those of @highlights of which this is the first run on its
 * side
 * @ends: (nullable) (element-type DzArticleHighlight): those of which it is the last
 *
 * A stretch of text in which nothing begins or ends: cut at every boundary of every span and highlight, so that a
 * writer never has to nest what overlaps.
 */
typedef struct
{
  char *text;
  DzArticleFormat format;
  char *link;
  GPtrArray *highlights;
  GPtrArray *starts;
  GPtrArray *ends;
} DzArticleRun;

/**
 * DzArticleSpeaker:
 * @number: from 1, in order of appearance
 * @name: on each side; the translation's is the original's where none was given
 */
typedef struct
{
  guint number;
  char *name[DZ_N_SIDES];
} DzArticleSpeaker;

/**
 * DzArticlePicture:
 * @address: where it is, or was fetched from; "" for one that only the project has
 * @name: its file's name, or ""
 * @media_type: (nullable): with @bytes
 * @bytes: (nullable): the picture, where it is in the project
 */
typedef struct
{
  char *address;
  char *name;
  char *media_type;
  GBytes *bytes;
} DzArticlePicture;

/**
 * DzArticleItem:
 * @form: what the block is, and how it lies in lists and quotation boxes
 * @turn: a turn begins here
 * @speaker: (nullable): who says it
 * @runs: (element-type DzArticleRun): by side; NULL for a side that the layout does not show or that has no text
 * @picture: (nullable): of a picture
 * @skipped: how many blocks that are not translated yet were left out just before it
 *
 * A block as it is published.
 */
typedef struct
{
  DzBlockForm form;
  gboolean turn;
  DzArticleSpeaker *speaker;
  GPtrArray *runs[DZ_N_SIDES];
  DzArticlePicture *picture;
  guint skipped;
} DzArticleItem;

/**
 * DzArticleTag:
 * @number: from 1, in the order of the tree
 * @path: "Parent / Child"
 * @color: "#rrggbb"
 * @depth: how many of its ancestors are in the index
 * @highlights: (element-type DzArticleHighlight): its passages, by number; may be empty where those of a tag under it
 * are not
 *
 * An entry of the index of tags.
 */
typedef struct
{
  guint number;
  char *name;
  char *path;
  char *color;
  char *description;
  guint depth;
  GPtrArray *highlights;
} DzArticleTag;

/**
 * DzArticleHighlight:
 * @number: from 1, in the order in which they begin
 * @tags: (element-type DzArticleTag): those that were asked for, in the order of the tree; may be empty
 * @note: "" for none
 * @shown: whether any of it lies on that side of what is published
 * @quote: its words on that side, on one line; NULL where not shown
 * @speaker: (nullable): who says where it begins
 * @item: index of the item in which it begins
 * @end_item: index of the item in which it ends, on the first side that shows it
 *
 * A passage with its tags and its note.
 */
typedef struct
{
  guint number;
  GPtrArray *tags;
  char *note;
  gboolean shown[DZ_N_SIDES];
  char *quote[DZ_N_SIDES];
  DzArticleSpeaker *speaker;
  guint item;
  guint end_item;
} DzArticleHighlight;

/**
 * DzArticleDetail:
 *
 * A further "键: 值" line of the document, as it came.
 */
typedef struct
{
  char *name;
  char *value;
} DzArticleDetail;

/**
 * DzArticle:
 * @layout: as asked for
 * @annotations: as asked for
 * @language: BCP 47, of each side
 * @title: of each side; the translation's may be ""
 * @author: "" for none, as all that follow
 * @translator: who translated it
 * @publisher: who published it
 * @date: as written
 * @place: where it was published
 * @source: link to where it was published
 * @summary: what it is about
 * @cover: (nullable): its picture
 * @details: (element-type DzArticleDetail): what else stood under the title
 * @items: (element-type DzArticleItem): the text, in order
 * @skipped: how many blocks that are not translated yet were left out after the last item
 * @highlights: (element-type DzArticleHighlight): by number
 * @tags: (element-type DzArticleTag): the index, in the order of the tree
 *
 * What a published document is made of, and in which order, for any kind of file. Immutable, and holds nothing of the
 * project: it may outlive it and go to another thread.
 */
typedef struct
{
  DzLayout layout;
  gboolean annotations;
  char *language[DZ_N_SIDES];
  char *title[DZ_N_SIDES];
  char *author;
  char *translator;
  char *publisher;
  char *date;
  char *place;
  char *source;
  char *summary;
  DzArticlePicture *cover;
  GPtrArray *details;
  GPtrArray *items;
  guint skipped;
  GPtrArray *highlights;
  GPtrArray *tags;
  /*< private >*/
  GPtrArray *speakers;
} DzArticle;

#define DZ_ARTICLE_ERROR (dz_article_error_quark ())
GQuark
dz_article_error_quark (void);

/**
 * DzArticleError:
 * @DZ_ARTICLE_ERROR_NO_DOCUMENT: the project has no document
 * @DZ_ARTICLE_ERROR_UNKNOWN_TAG: a tag was asked for that the project does not have
 */
typedef enum
{
  DZ_ARTICLE_ERROR_NO_DOCUMENT,
  DZ_ARTICLE_ERROR_UNKNOWN_TAG,
} DzArticleError;

/**
 * dz_article_new:
 * @project: a project that is not changed meanwhile
 * @document: (nullable): one of its documents; NULL: the first
 * @options: what is wanted
 * @error: return location for a DZ_ARTICLE_ERROR
 *
 * Returns: (transfer full) (nullable): the description of what is to be published
 */
DzArticle *
dz_article_new (DzProject *project, DzDocument *document, const DzArticleOptions *options, GError **error);
DzArticle *
dz_article_ref (DzArticle *self);
void
dz_article_unref (DzArticle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DzArticle, dz_article_unref)

/* TRUE when the layout shows that side. */
gboolean
dz_article_shows (const DzArticle *self, DzSide side);
/* The side that a reader of this layout reads first: the translation where it is shown alone, else the original. */
DzSide
dz_article_get_first_side (const DzArticle *self);
/* The title to show on a side: the other side's where that one has none. */
const char *
dz_article_get_title (const DzArticle *self, DzSide side);

G_END_DECLS
