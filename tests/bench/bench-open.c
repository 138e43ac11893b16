/* How long a person waits for a project, and what memory the whole program takes: bench-open PROGRAM FILE BLOCKS starts
 * the program on the project and looks at the screen until there is text. Prints a line "name: value unit" a figure;
 * ends with 1 when too much memory is taken. */

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <glib.h>

#define PATIENCE_MS 10000
#define POLL_MS 4
/* Until the heights of all blocks are read. */
#define SETTLE_MS 6000
#define RESIDENT_GATE_MB 250

/* Whether the place of the first lines is light and has as much dark in it as text has. The page that is shown until a
 * project is read has nothing there: its picture and words stand lower. */
static gboolean
shows_text (Display *display)
{
  int screen = DefaultScreen (display);
  int width = DisplayWidth (display, screen) / 2, height = DisplayHeight (display, screen) / 5;
  XImage *image = XGetImage (display, RootWindow (display, screen), width / 2, height * 2 / 3, (guint)width,
                             (guint)height, AllPlanes, ZPixmap);
  int n_dark = 0, n_light = 0;

  if (image == NULL)
    return FALSE;
  for (int y = 0; y < height; y += 2)
    for (int x = 0; x < width; x++)
      {
        gulong green = (XGetPixel (image, x, y) >> 8) & 0xff;

        n_dark += green < 0x60;
        n_light += green > 0xd0;
      }
  XDestroyImage (image);
  return n_light > width * height / 4 && n_dark > width * height / 200;
}

static double
get_resident_mb (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/statm", pid);
  g_autofree char *statm = NULL;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents (path, &statm, NULL, NULL))
    g_error ("The program ended before it was measured");
  fields = g_strsplit (statm, " ", 3);
  return (double)g_ascii_strtoull (fields[1], NULL, 10) * (double)sysconf (_SC_PAGESIZE) / 1e6;
}

int
main (int argc, char **argv)
{
  Display *display = XOpenDisplay (NULL);
  g_autoptr (GError) error = NULL;
  char *command[] = { argv[1], argv[2], NULL };
  gint64 start = g_get_monotonic_time ();
  double waited = 0, resident;
  GPid pid;

  if (argc != 4 || display == NULL)
    g_error ("bench-open needs PROGRAM FILE BLOCKS and a display");
  if (!g_spawn_async (NULL, command, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error))
    g_error ("%s", error->message);
  while (!shows_text (display) && waited < PATIENCE_MS)
    {
      g_usleep (POLL_MS * 1000);
      waited = (double)(g_get_monotonic_time () - start) / 1000.0;
    }
  if (waited < PATIENCE_MS)
    g_print ("open-%s-first-text: %.0f ms\n", argv[3], waited);
  else
    g_print ("open-%s-first-text: none in %d ms (missed)\n", argv[3], PATIENCE_MS);
  g_usleep (SETTLE_MS * 1000);
  resident = get_resident_mb (pid);
  g_print ("open-%s-resident: %.0f MB (gate %d%s)\n", argv[3], resident, RESIDENT_GATE_MB,
           resident > RESIDENT_GATE_MB ? ", missed" : "");
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  XCloseDisplay (display);
  return waited < PATIENCE_MS && resident <= RESIDENT_GATE_MB ? 0 : 1;
}
