package io.kindling.cli.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.kindling.cli.model.FiniteOutputs;
import io.kindling.cli.prediction.Labels;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.TrainingTable;
import io.kindling.cli.text.TextColumn;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of predictions: columns as they stand in the table, then what a model says of each target.
 *
 * @param shown the names of the columns of the table
 * @param targets what is predicted
 * @param digits how to write numbers
 * @param ending what stands behind a target's name over its predictions
 * @param probabilities whether the probabilities of all labels follow a predicted one
 */
public record PredictionFile(
    List<String> shown,
    Targets targets,
    Targets.Digits digits,
    String ending,
    boolean probabilities) {
  /** Tells predictions from the targets themselves. */
  public static final String PREDICTED = "_predicted";

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
    PredictionFile file = new PredictionFile(shown, targets, digits, PREDICTED, false);
    return csv -> {
      csv.writeRecord(file.header());
      answered.forEach(
          (rows, outputs) -> {
            List<List<String>> texts = new ArrayList<>(rows.copied());
            for (String name : shown.subList(texts.size(), shown.size())) {
              texts.add(rows.texts(table.targets().indexOf(name)));
            }
            file.write(csv, texts, outputs, /* skips= */ false);
          });
    };
  }

  /** The names of the columns. */
  public List<String> header() {
    List<String> header = new ArrayList<>(shown);
    said(new double[0]).forEach(column -> header.add(column.name()));
    return header;
  }

  /**
   * Writes rows.
   *
   * @param texts the table's columns
   * @param outputs what the model says, row by row, in the targets' units; nothing of a row where
   *     it is not finite
   * @param skips whether such a row is left out; else its predictions are empty
   */
  public void write(CsvWriter csv, List<List<String>> texts, double[] outputs, boolean skips) {
    List<TextColumn> said = said(outputs);
    int width = targets.outputs().size();
    for (int row = 0; row < outputs.length / width; row++) {
      boolean answered = FiniteOutputs.find(outputs, row * width, (row + 1) * width) < 0;
      if (answered || !skips) {
        List<String> line = new ArrayList<>();
        for (List<String> column : texts) {
          line.add(column.get(row));
        }
        for (TextColumn column : said) {
          line.add(answered ? column.cells().apply(row) : "");
        }
        csv.writeRecord(line);
      }
    }
  }

  private List<TextColumn> said(double[] outputs) {
    List<TextColumn> columns = new ArrayList<>();
    List<TextColumn> answers = targets.answers(outputs, digits);
    for (int target = 0; target < answers.size(); target++) {
      TextColumn answer = answers.get(target);
      columns.add(new TextColumn(answer.name() + ending, answer.cells()));
      if (probabilities && targets instanceof Labels labels) {
        columns.addAll(labels.probabilities(outputs, target));
      }
    }
    return columns;
  }
}
