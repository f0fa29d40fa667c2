package io.kindling.cli.report;

import io.kindling.cli.model.LinearMap;
import io.kindling.cli.prediction.Quantities;
import io.kindling.cli.prediction.Tally;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.RawRows;
import io.kindling.cli.table.TrainingTable;
import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.cli.text.TextColumn;
import io.kindling.core.TensorData;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import io.kindling.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Says what was learned, in the data's own units: an equation and a table for one feature, the
 * weights for more.
 */
public final class Report {
  private static final int MOST_ROWS = 20;
  private static final int MOST_COLUMNS = 10;
  private static final int MOST_PARAMETERS = 100;

  /** A share of the targets' deviation that nobody misses. */
  private static final double LITTLE = 0.01;

  private final TrainingTable table;
  private final List<String> features;
  private final Targets targets;
  private final ModuleSpec model;
  private final Map<String, TensorData> state;
  private final @Nullable Standardizer scaling;
  private final List<List<String>> rows = new ArrayList<>();
  private final Tally tally;
  private final boolean logarithms;
  private List<String> header = List.of();

  /**
   * About a model and its answers, which are gone through once.
   *
   * @param logarithms whether the model says the targets' logarithms
   */
  public Report(
      TrainingTable table,
      TrainedModel learned,
      Targets targets,
      Answered answered,
      boolean logarithms) {
    this.logarithms = logarithms;
    this.table = table;
    this.features = table.features(); // which makes the list
    this.targets = targets;
    this.model = learned.spec();
    this.state = learned.state();
    this.scaling = learned.scaling();
    this.tally = targets.tally();
    answered.forEach(
        (some, outputs) -> {
          tally.add(some, outputs);
          if (table.isOfOneNumber() && rows.size() < MOST_ROWS) {
            add(some, outputs);
          }
        });
  }

  /** Adds x, y and what was predicted for it, row by row, as long as there is room. */
  private void add(RawRows some, double[] outputs) {
    List<TextColumn> columns = new ArrayList<>();
    columns.add(new TextColumn(features.get(0), row -> Numbers.given(some.features()[row])));
    columns.addAll(targets.given(some));
    List<TextColumn> answers = targets.answers(outputs, this::shown);
    for (TextColumn answer : answers) {
      boolean plain = answers.size() == 1 && !logarithms;
      String name = plain ? "predicted" : said(answer.name()) + " predicted";
      columns.add(new TextColumn(name, answer.cells()));
    }
    header = columns.stream().map(TextColumn::name).toList();
    for (int i = 0; i < some.count() && rows.size() < MOST_ROWS; i++) {
      int row = i;
      rows.add(columns.stream().map(column -> column.cells().apply(row)).toList());
    }
  }

  /** What the model says of a target. */
  private String said(String target) {
    return logarithms ? "ln " + target : target;
  }

  /** A prediction, in more than the usual digits where its target lies far from 0. */
  private String shown(int target, double number) {
    Scaling spread = scaling == null ? null : scaling.targets();
    return spread == null
        ? Numbers.shown(number)
        : Numbers.shown(number, LITTLE * spread.scale().get(target));
  }

  public String text() {
    return learned() + tally.text();
  }

  private String learned() {
    boolean one = table.isOfOneNumber();
    if (model.isLinear()) {
      LinearMap map = LinearMap.of(state, scaling);
      boolean equations = one && targets instanceof Quantities;
      String first = equations ? equations(map) : weights(map);
      return one ? first + "\n" + rows() : first;
    }
    return one ? rows() : summary();
  }

  private String equations(LinearMap map) {
    StringBuilder equations = new StringBuilder();
    for (int output = 0; output < targets.outputs().size(); output++) {
      equations.append(said(Printable.piece(targets.outputs().get(output)))).append(" = ");
      equations.append(Numbers.shown(map.weight(output, 0), map.off(output, 0))).append(' ');
      equations.append(Printable.piece(features.get(0)));
      Double intercept = map.intercept(output);
      if (intercept != null) {
        equations
            .append(intercept < 0 ? " - " : " + ")
            .append(Numbers.shown(Math.abs(intercept), map.off(output)));
      }
      equations.append('\n');
    }
    return equations.toString();
  }

  private String rows() {
    long more = table.rows() - rows.size();
    return Grid.text(header, rows)
        + Grid.more(more, "rows; --predictions FILE.csv writes them all");
  }

  /**
   * A row a feature and a column an output, or the other way round where outputs are many; of many
   * rows the largest.
   */
  private String weights(LinearMap map) {
    List<String> inputs = new ArrayList<>(features);
    if (map.intercept(0) != null) {
      inputs.add("(intercept)");
    }
    List<String> outputs = targets.outputs().stream().map(this::said).toList();
    boolean turned = outputs.size() > MOST_COLUMNS && inputs.size() < outputs.size();
    List<String> across = turned ? inputs : outputs;
    List<String> down = turned ? outputs : inputs;
    List<String> header = new ArrayList<>(List.of("weight"));
    header.addAll(across);
    List<List<String>> cells = new ArrayList<>();
    for (int row : largest(down.size(), row -> size(map, row, turned))) {
      List<String> line = new ArrayList<>(List.of(down.get(row)));
      for (int column = 0; column < across.size(); column++) {
        int output = turned ? row : column;
        line.add(number(map, output, turned ? column : row));
      }
      cells.add(line);
    }
    return Grid.text(header, cells)
        + Grid.more(down.size() - cells.size(), "rows of smaller weights");
  }

  /** All rows in order, or the largest ones of many. */
  private static List<Integer> largest(int rows, IntToDoubleFunction size) {
    List<Integer> all = IntStream.range(0, rows).boxed().toList();
    if (rows <= MOST_PARAMETERS) {
      return all;
    }
    double[] sizes = IntStream.range(0, rows).mapToDouble(size).toArray();
    return all.stream()
        .sorted(Comparator.comparingDouble(row -> -sizes[row]))
        .limit(MOST_PARAMETERS)
        .toList();
  }

  /** The largest number of a row. */
  private double size(LinearMap map, int row, boolean turned) {
    int columns = turned ? features.size() : targets.outputs().size();
    return IntStream.range(0, columns)
        .mapToDouble(column -> Math.abs(turned ? value(map, row, column) : value(map, column, row)))
        .max()
        .orElse(0);
  }

  private double value(LinearMap map, int output, int input) {
    return input < features.size()
        ? map.weight(output, input)
        : Objects.requireNonNull(map.intercept(output));
  }

  /** A weight, or past the features the intercept. */
  private String number(LinearMap map, int output, int input) {
    boolean weight = input < features.size();
    return Numbers.shown(
        value(map, output, input), weight ? map.off(output, input) : map.off(output));
  }

  /** The parameters of a model that no equation is read from. */
  private String summary() {
    List<List<String>> cells =
        state.entrySet().stream()
            .limit(MOST_PARAMETERS)
            .map(
                entry ->
                    List.of(
                        entry.getKey(),
                        entry.getValue().shape().toString(),
                        Long.toString(entry.getValue().shape().numel())))
            .toList();
    return Grid.text(List.of("parameter", "shape", "numbers"), cells)
        + Grid.more(state.size() - cells.size(), "parameters");
  }
}
