package io.kindling.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.kindling.TensorData;
import io.kindling.spec.LinearSpec;
import io.kindling.spec.ModuleSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Says what was learned: an equation and a table for one feature, the weights for more. */
final class Report {
  private static final int MOST_ROWS = 20;

  private final Table table;
  private final ModuleSpec model;
  private final Map<String, TensorData> state;
  private final float[] predicted;

  Report(Table table, ModuleSpec model, Map<String, TensorData> state, float[] predicted) {
    this.table = table;
    this.model = model;
    this.state = state;
    this.predicted = predicted;
  }

  String text() {
    boolean one = table.features().size() == 1;
    if (model instanceof LinearSpec linear) {
      return one ? equations(linear) + "\n" + rows() : weights(linear);
    }
    return one ? rows() : summary();
  }

  private String equations(LinearSpec linear) {
    StringBuilder equations = new StringBuilder();
    for (int target = 0; target < linear.outFeatures(); target++) {
      equations.append(table.targets().get(target)).append(" = ");
      equations.append(Numbers.shown(weight(target, 0))).append(' ');
      equations.append(table.features().get(0));
      if (linear.bias()) {
        float bias = bias(target);
        equations.append(bias < 0 ? " - " : " + ").append(Numbers.shown(Math.abs(bias)));
      }
      equations.append('\n');
    }
    return equations.toString();
  }

  private float weight(int target, int feature) {
    int at = target * table.features().size() + feature;
    return Objects.requireNonNull(state.get("weight")).floats().get(at);
  }

  private float bias(int target) {
    return Objects.requireNonNull(state.get("bias")).floats().get(target);
  }

  /** x, y and what was predicted for it, row by row. */
  private String rows() {
    List<String> header = new ArrayList<>(table.features());
    header.addAll(table.targets());
    table.targets().forEach(target -> header.add(predictedName(target, table.targets().size())));
    int shown = Math.min(table.rows(), MOST_ROWS);
    String[][] cells = new String[shown][];
    for (int row = 0; row < shown; row++) {
      List<String> line = new ArrayList<>();
      line.add(Numbers.given(table.x()[row]));
      int outputs = table.targets().size();
      for (int target = 0; target < outputs; target++) {
        line.add(Numbers.given(table.y()[row * outputs + target]));
      }
      for (int target = 0; target < outputs; target++) {
        line.add(Numbers.shown(predicted[row * outputs + target]));
      }
      cells[row] = line.toArray(String[]::new);
    }
    int more = table.rows() - shown;
    String rest =
        more == 0 ? "" : "and " + more + " more rows; --predictions FILE.csv writes them all\n";
    return grid(header, cells) + rest;
  }

  private static String predictedName(String target, int targets) {
    return targets == 1 ? "predicted" : target + " predicted";
  }

  private String weights(LinearSpec linear) {
    List<String> header = Stream.concat(Stream.of("weight"), table.targets().stream()).toList();
    List<String[]> cells = new ArrayList<>();
    for (int feature = 0; feature < linear.inFeatures(); feature++) {
      List<String> line = new ArrayList<>(List.of(table.features().get(feature)));
      for (int target = 0; target < linear.outFeatures(); target++) {
        line.add(Numbers.shown(weight(target, feature)));
      }
      cells.add(line.toArray(String[]::new));
    }
    if (linear.bias()) {
      List<String> line = new ArrayList<>(List.of("(intercept)"));
      for (int target = 0; target < linear.outFeatures(); target++) {
        line.add(Numbers.shown(bias(target)));
      }
      cells.add(line.toArray(String[]::new));
    }
    return grid(header, cells.toArray(String[][]::new));
  }

  /** The parameters of a model that no equation is read from. */
  private String summary() {
    String[][] cells =
        state.entrySet().stream()
            .map(
                entry ->
                    new String[] {
                      entry.getKey(),
                      entry.getValue().shape().toString(),
                      Long.toString(entry.getValue().shape().numel())
                    })
            .toArray(String[][]::new);
    return grid(List.of("parameter", "shape", "numbers"), cells);
  }

  /** A table, its first column to the left if it holds names. */
  private static String grid(List<String> header, String[][] cells) {
    Column[] columns =
        header.stream()
            .map(
                name ->
                    new Column()
                        .header(name)
                        .headerAlign(HorizontalAlign.CENTER)
                        .dataAlign(HorizontalAlign.RIGHT))
            .toArray(Column[]::new);
    if (cells.length > 0 && !Numbers.isNumber(cells[0][0])) {
      columns[0].dataAlign(HorizontalAlign.LEFT);
    }
    return AsciiTable.builder()
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
            .lineSeparator("\n")
            .data(columns, cells)
            .asString()
        + "\n";
  }
}
