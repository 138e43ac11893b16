#include "config.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "store/dz-project-json.h"

static const char project_text[]
    = "{\"format\":\"duizhao\",\"version\":1,\"id\":\"p\",\"title\":\"访谈\","
      "\"pictures\":[{\"id\":\"i\",\"media_type\":\"image/png\",\"name\":\"a.png\",\"data\":\"AAEC\"}],"
      "\"speakers\":[{\"id\":\"s\",\"name\":\"王老师\"},{\"id\":\"r\"}],"
      "\"tags\":[{\"id\":\"t\",\"color\":\"#000000\",\"children\":[{\"id\":\"u\",\"color\":\"#3584e4\"}]}],"
      "\"documents\":[{\"id\":\"d\",\"title\":\"一\",\"blocks\":["
      "{\"id\":\"b\",\"speaker\":\"s\",\"original\":\"一二三四\",\"original_spans\":[{\"start\":1,\"end\":3,\"kind\":\"bold\"}],"
      "\"translation\":\"one\",\"state\":\"draft\"},{\"id\":\"c\",\"original\":\"五六\"}]},"
      "{\"id\":\"e\",\"blocks\":[{\"id\":\"f\",\"kind\":\"picture\",\"source\":\"picture:i\"}]}],"
      "\"highlights\":[{\"id\":\"h\",\"document\":\"d\",\"tags\":[\"t\"],\"original\":{"
      "\"start\":{\"block\":\"b\",\"position\":1},\"end\":{\"block\":\"c\",\"position\":1},\"quote\":\"二三四\\n五\"}},"
      "{\"id\":\"g\",\"document\":\"d\",\"translation\":{"
      "\"start\":{\"block\":\"b\",\"position\":0},\"end\":{\"block\":\"b\",\"position\":2},\"quote\":\"on\"}}]}";

DzProject *
fuzz_project_new (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (project_text, strlen (project_text));

  return fuzz_load (bytes);
}

GBytes *
fuzz_save (DzProject *project)
{
  return dz_project_to_json (project);
}

DzProject *
fuzz_load (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  gboolean newer = TRUE;
  DzProject *project = dz_project_from_json (bytes, &newer, &error);

  g_assert_no_error (error);
  g_assert_false (newer);
  return project;
}

static void
check_bytes (GBytes *one, GBytes *other)
{
  gsize length, other_length;
  const char *text = g_bytes_get_data (one, &length), *other_text = g_bytes_get_data (other, &other_length);
  gsize at = 0;

  while (at < MIN (length, other_length) && text[at] == other_text[at])
    at++;
  if (length != other_length || at < length)
    g_error ("They differ at byte %" G_GSIZE_FORMAT ":\n%.*s\n%.*s\nat: %.*s\nat: %.*s", at, (int)length, text,
             (int)other_length, other_text, (int)(length - at), text + at, (int)(other_length - at), other_text + at);
}

void
fuzz_check_saves (DzProject *project)
{
  g_autoptr (GBytes) bytes = fuzz_save (project), again = NULL;
  g_autoptr (DzProject) read = fuzz_load (bytes);

  again = fuzz_save (read);
  check_bytes (bytes, again);
}

void
fuzz_check_equal (DzProject *one, DzProject *other)
{
  g_autoptr (GBytes) bytes = fuzz_save (one), other_bytes = fuzz_save (other);

  check_bytes (bytes, other_bytes);
}

/* What GLib stops a program with, and libFuzzer does not know as an end. */
static void
trap_cb (int number)
{
  abort ();
}

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  /* What GLib only complains of would stay unseen among the fuzzer's lines. */
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_WARNING);
  signal (SIGTRAP, trap_cb);
  return 0;
}
