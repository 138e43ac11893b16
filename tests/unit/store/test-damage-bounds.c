#include "config.h"

#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "store/dz-damage.h"
#include "store/dz-project-file.h"

/* Damaged files that an enemy wrote: each must be read, or said not to be, in so much of the processor's time and of
 * memory. */
#define MAX_SECONDS 2.0
/* A busy machine only adds to the time: the best of some is what it takes. */
#define TRIES 3
#define MAX_MEGABYTES 500
#define MEGABYTE ((gsize)1024 * 1024)
#define START "{\"format\":\"duizhao\",\"version\":1,\"id\":\"p\""
#define DOCUMENT START ",\"documents\":[{\"id\":\"d\",\"blocks\":[{\"id\":\"b\",\"original\":\"我们\"}"

/* @start, then @one as often as it fits into @length, or @count times with its number for an "%u". */
typedef struct
{
  const char *name;
  const char *start;
  const char *one;
  gsize length;
  guint count;
  const char *end;
} Case;

#define MANY 1000000

static const Case cases[] = {
  { "tags", START ",\"tags\":[{\"id\":\"t\"}", ",{\"id\":\"t%u\",\"color\":\"#3584e4\"}", 0, MANY, "" },
  { "highlights", DOCUMENT "]}],\"highlights\":[{\"id\":\"h\"}",
    ",{\"id\":\"h%u\",\"document\":\"d\",\"original\":{\"start\":{\"block\":\"b\",\"position\":0},"
    "\"end\":{\"block\":\"b\",\"position\":2},\"quote\":\"我们\"}}",
    0, MANY, "" },
  { "highlights-elsewhere", DOCUMENT "]}],\"highlights\":[{\"id\":\"h\"}",
    ",{\"id\":\"h%u\",\"document\":\"e%u\",\"tags\":[\"t%u\"],\"original\":{\"orphan\":true,\"quote\":\"今天\"}}", 0,
    MANY, "" },
  { "blocks", DOCUMENT, ",{\"id\":\"b%u\",\"original\":\"我们\"}", 0, MANY, "" },
  { "blocks-spoken", DOCUMENT, ",{\"id\":\"b%u\",\"speaker\":\"s%u\",\"original\":\"我们\"}", 0, MANY, "" },
  { "blocks-of-nobody", "", ",{\"id\":\"b%u\",\"original\":\"我们\"}", 0, MANY, "" },
  { "blocks-without-brace", DOCUMENT, ",{\"id\":\"b%u\",\"original\":\"我们\"", 0, MANY, "" },
  { "blocks-scratched", DOCUMENT, ",{\"id\":\"b%u\",\"original\":\"我\xff们\"}", 0, MANY, "" },
  { "one-id", DOCUMENT, ",{\"id\":\"b\",\"original\":\"我们\"}", 20 * MEGABYTE, 0, "" },
  { "documents-in-documents", START, ",\"documents\":[{\"id\":\"d\",\"blocks\":[{\"id\":\"b\"", 30 * MEGABYTE, 0, "" },
  { "deep-tags", START ",\"tags\":[", "{\"id\":\"t%u\",\"color\":\"#3584e4\",\"children\":[", 0, MANY, "" },
  { "deep-arrays", START ",\"x\":", "[", 30 * MEGABYTE, 0, "" },
  { "deep-objects", START ",\"x\":", "{\"a\":", 30 * MEGABYTE, 0, "" },
  { "deep-odd-lists", DOCUMENT, ",{\"id\":\"b\",\"x\":[{\"id\":\"c\"", 30 * MEGABYTE, 0, "" },
  { "odd-lists", START ",\"x\":[{\"id\":\"a\"}", ",{\"id\":\"b%u\",\"original\":\"我们\"}", 0, MANY, "]" },
  { "beginnings", "", "{\"id\":", 30 * MEGABYTE, 0, "" },
  { "beginnings-of-ids", "", "{\"id\":\"", 30 * MEGABYTE, 0, "" },
  { "beginnings-of-lists", "", "\"blocks\":[{\"id\"", 30 * MEGABYTE, 0, "" },
  { "lists", "", "\"blocks\":[{\"id\":", 30 * MEGABYTE, 0, "" },
  { "marks", "", "\"", 60 * MEGABYTE, 0, "" },
  { "names", "", "\"b\":", 30 * MEGABYTE, 0, "" },
  { "names-of-lists", "", "\"blocks\":[{", 30 * MEGABYTE, 0, "" },
  { "zeros", DOCUMENT, "", 60 * MEGABYTE, 0, "" },
  { "zeros-only", "", "", 30 * MEGABYTE, 0, "" },
  { "blanks", DOCUMENT, " ", 30 * MEGABYTE, 0, "" },
  { "line-ends", DOCUMENT, "\n", 60 * MEGABYTE, 0, "" },
  { "bad-text", DOCUMENT ",{\"id\":\"c\",\"original\":\"", "\xff", 60 * MEGABYTE, 0, "" },
  { "text", DOCUMENT ",{\"id\":\"c\",\"original\":\"", "a", 60 * MEGABYTE, 0, "" },
  { "chinese-text", DOCUMENT ",{\"id\":\"c\",\"original\":\"", "我", 30 * MEGABYTE, 0, "" },
  { "escapes", DOCUMENT ",{\"id\":\"c\",\"original\":\"", "\\u6211", 30 * MEGABYTE, 0, "\"}" },
  { "title", START ",\"title\":\"", "a", 30 * MEGABYTE, 0, "" },
  { "picture", DOCUMENT "]}],\"pictures\":[{\"id\":\"i\",\"data\":\"", "AAAA", 30 * MEGABYTE, 0, "\"}" },
  { "picture-cut", DOCUMENT "]}],\"pictures\":[{\"id\":\"i\",\"data\":\"", "AAAA", 60 * MEGABYTE, 0, "" },
  { "numbers", START ",\"x\":[0", ",0", 30 * MEGABYTE, 0, "]" },
  { "members", DOCUMENT ",{\"id\":\"c\"", ",\"x%u\":0", 0, MANY, "}" },
  { "members-lost", DOCUMENT ",\n{\n\"id\":\"c\"", ",\n\"x%u\":-", 0, MANY, "}" },
  { "one-member", DOCUMENT ",{\"id\":\"c\"", ",\"kind\":0", 25 * MEGABYTE, 0, "}" },
  { "spans", DOCUMENT ",{\"id\":\"c\",\"original\":\"我们\",\"original_spans\":[{}",
    ",{\"start\":%u,\"end\":4000000000,\"kind\":\"bold\"}", 0, MANY, "]}" },
  { "spans-scratched", DOCUMENT ",{\"id\":\"c\",\"original\":\"\xff我们\",\"original_spans\":[{}",
    ",{\"start\":%u,\"end\":4000000000,\"kind\":\"bold\"}", 0, MANY, "]}" },
  { "deep-lines", DOCUMENT, "\n,{\n \"id\":\"c\",\n \"x\":-\n  \n", 30 * MEGABYTE, 0, "" },
  { "lines-to-come", DOCUMENT ",\n{\n \"id\":\"c\",\n \"x\":-", "\n  \"y\":{\"id\":-", 30 * MEGABYTE, 0, "" },
};

static void
write_case (const Case *self, const char *path)
{
  GString *text = g_string_new (self->start);
  g_auto (GStrv) parts = g_strsplit (self->one, "%u", -1);
  gsize one = strlen (self->one);

  for (guint i = 0; i < self->count; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autofree char *joined = g_strjoinv (number, parts);

      g_string_append (text, joined);
    }
  if (self->length > 0)
    {
      gsize start = text->len;

      g_string_set_size (text, start + self->length);
      memset (text->str + start, 0, self->length);
      for (gsize at = start; one > 0 && at + one <= text->len; at += one)
        memcpy (text->str + at, self->one, one);
    }
  g_string_append (text, self->end);
  g_assert_true (g_file_set_contents_full (path, text->str, (gssize)text->len, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
read_case (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (DzDamage) damage = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (DzProject) project = dz_project_file_load_damaged (file, &damage, NULL, &error);

  if (damage == NULL || damage->n_problems == 0)
    _exit (1);
}

/* In a process of its own. */
static void
measure (const char *path, double *seconds, double *megabytes)
{
  struct rusage usage;
  int status;
  pid_t child = fork ();

  if (child == 0)
    {
      read_case (path);
      _exit (0);
    }
  g_assert_cmpint (wait4 (child, &status, 0, &usage), ==, child);
  g_assert_cmpint (status, ==, 0);
  *seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
             + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / G_USEC_PER_SEC;
  *megabytes = (double)usage.ru_maxrss / 1024;
}

/* What writing takes does not count. */
static void
test_case (gconstpointer data)
{
  const Case *self = data;
  g_autofree char *folder = g_dir_make_tmp ("duizhao-XXXXXX", NULL), *path = g_build_filename (folder, "f", NULL);
  double seconds = G_MAXDOUBLE, megabytes = 0;
  int status;
  pid_t child = fork ();

  if (child == 0)
    {
      write_case (self, path);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (status, ==, 0);
  for (guint i = 0; i < TRIES && seconds > MAX_SECONDS; i++)
    measure (path, &seconds, &megabytes);
  g_unlink (path);
  g_rmdir (folder);
  g_test_message ("%s: %.2f s, %.0f MB", self->name, seconds, megabytes);
  g_assert_cmpfloat (seconds, <=, MAX_SECONDS);
  g_assert_cmpfloat (megabytes, <=, MAX_MEGABYTES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/damage-bounds/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  return g_test_run ();
}
