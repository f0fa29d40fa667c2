package io.kindling.cli.prediction;

import io.kindling.cli.table.RawRows;
import io.kindling.cli.table.TrainingTable;
import io.kindling.cli.text.TextColumn;
import io.kindling.data.Dataset;
import io.kindling.model.Outputs;
import io.kindling.table.Classes;
import io.kindling.train.Metric;
import io.kindling.train.Metrics;
import java.util.ArrayList;
import java.util.List;

/**
 * Labels to predict. Binary ones have two classes a column and an output for each column, the logit
 * of its second class; else there is one column, and an output for each of its classes.
 */
public final class Labels implements Targets {
  private final Outputs meaning;
  private final List<Classes> classes;

  /**
   * Takes columns and their classes.
   *
   * @param names the columns
   * @param classes the classes of each column
   * @param binary whether there is an output a column
   */
  public Labels(List<String> names, List<Classes> classes, boolean binary) {
    this.meaning = new Outputs(names, classes.stream().map(Classes::labels).toList(), binary);
    this.classes = List.copyOf(classes);
  }

  /** The labels that a file says its model predicts. */
  Labels(Outputs meaning) {
    this.meaning = meaning;
    this.classes = meaning.classes().stream().map(Classes::new).toList();
  }

  @Override
  public List<String> names() {
    return meaning.targets();
  }

  /** The classes of each column. */
  public List<Classes> classes() {
    return classes;
  }

  @Override
  public Outputs toOutputs() {
    return meaning;
  }

  @Override
  public List<String> outputs() {
    if (!meaning.binary()) {
      return classes.get(0).labels();
    }
    List<String> outputs = new ArrayList<>();
    for (int target = 0; target < names().size(); target++) {
      outputs.add(names().get(target) + ": " + classes.get(target).label(1));
    }
    return outputs;
  }

  @Override
  public String widthRule() {
    return meaning.binary()
        ? "the model must make a column for each target"
        : "the model must make a column for each class";
  }

  @Override
  public String named() {
    String columns = String.join(", ", names());
    return meaning.binary() ? columns : "the classes of " + columns + ", " + classes.get(0);
  }

  @Override
  public Dataset dataset(TrainingTable table) {
    for (int target = 0; target < classes.size(); target++) {
      LabelFinder.checkKnown(
          table, target, classes.get(target), "leave the rows with other labels out");
    }
    return table.labelled(classes, meaning.binary());
  }

  /** The true classes of a column's rows. */
  public int[] truth(RawRows rows, int target) {
    return rows.labels(target).stream().mapToInt(classes.get(target)::index).toArray();
  }

  /** The class that the model gives a row. */
  public int predicted(double[] outputs, int target, int row) {
    return meaning.label(outputs, row, target);
  }

  /** The probability that the model gives to a label of a column in a row. */
  public double probability(double[] outputs, int row, int target, int label) {
    return meaning.probability(outputs, row, target, label);
  }

  @Override
  public List<TextColumn> answers(double[] outputs, Digits digits) {
    List<TextColumn> answers = new ArrayList<>();
    for (int i = 0; i < names().size(); i++) {
      int target = i;
      answers.add(
          new TextColumn(
              names().get(target),
              row -> classes.get(target).label(predicted(outputs, target, row))));
    }
    return answers;
  }

  /** The probability of each label of a target, in columns {@code NAME=label}. */
  public List<TextColumn> probabilities(double[] outputs, int target) {
    List<TextColumn> columns = new ArrayList<>();
    Classes labels = classes.get(target);
    for (int i = 0; i < labels.size(); i++) {
      int label = i;
      columns.add(
          new TextColumn(
              names().get(target) + "=" + labels.label(label),
              row -> Float.toString((float) meaning.probability(outputs, row, target, label))));
    }
    return columns;
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metrics.accuracy(), Metrics.logLoss());
  }

  @Override
  public List<TextColumn> given(RawRows rows) {
    List<TextColumn> given = new ArrayList<>();
    for (int target = 0; target < names().size(); target++) {
      given.add(TextColumn.of(names().get(target), rows.labels(target)));
    }
    return given;
  }

  @Override
  public Confusions tally() {
    return new Confusions(this);
  }
}
