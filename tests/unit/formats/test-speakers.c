#include "config.h"

#include "outline.h"

static const OutlineCase markdown_cases[] = {
  /* Where the colon is, and what it is. */
  { "colon-inside-bold", "**主持人：** 问一\n\n**林知遥：** 答一\n\n**主持人：**问二\n\n**林知遥：**答二",
    "p +主持人: 问一\np +林知遥: 答一\np +主持人: 问二\np +林知遥: 答二\n" },
  { "colon-outside-bold", "**主持人**：问一\n\n**林知遥** ： 答一\n\n**主持人**:问二\n\n**林知遥**: 答二",
    "p +主持人: 问一\np +林知遥: 答一\np +主持人: 问二\np +林知遥: 答二\n" },
  { "no-break-blank-before-colon", "**林知遥**\xc2\xa0：一\n\n**林知遥**\xe3\x80\x80：二",
    "p +林知遥: 一\np +林知遥: 二\n" },
  { "no-width-in-label", "\xe2\x80\x8b**林知遥\xe2\x80\x8b：**一\n\n**林知遥：**二", "p +林知遥: 一\np +林知遥: 二\n" },
  { "on-a-line-of-its-own", "**主持人：**\n问一\n\n**林知遥：**\n答一\n答二",
    "p +主持人: 问一\np +林知遥: 答一答二\n" },
  { "in-a-paragraph-of-its-own", "**主持人：**\n\n问一\n\n问二\n\n**林知遥：**\n\n答一",
    "p +主持人: 问一\np 主持人: 问二\np +林知遥: 答一\n" },
  { "bold-alone-without-colon", "**林知遥**\n\n一\n\n**周牧**\n\n二\n\n**林知遥**\n\n三\n\n**周牧**\n\n四",
    "p +林知遥: 一\np +周牧: 二\np +林知遥: 三\np +周牧: 四\n" },
  { "bold-goes-on", "**主持人：问一**\n\n林知遥：答一\n\n**主持人：问二**\n\n林知遥：答二",
    "p +主持人: {b:问一}\np +林知遥: 答一\np +主持人: {b:问二}\np +林知遥: 答二\n" },
  { "said-nothing", "**主持人：**\n\n**林知遥：** 一\n\n**主持人：**二\n\n**林知遥：**",
    "p +主持人:\np +林知遥: 一\np +主持人: 二\np +林知遥:\n" },

  /* Names. */
  { "plain", "林知遥：一\n\n周牧：二\n\n林知遥：三", "p +林知遥: 一\np +周牧: 二\np +林知遥: 三\n" },
  { "question-and-answer", "问：一\n\n答：二", "p +问: 一\np +答: 二\n" },
  { "q-and-a", "Q: One?\n\nA: Two.\n\nThree.", "p +Q: One?\np +A: Two.\np A: Three.\n" },
  { "numbered-questions", "Q1：一\n\nA1：二\n\nQ2：三\n\nA2：四", "p +Q: 一\np +A: 二\np +Q: 三\np +A: 四\n" },
  { "traditional", "記者：一\n\n張遠：二\n\n記者：三\n\n問題：四",
    "p +記者: 一\np +張遠: 二\np +記者: 三\np 記者: 問題：四\n" },
  { "english", "Mary Stone: One.\n\nJohn: Two.\n\nMary Stone: Three.",
    "p +Mary Stone: One.\np +John: Two.\np +Mary Stone: Three.\n" },
  { "surname", "林：一\n\n周：二\n\n林：三\n\n周：四", "p +林: 一\np +周: 二\np +林: 三\np +周: 四\n" },
  { "spread-name", "林　遥：一\n\n周知远：二\n\n林　遥：三", "p +林遥: 一\np +周知远: 二\np +林遥: 三\n" },
  { "middle-dot", "艾达·莱特：一\n\n主持人：二\n\n艾达·莱特：三",
    "p +艾达·莱特: 一\np +主持人: 二\np +艾达·莱特: 三\n" },
  { "role-behind-name", "林知遥（馆长）：一\n\n周牧：二\n\n林知遥：三\n\n周牧：四",
    "p +林知遥（馆长）: 一\np +周牧: 二\np +林知遥（馆长）: 三\np +周牧: 四\n" },
  { "same-twice", "**甲：**一\n\n**甲：**二\n\n**乙：**三", "p +甲: 一\np +甲: 二\np +乙: 三\n" },
  { "once-beside-others", "主持人：一\n\n林知遥：二\n\n主持人：三\n\n观众：四\n\n林知遥：五",
    "p +主持人: 一\np +林知遥: 二\np +主持人: 三\np +观众: 四\np +林知遥: 五\n" },
  { "everybody-once", "**林知遥：**一\n\n**周牧：**二", "p +林知遥: 一\np +周牧: 二\n" },
  { "headings", "# 题\n\n## 林知遥\n\n一\n\n## 周牧：\n\n二\n\n## 林知遥\n\n三\n\n## 周牧：\n\n四",
    "= 题\np +林知遥: 一\np +周牧: 二\np +林知遥: 三\np +周牧: 四\n" },
  { "boxed", "【林知遥】一\n\n【周牧】二\n\n【林知遥】三\n\n【周牧】四",
    "p +林知遥: 一\np +周牧: 二\np +林知遥: 三\np +周牧: 四\n" },
  { "lines-of-one-paragraph", "林知遥：一\n周牧：二\n还有\n林知遥：三",
    "p +林知遥: 一\np +周牧: 二还有\np +林知遥: 三\n" },
  { "in-boxes", "> **林知遥：**一\n\n> **周牧：**二\n\n> **林知遥：**三\n\n> **周牧：**四",
    "q> +林知遥: 一\nq>^ +周牧: 二\nq>^ +林知遥: 三\nq>^ +周牧: 四\n" },

  /* Time stamps. */
  { "stamp-before", "[00:12:33] 林知遥：一\n\n[00:13:01] 周牧：二", "p +林知遥: 一\np +周牧: 二\n" },
  { "stamp-behind", "林知遥 (12:33)：一\n\n周牧（1:02:03）：二\n\n林知遥 [12:40] 三",
    "p +林知遥: 一\np +周牧: 二\np +林知遥: 三\n" },
  { "stamp-and-name-alone", "说话人1 00:12\n一\n\n说话人2 00:34\n二", "p +说话人1: 一\np +说话人2: 二\n" },
  { "stamp-of-two-clocks", "[00:00:01.000 --> 00:00:04.250] 林知遥: 一\n\n[00:00:05.000 --> 00:00:06.000] 周牧: 二",
    "p +林知遥: 一\np +周牧: 二\n" },
  { "stamp-alone-stays", "[00:12:33] 一\n\n[00:12:40] 二", "p [00:12:33] 一\np [00:12:40] 二\n" },

  /* What is no speaker. */
  { "he-says", "他说：一\n\n他说：二\n\n他说：三", "p 他说：一\np 他说：二\np 他说：三\n" },
  { "question-word", "问题：一\n\n问题：二\n\n例如：三\n\n例如：四",
    "p 问题：一\np 问题：二\np 例如：三\np 例如：四\n" },
  { "clock", "12:30 开始\n\n12:30 结束", "p 12:30 开始\np 12:30 结束\n" },
  { "address", "http://a.b\n\nhttp://a.b", "p {l http://a.b:http://a.b}\np {l http://a.b:http://a.b}\n" },
  { "sentence-with-colon", "我们的想法是这样的：一\n\n我们的想法是这样的：二",
    "p 我们的想法是这样的：一\np 我们的想法是这样的：二\n" },
  { "digest", "> **内容导读** ：\n>\n> 1. **历史：** 一\n> 2. **影响：** 二\n\n**林知遥：**三\n\n**林知遥：**四",
    "q> {b:内容导读}：\nli1#1> {b:历史：}一\nli1#2> {b:影响：}二\np +林知遥: 三\np +林知遥: 四\n" },
  { "bold-lead-in-of-a-turn", "**林知遥：**一\n\n**第二点：**二\n\n**林知遥：**三",
    "p +林知遥: 一\np 林知遥: {b:第二点：}二\np +林知遥: 三\n" },
  { "introduced", "嘉宾：林知遥，馆长\n\n林知遥：一\n\n周牧：二\n\n林知遥：三\n\n周牧：四",
    "p 嘉宾：林知遥，馆长\np +林知遥: 一\np +周牧: 二\np +林知遥: 三\np +周牧: 四\n" },

  /* How far a turn goes. */
  { "over-pictures", "**甲：**一\n\n![](a.png)\n\n二\n\n**甲：**三", "p +甲: 一\npic <a.png>\np 甲: 二\np +甲: 三\n" },
  { "picture-between-label-and-text", "**甲：**\n\n![](a.png)\n\n二\n\n**甲：**三",
    "pic <a.png>\np +甲: 二\np +甲: 三\n" },
  { "lists-and-boxes", "**甲：**一\n\n- 二\n\n> 三\n\n**甲：**四", "p +甲: 一\nli1 甲: 二\nq> 甲: 三\np +甲: 四\n" },
  { "to-a-heading-as-high", "# 题\n\n## 访谈\n\n**甲：**一\n\n**甲：**二\n\n## 附\n\n三",
    "= 题\nh2 访谈\np +甲: 一\np +甲: 二\nh2 附\np 三\n" },
  { "over-lower-headings", "# 题\n\n## 访谈\n\n**甲：**一\n\n### 节\n\n二\n\n**甲：**三",
    "= 题\nh2 访谈\np +甲: 一\nh3 节\np 甲: 二\np +甲: 三\n" },
  { "to-the-last-heading", "# 题\n\n**甲：**一\n\n### 节\n\n**甲：**二\n\n## 往期\n\n三",
    "= 题\np +甲: 一\nh3 节\np +甲: 二\nh2 往期\np 三\n" },
  { "to-an-invitation", "**甲：**一\n\n**甲：**二\n\n**👇关注公众号后设星标**\n\n三",
    "p +甲: 一\np +甲: 二\np {b:👇关注公众号后设星标}\np 三\n" },
  { "an-invitation-in-the-talk", "**甲：**一\n\n请长按识别二维码\n\n**甲：**二",
    "p +甲: 一\np 甲: 请长按识别二维码\np +甲: 二\n" },
  { "to-links", "**甲：**一\n\n**甲：**二\n\n- [三](http://a.b)", "p +甲: 一\np +甲: 二\nli1 {l http://a.b:三}\n" },
  { "to-a-rule-behind-the-talk", "**甲：**一\n\n---\n\n**甲：**二\n\n---\n\n三",
    "p +甲: 一\nrule\np +甲: 二\nrule\np 三\n" },
  { "not-before-the-first", "前言\n\n**甲：**一\n\n**甲：**二", "p 前言\np +甲: 一\np +甲: 二\n" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  outline_add_cases ("speakers", "markdown", markdown_cases, G_N_ELEMENTS (markdown_cases));
  return g_test_run ();
}
