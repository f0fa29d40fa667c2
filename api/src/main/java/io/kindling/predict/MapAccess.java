package io.kindling.predict;

import io.kindling.error.DataException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Rows that are maps of values by name. */
final class MapAccess implements Access<Map<String, ?>> {
  @Override
  public Function<Map<String, ?>, @Nullable Object> value(String column) {
    return row -> {
      Object value = row.get(column);
      if (value == null && !row.containsKey(column)) {
        throw new DataException(
            "predict",
            "there must be a value for each column",
            "none for " + column + ", but " + row.keySet(),
            column + ", null where it is missing",
            null);
      }
      return value;
    };
  }

  @Override
  public @Nullable ToDoubleFunction<Map<String, ?>> number(String column) {
    return null;
  }
}
