#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <glib/gi18n.h>

#include "window/app/dz-settings.h"
#include "window/app/dz-window-private.h"
#include "window/dz-compat.h"
#include "window/versions/dz-versions-dialog.h"

#define WARNING "dialog-warning-symbolic"
#define INFORMATION "dialog-information-symbolic"
/* How many of the things that could not be read a dialog names. */
#define MOST_NAMED 20

static void
problem_cb (DzWindow *self)
{
  const DzNotice elsewhere[] = { { _ ("Save _Elsewhere…"), "win.save-as" }, { _ ("_Try Again"), "win.save" }, { 0 } };
  DzSaver *saver = dz_session_get_saver (self->session);
  const GError *problem = saver ? dz_saver_get_problem (saver) : NULL;

  if (problem)
    dz_notice_bar_show (self->problem_bar, WARNING, problem->message, elsewhere, FALSE);
  else
    dz_notice_bar_hide (self->problem_bar);
}

static void
forget_news (DzWindow *self)
{
  g_clear_object (&self->earlier);
  dz_window_update_keeping_actions (self);
}

/* What came in can be taken back as long as it is what was done last. */
static gboolean
can_take_back (DzWindow *self)
{
  DzProject *project = dz_session_get_project (self->session);

  return self->earlier && project && dz_project_get_revision (project) == self->news_revision
         && dz_project_get_can_undo (project);
}

/* Work goes on where it was. */
static void
go_where_it_was (DzWindow *self)
{
  DzProject *project = dz_session_get_project (self->session);
  DzChange *change = dz_session_get_last_text (self->session);
  DzBlock *block = change ? dz_project_lookup_block (project, change->target) : NULL;
  guint position, length;

  if (!block || dz_project_document_of (project, block) != dz_session_get_document (self->session))
    return;
  position = change->position + dz_text_get_length (change->inserted);
  length = dz_text_get_length (dz_block_get_text (block, change->side));
  /* With what stands around it, and not below the line that tells of it. */
  dz_parallel_view_scroll_to_block (self->view, block, 0.5);
  dz_parallel_view_focus (self->view, block, change->side, MIN (position, length));
}

static void
news_cb (DzWindow *self, int news, DzProject *earlier, const char *text)
{
  const DzNotice see[] = { { _ ("_See…"), "win.see-news" }, { _ ("_Undo"), "win.undo-news" }, { 0 } };
  const DzNotice none[] = { { 0 } };
  DzProject *project = dz_session_get_project (self->session);

  g_set_object (&self->earlier, earlier);
  self->news_revision = project ? dz_project_get_revision (project) : 0;
  dz_notice_bar_show (self->news_bar, news == DZ_SESSION_TROUBLE ? WARNING : INFORMATION, text, earlier ? see : none, TRUE);
  dz_window_update_keeping_actions (self);
  if (news == DZ_SESSION_RESTORED)
    go_where_it_was (self);
}

static void
see_news_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);

  dz_window_flush (self);
  dz_versions_dialog_present (GTK_WINDOW (self), self->session, self->earlier, _ ("Before"));
}

static void
undo_news_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);

  dz_project_undo (dz_session_get_project (self->session));
  dz_notice_bar_hide (self->news_bar);
  forget_news (self);
}

static char *
dup_holder_text (const DzLockHolder *holder)
{
  g_autofree char *since = g_date_time_format (holder->since, "%x %H:%M");

  if (holder->here)
    return g_strdup_printf (_ ("%s is working on this project on this machine since %s. You can read it; what is saved "
                               "there comes in here."),
                            holder->user, since);
  return g_strdup_printf (_ ("%s is working on this project on the machine “%s” since %s. You can read it; what is saved "
                             "there comes in here."),
                          holder->user, holder->host, since);
}

static void
show_damaged (DzWindow *self, const DzDamage *damage)
{
  const DzNotice all[] = { { _ ("What Is _Missing…"), "win.show-damage" },
                           { _ ("Earlier _Versions…"), "win.versions" },
                           { _ ("_Restore Unsaved Work"), "win.restore-leftover" },
                           { _ ("Save _As…"), "win.save-as" },
                           { 0 } };
  DzNotice offered[G_N_ELEMENTS (all)] = { 0 };
  g_autofree char *text = g_strdup_printf (
      ngettext ("This file is damaged: %u thing could not be read. It is not changed. Save what is left under another name "
                "to work on it, or bring back an earlier version.",
                "This file is damaged: %u things could not be read. It is not changed. Save what is left under another "
                "name to work on it, or bring back an earlier version.",
                damage->n_problems),
      damage->n_problems);
  guint n = 0;

  for (guint i = 0; all[i].label; i++)
    if ((i != 1 || damage->id_known) && (i != 2 || dz_session_get_leftover (self->session)))
      offered[n++] = all[i];
  dz_notice_bar_show (self->read_only_bar, WARNING, text, offered, FALSE);
}

void
dz_window_show_read_only (DzWindow *self)
{
  const DzNotice held[] = { { _ ("Open _Again"), "win.open-again" }, { _ ("Save _As…"), "win.save-as" }, { 0 } };
  const DzNotice newer[] = { { _ ("Save _As…"), "win.save-as" }, { 0 } };
  const DzLockHolder *holder = dz_session_get_holder (self->session);
  const DzDamage *damage = dz_session_get_damage (self->session);
  g_autofree char *text = NULL;

  if (!dz_session_get_read_only (self->session))
    dz_notice_bar_hide (self->read_only_bar);
  else if (damage)
    show_damaged (self, damage);
  else if (holder)
    {
      text = dup_holder_text (holder);
      dz_notice_bar_show (self->read_only_bar, INFORMATION, text, held, FALSE);
    }
  else
    dz_notice_bar_show (self->read_only_bar, INFORMATION,
                        _ ("A later version of Duizhao wrote this project: it can be read here but not changed. Save it "
                           "under another name to work on it."),
                        newer, FALSE);
}

static void
ignore_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  dz_compat_ask_finish (result);
}

static void
show_damage_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);
  const DzResponse responses[] = { { "close", _ ("_Close"), ADW_RESPONSE_DEFAULT }, { 0 } };
  const DzDamage *damage = dz_session_get_damage (self->session);
  g_autoptr (GString) text = g_string_new (NULL);
  guint named = MIN (damage->problems->len, MOST_NAMED);

  for (guint i = 0; i < named; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (damage->problems, i));
  if (damage->n_problems > named)
    g_string_append_printf (text, ngettext ("\n… and %u more", "\n… and %u more", damage->n_problems - named),
                            damage->n_problems - named);
  dz_compat_ask_async (widget,
                       &(const DzQuestion){ _ ("What Could Not Be Read"), text->str, NULL, responses, "close", "close" },
                       ignore_cb, NULL);
}

static void
restore_leftover_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);
  DzLeftover *leftover = dz_session_get_leftover (self->session);

  dz_application_restore (DZ_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), leftover, NULL);
}

static void
open_again_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DzWindow *self = DZ_WINDOW (widget);

  dz_window_open (self, dz_session_get_file (self->session));
}

static void
saver_cb (DzWindow *self)
{
  DzSaver *saver = dz_session_get_saver (self->session);

  dz_save_button_set_saver (self->save_button, saver);
  if (saver)
    {
      g_signal_connect_object (saver, "notify::problem", G_CALLBACK (problem_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (saver, "notify::state", G_CALLBACK (dz_window_retitle_soon), self, G_CONNECT_SWAPPED);
    }
  problem_cb (self);
}

static void
automatic_cb (DzWindow *self)
{
  dz_session_set_automatic (self->session, dz_settings_get_boolean ("save-automatically", TRUE));
  dz_window_retitle_soon (self);
}

gboolean
dz_window_is_unsaved (DzWindow *self)
{
  DzSaver *saver = dz_session_get_saver (self->session);
  gboolean automatic = FALSE;

  if (!saver)
    return dz_session_get_modified (self->session);
  g_object_get (saver, "automatic", &automatic, NULL);
  switch (dz_saver_get_state (saver))
    {
    case DZ_SAVE_NEVER:
    case DZ_SAVE_FAILED:
      return TRUE;
    case DZ_SAVE_DONE:
      return FALSE;
    default:
      return !automatic;
    }
}

static void
news_closed_cb (DzWindow *self)
{
  forget_news (self);
}

void
dz_window_start_keeping (DzWindow *self)
{
  GSettings *settings = dz_settings_get ();

  dz_notice_bar_set_warns (self->problem_bar, TRUE);
  g_signal_connect_swapped (self->session, "news", G_CALLBACK (news_cb), self);
  g_signal_connect_swapped (self->session, "notify::saver", G_CALLBACK (saver_cb), self);
  g_signal_connect_object (self->news_bar, "closed", G_CALLBACK (news_closed_cb), self, G_CONNECT_SWAPPED);
  if (settings)
    g_signal_connect_object (settings, "changed::save-automatically", G_CALLBACK (automatic_cb), self, G_CONNECT_SWAPPED);
  automatic_cb (self);
}

void
dz_window_leave_news (DzWindow *self)
{
  dz_notice_bar_hide (self->news_bar);
  forget_news (self);
}

void
dz_window_install_keeping_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.see-news", NULL, see_news_cb);
  gtk_widget_class_install_action (klass, "win.undo-news", NULL, undo_news_cb);
  gtk_widget_class_install_action (klass, "win.show-damage", NULL, show_damage_cb);
  gtk_widget_class_install_action (klass, "win.restore-leftover", NULL, restore_leftover_cb);
  gtk_widget_class_install_action (klass, "win.open-again", NULL, open_again_cb);
}

void
dz_window_update_keeping_actions (DzWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "win.see-news", self->earlier != NULL);
  gtk_widget_action_set_enabled (widget, "win.undo-news", can_take_back (self));
  gtk_widget_action_set_enabled (widget, "win.show-damage", dz_session_get_damage (self->session) != NULL);
  gtk_widget_action_set_enabled (widget, "win.restore-leftover", dz_session_get_leftover (self->session) != NULL);
  gtk_widget_action_set_enabled (widget, "win.open-again", dz_session_get_file (self->session) != NULL);
}
