#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "article/dz-article-private.h"
#include "article/dz-article-tags.h"

G_DEFINE_QUARK (dz - article - error - quark, dz_article_error)

static void
speaker_free (gpointer data)
{
  DzArticleSpeaker *speaker = data;

  for (guint side = 0; side < DZ_N_SIDES; side++)
    g_free (speaker->name[side]);
  g_free (speaker);
}

void
dz_article_picture_free (DzArticlePicture *picture)
{
  if (picture == NULL)
    return;
  g_free (picture->address);
  g_free (picture->name);
  g_free (picture->media_type);
  g_clear_pointer (&picture->bytes, g_bytes_unref);
  g_free (picture);
}

static void
item_free (gpointer data)
{
  DzArticleItem *item = data;

  for (guint side = 0; side < DZ_N_SIDES; side++)
    g_clear_pointer (&item->runs[side], g_ptr_array_unref);
  dz_article_picture_free (item->picture);
  g_free (item);
}

static void
highlight_free (gpointer data)
{
  DzArticleHighlight *highlight = data;

  g_ptr_array_unref (highlight->tags);
  g_free (highlight->note);
  for (guint side = 0; side < DZ_N_SIDES; side++)
    g_free (highlight->quote[side]);
  g_free (highlight);
}

static void
detail_free (gpointer data)
{
  DzArticleDetail *detail = data;

  g_free (detail->name);
  g_free (detail->value);
  g_free (detail);
}

DzArticle *
dz_article_alloc (void)
{
  DzArticle *self = g_atomic_rc_box_new0 (DzArticle);

  self->details = g_ptr_array_new_with_free_func (detail_free);
  self->items = g_ptr_array_new_with_free_func (item_free);
  self->highlights = g_ptr_array_new_with_free_func (highlight_free);
  self->tags = g_ptr_array_new_with_free_func (dz_article_tag_free);
  self->speakers = g_ptr_array_new_with_free_func (speaker_free);
  return self;
}

static void
clear_article (gpointer data)
{
  DzArticle *self = data;

  for (guint side = 0; side < DZ_N_SIDES; side++)
    {
      g_free (self->language[side]);
      g_free (self->title[side]);
    }
  g_free (self->author);
  g_free (self->translator);
  g_free (self->publisher);
  g_free (self->date);
  g_free (self->place);
  g_free (self->source);
  g_free (self->summary);
  dz_article_picture_free (self->cover);
  g_ptr_array_unref (self->details);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->highlights);
  g_ptr_array_unref (self->tags);
  g_ptr_array_unref (self->speakers);
}

DzArticle *
dz_article_ref (DzArticle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
dz_article_unref (DzArticle *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, clear_article);
}

gboolean
dz_article_shows (const DzArticle *self, DzSide side)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (side == DZ_SIDE_ORIGINAL)
    return self->layout != DZ_LAYOUT_TRANSLATION;
  return self->layout != DZ_LAYOUT_ORIGINAL;
}

DzSide
dz_article_get_first_side (const DzArticle *self)
{
  g_return_val_if_fail (self != NULL, DZ_SIDE_ORIGINAL);

  return self->layout == DZ_LAYOUT_TRANSLATION ? DZ_SIDE_TRANSLATION : DZ_SIDE_ORIGINAL;
}

const char *
dz_article_get_title (const DzArticle *self, DzSide side)
{
  DzSide other = side == DZ_SIDE_ORIGINAL ? DZ_SIDE_TRANSLATION : DZ_SIDE_ORIGINAL;

  g_return_val_if_fail (self != NULL, NULL);

  return self->title[side][0] != '\0' ? self->title[side] : self->title[other];
}
