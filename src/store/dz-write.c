#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <errno.h>
#include <unistd.h>

#include "store/dz-write.h"

gboolean
dz_write_all (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      ssize_t n = write (fd, data, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n == 0)
        errno = EIO;
      if (n <= 0)
        return FALSE;
      data += n;
      length -= (gsize)n;
    }
  return TRUE;
}
