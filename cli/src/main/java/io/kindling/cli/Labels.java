package io.kindling.cli;

import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import io.kindling.train.Metric;
import io.kindling.train.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Labels to predict. Binary ones have two classes a column and an output for each column, the logit
 * of its second class; else there is one column, and an output for each of its classes.
 *
 * @param names the columns
 * @param classes the classes of each column
 * @param binary whether there is an output a column
 */
record Labels(List<String> names, List<Classes> classes, boolean binary) implements Targets {
  @Override
  public List<String> outputs() {
    if (!binary) {
      return classes.get(0).labels();
    }
    List<String> outputs = new ArrayList<>();
    for (int target = 0; target < names.size(); target++) {
      outputs.add(names.get(target) + ": " + classes.get(target).label(1));
    }
    return outputs;
  }

  @Override
  public String widthRule() {
    return binary
        ? "the model must make a column for each target"
        : "the model must make a column for each class";
  }

  @Override
  public String named() {
    String columns = String.join(", ", names);
    return binary ? columns : "the classes of " + columns + ", " + classes.get(0);
  }

  @Override
  public TableDataset dataset(Table table) {
    int columns = table.features().size();
    if (!binary) {
      long[] indices = Arrays.stream(truth(table, 0)).asLongStream().toArray();
      return Dataset.of(table.x(), columns, indices);
    }
    float[] y = new float[table.rows() * names.size()];
    for (int target = 0; target < names.size(); target++) {
      int[] indices = truth(table, target);
      for (int row = 0; row < indices.length; row++) {
        y[row * names.size() + target] = indices[row];
      }
    }
    return Dataset.of(table.x(), columns, y, names.size());
  }

  /** The true classes of a column's rows. */
  int[] truth(Table table, int target) {
    return table.labels(target).stream()
        .mapToInt(
            label -> {
              int index = classes.get(target).index(label);
              if (index < 0) {
                throw new DataException(
                    table.place(target),
                    "the model must know every label",
                    "'" + label + "'",
                    classes.get(target) + "",
                    "train without --init, or leave the rows with other labels out");
              }
              return index;
            })
        .toArray();
  }

  /** The class that the model gives a row. */
  int predicted(float[] outputs, int target, int row) {
    if (binary) {
      return outputs[row * names.size() + target] > 0 ? 1 : 0;
    }
    int width = classes.get(0).size();
    int best = 0;
    for (int i = 1; i < width; i++) {
      if (outputs[row * width + i] > outputs[row * width + best]) {
        best = i;
      }
    }
    return best;
  }

  /** The probability that the model gives to the second of a row's two classes. */
  double probability(float[] outputs, int row) {
    double logit = binary ? outputs[row] : (double) outputs[2 * row + 1] - outputs[2 * row];
    return 1 / (1 + Math.exp(-logit));
  }

  @Override
  public List<TextColumn> answers(float[] outputs, DoubleFunction<String> digits) {
    List<TextColumn> answers = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int target = i;
      answers.add(
          new TextColumn(
              names.get(target),
              row -> classes.get(target).label(predicted(outputs, target, row))));
    }
    return answers;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metrics.accuracy(), Metrics.logLoss());
  }

  private List<Confusion> confusions(Table table, float[] outputs) {
    List<Confusion> confusions = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int target = i;
      confusions.add(
          Confusion.of(
              names.get(target),
              classes.get(target),
              truth(table, target),
              row -> predicted(outputs, target, row)));
    }
    return confusions;
  }

  @Override
  public String report(Table table, float[] outputs) {
    StringBuilder report = new StringBuilder();
    confusions(table, outputs).forEach(confusion -> report.append('\n').append(confusion.text()));
    return report.toString();
  }

  @Override
  public void plot(Path file, Table table, float[] outputs) {
    boolean curve = table.features().size() == 1 && names.size() == 1;
    if (curve && classes.get(0).size() == 2) {
      Plot.save(file, ClassPlot.curve(table, this, outputs));
    } else {
      Plot.save(file, graphics -> ConfusionPlot.draw(graphics, confusions(table, outputs)));
    }
  }
}
