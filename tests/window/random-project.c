#include "random-project.h"

#define N_TAGS 4

static const char *const clauses[] = {
  "我们一开始并不知道这件事会走多远", "那时候实验室里只有三个人", "其实最难的不是技术，而是说服别人",
  "后来我才明白，慢下来反而更快",     "这个行业变化太快了",       "你得先把问题问清楚，再去找答案",
  "每天早上六点我就到码头去听",       "很多人以为这是运气",       "可是数据不会撒谎",
  "对我来说，语言就是一座桥",
};

static const char *const phrases[] = {
  "At first we had no idea how far this would go",
  "there were only three of us in the lab back then",
  "the hardest part was never the technology, it was convincing people",
  "only later did I see that slowing down is faster",
  "this field changes too quickly",
  "you have to ask the question clearly before you look for an answer",
  "every morning at six I went down to the docks to listen",
  "a lot of people take it for luck",
  "but the numbers do not lie",
  "to me, language is a bridge",
};

static char *
make_text (GRand *rand, const char *const *parts, guint n_parts, guint n, const char *between, const char *end)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      gboolean last = i + 1 == n || g_rand_int_range (rand, 0, 3) == 0;

      g_string_append (text, parts[g_rand_int_range (rand, 0, (gint32)n_parts)]);
      g_string_append (text, last ? end : between);
    }
  return g_string_free (text, FALSE);
}

static DzText *
make_side (GRand *rand, DzSide side, guint n)
{
  g_autofree char *string = side == DZ_SIDE_ORIGINAL ? make_text (rand, clauses, G_N_ELEMENTS (clauses), n, "，", "。")
                                                     : make_text (rand, phrases, G_N_ELEMENTS (phrases), n, ", ", ". ");
  const DzSpan bold = { .start = 2, .end = 8, .kind = DZ_SPAN_BOLD };

  return dz_text_new_with_spans (string, &bold, g_rand_int_range (rand, 0, 5) == 0 ? 1 : 0);
}

static DzBlockForm
choose_form (GRand *rand, guint index)
{
  guint pick = (guint)g_rand_int_range (rand, 0, 100);

  if (index == 0)
    return (DzBlockForm){ .kind = DZ_BLOCK_HEADING, .level = 1 };
  if (pick < 3)
    return (DzBlockForm){ .kind = DZ_BLOCK_HEADING, .level = 2 };
  if (pick < 8)
    return (DzBlockForm){ .kind = DZ_BLOCK_LIST_ITEM, .level = 1, .ordered = pick % 2, .number = pick };
  if (pick < 11)
    return (DzBlockForm){ .kind = DZ_BLOCK_QUOTATION, .quoted = 1 };
  if (pick < 12)
    return (DzBlockForm){ .kind = DZ_BLOCK_PICTURE };
  if (pick < 13)
    return (DzBlockForm){ .kind = DZ_BLOCK_RULE };
  return (DzBlockForm){ .kind = DZ_BLOCK_PARAGRAPH };
}

static DzBlock *
make_block (GRand *rand, guint index, DzSpeaker *const *speakers)
{
  g_autofree char *id = g_strdup_printf ("block-%u", index);
  DzBlockForm form = choose_form (rand, index);
  gboolean text = form.kind != DZ_BLOCK_RULE;
  gboolean heading = form.kind == DZ_BLOCK_HEADING;
  guint n = heading ? 1 : (guint)g_rand_int_range (rand, 1, 4) * (guint)g_rand_int_range (rand, 1, 5);
  gboolean translated = text && g_rand_int_range (rand, 0, 3) > 0;
  g_autoptr (DzText) original = text ? make_side (rand, DZ_SIDE_ORIGINAL, n) : NULL;
  g_autoptr (DzText) translation = translated ? make_side (rand, DZ_SIDE_TRANSLATION, n) : NULL;
  DzBlock *block = dz_block_new (id, &form, original, translation);

  if (translated)
    dz_block_init_state (block, (DzState)g_rand_int_range (rand, DZ_STATE_DRAFT, DZ_N_STATES));
  if (form.kind == DZ_BLOCK_PICTURE)
    dz_block_init_source (block, "https://example.org/pictures/the-harbour-at-six-in-the-morning.jpg");
  if (form.kind == DZ_BLOCK_PARAGRAPH)
    dz_block_init_speech (block, dz_speaker_get_id (speakers[index / 2 % 2]), index % 2 == 0);
  return block;
}

static void
add_highlights (DzProject *project, DzDocument *document, GRand *rand)
{
  guint n = dz_document_get_n_blocks (document);

  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < 2; k++)
      {
        DzBlock *block = dz_document_get_block (document, i);
        DzSide side = (DzSide)k;
        guint length = dz_text_get_length (dz_block_get_text (block, side));
        guint start = length > 12 ? (guint)g_rand_int_range (rand, 0, (gint32)length / 2) : 0;
        g_autofree char *id = g_strdup_printf ("highlight-%u-%u", i, k);
        g_autofree char *tag = g_strdup_printf ("tag-%d", g_rand_int_range (rand, 0, N_TAGS));
        const char *const tags[] = { tag, NULL };
        g_autoptr (DzAnchor) anchor = NULL;
        g_autoptr (DzHighlight) highlight = NULL;

        if (length <= 12 || g_rand_int_range (rand, 0, 2) == 0)
          continue;
        anchor = dz_anchor_new (dz_block_get_id (block), start, dz_block_get_id (block), start + length / 3);
        highlight
            = dz_highlight_new (id, dz_document_get_id (document), side == DZ_SIDE_ORIGINAL ? anchor : NULL,
                                side == DZ_SIDE_TRANSLATION ? anchor : NULL, tags, i % 5 == 0 ? "Ask again." : "");
        g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (highlight), NULL));
      }
}

DzProject *
random_project_new (guint n_blocks, guint32 seed)
{
  static const char *const colors[N_TAGS] = { "#3584e4", "#e5a50a", "#33d17a", "#e01b24" };
  DzProject *project = dz_project_new (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (DzDocument) document = dz_document_new ("document", "一次访谈");
  g_autoptr (DzSpeaker) host = dz_speaker_new ("host", "主持人", "Host");
  g_autoptr (DzSpeaker) guest = dz_speaker_new ("guest", "林海", "Lin Hai");
  DzSpeaker *speakers[] = { host, guest };

  dz_project_build_field (project, "original-language", g_variant_new_string ("zh-CN"));
  dz_project_build_field (project, "translation-language", g_variant_new_string ("en"));
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (host), NULL));
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (guest), NULL));
  for (guint i = 0; i < N_TAGS; i++)
    {
      g_autofree char *id = g_strdup_printf ("tag-%u", i);
      g_autoptr (DzTag) tag = dz_tag_new (id, id, colors[i], "");

      g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (tag), NULL));
    }
  for (guint i = 0; i < n_blocks; i++)
    {
      g_autoptr (DzBlock) block = make_block (rand, i, speakers);

      dz_document_init_append (document, block);
    }
  g_assert_true (dz_project_build (project, NULL, DZ_ENTITY (document), NULL));
  add_highlights (project, document, rand);
  return project;
}

DzDocument *
random_project_get_document (DzProject *project)
{
  return dz_project_lookup_document (project, "document");
}
