package io.kindling.cli.prediction;

import io.kindling.cli.table.RawRows;
import io.kindling.cli.table.TrainingTable;
import io.kindling.cli.text.Numbers;
import io.kindling.cli.text.TextColumn;
import io.kindling.data.Dataset;
import io.kindling.model.Outputs;
import io.kindling.train.Metric;
import io.kindling.train.Metrics;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers to predict: an output for each.
 *
 * @param names the columns
 */
public record Quantities(List<String> names) implements Targets {
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
  public Outputs toOutputs() {
    return new Outputs(names, List.of(), false);
  }

  @Override
  public Dataset dataset(TrainingTable table) {
    return table.quantities();
  }

  @Override
  public List<TextColumn> answers(double[] outputs, Digits digits) {
    List<TextColumn> answers = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int target = i;
      answers.add(
          new TextColumn(
              names.get(target), row -> digits.of(target, outputs[row * names.size() + target])));
    }
    return answers;
  }

  @Override
  public List<TextColumn> given(RawRows rows) {
    return answers(rows.numbers(), (target, number) -> Numbers.given(number));
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metrics.r2(), Metrics.mae(), Metrics.rmse());
  }

  @Override
  public Tally tally() {
    return new Tally() {
      @Override
      public void add(RawRows rows, double[] outputs) {}

      @Override
      public String text() {
        return "";
      }
    };
  }
}
