#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/html/dz-html-words.h"

static const struct
{
  const char *english;
  const char *chinese;
} words[DZ_HTML_N_WORDS] = {
  [DZ_HTML_WORD_SKIP] = { "Skip to the text", "跳到正文" },
  [DZ_HTML_WORD_TOOLS] = { "This page", "本页" },
  [DZ_HTML_WORD_ANNOTATIONS] = { "Annotations", "批注" },
  [DZ_HTML_WORD_CONTENTS] = { "Contents", "目录" },
  [DZ_HTML_WORD_INDEX] = { "Index of tags", "标签索引" },
  [DZ_HTML_WORD_AUTHOR] = { "Author", "作者" },
  [DZ_HTML_WORD_TRANSLATOR] = { "Translator", "译者" },
  [DZ_HTML_WORD_PUBLISHER] = { "Publisher", "出版者" },
  [DZ_HTML_WORD_DATE] = { "Date", "日期" },
  [DZ_HTML_WORD_PLACE] = { "Place", "地点" },
  [DZ_HTML_WORD_SOURCE] = { "Source", "原文" },
  [DZ_HTML_WORD_NOTE] = { "Note %u", "批注 %u" },
  [DZ_HTML_WORD_BACK] = { "Back to passage %u", "回到段落 %u" },
  [DZ_HTML_WORD_NO_TAG] = { "Without a tag", "无标签" },
  [DZ_HTML_WORD_PASSAGES] = { "%u passages", "%u 处" },
  [DZ_HTML_WORD_ONE_PASSAGE] = { "1 passage", "1 处" },
  [DZ_HTML_WORD_SKIPPED] = { "%u paragraphs not translated yet", "%u 段尚未翻译" },
  [DZ_HTML_WORD_ONE_SKIPPED] = { "1 paragraph not translated yet", "1 段尚未翻译" },
  [DZ_HTML_WORD_PICTURE] = { "Picture", "图片" },
  [DZ_HTML_WORD_PICTURE_AT] = { "Picture at", "图片位于" },
  [DZ_HTML_WORD_NO_PICTURE] = { "Picture not included", "图片未收入" },
  [DZ_HTML_WORD_BEGINS] = { "passage begins", "标注开始" },
  [DZ_HTML_WORD_UNTITLED] = { "Untitled", "无题" },
};

const char *
dz_html_word (const char *language, DzHtmlWord word)
{
  g_return_val_if_fail (word < DZ_HTML_N_WORDS, NULL);

  return g_ascii_strncasecmp (language, "zh", strlen ("zh")) == 0 ? words[word].chinese : words[word].english;
}

char *
dz_html_word_dup_numbered (const char *language, DzHtmlWord word, guint number)
{
  const char *pattern = dz_html_word (language, word);
  const char *place = strstr (pattern, "%u");

  g_return_val_if_fail (place != NULL, g_strdup (pattern));

  return g_strdup_printf ("%.*s%u%s", (int)(place - pattern), pattern, number, place + strlen ("%u"));
}
