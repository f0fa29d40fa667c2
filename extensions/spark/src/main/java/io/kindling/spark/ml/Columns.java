package io.kindling.spark.ml;

import static org.apache.spark.sql.functions.col;

import io.kindling.error.DataException;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Columns of stages, by their names. */
final class Columns {
  private Columns() {}

  /** A column of exactly that name, whatever letters are in it. */
  static Column named(String name) {
    return col("`" + name.replace("`", "``") + "`");
  }

  /** The columns that features are in. */
  static List<String> features(PredictionParams stage) {
    String[] several = stage.getFeaturesCols();
    return several.length == 0 ? List.of(stage.getFeaturesCol()) : List.of(several);
  }

  /** Finds out whether a stage's rows have a column. */
  static void require(StructType schema, String name) {
    if (!Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new DataException(
          "transformSchema",
          "the rows must have the columns of the stage",
          "no " + name,
          "one of " + String.join(", ", schema.fieldNames()),
          null);
    }
  }

  /** A stage's rows with a column more; none where it has no name. */
  static StructType with(StructType schema, String name, DataType type) {
    if (Arrays.asList(schema.fieldNames()).contains(name)) {
      throw new DataException(
          "transformSchema",
          "the rows must not have a column of that name yet",
          "'" + name + "'",
          "another one",
          null);
    }
    return name.isEmpty() ? schema : schema.add(name, type);
  }
}
