#include "config.h"

#include "outline.h"

static const OutlineCase cases[] = {
  /* What CommonMark does not see. */
  { "comma-inside", "**因此，**他去了。", "p {b:因此，}他去了。\n" },
  { "quotes-inside", "他说**“好”**她走了。", "p 他说{b:“好”}她走了。\n" },
  { "quotes-at-start", "**“好”**他说。", "p {b:“好”}他说。\n" },
  { "full-stop-inside", "**真。**她走了。", "p {b:真。}她走了。\n" },
  { "brackets", "见**（附录）**一节", "p 见{b:（附录）}一节\n" },
  { "book-marks", "读**《远山》**时", "p 读{b:《远山》}时\n" },
  { "latin-behind", "**结论：**AI 来了", "p {b:结论：}AI 来了\n" },
  { "two-in-a-row", "**甲：****乙。**丙", "p {b:甲：乙。}丙\n" },
  { "two-parted", "**甲，**乙**丙，**丁", "p {b:甲，}乙{b:丙，}丁\n" },
  { "italic", "*“好”*他说", "p {i:“好”}他说\n" },
  { "both", "***真。***他说", "p {b:{i:真。}}他说\n" },
  { "italic-inside-bold", "**粗*斜，*粗。**后", "p {b:粗{i:斜，}粗。}后\n" },
  { "dash", "他——**没有**——来", "p 他——{b:没有}——来\n" },
  { "outside-the-plane", "**𠮷野家，**好", "p {b:𠮷野家，}好\n" },

  /* What has to stay as it is. */
  { "latin", "a **b** c *d* e", "p a {b:b} c {i:d} e\n" },
  { "multiplication", "2 ** 3 与 4 ** 5", "p 2 ** 3 与 4 ** 5\n" },
  { "code-span", "用`他**，**她`表示", "p 用{c:他**，**她}表示\n" },
  { "escapes", "他\\*\\*，\\*\\*她", "p 他**，**她\n" },
  { "escape-then-emphasis", "他\\***好，**她", "p 他*{b:好，}她\n" },
  { "link-address", "[他**，**她](http://a.b/x**，**y)", "p {l http://a.b/x**，**y:他{b:，}她}\n" },
  { "underscores-in-address", "见 http://a.b/__x__/_y_ 吧", "p 见 {l http://a.b/__x__/_y_:http://a.b/__x__/_y_} 吧\n" },
  { "underscores-in-word", "snake_case_name 好", "p snake_case_name 好\n" },
  { "one-left-over", "他**没有说完。", "p 他**没有说完。\n" },
  { "private-letter-in-text", "**因此，**他\xee\x80\x80", "p {b:因此，}他\xee\x80\x80\n" },

  /* What converters leave. */
  { "blank-before-closing", "**内容 **他说", "p {b:内容}他说\n" },
  { "blank-after-opening", "** 内容，**他说", "p {b:内容，}他说\n" },
  { "blank-before-colon", "他的**内容** ：好", "p 他的{b:内容}：好\n" },
  { "blank-before-full-stop", "没有**成果** 。", "p 没有{b:成果}。\n" },
  { "blank-after-colon", "这里**重点：** 我们", "p 这里{b:重点：}我们\n" },
  { "blank-before-latin", "这里**重点：** AI", "p 这里{b:重点：}AI\n" },
  { "blank-before-dots-stays", "他**构建。** ....这种", "p 他{b:构建。} ....这种\n" },
  { "blank-of-latin-stays", "他认为**数字** AI 好", "p 他认为{b:数字} AI 好\n" },
  { "blank-without-emphasis-stays", "他 说", "p 他 说\n" },
  { "empty", "文字****文字", "p 文字文字\n" },
  { "empty-line", "甲\n\n****\n\n乙", "p 甲\np 乙\n" },
  { "empty-line-in-box", "> 甲\n>\n> ****\n>\n> 乙", "q> 甲\nq> 乙\n" },
  { "a-rule-is-no-left-over", "甲\n\n***\n\n乙", "p 甲\nrule\np 乙\n" },
  { "no-width", "他\xe2\x80\x8b说\xef\xbb\xbf。", "p 他说。\n" },
  { "joined-emoji-stay", "👩‍💻好", "p 👩‍💻好\n" },

  { "strike", "他~~不~~去", "p 他{s:不}去\n" },
  { "no-strike", "好的~~，谢谢~", "p 好的~~，谢谢~\n" },
  { "html", "<b>粗</b>与<u>线</u>与<em>斜</em>", "p {b:粗}与{u:线}与{i:斜}\n" },
  { "html-unclosed", "<b>粗\n\n不粗", "p {b:粗}\np 不粗\n" },
  { "html-script", "前<script>alert(1)</script>后", "p 前后\n" },
  { "html-link", "<a href=\"http://a.b/?x=1&amp;y=2\">好</a>", "p {l http://a.b/?x=1&y=2:好}\n" },
  { "html-no-tag", "1 < 2 且 a <b", "p 1 < 2 且 a <b\n" },
  { "entities", "&lt;b&gt; &amp; &#x4f60;&hellip;", "p <b> & 你…\n" },
  { "bare-address", "见https://a.b/c?d=1。", "p 见{l https://a.b/c?d=1:https://a.b/c?d=1}。\n" },
  { "auto-link", "<https://a.b/>", "p {l https://a.b/:https://a.b/}\n" },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  outline_add_cases ("markdown-emphasis", "markdown", cases, G_N_ELEMENTS (cases));
  return g_test_run ();
}
