package io.kindling.parquet;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.JulianFields;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;

/** Makes times of counted days and parts of seconds. */
final class ParquetTimes {
  private static final long SECOND = 1_000_000_000;

  private ParquetTimes() {}

  /** The nanoseconds of a unit. */
  static long nanos(TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> 1_000_000;
      case MICROS -> 1000;
      case NANOS -> 1;
    };
  }

  static LocalDate date(long days) {
    return LocalDate.ofEpochDay(days);
  }

  static LocalTime time(long count, long nanos) {
    return LocalTime.ofNanoOfDay(Math.multiplyExact(count, nanos));
  }

  static Instant instant(long count, long nanos) {
    long second = SECOND / nanos;
    return Instant.ofEpochSecond(
        Math.floorDiv(count, second), Math.floorMod(count, second) * nanos);
  }

  static LocalDateTime local(long count, long nanos) {
    return LocalDateTime.ofInstant(instant(count, nanos), ZoneOffset.UTC);
  }

  /** Nanoseconds of a day, then the Julian day, as Impala and older Spark write times. */
  static LocalDateTime ofInt96(Binary stored) {
    ByteBuffer bytes = ParquetValue.little(stored);
    LocalTime time = LocalTime.ofNanoOfDay(bytes.getLong());
    return LocalDate.EPOCH.with(JulianFields.JULIAN_DAY, bytes.getInt()).atTime(time);
  }
}
