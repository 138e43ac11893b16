#include "config.h"

#include <string.h>

#include "formats/reading/dz-svg.h"

#define OPEN "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">"
#define CLOSE "</svg>"

static const struct
{
  const char *name;
  const char *text;
  gboolean safe;
} cases[] = {
  { "plain", OPEN "<rect width=\"3\" height=\"4\" fill=\"url(#a)\"/><text>url(http://a.b) 说</text>" CLOSE, TRUE },
  { "declared", "<?xml version=\"1.0\"?><!-- a --><!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" "
                "\"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">" OPEN "<g/>" CLOSE, TRUE },
  { "style", OPEN "<style>.a{fill:url('#b')}</style><style/><use xlink:href=\"#a\"/>" CLOSE, TRUE },
  { "data", OPEN "<image xlink:href=\"data:image/png;base64,AAAA\"/>" CLOSE, TRUE },
  { "script", OPEN "<script>1</script>" CLOSE, FALSE },
  { "script-with-prefix", "<s:svg xmlns:s=\"http://www.w3.org/2000/svg\"><s:script/></s:svg>", FALSE },
  { "handler", OPEN "<rect onload=\"f()\"/>" CLOSE, FALSE },
  { "foreign", OPEN "<foreignObject/>" CLOSE, FALSE },
  { "outside", OPEN "<image href=\"https://a.b/c.png\"/>" CLOSE, FALSE },
  { "outside-file", OPEN "<use xlink:href=\"a.svg#b\"/>" CLOSE, FALSE },
  { "hidden-address", OPEN "<a href=\"&#106;avascript:f()\"/>" CLOSE, FALSE },
  { "drawing-in-data", OPEN "<image href=\"data:image/svg+xml,a\"/>" CLOSE, FALSE },
  { "style-outside", OPEN "<rect style=\"fill:url(http://a.b/c)\"/>" CLOSE, FALSE },
  { "import", OPEN "<style>@im<!-- -->port 'http://a.b'</style>" CLOSE, FALSE },
  { "import-in-section", OPEN "<style><![CDATA[@import 'http://a.b']]></style>" CLOSE, FALSE },
  { "animated-address", OPEN "<a><set attributeName=\"xlink:href\" to=\"javascript:f()\"/></a>" CLOSE, FALSE },
  { "entity", "<!DOCTYPE svg [<!ENTITY a \"b\">]>" OPEN "&a;" CLOSE, FALSE },
  { "external-entity", "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>" OPEN CLOSE, FALSE },
  { "stylesheet", "<?xml-stylesheet href=\"a.css\"?>" OPEN CLOSE, FALSE },
  { "not-well-formed", OPEN "<rect>" CLOSE, FALSE },
  { "nothing", "", FALSE },
};

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);

  g_assert_cmpint (dz_svg_is_safe ((const guint8 *) cases[i].text, strlen (cases[i].text)), ==, cases[i].safe);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/formats/svg/%s", cases[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  return g_test_run ();
}
