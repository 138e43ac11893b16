#define _GNU_SOURCE
#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gio/gio.h>

#include "fault-check.h"
#include "fault-home.h"

/* What saving, journaling and keeping versions ask of the system is made to go wrong, call by call, each time in a process of
 * its own, and what a following process finds is looked at. */

#define MOST_WRONG 12
/* Seconds for one session. */
#define PATIENCE 60

static const FaultScenario scenarios[] = {
  { "open", FAULT_OPEN, NULL, "ktftstfvtsdf", "" },
  { "untitled", FAULT_UNTITLED, NULL, "tfptfstfsq", "" },
  { "save-as", FAULT_OPEN, NULL, "tfatftsq", "" },
  { "previous", FAULT_LINK, NULL, "tstfstf", "" },
  { "recover", FAULT_RECOVER, "tsdftf", "ktfstsq", "" },
  { "versions", FAULT_OPEN, "pktspts", "tsPtsptvts", "" },
  { "place-of-journal", FAULT_OPEN, NULL, "tftfstftf", "state" },
  { "place-of-file", FAULT_OPEN, NULL, "tftfstftf", "home" },
};

static const struct
{
  int code;
  const char *name;
} codes[] = {
  { ENOSPC, "ENOSPC" }, { EIO, "EIO" }, { EACCES, "EACCES" }, { EROFS, "EROFS" }, { EDQUOT, "EDQUOT" },
};

typedef struct
{
  const FaultScenario *scenario;
  FaultHome *home;
  guint seed;
  gboolean all;
  FaultReport *peace; /* the session in which nothing goes wrong */
  GHashTable *sites;
  guint n_faults[FAULTY_CUT_DATA + 1];
  guint n_lasting;
  guint n_told;
  guint n_wrong;
} Test;

static void
print_line (const char *format, ...)
{
  va_list args;

  va_start (args, format);
  vprintf (format, args);
  va_end (args);
  fflush (stdout);
}

/* --- One session ----------------------------------------------------------------------------------------------------- */

typedef struct
{
  Faulty faulty;
  gboolean comes_back;
} Fault;

static char *
read_all (int fd)
{
  GString *text = g_string_new (NULL);
  char buffer[4096];
  ssize_t n;

  while ((n = read (fd, buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR))
    if (n > 0)
      g_string_append_len (text, buffer, n);
  return g_string_free (text, FALSE);
}

typedef void (*ChildFunc) (Test *self, const void *data, int report);

/* Runs it in a process of its own. Returns what it said; @status as waitpid() says it. */
static char *
run_child (Test *self, ChildFunc func, const void *data, int *status)
{
  int ends[2];
  pid_t pid;
  char *text;

  if (pipe (ends) < 0 || (pid = fork ()) < 0)
    g_error ("No process: %s", g_strerror (errno));
  if (pid == 0)
    {
      close (ends[0]);
      alarm (PATIENCE);
      func (self, data, ends[1]);
      _exit (0);
    }
  close (ends[1]);
  text = read_all (ends[0]);
  close (ends[0]);
  waitpid (pid, status, 0);
  return text;
}

static void
session_child (Test *self, const void *data, int report)
{
  const Fault *fault = data;

  fault_session_run (self->scenario, fault_home_get_path (self->home), fault != NULL ? &fault->faulty : NULL,
                     fault != NULL && fault->comes_back, self->seed, report);
}

static void
prepare_child (Test *self, const void *data, int report)
{
  fault_session_prepare (self->scenario, fault_home_get_path (self->home), self->seed, report);
}

typedef struct
{
  FaultReport *report;
  FaultHope hope;
} Checked;

static void
check_child (Test *self, const void *data, int report)
{
  const Checked *checked = data;
  g_autoptr (GPtrArray) wrong = fault_check (checked->report, fault_home_get_path (self->home), checked->hope);

  for (guint i = 0; i < wrong->len; i++)
    dprintf (report, "%s\n", (const char *)g_ptr_array_index (wrong, i));
}

static gboolean
is_death (FaultyKind kind)
{
  return kind >= FAULTY_KILL;
}

static const char *
name_kind (FaultyKind kind)
{
  static const char *const names[] = { "nothing",    "fails",     "short",
                                       "killed",     "torn",      "power cut",
                                       "power cut, names stay" };

  return names[kind];
}

static char *
describe (Test *self, const Fault *fault)
{
  const Faulty *faulty = &fault->faulty;
  const char *call = faulty->from > 0 && faulty->from <= self->peace->calls->len
                         ? (const char *)g_ptr_array_index (self->peace->calls, faulty->from - 1) + 4
                         : "?";

  return g_strdup_printf ("%s %u%s (%s) %s%s%s%s", self->scenario->name, faulty->from,
                          faulty->until != faulty->from ? " and all after it" : "", call, name_kind (faulty->kind),
                          is_death (faulty->kind) ? "" : ": ", is_death (faulty->kind) ? "" : g_strerror (faulty->code),
                          fault->comes_back ? ", then it is as before" : "");
}

static void
print_wrong (Test *self, const Fault *fault, const char *said, const char *wrong)
{
  g_autofree char *what = describe (self, fault);
  g_auto (GStrv) lines = g_strsplit (wrong, "\n", -1);

  self->n_wrong++;
  if (self->n_wrong > MOST_WRONG)
    return;
  print_line ("# %s:\n", what);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      print_line ("#   %s\n", lines[i]);
  if (g_getenv ("DZ_FAULT_VERBOSE") != NULL)
    print_line ("%s\n", said);
}

/* Unlinking is what would take away what is left. */
static FaultHope
hope_for (const Fault *fault, FaultReport *report)
{
  const Faulty *faulty = &fault->faulty;

  if (faulty->from != faulty->until && faulty->code == EIO)
    return FAULT_HOPE_LITTLE;
  if (is_death (faulty->kind) || faulty->from != faulty->until
      || (report->hit != NULL && g_str_has_prefix (report->hit, "unlink")))
    return FAULT_HOPE_SOME;
  return FAULT_HOPE_ALL;
}

static void
run_fault (Test *self, const Fault *fault)
{
  g_autoptr (FaultReport) report = NULL;
  g_autofree char *said = NULL;
  g_autofree char *wrong = NULL;
  int status;
  gboolean died;

  fault_home_reset (self->home);
  said = run_child (self, session_child, fault, &status);
  report = fault_report_parse (said);
  died = WIFSIGNALED (status) && WTERMSIG (status) == SIGKILL;
  if (!(is_death (fault->faulty.kind) && died) && (!WIFEXITED (status) || WEXITSTATUS (status) != 0 || !report->ended))
    wrong = g_strdup_printf ("The session came to a bad end: status %d", status);
  else
    {
      const Checked checked = { report, hope_for (fault, report) };

      wrong = run_child (self, check_child, &checked, &status);
      if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
        {
          g_autofree char *before = g_steal_pointer (&wrong);

          wrong = g_strdup_printf ("%s\nThe program after it came to a bad end: status %d", before, status);
        }
    }
  self->n_faults[fault->faulty.kind]++;
  self->n_lasting += fault->faulty.until != fault->faulty.from;
  self->n_told += report->told;
  if (*wrong != '\0')
    print_wrong (self, fault, said, wrong);
}

/* --- All of them ----------------------------------------------------------------------------------------------------- */

static const char *
call_at (Test *self, guint n)
{
  return g_ptr_array_index (self->peace->calls, n - 1);
}

/* Both ends of a fault; in a short run, one of them by turns. */
static void
run_both (Test *self, FaultyKind kind, guint from, guint until, int code, guint turn)
{
  for (guint back = 0; back < 2; back++)
    if (self->all || turn % 2 == back)
      {
        const Fault fault = { { kind, from, until, code }, back };

        run_fault (self, &fault);
      }
}

/* In a short run, one of @n is enough. */
static gboolean
is_turn (Test *self, guint turn, guint n)
{
  return self->all || turn % n == 0;
}

/* A call that only looks; where it fails, that is told, or nothing depends on it. */
static void
run_looks (Test *self, guint n)
{
  if (is_turn (self, n, 4))
    run_both (self, FAULTY_ERROR, n, n, EIO, n / 4);
  if (is_turn (self, n + 2, 4))
    run_both (self, FAULTY_ERROR, n, n, EACCES, n / 4);
}

static void
run_errors (Test *self, guint n)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      gboolean about_room = codes[i].code == ENOSPC || codes[i].code == EDQUOT;

      run_both (self, FAULTY_ERROR, n, n, codes[i].code, n + i);
      if (is_turn (self, n + i, 3))
        run_both (self, about_room ? FAULTY_SHORT : FAULTY_ERROR, n, UINT_MAX, codes[i].code, n / 3 + i);
    }
  if (call_at (self, n)[2] == '1')
    run_both (self, FAULTY_SHORT, n, n, ENOSPC, n);
}

static void
run_deaths (Test *self, guint n)
{
  for (FaultyKind kind = FAULTY_KILL; kind <= FAULTY_CUT_DATA; kind++)
    {
      const Fault fault = { { kind, n, n, 0 }, FALSE };

      if (kind == FAULTY_TORN && call_at (self, n)[2] != '1')
        continue;
      if (kind == FAULTY_KILL || kind == FAULTY_TORN || is_turn (self, n + kind, 2))
        run_fault (self, &fault);
    }
}

static void
note_sites (Test *self)
{
  for (guint i = 1; i <= self->peace->calls->len; i++)
    {
      g_auto (GStrv) words = g_strsplit (call_at (self, i), " ", 4);

      g_hash_table_add (self->sites, g_strdup (words[2]));
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

static void
print_counts (Test *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *joined = NULL;
  GHashTableIter iter;
  gpointer name;
  guint n = 0;

  g_hash_table_iter_init (&iter, self->sites);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  joined = g_strjoinv (" ", (char **)names->pdata);
  for (guint i = 0; i < G_N_ELEMENTS (self->n_faults); i++)
    n += self->n_faults[i];
  print_line ("# %s: %u calls, of %u kinds: %s\n", self->scenario->name, self->peace->calls->len, names->len - 1, joined);
  print_line ("# %u faults: %u errors (%u of them lasting), %u short writes, %u kills, %u torn writes, %u power cuts; told %u "
              "times; %u wrong\n",
              n, self->n_faults[FAULTY_ERROR], self->n_lasting, self->n_faults[FAULTY_SHORT], self->n_faults[FAULTY_KILL],
              self->n_faults[FAULTY_TORN], self->n_faults[FAULTY_CUT] + self->n_faults[FAULTY_CUT_DATA], self->n_told,
              self->n_wrong);
}

/* What it does in peace, and what calls that takes. */
static gboolean
run_in_peace (Test *self)
{
  const Fault none = { { FAULTY_COUNT, 0, 0, 0 }, FALSE };
  g_autofree char *said = NULL;
  int status;

  said = run_child (self, prepare_child, NULL, &status);
  if (!WIFEXITED (status) || WEXITSTATUS (status) != 0)
    {
      print_line ("# Preparing came to a bad end: status %d\n%s", status, said);
      return FALSE;
    }
  fault_home_keep (self->home);
  g_clear_pointer (&said, g_free);
  said = run_child (self, session_child, &none, &status);
  self->peace = fault_report_parse (said);
  run_fault (self, &none);
  self->n_faults[FAULTY_COUNT] = 0;
  note_sites (self);
  return self->n_wrong == 0 && self->peace->calls->len > 0 && self->peace->told == 0;
}

static void
run_scenario (Test *self, guint only)
{
  if (!run_in_peace (self))
    {
      self->n_wrong++;
      return;
    }
  for (guint n = 1; n <= self->peace->calls->len; n++)
    {
      if (only != 0 && only != n)
        continue;
      if (call_at (self, n)[0] == '0')
        run_looks (self, n);
      else
        {
          run_errors (self, n);
          run_deaths (self, n);
        }
    }
}

/* Steps that nobody thought of. */
static char *
make_steps (guint seed)
{
  static const char letters[] = "tttdpPfffsskvw";
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  char *steps = g_malloc0 (25);

  for (guint i = 0; i < 24; i++)
    steps[i] = letters[g_rand_int_range (rand, 0, sizeof letters - 1)];
  return steps;
}

static int
usage (void)
{
  fprintf (stderr, "test-fault [--all] [--seed N] [--only CALL] SCENARIO | random\ntest-fault --list\n");
  return 2;
}

static int
list (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    printf ("%s\n", scenarios[i].name);
  return 0;
}

int
main (int argc, char **argv)
{
  Test self = { .seed = 1 };
  FaultScenario random = { "random", FAULT_OPEN, "pktfts", NULL, "" };
  guint only = 0;

  if (argc == 2 && g_str_equal (argv[1], "--list"))
    return list ();
  for (int i = 1; i < argc; i++)
    {
      if (g_str_equal (argv[i], "--all"))
        self.all = TRUE;
      else if (g_str_equal (argv[i], "--seed") && i + 1 < argc)
        self.seed = (guint)strtoul (argv[++i], NULL, 10);
      else if (g_str_equal (argv[i], "--only") && i + 1 < argc)
        only = (guint)strtoul (argv[++i], NULL, 10);
      else if (g_str_equal (argv[i], random.name))
        self.scenario = &random;
      else
        for (guint k = 0; k < G_N_ELEMENTS (scenarios); k++)
          if (g_str_equal (scenarios[k].name, argv[i]))
            self.scenario = &scenarios[k];
    }
  if (self.scenario == NULL)
    return usage ();
  if (self.scenario == &random)
    random.steps = make_steps (self.seed);
  self.home = fault_home_new ();
  self.sites = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  print_line ("1..1\n");
  run_scenario (&self, only);
  if (self.peace != NULL)
    print_counts (&self);
  print_line ("%s 1 %s %s, seed %u\n", self.n_wrong == 0 ? "ok" : "not ok", self.scenario->name, self.scenario->steps,
              self.seed);
  g_clear_pointer (&self.peace, fault_report_free);
  g_hash_table_unref (self.sites);
  fault_home_free (self.home);
  g_free ((char *)random.steps);
  return self.n_wrong != 0;
}
