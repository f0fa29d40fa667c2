package io.kindling.cli.plot;

import io.kindling.cli.prediction.Labels;
import io.kindling.cli.table.RawRows;
import io.kindling.plot.Figure;
import io.kindling.plot.Scored;
import io.kindling.table.Classes;
import java.util.ArrayList;
import java.util.List;

/** Pictures of labels and what a model says of them. */
final class LabelPictures {
  private final Labels labels;
  private final RawRows rows;
  private final double[] outputs;

  LabelPictures(Labels labels, RawRows rows, double[] outputs) {
    this.labels = labels;
    this.rows = rows;
    this.outputs = outputs;
  }

  /** Two classes over the one feature, and the probability of the second. */
  Figure probability(String feature) {
    return Figure.probability(feature, rows.feature(0), name(0, 0), scored(0, 1));
  }

  private String name(int target, int label) {
    return labels.names().get(target) + " = " + labels.classes().get(target).label(label);
  }

  private Scored scored(int target, int label) {
    int[] truth = labels.truth(rows, target);
    boolean[] actual = new boolean[truth.length];
    double[] scores = new double[truth.length];
    for (int row = 0; row < truth.length; row++) {
      actual[row] = truth[row] == label;
      scores[row] = labels.probability(outputs, row, target, label);
    }
    return new Scored(name(target, label), actual, scores);
  }

  /** Of two classes the second one's curve, of more each one's. */
  Figure roc() {
    List<Scored> curves = new ArrayList<>();
    for (int target = 0; target < labels.names().size(); target++) {
      int size = labels.classes().get(target).size();
      for (int label = size == 2 ? 1 : 0; label < size; label++) {
        curves.add(scored(target, label));
      }
    }
    return Figure.roc(curves.toArray(Scored[]::new));
  }

  /** Several columns' matrices follow each other down the diagonal. */
  Figure confusion() {
    int columns = labels.names().size();
    List<String> classes = new ArrayList<>();
    int[] actual = new int[rows.count() * columns];
    int[] predicted = new int[actual.length];
    for (int target = 0; target < columns; target++) {
      int first = classes.size();
      int[] truth = labels.truth(rows, target);
      for (int row = 0; row < truth.length; row++) {
        actual[target * truth.length + row] = first + truth[row];
        predicted[target * truth.length + row] = first + labels.predicted(outputs, target, row);
      }
      Classes own = labels.classes().get(target);
      for (int label = 0; label < own.size(); label++) {
        classes.add(columns == 1 ? own.label(label) : name(target, label));
      }
    }
    return Figure.confusion(String.join(", ", labels.names()), classes, actual, predicted);
  }
}
