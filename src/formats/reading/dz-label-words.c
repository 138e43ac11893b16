#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "formats/reading/dz-label.h"

static const char *const roles[] = {
  "主持人",  "主持",   "主播",     "记者",   "嘉宾",        "采访者",      "采访人",    "受访者",   "受访人",
  "访谈者",  "访谈人", "被采访者", "被访者", "記者",        "嘉賓",        "採訪者",    "採訪人",   "受訪者",
  "受訪人",  "訪談者", "訪談人",   "提問者", "提問人",      "提問",        "觀眾",      "聽眾",     "說話人",
  "發言人",  "講者",   "提问者",   "提问人", "提问",        "观众",        "听众",      "说话人",   "发言人",
  "讲者",    "讲述人", "host",     "guest",  "interviewer", "interviewee", "moderator", "reporter", "audience",
  "speaker", "anchor", "question", "answer",
};

static const char *const titles[] = {
  "记者", "主持人", "嘉宾", "观众", "听众", "先生", "女士", "小姐", "教授", "老师", "博士", "院士", "医生", "导演",
  "律师", "記者",   "嘉賓", "觀眾", "老師", "醫生", "導演", "律師", "總裁", "經理", "校長", "院長", "主編", "編輯",
  "同學", "總",     "主任", "总裁", "经理", "校长", "院长", "主编", "编辑", "同学", "师傅", "总",
};

/* Keys, folded, without blanks. */
static const char *const no_names[] = {
  "摘要",       "关键词",     "关键字",     "导读",     "内容导读", "导语",         "引言",       "前言",
  "编者按",     "编者注",     "按语",       "金句摘录", "金句",     "注",           "注释",       "注意",
  "备注",       "说明",       "提示",       "例如",     "比如",     "譬如",         "问题",       "答案",
  "结论",       "总结",       "小结",       "原因",     "结果",     "标题",         "题目",       "副标题",
  "作者",       "译者",       "翻译",       "编译",     "编辑",     "责编",         "责任编辑",   "校对",
  "整理",       "撰文",       "采写",       "摄影",     "来源",     "出处",         "链接",       "原文",
  "译文",       "原文链接",   "时间",       "日期",     "地点",     "简介",         "嘉宾简介",   "嘉宾介绍",
  "人物简介",   "背景",       "目录",       "图",       "图片",     "图片来源",     "图源",       "封面",
  "视频",       "音频",       "参考",       "参考资料", "参考文献", "推荐阅读",     "延伸阅读",   "往期精选",
  "往期回顾",   "我",         "你",         "他",       "她",       "它",           "我们",       "你们",
  "他们",       "她们",       "大家",       "有人",     "首先",     "其次",         "再次",       "然后",
  "最后",       "因此",       "所以",       "但是",     "另外",     "此外",         "总之",       "即",
  "如下",       "优点",       "缺点",       "第一",     "第二",     "第三",         "第四",       "第五",
  "一",         "二",         "三",         "四",       "五",       "note",         "notes",      "tip",
  "warning",    "summary",    "abstract",   "source",   "title",    "date",         "author",     "editor",
  "translator", "link",       "links",      "url",      "example",  "forexample",   "e.g.",       "i.e.",
  "ps",         "p.s.",       "time",       "place",    "location", "introduction", "conclusion", "keywords",
  "tags",       "http",       "https",      "caption",  "figure",   "photo",        "image",      "subject",
  "re",         "transcript", "references",
};

/* What a sentence ends in before it lets somebody speak. */
static const char *const no_name_endings[] = {
  "说",   "说道", "道",   "讲",   "写", "写道", "是",   "为",   "如下", "的",   "了",   "着",   "吗",   "呢",
  "吧",   "题",   "论",   "点",   "說", "說道", "講",   "寫",   "寫道", "為",   "嗎",   "題",   "論",   "點",
  "認為", "強調", "補充", "解釋", "稱", "认为", "表示", "指出", "强调", "回答", "补充", "解释", "透露", "称",
};

static const char surnames[]
    = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
      "陆汪"
      "范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞"
      "颜倪庄"
      "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭葉蘇呂盧鐘鍾譚陸範賈韋鄒龍賀顧龔萬錢嚴湯溫齊喬龐顏莊聶魯蘭單歐"
      "聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉游欧牟靳卓";

static gboolean
is_among (const char *const *words, gsize n_words, const char *word)
{
  for (gsize i = 0; i < n_words; i++)
    {
      if (strcmp (words[i], word) == 0)
        return TRUE;
    }
  return FALSE;
}

gboolean
dz_label_is_question_or_answer (const char *key)
{
  static const char *const words[] = { "问", "問", "答", "q", "a", "question", "answer" };

  return is_among (words, G_N_ELEMENTS (words), key);
}

gboolean
dz_label_is_role (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      /* "主持人A", "speaker12" */
      if (g_str_has_prefix (key, roles[i]) && strlen (key) <= strlen (roles[i]) + 3)
        {
          const char *rest = key + strlen (roles[i]);

          if (rest[strspn (rest, "0123456789abcdefg")] == '\0' || g_utf8_strlen (rest, -1) == 1)
            return TRUE;
        }
    }
  return dz_label_is_question_or_answer (key);
}

static gboolean
has_title (const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      if (g_str_has_suffix (key, titles[i]) && strlen (key) > strlen (titles[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_capitalised (const char *name)
{
  guint words = 0;
  gboolean begins = TRUE;

  for (const char *p = name; *p != '\0' && *p != '('; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_iswide (character))
        return FALSE;
      if (begins && g_unichar_isalpha (character))
        {
          if (!g_unichar_isupper (character))
            return FALSE;
          words++;
        }
      begins = character == ' ';
    }
  return words > 0 && words <= 4;
}

gboolean
dz_label_is_no_name (const char *name, const char *key)
{
  glong length = g_utf8_strlen (key, -1);

  if (is_among (no_names, G_N_ELEMENTS (no_names), key))
    return TRUE;
  if (dz_label_is_role (key))
    return FALSE;
  /* A sentence, not a name; nor a phrase of several small English words. */
  if (g_unichar_iswide (g_utf8_get_char (key)) && length > 12)
    return TRUE;
  if (strchr (name, ' ') != NULL && !g_unichar_iswide (g_utf8_get_char (name)) && !is_capitalised (name))
    return TRUE;
  if (g_str_has_prefix (key, "第") && length <= 4)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (no_name_endings); i++)
    {
      if (length > 1 && g_str_has_suffix (key, no_name_endings[i]))
        return TRUE;
    }
  return FALSE;
}

gboolean
dz_label_is_person (const char *name, const char *key)
{
  glong length = g_utf8_strlen (key, -1);
  g_autofree char *first = g_utf8_substring (key, 0, MIN (length, 1));

  if (dz_label_is_role (key) || has_title (key) || strstr (name, "·") != NULL)
    return TRUE;
  if (is_capitalised (name))
    return TRUE;
  if (length == 1 && strstr ("甲乙丙丁戊", key) != NULL)
    return TRUE;
  return length <= 3 && strstr (surnames, first) != NULL;
}
