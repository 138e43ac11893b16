#define G_LOG_DOMAIN "duizhao"

#include "config.h"

#include <string.h>

#include <glib/gi18n.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "language/dz-decode.h"

/* Character sets are told apart by this much of a file, from the first byte on that is not ASCII. */
#define SAMPLE_SIZE (256 * 1024)
/* Real text of a character set is made of its common characters; bytes of another one hit them by chance only. */
#define MIN_COMMON 50
/* A text has a stray control character now and then; a file of one in twenty is something else. */
#define CONTROL_SHARE 20

typedef struct
{
  const guint8 *data;
  gsize size;
} Bytes;

typedef struct
{
  const char *charset;
  int score;
} Candidate;

static const struct
{
  const char *charset;
  const char *mark;
  gsize length;
} byte_order_marks[] = {
  { "UTF-8", "\xef\xbb\xbf", 3 }, { "UTF-32LE", "\xff\xfe\0\0", 4 }, { "UTF-32BE", "\0\0\xfe\xff", 4 },
  { "UTF-16LE", "\xff\xfe", 2 },  { "UTF-16BE", "\xfe\xff", 2 },     { "GB18030", "\x84\x31\x95\x33", 4 },
};

/* What no text of one byte or more a character has: all controls but tab, line ends and page break. */
static gboolean
is_control (guint8 byte)
{
  return (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7f;
}

/* Decodes all of @bytes, or nothing. */
static char *
convert (const char *charset, Bytes bytes, gsize *length)
{
  UErrorCode status = U_ZERO_ERROR;
  UConverter *from = ucnv_open (charset, &status);
  UConverter *to = ucnv_open ("UTF-8", &status);
  const char *source = (const char *)bytes.data;
  g_autoptr (GByteArray) text = g_byte_array_new ();
  UChar pivot[4096];
  UChar *pivot_source = pivot;
  UChar *pivot_target = pivot;
  gboolean reset = TRUE;

  ucnv_setToUCallBack (from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  ucnv_setFromUCallBack (to, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &status);
  g_byte_array_set_size (text, bytes.size + bytes.size / 2 + 16);
  *length = 0;

  while (U_SUCCESS (status))
    {
      char *target = (char *)text->data + *length;

      ucnv_convertEx (to, from, &target, (char *)text->data + text->len - 1, &source,
                      (const char *)bytes.data + bytes.size, pivot, &pivot_source, &pivot_target,
                      pivot + G_N_ELEMENTS (pivot), reset, TRUE, &status);
      reset = FALSE;
      *length = target - (char *)text->data;
      if (status != U_BUFFER_OVERFLOW_ERROR)
        break;
      status = U_ZERO_ERROR;
      g_byte_array_set_size (text, text->len * 2);
    }

  ucnv_close (from);
  ucnv_close (to);
  if (U_FAILURE (status))
    return NULL;

  text->data[*length] = '\0';
  return (char *)g_byte_array_free (g_steal_pointer (&text), FALSE);
}

/* Brings line ends into one form and takes out control characters, in place. Returns FALSE when there are so many of
 * them that this is no text. */
static gboolean
normalize (char *text, gsize length)
{
  const guint8 *from = (const guint8 *)text;
  const guint8 *end = from + length;
  guint8 *to = (guint8 *)text;
  gsize n_controls = 0;

  while (from < end)
    {
      guint8 byte = *from++;

      if (byte == '\r' || byte == '\v' || byte == '\f')
        {
          if (byte == '\r' && from < end && *from == '\n')
            from++;
          *to++ = '\n';
        }
      else if (is_control (byte))
        {
          n_controls++;
        }
      else if (byte == 0xc2 && from < end && *from < 0xa0)
        {
          if (*from == 0x85)
            *to++ = '\n';
          else
            n_controls++;
          from++;
        }
      else
        {
          *to++ = byte;
        }
    }
  *to = '\0';

  return n_controls == 0 || n_controls < length / CONTROL_SHARE;
}

static char *
finish (char *text, gsize length, const char *charset, char **charset_out, GError **error)
{
  if (memchr (text, '\0', length) != NULL || !normalize (text, length))
    {
      g_set_error_literal (error, DZ_LANGUAGE_ERROR, DZ_LANGUAGE_ERROR_BINARY,
                           _ ("This is not a text: it has bytes that no text has. Choose a text file."));
      g_free (text);
      return NULL;
    }
  if (charset_out != NULL)
    *charset_out = g_strdup (charset);

  return text;
}

static char *
decode_utf8 (Bytes bytes, char **charset_out, GError **error)
{
  char *text = g_malloc (bytes.size + 1);

  memcpy (text, bytes.data, bytes.size);
  text[bytes.size] = '\0';

  return finish (text, bytes.size, "UTF-8", charset_out, error);
}

static Bytes
take_sample (Bytes bytes)
{
  gsize start = 0;

  while (start < bytes.size && bytes.data[start] < 0x80)
    start++;
  bytes.data += start;
  bytes.size = MIN (bytes.size - start, SAMPLE_SIZE);

  return bytes;
}

static gboolean
has_controls (Bytes bytes)
{
  for (gsize i = 0; i < bytes.size; i++)
    if (is_control (bytes.data[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_usual (guint unit)
{
  return (unit >= 0x20 && unit < 0x530) || unit == '\n' || unit == '\r' || unit == '\t'
         || (unit >= 0x2010 && unit < 0x2600) || (unit >= 0x3000 && unit < 0x3100) || (unit >= 0x4e00 && unit < 0xa000)
         || (unit >= 0xff01 && unit < 0xff5f) || (unit >= 0xd83c && unit < 0xd880) || (unit >= 0xdc00 && unit < 0xe000);
}

/* How many of a hundred code units are such as Chinese and European texts have. */
static int
score_utf16 (Bytes bytes, gboolean big_endian)
{
  gsize usual = 0;

  for (gsize i = 0; i + 1 < bytes.size; i += 2)
    {
      guint unit = big_endian ? bytes.data[i] << 8 | bytes.data[i + 1] : bytes.data[i + 1] << 8 | bytes.data[i];

      if (unit == 0)
        return 0;
      usual += is_usual (unit);
    }

  return bytes.size < 2 ? 0 : 100 * usual / (bytes.size / 2);
}

/* How many of a hundred pairs of bytes are common characters or punctuation of a character set, whose leads of common
 * characters go from @first to @last. GB18030 has them with a high second byte only. Its sequences of four bytes are so
 * well marked that they count as common. */
static int
score_double_byte (Bytes bytes, guint8 first, guint8 last, gboolean gb18030)
{
  gsize common = 0;
  gsize pairs = 0;

  for (gsize i = 0; i + 1 < bytes.size;)
    {
      guint8 lead = bytes.data[i];
      guint8 trail = bytes.data[i + 1];

      if (lead < 0x80)
        {
          i++;
          continue;
        }
      if (gb18030 && trail >= 0x30 && trail <= 0x39)
        {
          common++;
          i += 4;
        }
      else
        {
          common += (!gb18030 || trail >= 0xa1) && ((lead >= first && lead <= last) || (lead >= 0xa1 && lead <= 0xa3));
          i += 2;
        }
      pairs++;
    }

  return pairs == 0 ? 0 : 100 * common / pairs;
}

static int
confidence_of (const char *charset, Bytes bytes)
{
  UErrorCode status = U_ZERO_ERROR;
  UCharsetDetector *detector = ucsdet_open (&status);
  const UCharsetMatch **matches;
  int32_t n_matches = 0;
  int confidence = 0;

  ucsdet_setText (detector, (const char *)bytes.data, bytes.size, &status);
  matches = ucsdet_detectAll (detector, &n_matches, &status);
  for (int32_t i = 0; U_SUCCESS (status) && i < n_matches; i++)
    if (g_str_has_prefix (charset, ucsdet_getName (matches[i], &status)))
      confidence = MAX (confidence, ucsdet_getConfidence (matches[i], &status));
  ucsdet_close (detector);

  return confidence;
}

static int
compare_candidates (gconstpointer a, gconstpointer b)
{
  return ((const Candidate *)b)->score - ((const Candidate *)a)->score;
}

static void
add_candidate (GArray *candidates, const char *charset, int score, int confidence)
{
  Candidate candidate = { charset, score + confidence };

  if (score >= MIN_COMMON)
    g_array_append_val (candidates, candidate);
}

/* What bytes without a mark that are not UTF-8 may be, the likeliest first. */
static GArray *
find_candidates (Bytes bytes)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  Bytes head = { bytes.data, MIN (bytes.size, SAMPLE_SIZE) };
  Bytes sample = take_sample (bytes);

  if (has_controls (head) || has_controls (sample))
    {
      /* Only where a character is two bytes wide is one of them a control. */
      add_candidate (candidates, "UTF-16LE", score_utf16 (head, FALSE), 0);
      add_candidate (candidates, "UTF-16BE", score_utf16 (head, TRUE), 0);
    }
  else
    {
      add_candidate (candidates, "GB18030", score_double_byte (sample, 0xb0, 0xd7, TRUE),
                     confidence_of ("GB18030", sample));
      add_candidate (candidates, "Big5-HKSCS", score_double_byte (sample, 0xa4, 0xc6, FALSE),
                     confidence_of ("Big5-HKSCS", sample));
    }
  g_array_sort (candidates, compare_candidates);

  return candidates;
}

static void
set_charset_error (GError **error, const char *charset, Bytes bytes)
{
  g_autofree char *position = NULL;
  const char *invalid;

  if (charset != NULL && !g_str_equal (charset, "UTF-8"))
    {
      g_set_error (error, DZ_LANGUAGE_ERROR, DZ_LANGUAGE_ERROR_CHARSET,
                   _ ("The file begins as %s but has bytes that are not. Save it as UTF-8 and try again."), charset);
      return;
    }
  g_utf8_validate_len ((const char *)bytes.data, bytes.size, &invalid);
  position = g_strdup_printf ("%" G_GSIZE_FORMAT, (gsize)(invalid - (const char *)bytes.data) + 1);
  g_set_error (
      error, DZ_LANGUAGE_ERROR, DZ_LANGUAGE_ERROR_CHARSET,
      _ ("The bytes fit no known character set (as UTF-8 they are wrong at byte %s). Save the file as UTF-8 and "
         "try again."),
      position);
}

static char *
decode_marked (const char *charset, Bytes bytes, char **charset_out, GError **error)
{
  gsize length;
  char *text;

  if (g_str_equal (charset, "UTF-8"))
    {
      if (g_utf8_validate_len ((const char *)bytes.data, bytes.size, NULL)
          || memchr (bytes.data, '\0', bytes.size) != NULL)
        return decode_utf8 (bytes, charset_out, error);
    }
  else if ((text = convert (charset, bytes, &length)) != NULL)
    {
      return finish (text, length, charset, charset_out, error);
    }
  set_charset_error (error, charset, bytes);

  return NULL;
}

char *
dz_decode (GBytes *bytes, char **charset_out, GError **error)
{
  g_autoptr (GArray) candidates = NULL;
  Bytes all;

  g_return_val_if_fail (bytes != NULL, NULL);

  all.data = g_bytes_get_data (bytes, &all.size);
  if (all.size == 0)
    all.data = (const guint8 *)"";

  for (guint i = 0; i < G_N_ELEMENTS (byte_order_marks); i++)
    {
      gsize length = byte_order_marks[i].length;

      if (all.size >= length && memcmp (all.data, byte_order_marks[i].mark, length) == 0)
        return decode_marked (byte_order_marks[i].charset, (Bytes){ all.data + length, all.size - length }, charset_out,
                              error);
    }

  if (g_utf8_validate_len ((const char *)all.data, all.size, NULL))
    return decode_utf8 (all, charset_out, error);

  candidates = find_candidates (all);
  for (guint i = 0; i < candidates->len; i++)
    {
      const char *charset = g_array_index (candidates, Candidate, i).charset;
      gsize length;
      char *text = convert (charset, all, &length);

      if (text != NULL)
        return finish (text, length, charset, charset_out, error);
    }

  if (memchr (all.data, '\0', all.size) != NULL)
    return decode_utf8 (all, charset_out, error);
  set_charset_error (error, NULL, all);

  return NULL;
}
