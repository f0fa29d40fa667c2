package io.kindling.parquet;

import io.kindling.table.ValueCell;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/**
 * Makes values, as a {@link ValueCell} shows them, of what is stored in a column.
 *
 * @see <a href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md">Parquet's
 *     logical types</a>
 */
@FunctionalInterface
interface ParquetValue {
  /**
   * Makes the value that a column stands at, which is not null.
   *
   * @param column the column
   * @return the value
   */
  Object read(ColumnReader column);

  /** How values of a column are made; null where they are none that a cell can show. */
  static @Nullable ParquetValue of(Type column) {
    if (!column.isPrimitive() || column.isRepetition(Type.Repetition.REPEATED)) {
      return null;
    }
    PrimitiveType type = column.asPrimitiveType();
    LogicalTypeAnnotation meaning = type.getLogicalTypeAnnotation();
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> ColumnReader::getBoolean;
      case FLOAT -> ColumnReader::getFloat;
      case DOUBLE -> ColumnReader::getDouble;
      case INT32 -> whole(meaning, ColumnReader::getInteger);
      case INT64 -> whole(meaning, ColumnReader::getLong);
      case INT96 -> reader -> ParquetTimes.ofInt96(reader.getBinary());
      case BINARY, FIXED_LEN_BYTE_ARRAY -> binary(type, meaning);
    };
  }

  /** What such a column holds, for people. */
  static String kind(Type column) {
    LogicalTypeAnnotation meaning = column.getLogicalTypeAnnotation();
    if (meaning instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation
        || column.isRepetition(Type.Repetition.REPEATED)) {
      return "a list";
    }
    if (meaning instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation) {
      return "a map";
    }
    return column.isPrimitive() ? "bytes" : "a group";
  }

  /** A whole number as it is stored. */
  @FunctionalInterface
  interface Stored {
    long read(ColumnReader column);
  }

  private static @Nullable ParquetValue whole(
      @Nullable LogicalTypeAnnotation meaning, Stored stored) {
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      int scale = decimal.getScale();
      return reader -> BigDecimal.valueOf(stored.read(reader), scale);
    }
    if (meaning instanceof DateLogicalTypeAnnotation) {
      return reader -> ParquetTimes.date(stored.read(reader));
    }
    if (meaning instanceof TimeLogicalTypeAnnotation time) {
      long nanos = ParquetTimes.nanos(time.getUnit());
      return reader -> ParquetTimes.time(stored.read(reader), nanos);
    }
    if (meaning instanceof TimestampLogicalTypeAnnotation stamp) {
      long nanos = ParquetTimes.nanos(stamp.getUnit());
      return stamp.isAdjustedToUTC()
          ? reader -> ParquetTimes.instant(stored.read(reader), nanos)
          : reader -> ParquetTimes.local(stored.read(reader), nanos);
    }
    if (meaning instanceof IntLogicalTypeAnnotation number && !number.isSigned()) {
      return number.getBitWidth() == Long.SIZE
          ? reader -> unsigned(stored.read(reader))
          : reader -> stored.read(reader) & 0xFFFF_FFFFL;
    }
    boolean plain =
        meaning == null
            || meaning instanceof IntLogicalTypeAnnotation
            || meaning instanceof UnknownLogicalTypeAnnotation;
    return plain ? stored::read : null;
  }

  private static Object unsigned(long stored) {
    return stored >= 0 ? stored : new BigInteger(Long.toUnsignedString(stored));
  }

  private static @Nullable ParquetValue binary(
      PrimitiveType type, @Nullable LogicalTypeAnnotation meaning) {
    if (meaning instanceof DecimalLogicalTypeAnnotation decimal) {
      int scale = decimal.getScale();
      return reader -> decimal(reader.getBinary(), scale);
    }
    if (meaning instanceof Float16LogicalTypeAnnotation) {
      return reader -> half(little(reader.getBinary()).getShort());
    }
    if (meaning instanceof UUIDLogicalTypeAnnotation) {
      return reader -> uuid(reader.getBinary().toByteBuffer());
    }
    boolean text =
        meaning instanceof StringLogicalTypeAnnotation
            || meaning instanceof EnumLogicalTypeAnnotation
            || meaning instanceof JsonLogicalTypeAnnotation
            || (meaning == null // as older writers leave text
                && type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY);
    return text ? reader -> reader.getBinary().toStringUsingUTF8() : null;
  }

  /** More digits than any program writes would take long to print, and mean damage. */
  private static BigDecimal decimal(Binary stored, int scale) {
    if (stored.length() > 128) {
      throw new ArithmeticException("a decimal of " + stored.length() + " bytes");
    }
    return new BigDecimal(new BigInteger(stored.getBytesUnsafe()), scale);
  }

  private static UUID uuid(ByteBuffer stored) {
    return new UUID(stored.getLong(), stored.getLong());
  }

  static ByteBuffer little(Binary stored) {
    return stored.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** IEEE 754's binary16, of which float32 holds every value. */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    float size =
        switch (exponent) {
          case 0 -> Math.scalb((float) fraction, -24);
          case 0x1F -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Math.scalb((float) (0x400 | fraction), exponent - 25);
        };
    return bits < 0 ? -size : size;
  }
}
