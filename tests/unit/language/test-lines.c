#include <locale.h>
#include <string.h>

#include "language/dz-lines.h"

static void
test_join (void)
{
  static const struct
  {
    const char *text;
    const char *joined;
  } cases[] = {
    { "", "" },
    { "一行", "一行" },
    { "长达 80\n年的发展", "长达 80 年的发展" },
    { "厄巴纳-\n香槟分校", "厄巴纳-香槟分校" },
    { "构建。\n当时", "构建。当时" },
    { "一部分，\r\n另一部分", "一部分，另一部分" },
    { "一\r二\r\n三\n四", "一二三四" },
    { "（Marc\nAndreessen）", "（Marc Andreessen）" },
    { "两个 AI\n系统", "两个 AI 系统" },
    { "系统\nAI", "系统 AI" },
    { "well-\nknown", "well-known" },
    { "he said -\nslowly", "he said - slowly" },
    { "blanks  \n\t around", "blanks around" },
    { "空格 \n 换行", "空格换行" },
    { "\xe3\x80\x80\xe3\x80\x80缩进\n\xe3\x80\x80继续", "缩进继续" },
    { "两  个 空 格", "两  个 空 格" },
    { "\n\n开头\n结尾\n\n", "开头结尾" },
    { "隔\n\n一行", "隔一行" },
    { "한국어\n문장", "한국어 문장" },
    { "한국어\n中文", "한국어 中文" },
    { "中文\n한국어", "中文 한국어" },
    { "ひら\nカナ", "ひらカナ" },
    { "ﾊﾝｶｸ\nカナ", "ﾊﾝｶｸカナ" },
    { "𠮷野\n家😀", "𠮷野家😀" },
    { "野家\n𠮷", "野家𠮷" },
    { "好😀\n好", "好😀好" },
    { "葛\xf3\xa0\x84\x80\n城", "葛\xf3\xa0\x84\x80城" }, /* a variation selector does not hide the character */
    { "か\xe3\x82\x99\nき", "か\xe3\x82\x99き" },         /* nor does a combining mark */
    { "cafe\xcc\x81\n中", "cafe\xcc\x81 中" },
    { "他说：\n“我不去。”", "他说：“我不去。”" },
    { "他说“好。”\n然后走了", "他说“好。”然后走了" },
    { "“好。”\n“走。”", "“好。”“走。”" },
    { "“Yes.”\n“No.”", "“Yes.” “No.”" },
    { "他说“AI”\n“GPU”", "他说“AI” “GPU”" },
    { "the “AI\n“era”", "the “AI “era”" },
    { "算了……\n不说了", "算了……不说了" },
    { "就是这样——\n没有了", "就是这样——没有了" },
    { "本·\n霍洛维茨", "本·霍洛维茨" },
    { "αβγ\n中文", "αβγ 中文" },
    { "Привет\n中文", "Привет 中文" },
    { "①\n中文", "① 中文" },
    { "zero\xe2\x80\x8b\nwidth", "zero\xe2\x80\x8bwidth" },
    { "句\xef\xbb\xbf\n子", "句\xef\xbb\xbf子" },
    { "全角，\nＡＩ", "全角，ＡＩ" },
    { "全角（\n括号", "全角（括号" },
    { "soft\xc2\xad\nhyphen", "soft\xc2\xadhyphen" },
    { "1,000\n2,000", "1,000 2,000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *joined = dz_lines_join (cases[i].text);

      g_assert_cmpstr (joined, ==, cases[i].joined);
    }
}

static void
test_joint (void)
{
  g_assert_cmpstr (dz_lines_joint (0x5efa, 0x5f53), ==, "");
  g_assert_cmpstr (dz_lines_joint ('0', 0x5e74), ==, " ");
  g_assert_cmpstr (dz_lines_joint ('-', 0x9999), ==, "");
  g_assert_cmpstr (dz_lines_joint ('-', 'k'), ==, "");
  g_assert_cmpstr (dz_lines_joint (0x201d, 0x5f53), ==, "");
  g_assert_cmpstr (dz_lines_joint (0x201d, 'a'), ==, " ");
  g_assert_cmpstr (dz_lines_joint (0, 'a'), ==, "");
  g_assert_cmpstr (dz_lines_joint ('a', 0), ==, "");
  g_assert_cmpstr (dz_lines_joint_between ("构建。", "当时"), ==, "");
  g_assert_cmpstr (dz_lines_joint_between ("长达 80 ", "  年"), ==, " ");
  g_assert_cmpstr (dz_lines_joint_between ("", "年"), ==, "");
  g_assert_cmpstr (dz_lines_joint_between ("好。”", "“走"), ==, "");
  g_assert_cmpstr (dz_lines_joint_between ("it.”", "“go"), ==, " ");
  g_assert_cmpstr (dz_lines_joint_between ("this -", "that"), ==, " ");
}

/* The rule once more, by a table of blocks rather than by properties, for what the transcript's lines end in. */
static gboolean
is_wide (gunichar c)
{
  return (c >= 0x2e80 && c <= 0x303e) || (c >= 0x3041 && c <= 0xa4cf) || (c >= 0xf900 && c <= 0xfaff)
         || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff01 && c <= 0xff60) || (c >= 0x1f300 && c <= 0x1f64f)
         || c >= 0x20000;
}

static gboolean
is_curly (gunichar c)
{
  return c == 0x201c || c == 0x201d || c == 0x2018 || c == 0x2019;
}

/* A line without what Markdown puts around its text. */
static char *
visible_text (const char *line)
{
  static GRegex *markup;
  g_autofree char *plain = NULL;

  if (markup == NULL)
    markup = g_regex_new ("^[> ]*(?:(?:\\d+\\.|\\*|#+)(?= |$))?|\\*\\*", 0, 0, NULL);
  plain = g_regex_replace_literal (markup, line, -1, 0, "", 0, NULL);

  return g_strdup (g_strstrip (plain));
}

static const char *
expected_joint (const char *before, const char *after)
{
  gunichar last = g_utf8_get_char (g_utf8_prev_char (before + strlen (before)));
  gunichar first = g_utf8_get_char (after);

  if (last == '-'
      || ((is_wide (last) || is_curly (last)) && (is_wide (first) || is_curly (first))
          && !(is_curly (last) && is_curly (first))))
    return "";

  return " ";
}

static guint
check_paragraph (GPtrArray *lines)
{
  g_autoptr (GString) wrapped = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      const char *line = lines->pdata[i];

      if (i > 0)
        {
          const char *joint = expected_joint (lines->pdata[i - 1], line);

          g_assert_cmpstr (dz_lines_joint_between (lines->pdata[i - 1], line), ==, joint);
          g_string_append_c (wrapped, '\n');
          g_string_append (expected, joint);
        }
      g_string_append (wrapped, line);
      g_string_append (expected, line);
    }
  joined = dz_lines_join (wrapped->str);
  g_assert_cmpstr (joined, ==, expected->str);

  return lines->len > 0 ? lines->len - 1 : 0;
}

static void
test_interview (void)
{
  const char *path = g_getenv ("DUIZHAO_INTERVIEW");
  g_autoptr (GPtrArray) paragraph = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_joints = 0;

  if (path == NULL || !g_file_get_contents (path, &text, NULL, NULL))
    {
      g_test_skip ("the real transcript is not there");
      return;
    }

  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      gboolean begins = g_regex_match_simple ("^[> ]*(?:\\d+\\.|\\*|#+)(?: |$)", *line, 0, 0);
      char *visible = visible_text (*line);

      if (begins || *visible == '\0')
        {
          n_joints += check_paragraph (paragraph);
          g_ptr_array_set_size (paragraph, 0);
        }
      if (*visible != '\0')
        g_ptr_array_add (paragraph, visible);
      else
        g_free (visible);
    }
  n_joints += check_paragraph (paragraph);
  g_test_message ("%u line ends", n_joints);
  g_assert_cmpuint (n_joints, >, 50);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/language/lines/join", test_join);
  g_test_add_func ("/language/lines/joint", test_joint);
  g_test_add_func ("/language/lines/interview", test_interview);

  return g_test_run ();
}
