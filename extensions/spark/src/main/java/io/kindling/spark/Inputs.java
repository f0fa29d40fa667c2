package io.kindling.spark;

import io.kindling.model.TrainedModel;
import io.kindling.table.FeatureColumn;
import io.kindling.table.FeatureColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * The columns of a table that a model predicts from, and how user functions of a few columns each
 * become one of all of them: some encode ten cells each, others join what these have made, the last
 * one answers.
 *
 * @param groups the model's columns and its offset, in the order of its inputs, as many together as
 *     a user function takes
 */
record Inputs(List<List<Input>> groups) {
  private static final String ENCODE = "encode";

  /**
   * A column of the table.
   *
   * @param name its name
   * @param columns the columns of the model that it is: several where it has arrays
   */
  private record Input(String name, List<FeatureColumn> columns) {}

  /**
   * The inputs of a model.
   *
   * @param model the model
   * @param present names that the table has for sure: such a column is not looked for in an array
   */
  static Inputs of(TrainedModel model, Set<String> present) {
    List<Input> inputs = inputs(model.columns().columns(), present);
    List<List<Input>> groups = new ArrayList<>(cut(inputs));
    if (model.offset() != null) { // apart, for it may be one of the features too
      groups.add(List.of(new Input(model.offset(), List.of(FeatureColumn.number(model.offset())))));
    }
    return new Inputs(groups);
  }

  private static List<Input> inputs(List<FeatureColumn> columns, Set<String> present) {
    List<Input> inputs = new ArrayList<>();
    int at = 0;
    while (at < columns.size()) {
      String name = columns.get(at).column();
      int count = present.contains(name) ? 0 : elements(columns, at);
      inputs.add(
          count == 0
              ? new Input(name, List.of(columns.get(at)))
              : new Input(array(name), columns.subList(at, at + count)));
      at += Math.max(1, count);
    }
    return inputs;
  }

  /** How many columns from one on are the elements of an array, as training names them. */
  private static int elements(List<FeatureColumn> columns, int first) {
    String array = array(columns.get(first).column());
    int count = 0;
    while (first + count < columns.size()
        && columns.get(first + count).column().equals(array + "[" + count + "]")) {
      count++;
    }
    return count;
  }

  private static String array(String element) {
    return element.endsWith("[0]") ? element.substring(0, element.length() - 3) : element;
  }

  private static <T> List<List<T>> cut(List<T> list) {
    List<List<T>> pieces = new ArrayList<>();
    for (int at = 0; at < list.size(); at += UserFunction.MOST) {
      pieces.add(list.subList(at, Math.min(at + UserFunction.MOST, list.size())));
    }
    return pieces;
  }

  /**
   * A column of what a model answers.
   *
   * @param model the model
   * @param answer what it is asked
   * @param type what the answers are
   */
  Column answered(ModelBytes model, SparkPredictor.Answer answer, DataType type) {
    if (groups.size() == 1) {
      FeatureCells cells = cells(groups.get(0));
      UserFunction predict = row -> answer.of(model.predictor(), cells.encode(row));
      return predict.column(type, SparkPredictor.PREDICT, columns(groups.get(0)));
    }
    List<Column> parts = groups.stream().map(Inputs::encoded).toList();
    while (parts.size() > UserFunction.MOST) {
      UserFunction join = Packed::joined;
      parts =
          cut(parts).stream().map(some -> join.column(DataTypes.BinaryType, ENCODE, some)).toList();
    }
    UserFunction predict = all -> answer.of(model.predictor(), Packed.numbers(Packed.joined(all)));
    return predict.column(type, SparkPredictor.PREDICT, parts);
  }

  private static Column encoded(List<Input> group) {
    FeatureCells cells = cells(group);
    UserFunction encode = row -> Packed.of(cells.encode(row));
    return encode.column(DataTypes.BinaryType, ENCODE, columns(group));
  }

  private static FeatureCells cells(List<Input> group) {
    List<FeatureColumn> columns =
        group.stream().flatMap(input -> input.columns().stream()).toList();
    int[] widths = group.stream().mapToInt(input -> input.columns().size()).toArray();
    return new FeatureCells(new FeatureColumns(columns), widths);
  }

  private static List<Column> columns(List<Input> group) {
    return group.stream().map(input -> TableColumns.named(input.name())).toList();
  }
}
