package io.kindling.cli;

import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.train.Metric;
import io.kindling.train.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * Numbers to predict: an output for each.
 *
 * @param names the columns
 */
record Quantities(List<String> names) implements Targets {
  @Override
  public List<String> outputs() {
    return names;
  }

  @Override
  public String widthRule() {
    return "the model must make as many columns as there are targets";
  }

  @Override
  public String named() {
    return String.join(", ", names);
  }

  @Override
  public TableDataset dataset(Table table) {
    return Dataset.of(table.x(), table.features().size(), table.y(), names.size());
  }

  @Override
  public List<TextColumn> answers(float[] outputs, DoubleFunction<String> digits) {
    List<TextColumn> answers = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int target = i;
      answers.add(
          new TextColumn(
              names.get(target), row -> digits.apply(outputs[row * names.size() + target])));
    }
    return answers;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metrics.r2(), Metrics.mae(), Metrics.rmse());
  }

  @Override
  public String report(Table table, float[] outputs) {
    return "";
  }

  @Override
  public void plot(Path file, Table table, float[] outputs) {
    Plot.save(file, Plot.numbers(table, outputs));
  }
}
