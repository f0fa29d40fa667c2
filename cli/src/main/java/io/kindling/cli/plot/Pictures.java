package io.kindling.cli.plot;

import io.kindling.cli.prediction.Confusions;
import io.kindling.cli.prediction.Labels;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.LoadedTable;
import java.nio.file.Path;

/** Draws data and predictions as goes with what is predicted. */
public final class Pictures {
  private Pictures() {}

  /**
   * Draws numbers over their feature or against each other, two classes over their feature, other
   * classes by how often they were taken for each other.
   *
   * @param outputs what the model says of each row, in the targets' units
   */
  public static void save(Path file, LoadedTable table, Targets targets, double[] outputs) {
    if (!(targets instanceof Labels labels)) {
      Plot.save(file, Plot.numbers(table, outputs));
      return;
    }
    boolean curve = table.isOfOneNumber() && labels.names().size() == 1;
    if (curve && labels.classes().get(0).size() == 2) {
      Plot.save(file, ClassPlot.curve(table, labels, outputs));
      return;
    }
    Confusions confusions = labels.tally();
    confusions.add(table.all(), outputs);
    Plot.save(file, graphics -> ConfusionPlot.draw(graphics, confusions.columns()));
  }
}
