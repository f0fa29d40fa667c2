package io.kindling.predict;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** How to get at a row's cells, by the names of their columns. */
interface Access<R> {
  /**
   * How to get at a cell.
   *
   * @param column its column
   * @return what makes of a row its value, null for a missing one
   * @throws io.kindling.error.DataException if rows have no such column
   */
  Function<R, @Nullable Object> value(String column);

  /**
   * How to get at a cell that is a number in any case.
   *
   * @param column its column
   * @return what makes of a row its number; null if it may be something else
   */
  @Nullable ToDoubleFunction<R> number(String column);
}
