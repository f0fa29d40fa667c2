package io.kindling.spark;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;

import io.kindling.error.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.jspecify.annotations.Nullable;

/**
 * Which columns of a table are meant.
 *
 * @param features the features: numbers, or arrays and vectors of numbers
 * @param targets the targets
 * @param weight the weight; null for none
 * @param offset the offset; null for none
 */
record TableColumns(
    List<String> features, List<String> targets, @Nullable String weight, @Nullable String offset) {
  /** In the order of {@link RowForm}. */
  List<String> all() {
    List<String> all = new ArrayList<>(features);
    all.addAll(targets);
    if (weight != null) {
      all.add(weight);
    }
    if (offset != null) {
      all.add(offset);
    }
    return all;
  }

  /** The columns as numbers in float64, or arrays of them. */
  List<Column> select(Dataset<Row> table) {
    return all().stream().map(name -> numbers(table, name)).toList();
  }

  static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  private static Column numbers(Dataset<Row> table, String name) {
    DataType type = type(table, name);
    if (type instanceof NumericType || type instanceof BooleanType) {
      return named(name).cast(DataTypes.DoubleType).as(name);
    }
    if (type instanceof ArrayType array && array.elementType() instanceof NumericType) {
      return named(name).cast(DataTypes.createArrayType(DataTypes.DoubleType)).as(name);
    }
    if (type.typeName().equals("vector")) {
      return VectorColumn.array(named(name)).as(name);
    }
    throw new DataException(
        "column " + name,
        "a column must hold numbers, or arrays or vectors of numbers",
        type.simpleString(),
        "a numeric type or boolean",
        "cast it; of labels make numbers by StringIndexer and OneHotEncoder");
  }

  static DataType type(Dataset<Row> table, String name) {
    if (Arrays.stream(table.columns()).filter(name::equals).count() != 1) {
      throw new DataException(
          "table",
          "there must be one column of each name",
          "'" + name + "'",
          "one of " + String.join(", ", table.columns()),
          null);
    }
    return table.schema().apply(name).dataType();
  }

  /**
   * How many numbers each feature has.
   *
   * @param selected the table as selected
   */
  int[] widths(Dataset<Row> selected) {
    int[] widths = new int[features.size()];
    Arrays.fill(widths, 1);
    List<Integer> arrays = new ArrayList<>();
    List<Column> sizes = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      if (selected.schema().apply(i).dataType() instanceof ArrayType) {
        arrays.add(i);
        sizes.add(coalesce(max(size(named(features.get(i)))), lit(0)));
      }
    }
    if (!arrays.isEmpty()) {
      Row longest = selected.select(sizes.toArray(new Column[0])).head();
      for (int i = 0; i < arrays.size(); i++) {
        widths[arrays.get(i)] = longest.getInt(i);
      }
    }
    return widths;
  }

  /** The names of the single features: {@code x}, or {@code x[0]}, {@code x[1]}, … of an array. */
  List<String> featureNames(int[] widths, Dataset<Row> selected) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      boolean array = selected.schema().apply(i).dataType() instanceof ArrayType;
      for (int k = 0; k < widths[i]; k++) {
        names.add(array ? features.get(i) + "[" + k + "]" : features.get(i));
      }
    }
    return names;
  }
}
