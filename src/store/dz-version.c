#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include "store/dz-versions-private.h"

struct _DzVersion
{
  GObject parent_instance;

  char *path;
  char *digest;
  gint64 milliseconds;
  GDateTime *time;
  char *reason;
  GStrv pictures;
  guint64 size;
};

G_DEFINE_FINAL_TYPE (DzVersion, dz_version, G_TYPE_OBJECT)

static void
dz_version_finalize (GObject *object)
{
  DzVersion *self = DZ_VERSION (object);

  g_free (self->path);
  g_free (self->digest);
  g_clear_pointer (&self->time, g_date_time_unref);
  g_free (self->reason);
  g_strfreev (self->pictures);
  G_OBJECT_CLASS (dz_version_parent_class)->finalize (object);
}

static void
dz_version_class_init (DzVersionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dz_version_finalize;
}

static void
dz_version_init (DzVersion *self)
{
}

DzVersion *
dz_version_new (const char *path, const char *digest, gint64 milliseconds, char *reason, GStrv pictures, guint64 size)
{
  DzVersion *self = g_object_new (DZ_TYPE_VERSION, NULL);

  self->path = g_strdup (path);
  self->digest = g_strdup (digest);
  self->milliseconds = milliseconds;
  self->time = g_date_time_new_from_unix_local (milliseconds / 1000);
  self->reason = reason;
  self->pictures = pictures;
  self->size = size;
  return self;
}

const char *
dz_version_get_path (DzVersion *self)
{
  return self->path;
}

const char *
dz_version_get_digest (DzVersion *self)
{
  return self->digest;
}

gint64
dz_version_get_milliseconds (DzVersion *self)
{
  return self->milliseconds;
}

GDateTime *
dz_version_get_time (DzVersion *self)
{
  return self->time;
}

const char *
dz_version_get_reason (DzVersion *self)
{
  return self->reason;
}

const char *const *
dz_version_get_pictures (DzVersion *self)
{
  return (const char *const *)self->pictures;
}

guint64
dz_version_get_size (DzVersion *self)
{
  return self->size;
}
