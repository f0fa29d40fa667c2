package io.kindling.table;

import io.kindling.text.Printable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A date of ISO 8601 is the number of days from 1970-01-01, with a time of day their fraction; with
 * an offset from UTC, it is the time in UTC.
 *
 * @param parts whether its month and its weekday follow, each one-hot: 12 numbers of which that of
 *     the month is 1, and 7, from Monday on
 */
public record DateEncoding(boolean parts) implements Encoding {
  private static final String RULE = "a cell must hold a date";
  private static final String EXPECTED = "one such as 2024-02-29";
  private static final int MONTHS = 12;
  private static final int WEEKDAYS = 7;
  private static final double NANOS_A_DAY = 86_400e9;

  /** Of 1900-01-01 and of 2024-02-29T23:59:59.123456789+05:30, with a space for the T as well. */
  private static final int SHORTEST = 10;

  private static final int LONGEST = 35;

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .optionalEnd()
          .optionalEnd()
          .toFormatter(Locale.ROOT)
          .withChronology(IsoChronology.INSTANCE)
          .withResolverStyle(ResolverStyle.STRICT);

  /** A text as a time in UTC; null if it is none. */
  static @Nullable LocalDateTime parse(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST || text.charAt(4) != '-') {
      return null;
    }
    String iso =
        text.length() > SHORTEST && text.charAt(SHORTEST) == ' '
            ? text.substring(0, SHORTEST) + 'T' + text.substring(SHORTEST + 1)
            : text;
    try {
      TemporalAccessor read = ISO.parse(iso);
      LocalDate date = LocalDate.from(read);
      if (!read.isSupported(ChronoField.NANO_OF_DAY)) {
        return date.atStartOfDay();
      }
      LocalDateTime time = LocalDateTime.from(read);
      return read.isSupported(ChronoField.OFFSET_SECONDS)
          ? time.atOffset(ZoneOffset.from(read))
              .withOffsetSameInstant(ZoneOffset.UTC)
              .toLocalDateTime()
          : time;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Days from 1970-01-01. */
  static double days(LocalDateTime time) {
    long nanos = ChronoUnit.NANOS.between(time.toLocalDate().atStartOfDay(), time);
    return time.toLocalDate().toEpochDay() + nanos / NANOS_A_DAY;
  }

  @Override
  public List<String> features(String column) {
    List<String> names = new ArrayList<>(List.of(column));
    if (parts) {
      for (int month = 1; month <= MONTHS; month++) {
        names.add(column + " month=" + month);
      }
      for (int day = 1; day <= WEEKDAYS; day++) {
        names.add(column + " weekday=" + day);
      }
    }
    return names;
  }

  @Override
  public void put(Cell cell, double[] row, int at) {
    String text = cell.filled(RULE, EXPECTED);
    LocalDateTime time = parse(text);
    if (time == null) {
      throw cell.refused(RULE, Printable.quoted(text), EXPECTED, null);
    }
    row[at] = days(time);
    if (parts) {
      int months = at + 1;
      int weekdays = months + MONTHS;
      Arrays.fill(row, months, weekdays + WEEKDAYS, 0);
      row[months + time.getMonthValue() - 1] = 1;
      row[weekdays + time.getDayOfWeek().getValue() - 1] = 1;
    }
  }
}
