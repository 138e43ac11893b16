#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include "model/dz-edit.h"
#include "model/dz-project-copy.h"
#include "update-case.h"

static const UpdateLine talk[] = {
  { "主持人", "您是怎么开始做这一行的？", "How did you get into this line of work?" },
  { "王老师", "我是一九八五年从学校毕业以后，才慢慢开始做的。", "I only started slowly after leaving school in 1985." },
  { "主持人", "对。", "Right." },
  { "王老师", "那时候的条件很差，我们什么都没有，只有一张桌子。", "Conditions were poor; we had only a table." },
  { "主持人", "对。", "Right, yes." },
  { "王老师", "后来情况一天一天好起来，学生也多了。", "Later things got better by the day." },
  { NULL },
};

static void
test_same (void)
{
  UpdateCase self;

  update_case_init (&self, talk);
  update_highlight (&self, 1, DZ_SIDE_ORIGINAL, "毕业", 0);
  update_case_update (&self, talk);
  update_assert_plan (&self, "======");
  g_assert_cmpuint (self.result.changed + self.result.added + self.result.removed + self.result.fields, ==, 0);
  update_case_clear (&self);
}

/* Corrections inside of blocks: what was corrected loses its highlight, what was not keeps it on the very words. */
static void
test_corrections (void)
{
  const UpdateLine news[] = {
    talk[0],  { "王老师", "我是一九八四年从学校毕业以后，才慢慢地开始做的。" },
    talk[2],  { "王老师", "其实呢，那时候的条件很差，我们什么都没有，只有一张桌子。" },
    talk[4],  talk[5],
    { NULL },
  };
  const char *expected[] = {
    "主持人|您是怎么开始做这一行的？|How did you get into this line of work?|r",
    "王老师|我是一九八四年从学校毕业以后，才慢慢地开始做的。|I only started slowly after leaving school in 1985.|d!",
    "主持人|对。|Right.|r",
    "王老师|其实呢，那时候的条件很差，我们什么都没有，只有一张桌子。|Conditions were poor; we had only a table.|d!",
    "主持人|对。|Right, yes.|r",
    "王老师|后来情况一天一天好起来，学生也多了。|Later things got better by the day.|r",
    NULL,
  };
  DzHighlight *year, *school, *conditions, *translation, *over;
  UpdateCase self;

  update_case_init (&self, talk);
  year = update_highlight (&self, 1, DZ_SIDE_ORIGINAL, "一九八五年", 0);
  school = update_highlight (&self, 1, DZ_SIDE_ORIGINAL, "学校", 0);
  conditions = update_highlight (&self, 3, DZ_SIDE_ORIGINAL, "条件很差", 0);
  translation = update_highlight (&self, 1, DZ_SIDE_TRANSLATION, "slowly", 0);
  over = dz_edit_highlight (self.project, DZ_SIDE_ORIGINAL, dz_document_get_block (self.document, 3), 4,
                            dz_document_get_block (self.document, 4), 1, NULL);
  update_case_plan (&self, news);
  update_assert_plan (&self, "=~=~==");
  g_assert_true (dz_update_row_get_marks_translation (update_row_of (&self, 1)));
  g_assert_cmpuint (dz_update_row_get_n_orphans (update_row_of (&self, 1)), ==, 1);
  g_assert_cmpuint (dz_update_row_get_n_orphans (update_row_of (&self, 3)), ==, 0);
  update_case_apply (&self);
  update_assert_document (&self, expected);
  update_assert_orphan (&self, year, DZ_SIDE_ORIGINAL, "一九八五年");
  update_assert_lies (&self, school, DZ_SIDE_ORIGINAL, 1, 8, "学校");
  update_assert_lies (&self, conditions, DZ_SIDE_ORIGINAL, 3, 8, "条件很差");
  update_assert_lies (&self, translation, DZ_SIDE_TRANSLATION, 1, 15, "slowly");
  update_assert_lies (&self, over, DZ_SIDE_ORIGINAL, 3, 8, "条件很差，我们什么都没有，只有一张桌子。\n对");
  g_assert_cmpstr (dz_block_get_earlier_original (dz_document_get_block (self.document, 1)), ==, talk[1].text);
  g_assert_cmpuint (self.result.changed, ==, 2);
  g_assert_cmpuint (self.result.marked, ==, 2);
  g_assert_cmpuint (self.result.orphans, ==, 1);
  g_assert_cmpuint (self.result.carried, ==, 2);
  update_case_clear (&self);
}

/* A second correction keeps what the translation was made of; one that takes it back takes the mark away. */
static void
test_twice (void)
{
  const UpdateLine second[] = { { NULL, "我们昨天在北京见面了。", "We met in Beijing yesterday." }, { NULL } };
  const UpdateLine third[] = { { NULL, "我们前天在北京见面了。" }, { NULL } };
  const UpdateLine fourth[] = { { NULL, "我们前天在天津见面了。" }, { NULL } };
  DzBlock *block;
  UpdateCase self;

  update_case_init (&self, second);
  block = dz_document_get_block (self.document, 0);
  update_case_update (&self, third);
  update_case_update (&self, fourth);
  g_assert_cmpstr (dz_block_get_earlier_original (block), ==, second[0].text);
  g_assert_cmpint (dz_block_get_state (block), ==, DZ_STATE_DRAFT);
  update_case_update (&self, second);
  g_assert_cmpstr (dz_block_get_earlier_original (block), ==, "");
  g_assert_cmpuint (self.result.marked, ==, 0);
  update_case_clear (&self);
}

static void
test_blocks_come_and_go (void)
{
  const UpdateLine news[] = {
    talk[0],
    { "王老师", "您先请坐，喝一点水再说吧。" },
    talk[1],
    talk[2],
    talk[4],
    talk[5],
    { "旁人", "老师，时间到了。" },
    { NULL },
  };
  const char *expected[] = {
    "主持人|您是怎么开始做这一行的？|How did you get into this line of work?|r",
    "王老师|您先请坐，喝一点水再说吧。||u",
    "王老师|我是一九八五年从学校毕业以后，才慢慢开始做的。|I only started slowly after leaving school in 1985.|r",
    "主持人|对。|Right.|r",
    "主持人|对。|Right, yes.|r",
    "王老师|后来情况一天一天好起来，学生也多了。|Later things got better by the day.|r",
    "旁人|老师，时间到了。||u",
    NULL,
  };
  DzHighlight *gone, *second, *translation;
  UpdateCase self;

  update_case_init (&self, talk);
  gone = update_highlight (&self, 3, DZ_SIDE_ORIGINAL, "我们什么都没有", 0);
  translation = update_highlight (&self, 3, DZ_SIDE_TRANSLATION, "a table", 0);
  second = update_highlight (&self, 4, DZ_SIDE_ORIGINAL, "对", 0);
  update_case_plan (&self, news);
  update_assert_plan (&self, "=+~=-~=+");
  /* The translation that goes is in its row for all to see. */
  g_assert_cmpstr (
      dz_text_get_string (dz_block_get_text (dz_update_row_get_old (update_row_of (&self, 4)), DZ_SIDE_TRANSLATION)),
      ==, talk[3].translation);
  update_case_apply (&self);
  update_assert_document (&self, expected);
  update_assert_orphan (&self, gone, DZ_SIDE_ORIGINAL, "我们什么都没有");
  update_assert_orphan (&self, translation, DZ_SIDE_TRANSLATION, "a table");
  update_assert_lies (&self, second, DZ_SIDE_ORIGINAL, 4, 0, "对");
  g_assert_cmpuint (self.result.translations, ==, 1);
  g_assert_cmpuint (self.result.orphans, ==, 2);
  update_case_clear (&self);
}

/* Of two equal answers one goes: its highlight does not slip onto the other. */
static void
test_twins (void)
{
  const UpdateLine news[] = { talk[0], talk[1], talk[3], talk[4], talk[5], { NULL } };
  DzHighlight *first, *second;
  UpdateCase self;

  update_case_init (&self, talk);
  first = update_highlight (&self, 2, DZ_SIDE_ORIGINAL, "对。", 0);
  second = update_highlight (&self, 4, DZ_SIDE_ORIGINAL, "对。", 0);
  update_case_plan (&self, news);
  update_assert_plan (&self, "==-~==");
  update_case_apply (&self);
  update_assert_orphan (&self, first, DZ_SIDE_ORIGINAL, "对。");
  update_assert_lies (&self, second, DZ_SIDE_ORIGINAL, 3, 0, "对。");
  g_assert_cmpstr (update_text_at (&self, 3, DZ_SIDE_TRANSLATION), ==, "Right, yes.");
  update_case_clear (&self);
}

static void
test_moved (void)
{
  const UpdateLine news[] = { talk[3], talk[0], talk[1], talk[2], talk[4], talk[5], { NULL } };
  DzHighlight *words, *over;
  DzBlock *block;
  UpdateCase self;

  update_case_init (&self, talk);
  block = dz_document_get_block (self.document, 3);
  words = update_highlight (&self, 3, DZ_SIDE_ORIGINAL, "桌子", 0);
  over
      = dz_edit_highlight (self.project, DZ_SIDE_ORIGINAL, dz_document_get_block (self.document, 2), 0, block, 4, NULL);
  update_case_plan (&self, news);
  update_assert_plan (&self, "m===~=");
  update_case_apply (&self);
  g_assert_true (dz_document_get_block (self.document, 0) == block);
  update_assert_lies (&self, words, DZ_SIDE_ORIGINAL, 0, 21, "桌子");
  update_assert_orphan (&self, over, DZ_SIDE_ORIGINAL, "对。\n那时候的");
  g_assert_cmpint (dz_block_get_state (block), ==, DZ_STATE_REVIEWED);
  update_case_clear (&self);
}

static const UpdateLine halves[] = {
  { NULL, "第一件事是，我们当时没有钱，也没有人，只好自己动手做。", "First, we had no money." },
  { NULL, "第二件事是，大家都很年轻。", "Second, we were all young." },
  { NULL, "这些事情我到现在都还记得清清楚楚。", "I still remember it all." },
  { NULL },
};

/* The larger half keeps the block; what lies on the other is found there. */
static void
test_split (void)
{
  const UpdateLine joined[] = {
    { NULL, "第一件事是，我们当时没有钱，也没有人，只好自己动手做。第二件事是，大家都很年轻。",
      "First money; second, young." },
    halves[2],
    { NULL },
  };
  DzHighlight *money, *young, *translation;
  DzBlock *block;
  UpdateCase self;

  update_case_init (&self, joined);
  block = dz_document_get_block (self.document, 0);
  money = update_highlight (&self, 0, DZ_SIDE_ORIGINAL, "没有钱", 0);
  young = update_highlight (&self, 0, DZ_SIDE_ORIGINAL, "大家都很年轻", 0);
  translation = update_highlight (&self, 0, DZ_SIDE_TRANSLATION, "young", 0);
  update_case_plan (&self, halves);
  update_assert_plan (&self, "~+=");
  update_case_apply (&self);
  g_assert_true (dz_document_get_block (self.document, 0) == block);
  update_assert_lies (&self, money, DZ_SIDE_ORIGINAL, 0, 10, "没有钱");
  update_assert_lies (&self, young, DZ_SIDE_ORIGINAL, 1, 6, "大家都很年轻");
  update_assert_lies (&self, translation, DZ_SIDE_TRANSLATION, 0, 21, "young");
  update_case_clear (&self);
}

/* Joined in either order, and with a third: no translation is lost, and what lay on them lies on them. */
static void
test_joined (void)
{
  const UpdateLine joined[] = {
    { NULL, "第一件事是，我们当时没有钱，也没有人，只好自己动手做。第二件事是，大家都很年轻。" },
    halves[2],
    { NULL },
  };
  const UpdateLine backwards[] = { halves[1], halves[0], halves[2], { NULL } };
  const UpdateLine all[] = {
    { NULL, "第二件事是，大家都很年轻。第一件事是，我们当时没有钱，也没有人，只好自己动手做。这些事情我到现在都还记得清"
            "清楚楚。" },
    { NULL },
  };
  const char *expected[] = {
    "|第一件事是，我们当时没有钱，也没有人，只好自己动手做。第二件事是，大家都很年轻。|First, we had no money. Second, "
    "we were all young.|r",
    "|这些事情我到现在都还记得清清楚楚。|I still remember it all.|r",
    NULL,
  };
  const char *all_expected[] = {
    "|第二件事是，大家都很年轻。第一件事是，我们当时没有钱，也没有人，只好自己动手做。这些事情我到现在都还记得清清楚楚"
    "。|"
    "Second, we were all young. First, we had no money. I still remember it all.|r",
    NULL,
  };
  DzHighlight *young, *were, *money, *remember;
  UpdateCase self;

  update_case_init (&self, halves);
  young = update_highlight (&self, 1, DZ_SIDE_ORIGINAL, "大家都很年轻", 0);
  were = update_highlight (&self, 1, DZ_SIDE_TRANSLATION, "all young", 0);
  update_case_plan (&self, joined);
  update_assert_plan (&self, "~-=");
  g_assert_cmpuint (dz_update_row_get_joined (update_row_of (&self, 1)), ==, 0);
  update_case_apply (&self);
  update_assert_document (&self, expected);
  update_assert_lies (&self, young, DZ_SIDE_ORIGINAL, 0, 33, "大家都很年轻");
  update_assert_lies (&self, were, DZ_SIDE_TRANSLATION, 0, 40, "all young");
  g_assert_cmpuint (self.result.translations, ==, 0);
  update_case_clear (&self);

  update_case_init (&self, backwards);
  money = update_highlight (&self, 1, DZ_SIDE_TRANSLATION, "money", 0);
  were = update_highlight (&self, 0, DZ_SIDE_TRANSLATION, "all young", 0);
  remember = update_highlight (&self, 2, DZ_SIDE_TRANSLATION, "remember", 0);
  update_case_update (&self, all);
  update_assert_document (&self, all_expected);
  update_assert_quote (&self, were, DZ_SIDE_TRANSLATION, "all young");
  g_assert_false (dz_highlight_is_orphan (were));
  update_assert_lies (&self, money, DZ_SIDE_TRANSLATION, 0, 44, "money");
  update_assert_lies (&self, remember, DZ_SIDE_TRANSLATION, 0, 59, "remember");
  update_case_clear (&self);
}

static void
test_speakers (void)
{
  const UpdateLine news[] = {
    { "李主播", talk[0].text }, talk[1],  { "李主播", talk[2].text }, talk[3], { "李主播", talk[4].text },
    { "新来的", talk[5].text }, { NULL },
  };
  g_autoptr (DzSpeaker) host = NULL;
  UpdateCase self;

  update_case_init (&self, talk);
  host = g_list_model_get_item (dz_project_get_speakers (self.project), 0);
  update_case_plan (&self, news);
  update_assert_plan (&self, "f=====~");
  g_assert_true (dz_update_row_get_take (update_row_of (&self, 0)));
  update_case_apply (&self);
  g_assert_cmpstr (dz_speaker_get_name (host), ==, "李主播");
  g_assert_cmpstr (dz_block_get_speaker (dz_document_get_block (self.document, 4)), ==, dz_speaker_get_id (host));
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_speakers (self.project)), ==, 3);
  /* Who speaks is no reason to look at a translation again. */
  g_assert_cmpuint (self.result.marked, ==, 0);
  g_assert_true (dz_project_undo (self.project));

  /* Who gave him a name in translation may have given him his name, too. */
  dz_edit_set_string (self.project, DZ_ENTITY (host), "translated-name", "Host", "Edit");
  update_case_plan (&self, news);
  g_assert_false (dz_update_row_get_take (update_row_of (&self, 0)));
  update_case_apply (&self);
  g_assert_cmpstr (dz_speaker_get_name (host), ==, "主持人");
  g_assert_cmpstr (dz_block_get_speaker (dz_document_get_block (self.document, 4)), ==, dz_speaker_get_id (host));
  update_case_clear (&self);
}

/* A transcript that names nobody takes no names away. */
static void
test_nobody (void)
{
  UpdateLine news[G_N_ELEMENTS (talk)];
  UpdateCase self;

  memcpy (news, talk, sizeof talk);
  for (guint i = 0; i < G_N_ELEMENTS (talk); i++)
    news[i].speaker = NULL;
  update_case_init (&self, talk);
  update_case_update (&self, news);
  update_assert_plan (&self, "======");
  update_case_clear (&self);
}

static void
test_left (void)
{
  const UpdateLine news[] = { talk[1],
                              talk[2],
                              { "王老师", "那时候的条件很差，我们什么都没有，只有两张桌子。" },
                              talk[4],
                              { "王老师", "谢谢大家今天到这里来。" },
                              talk[5],
                              { NULL } };
  g_autofree char *before = NULL, *after = NULL;
  UpdateCase self;

  update_case_init (&self, talk);
  update_highlight (&self, 3, DZ_SIDE_ORIGINAL, "一张桌子", 0);
  before = update_write_project (self.project);
  update_case_plan (&self, news);
  update_assert_plan (&self, "-==~=+~");
  for (guint i = 0; i < g_list_model_get_n_items (self.plan); i++)
    dz_update_row_set_take (update_row_of (&self, i), FALSE);
  update_case_apply (&self);
  after = update_write_project (self.project);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (dz_project_get_can_redo (self.project));

  dz_update_row_set_take (update_row_of (&self, 5), TRUE);
  update_case_apply (&self);
  g_assert_cmpuint (self.result.added, ==, 1);
  g_assert_cmpstr (update_text_at (&self, 0, DZ_SIDE_ORIGINAL), ==, talk[0].text);
  g_assert_cmpstr (update_text_at (&self, 5, DZ_SIDE_ORIGINAL), ==, "谢谢大家今天到这里来。");
  update_case_clear (&self);
}

/* Formats that were given to words that stay, stay; alone they are no reason to change a block. */
static void
test_formats (void)
{
  const UpdateLine news[]
      = { talk[0], { "王老师", "我是一九八五年从大学毕业以后，才慢慢开始做的。" }, talk[2], talk[3], talk[4], talk[5],
          { NULL } };
  DzText *text;
  UpdateCase self;

  update_case_init (&self, talk);
  dz_edit_toggle_span (self.project, dz_document_get_block (self.document, 1), DZ_SIDE_ORIGINAL, 2, 12, DZ_SPAN_BOLD);
  dz_edit_toggle_span (self.project, dz_document_get_block (self.document, 3), DZ_SIDE_ORIGINAL, 2, 4, DZ_SPAN_BOLD);
  update_case_plan (&self, news);
  update_assert_plan (&self, "=~=~==");
  g_assert_true (dz_update_row_get_take (update_row_of (&self, 1)));
  g_assert_false (dz_update_row_get_take (update_row_of (&self, 3)));
  update_case_apply (&self);
  text = dz_block_get_text (dz_document_get_block (self.document, 1), DZ_SIDE_ORIGINAL);
  g_assert_cmpstr (dz_text_get_string (text), ==, news[1].text);
  g_assert_true (dz_text_has_span (text, 2, 8, DZ_SPAN_BOLD));
  g_assert_true (dz_text_has_span (text, 9, 12, DZ_SPAN_BOLD));
  g_assert_true (dz_text_has_span (dz_block_get_text (dz_document_get_block (self.document, 3), DZ_SIDE_ORIGINAL), 2, 4,
                                   DZ_SPAN_BOLD));
  g_assert_cmpuint (self.result.marked, ==, 1);
  update_case_clear (&self);
}

static void
test_details (void)
{
  g_autoptr (DzProject) transcript = update_make_project (talk);
  DzDocument *news = update_document_of (transcript);
  UpdateCase self;

  update_case_init (&self, talk);
  dz_edit_set_string (transcript, DZ_ENTITY (news), "title", "访谈（修订）", "Edit");
  dz_edit_set_string (transcript, DZ_ENTITY (news), "date", "2024-05-01", "Edit");
  self.plan = dz_update_plan (self.project, self.document, transcript);
  update_assert_plan (&self, "ff======");
  g_assert_cmpstr (dz_update_row_get_field (update_row_of (&self, 0)), ==, "title");
  g_assert_false (dz_update_row_get_take (update_row_of (&self, 0)));
  g_assert_true (dz_update_row_get_take (update_row_of (&self, 1)));
  update_case_apply (&self);
  g_assert_cmpstr (dz_document_get_title (self.document), ==, "访谈");
  g_assert_cmpstr (dz_document_get_detail (self.document, "date"), ==, "2024-05-01");
  g_assert_cmpuint (self.result.fields, ==, 1);
  update_case_clear (&self);
}

static DzPicture *
add_picture (DzProject *project, const char *bytes, const char *address)
{
  g_autoptr (GBytes) content = g_bytes_new (bytes, strlen (bytes));
  g_autoptr (DzPicture) picture = dz_picture_new (NULL, "image/png", "a.png", content);

  dz_picture_init_address (picture, address);
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (picture), NULL));
  return picture;
}

static DzProject *
make_pictures (const char *const *sources, const char *bytes, const char *address)
{
  DzProject *project = dz_project_new (NULL);
  g_autoptr (DzDocument) document = dz_document_new (NULL, "");
  DzPicture *inside = bytes != NULL ? add_picture (project, bytes, address) : NULL;
  const DzBlockForm form = { .kind = DZ_BLOCK_PICTURE };

  for (guint i = 0; sources[i] != NULL; i++)
    {
      g_autoptr (DzBlock) block = dz_block_new (NULL, &form, NULL, NULL);
      g_autofree char *source = g_str_equal (sources[i], "inside")
                                    ? g_strconcat ("picture:", dz_picture_get_id (inside), NULL)
                                    : g_strdup (sources[i]);

      dz_block_init_source (block, source);
      dz_document_init_append (document, block);
    }
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), NULL));
  return project;
}

/* A picture is known by its bytes, or by the address that it was fetched from; a new one comes along. */
static void
test_pictures (void)
{
  const char *const olds[] = { "inside", "https://example.org/b.png", NULL };
  const char *const by_address[] = { "https://example.org/a.png", "https://example.org/b.png", NULL };
  const char *const by_bytes[] = { "inside", "https://example.org/b.png", NULL };
  g_autoptr (DzProject) address = make_pictures (by_address, NULL, NULL);
  g_autoptr (DzProject) same = make_pictures (by_bytes, "first", ""), other = make_pictures (by_bytes, "other", "");
  UpdateCase self = { .project = make_pictures (olds, "first", "https://example.org/a.png") };

  self.document = update_document_of (self.project);
  self.plan = dz_update_plan (self.project, self.document, address);
  update_assert_plan (&self, "==");
  g_object_unref (self.plan);
  self.plan = dz_update_plan (self.project, self.document, same);
  update_assert_plan (&self, "==");
  g_object_unref (self.plan);
  self.plan = dz_update_plan (self.project, self.document, other);
  update_assert_plan (&self, "~=");
  update_case_apply (&self);
  g_assert_cmpuint (g_list_model_get_n_items (dz_project_get_pictures (self.project)), ==, 2);
  g_assert_nonnull (dz_project_lookup_picture (
      self.project, dz_block_get_source (dz_document_get_block (self.document, 0)) + strlen ("picture:")));
  update_case_clear (&self);
}

/* The rows of a copy say what would come of another choice, without anybody seeing it. */
static void
test_foreseen (void)
{
  const UpdateLine news[] = { talk[0], talk[1], talk[2], talk[4], { "王老师", talk[3].text }, { NULL } };
  g_autoptr (GListModel) copy = NULL;
  g_autoptr (DzProject) scratch = NULL;
  g_autofree char *before = NULL, *after = NULL;
  DzUpdateResult result;
  UpdateCase self;

  update_case_init (&self, talk);
  update_highlight (&self, 5, DZ_SIDE_ORIGINAL, "学生", 0);
  before = update_write_project (self.project);
  update_case_plan (&self, news);
  copy = dz_update_plan_copy (self.plan);
  for (guint i = 0; i < g_list_model_get_n_items (copy); i++)
    {
      g_autoptr (DzUpdateRow) row = g_list_model_get_item (copy, i);

      if (dz_update_row_get_kind (row) == DZ_UPDATE_REMOVED)
        dz_update_row_set_take (row, FALSE);
    }
  scratch = dz_project_copy (self.project);
  dz_update_apply (scratch, update_document_of (scratch), copy, &result);
  g_assert_cmpuint (result.orphans, ==, 0);
  after = update_write_project (self.project);
  g_assert_cmpstr (before, ==, after);
  update_case_apply (&self);
  g_assert_cmpuint (self.result.orphans, ==, 1);
  update_case_clear (&self);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/store/update/" name, function)
  ADD ("same", test_same);
  ADD ("corrections", test_corrections);
  ADD ("twice", test_twice);
  ADD ("blocks-come-and-go", test_blocks_come_and_go);
  ADD ("twins", test_twins);
  ADD ("moved", test_moved);
  ADD ("split", test_split);
  ADD ("joined", test_joined);
  ADD ("speakers", test_speakers);
  ADD ("nobody", test_nobody);
  ADD ("left", test_left);
  ADD ("formats", test_formats);
  ADD ("details", test_details);
  ADD ("pictures", test_pictures);
  ADD ("foreseen", test_foreseen);
#undef ADD
  return g_test_run ();
}
