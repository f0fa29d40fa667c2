package io.kindling.cli.report;

import io.kindling.cli.model.FiniteOutputs;
import io.kindling.cli.prediction.Labels;
import io.kindling.cli.prediction.Quantities;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.TrainingTable;
import io.kindling.cli.text.TextColumn;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of predictions: columns as they stand in the table, then what a model says of each target.
 *
 * @param shown the names of the columns of the table
 * @param targets what is predicted
 * @param digits how to write numbers
 * @param ending what stands behind a target's name over its predictions
 * @param probabilities whether the probabilities of all labels follow a predicted one
 * @param bounded whether the bounds follow between which a predicted number is to lie
 */
public record PredictionFile(
    List<String> shown,
    Targets targets,
    Targets.Digits digits,
    String ending,
    boolean probabilities,
    boolean bounded) {
  /** Tells predictions from the targets themselves. */
  public static final String PREDICTED = "_predicted";

  private static final String LOW = "_low";
  private static final String HIGH = "_high";
  private static final double[] NOTHING = {};

  /**
   * The columns of a table to show: those to be copied, and the targets that it has.
   *
   * @param copied the names of those to be copied
   * @param targets the names of the targets
   */
  public static List<String> shown(List<String> copied, List<String> targets) {
    List<String> shown = new ArrayList<>(copied);
    targets.stream().filter(name -> !copied.contains(name)).forEach(shown::add);
    return shown;
  }

  /** What a training writes: its table's rows, and what the model says of them. */
  public static CsvOutput.Records of(
      TrainingTable table, Targets targets, Targets.Digits digits, Answered answered) {
    List<String> shown = shown(table.copied(), table.targets());
    PredictionFile file = new PredictionFile(shown, targets, digits, PREDICTED, false, false);
    return csv -> {
      PredictionRows lines = PredictionRows.csv(csv);
      file.begin(lines);
      answered.forEach(
          (rows, outputs) -> {
            List<List<String>> texts = new ArrayList<>(rows.copied());
            for (String name : shown.subList(texts.size(), shown.size())) {
              texts.add(rows.texts(table.targets().indexOf(name)));
            }
            file.write(lines, texts, outputs, NOTHING, /* skips= */ false);
          });
    };
  }

  /** Begins it: what the table shows is text, and what the model says are numbers or labels. */
  public void begin(PredictionRows lines) {
    List<String> names = new ArrayList<>(shown);
    BitSet numbers = new BitSet();
    for (Said column : said(NOTHING, NOTHING)) {
      numbers.set(names.size(), column.isNumber());
      names.add(column.column().name());
    }
    lines.begin(names, numbers);
  }

  /** A column of what a model says. */
  private record Said(TextColumn column, boolean isNumber) {}

  /**
   * Writes rows.
   *
   * @param texts the table's columns
   * @param outputs what the model says, row by row, in the targets' units; nothing of a row where
   *     it is not finite
   * @param bounds of the outputs, if there are any, below and above in turn
   * @param skips whether such a row is left out; else it has no predictions
   */
  public void write(
      PredictionRows lines,
      List<List<String>> texts,
      double[] outputs,
      double[] bounds,
      boolean skips) {
    List<Said> said = said(outputs, bounds);
    int width = targets.outputs().size();
    for (int row = 0; row < outputs.length / width; row++) {
      boolean answered = FiniteOutputs.find(outputs, row * width, (row + 1) * width) < 0;
      if (answered || !skips) {
        List<@Nullable String> line = new ArrayList<>();
        for (List<String> column : texts) {
          line.add(column.get(row));
        }
        for (Said answer : said) {
          line.add(answered ? answer.column().cells().apply(row) : null);
        }
        lines.row(line);
      }
    }
  }

  private List<Said> said(double[] outputs, double[] bounds) {
    List<Said> columns = new ArrayList<>();
    List<TextColumn> answers = targets.answers(outputs, digits);
    for (int target = 0; target < answers.size(); target++) {
      TextColumn answer = answers.get(target);
      boolean number = targets instanceof Quantities;
      columns.add(new Said(new TextColumn(answer.name() + ending, answer.cells()), number));
      if (probabilities && targets instanceof Labels labels) {
        labels.probabilities(outputs, target).forEach(each -> columns.add(new Said(each, true)));
      }
      if (bounded) {
        columns.add(bound(target, LOW, bounds, 2 * target));
        columns.add(bound(target, HIGH, bounds, 2 * target + 1));
      }
    }
    return columns;
  }

  private Said bound(int target, String ending, double[] bounds, int at) {
    int width = 2 * targets.outputs().size();
    String name = targets.names().get(target) + ending;
    return new Said(new TextColumn(name, row -> digits.of(target, bounds[row * width + at])), true);
  }
}
