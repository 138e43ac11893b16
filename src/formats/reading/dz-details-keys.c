#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-details.h"

typedef struct
{
  const char *field;
  const char *const *keys; /* folded, without blanks */
} FieldKeys;

static const char *const title_keys[] = { "标题", "標題", "題目", "题目", "文章标题", "title", NULL };
static const char *const translated_title_keys[]
    = { "英文标题", "英文標題", "譯名", "译名", "englishtitle", "translatedtitle", NULL };
static const char *const author_keys[] = { "作者",   "文章作者", "原作者", "撰文",   "采写",   "採寫", "文",
                                           "author", "authors",  "by",     "byline", "writer", NULL };
static const char *const translator_keys[]
    = { "译者", "翻译", "编译", "譯者", "翻譯", "編譯", "translator", "translatedby", NULL };
static const char *const publisher_keys[]
    = { "公众号", "公眾號", "媒体",      "发布者",      "出版", "出版者",   "出版社",
        "账号",   "刊物",   "publisher", "publication", "site", "sitename", NULL };
static const char *const date_keys[]
    = { "發布時間",    "發佈時間",        "發布日期", "發佈日期", "發表時間", "時間", "发布时间",  "发布日期",
        "发表时间",    "发表日期",        "日期",     "时间",     "刊发时间", "date", "published", "publishedat",
        "publishdate", "publicationdate", "pubdate",  "created",  NULL };
static const char *const place_keys[] = { "發布地", "發佈地",   "地點",  "发布地",   "发布地点", "发布于", "地点",
                                          "地区",   "采访地点", "place", "location", "venue",    NULL };
static const char *const source_keys[]
    = { "原文連結",  "原文鏈接", "來源",     "連結",     "網址",         "出處",      "原文链接", "原文地址",
        "原文",      "来源",     "来源链接", "文章链接", "链接",         "网址",      "出处",     "source",
        "sourceurl", "url",      "link",     "original", "originallink", "canonical", NULL };
static const char *const cover_keys[]
    = { "封面圖", "封面圖片", "封面圖連結", "封面图链接", "封面",  "封面图",        "封面链接",  "封面图片", "头图",
        "题图",   "cover",    "coverimage", "coverurl",   "image", "featuredimage", "thumbnail", NULL };
static const char *const summary_keys[]
    = { "內容摘要", "簡介", "導語",    "摘要",     "内容摘要",    "简介",    "文章简介",
        "导语",     "描述", "summary", "abstract", "description", "excerpt", NULL };

static const FieldKeys field_keys[] = {
  { "title", title_keys },         { "translated-title", translated_title_keys },
  { "author", author_keys },       { "translator", translator_keys },
  { "publisher", publisher_keys }, { "date", date_keys },
  { "place", place_keys },         { "source", source_keys },
  { "cover", cover_keys },         { "summary", summary_keys },
};

static char *
fold_key (const char *key)
{
  g_autofree char *normal = g_utf8_normalize (key, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (normal, -1);
  GString *out = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!g_unichar_isspace (character) && character != '-' && character != '_')
        g_string_append_unichar (out, character);
    }
  return g_string_free (out, FALSE);
}

const char *
dz_details_field_of (const char *key, const char *value)
{
  g_autofree char *folded = fold_key (key);

  for (gsize i = 0; i < G_N_ELEMENTS (field_keys); i++)
    {
      if (!g_strv_contains (field_keys[i].keys, folded))
        continue;
      /* "来源：某某日报" is no link. */
      if (strcmp (field_keys[i].field, "source") == 0 && strstr (value, "://") == NULL)
        return "publisher";
      return field_keys[i].field;
    }
  return NULL;
}
