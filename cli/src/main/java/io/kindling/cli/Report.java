package io.kindling.cli;

import io.kindling.core.TensorData;
import io.kindling.data.Standardizer;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.ModuleSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Says what was learned, in the data's own units: an equation and a table for one feature, the
 * weights for more.
 */
final class Report {
  private static final int MOST_ROWS = 20;
  private static final int MOST_COLUMNS = 10;

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
    for (int output = 0; output < targets.outputs().size(); output++) {
      equations.append(targets.outputs().get(output)).append(" = ");
      equations.append(Numbers.shown(map.weight(output, 0))).append(' ');
      equations.append(table.features().get(0));
      Double intercept = map.intercept(output);
      if (intercept != null) {
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

  /** A row a feature and a column an output, or the other way round where outputs are many. */
  private String weights(LinearMap map) {
    List<String> inputs = new ArrayList<>(table.features());
    if (map.intercept(0) != null) {
      inputs.add("(intercept)");
    }
    List<String> outputs = targets.outputs();
    boolean turned = outputs.size() > MOST_COLUMNS && inputs.size() < outputs.size();
    List<String> across = turned ? inputs : outputs;
    List<String> down = turned ? outputs : inputs;
    List<String> header = new ArrayList<>(List.of("weight"));
    header.addAll(across);
    List<List<String>> cells = new ArrayList<>();
    for (int row = 0; row < down.size(); row++) {
      List<String> line = new ArrayList<>(List.of(down.get(row)));
      for (int column = 0; column < across.size(); column++) {
        int output = turned ? row : column;
        line.add(Numbers.shown(number(map, output, turned ? column : row)));
      }
      cells.add(line);
    }
    return Grid.text(header, cells);
  }

  /** A weight, or past the features the intercept. */
  private double number(LinearMap map, int output, int input) {
    return input < table.features().size()
        ? map.weight(output, input)
        : Objects.requireNonNull(map.intercept(output));
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
