package io.kindling.spark;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF10;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A user function of a few plain columns. Ten is the most that Spark has for a column that no
 * session has to know of by name; where there are fewer, the rest is null.
 */
@FunctionalInterface
interface UserFunction
    extends UDF10<
        Object, Object, Object, Object, Object, Object, Object, Object, Object, Object, Object> {
  /** How many columns there may be. */
  int MOST = 10;

  /**
   * Computes a row's value.
   *
   * @param cells as many as there may be columns
   * @return the value
   */
  Object of(@Nullable Object... cells);

  @Override
  default Object call(
      Object a,
      Object b,
      Object c,
      Object d,
      Object e,
      Object f,
      Object g,
      Object h,
      Object i,
      Object j) {
    return of(a, b, c, d, e, f, g, h, i, j);
  }

  /**
   * Makes the column.
   *
   * @param type the type of the values
   * @param name what plans call it
   * @param columns what it is computed of, {@link #MOST} at most
   */
  default Column column(DataType type, String name, List<Column> columns) {
    Column[] all = new Column[MOST];
    Arrays.fill(all, lit(null));
    System.arraycopy(columns.toArray(), 0, all, 0, columns.size());
    return udf(this, type).withName(name).apply(all);
  }
}
