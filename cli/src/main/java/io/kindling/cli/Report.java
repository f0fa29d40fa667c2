package io.kindling.cli;

import io.kindling.TensorData;
import io.kindling.data.Standardizer;
import io.kindling.spec.LinearSpec;
import io.kindling.spec.ModuleSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what was learned, in the data's own units: an equation and a table for one feature, the
 * weights for more.
 */
final class Report {
  private static final int MOST_ROWS = 20;

  private final Table table;
  private final Targets targets;
  private final ModuleSpec model;
  private final Map<String, TensorData> state;
  private final @Nullable Standardizer scaling;
  private final float[] outputs;

  /**
   * About a model and its outputs.
   *
   * @param outputs what the model says of each row of the table
   */
  Report(Table table, SavedModel learned, float[] outputs) {
    this.table = table;
    this.targets = learned.targets();
    this.model = learned.model();
    this.state = learned.state();
    this.scaling = learned.scaling();
    this.outputs = outputs;
  }

  String text() {
    return learned() + targets.report(table, outputs);
  }

  private String learned() {
    boolean one = table.features().size() == 1;
    if (model instanceof LinearSpec linear) {
      LinearMap map = LinearMap.of(linear, state, scaling);
      boolean equations = one && targets instanceof Quantities;
      String first = equations ? equations(map) : weights(map);
      return one ? first + "\n" + rows() : first;
    }
    return one ? rows() : summary();
  }

  private String equations(LinearMap map) {
    StringBuilder equations = new StringBuilder();
    for (int output = 0; output < map.weights().length; output++) {
      equations.append(targets.outputs().get(output)).append(" = ");
      equations.append(Numbers.shown(map.weights()[output][0])).append(' ');
      equations.append(table.features().get(0));
      if (map.intercepts() != null) {
        double intercept = map.intercepts()[output];
        equations.append(intercept < 0 ? " - " : " + ").append(Numbers.shown(Math.abs(intercept)));
      }
      equations.append('\n');
    }
    return equations.toString();
  }

  /** x, y and what was predicted for it, row by row. */
  private String rows() {
    List<TextColumn> columns = new ArrayList<>();
    columns.add(new TextColumn(table.features().get(0), row -> Numbers.given(table.x()[row])));
    columns.addAll(table.given());
    List<TextColumn> answers = targets.answers(outputs, Numbers::shown);
    for (TextColumn answer : answers) {
      String name = answers.size() == 1 ? "predicted" : answer.name() + " predicted";
      columns.add(new TextColumn(name, answer.cells()));
    }
    List<List<String>> cells = new ArrayList<>();
    int shown = Math.min(table.rows(), MOST_ROWS);
    for (int i = 0; i < shown; i++) {
      int row = i;
      cells.add(columns.stream().map(column -> column.cells().apply(row)).toList());
    }
    int more = table.rows() - shown;
    String rest =
        more == 0 ? "" : "and " + more + " more rows; --predictions FILE.csv writes them all\n";
    return Grid.text(columns.stream().map(TextColumn::name).toList(), cells) + rest;
  }

  private String weights(LinearMap map) {
    List<String> header = new ArrayList<>(List.of("weight"));
    header.addAll(targets.outputs());
    List<List<String>> cells = new ArrayList<>();
    for (int feature = 0; feature < table.features().size(); feature++) {
      List<String> line = new ArrayList<>(List.of(table.features().get(feature)));
      for (double[] row : map.weights()) {
        line.add(Numbers.shown(row[feature]));
      }
      cells.add(line);
    }
    if (map.intercepts() != null) {
      List<String> line = new ArrayList<>(List.of("(intercept)"));
      for (double intercept : map.intercepts()) {
        line.add(Numbers.shown(intercept));
      }
      cells.add(line);
    }
    return Grid.text(header, cells);
  }

  /** The parameters of a model that no equation is read from. */
  private String summary() {
    List<List<String>> cells =
        state.entrySet().stream()
            .map(
                entry ->
                    List.of(
                        entry.getKey(),
                        entry.getValue().shape().toString(),
                        Long.toString(entry.getValue().shape().numel())))
            .toList();
    return Grid.text(List.of("parameter", "shape", "numbers"), cells);
  }
}
