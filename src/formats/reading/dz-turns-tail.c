#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-turns.h"

/* A line longer than this is somebody's speech, whatever words are in it. */
#define LONGEST_TAIL 90

static const char *const tail_words[] = {
  "關注我們",     "追蹤我們", "掃描",     "閱讀原文", "推薦閱讀",   "延伸閱讀",  "版權所有",
  "关注公众号",   "关注我们", "公众号后", "扫码",     "扫描二维码", "二维码",    "长按识别",
  "长按关注",     "设为星标", "设星标",   "设🌟标",    "点个在看",   "点赞在看",  "点个赞",
  "点击阅读原文", "阅读原文", "往期精选", "往期回顾", "往期推荐",   "推荐阅读",  "延伸阅读",
  "相关阅读",     "未经授权", "未经许可", "转载请",   "版权归",     "版权所有",  "免责声明",
  "责任编辑",     "责编",     "加微信",   "添加微信", "进群",       "交流群",    "商务合作",
  "（完）",       "(完)",     "—完—",     "全文完",   "follow us",  "subscribe", "all rights reserved",
  "scan the qr",
};

static const char *const last_words[] = { "end", "完", "theend", "fin", "全文完", "本文完", "正文完" };

static char *
dup_letters (const char *text)
{
  GString *letters = g_string_new (NULL);

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (g_unichar_isalnum (g_utf8_get_char (text)))
        g_string_append_unichar (letters, g_unichar_tolower (g_utf8_get_char (text)));
    }
  return g_string_free (letters, FALSE);
}

static gboolean
is_only_links (const DzRuns *text)
{
  g_autofree guint8 *linked = dz_runs_mask (text, DZ_SPAN_LINK);
  gboolean any = FALSE;

  for (guint i = 0; i < dz_runs_length (text); i++)
    {
      gunichar character = dz_runs_char (text, i);

      any |= linked[i] != 0;
      if (!linked[i] && g_unichar_isalpha (character))
        return FALSE;
    }
  return any;
}

static gboolean
is_last_word (const char *string)
{
  g_autofree char *letters = dup_letters (string);

  for (gsize i = 0; i < G_N_ELEMENTS (last_words); i++)
    {
      if (strcmp (letters, last_words[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
dz_turns_is_tail (const DzRawBlock *block)
{
  g_autofree char *string = NULL;
  g_autofree char *lower = NULL;

  if (!dz_raw_block_has_text (block) || block->literal)
    return FALSE;
  if (is_only_links (block->text))
    return TRUE;
  if (dz_runs_length (block->text) > LONGEST_TAIL)
    return FALSE;
  string = dz_runs_to_string (block->text);
  lower = g_utf8_strdown (string, -1);
  for (gsize i = 0; i < G_N_ELEMENTS (tail_words); i++)
    {
      if (strstr (lower, tail_words[i]) != NULL)
        return TRUE;
    }
  return is_last_word (string);
}
