package io.kindling.cli.plot;

import io.kindling.cli.prediction.Labels;
import io.kindling.cli.prediction.Targets;
import io.kindling.cli.table.RawRows;
import io.kindling.cli.table.TrainingTable;
import io.kindling.error.DataException;
import io.kindling.plot.Figure;
import io.kindling.plot.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Pictures of a table's rows and what a model says of them. */
public final class Pictures {
  private final List<String> features;
  private final boolean one;
  private final Targets targets;

  /** Pictures of a table's columns. */
  public Pictures(TrainingTable table, Targets targets) {
    this.features = table.features();
    this.one = table.isOfOneNumber();
    this.targets = targets;
  }

  /**
   * Finds out whether there is such a picture.
   *
   * @param kind what it should show; null for what fits best
   * @param option the option that it was typed with
   */
  public void check(@Nullable Kind kind, String option) {
    String missing =
        kind == null
            ? null
            : switch (kind) {
              case FIT -> fits() ? null : "one feature, and numbers or two labels to predict";
              case PREDICTED, RESIDUALS -> areLabels() ? "numbers to predict" : null;
              case CONFUSION, ROC -> areLabels() ? null : "labels to predict";
              case LOSSES -> null;
            };
    if (missing != null) {
      throw new DataException(
          option,
          kind + " must have something to show",
          targets.named()
              + " from "
              + features.size()
              + (features.size() == 1 ? " feature" : " features"),
          missing,
          "another kind, or none for what fits best");
    }
  }

  private boolean areLabels() {
    return targets instanceof Labels;
  }

  /** Whether a line over the one feature says it all. */
  private boolean fits() {
    if (!one) {
      return false;
    }
    return !(targets instanceof Labels labels)
        || (labels.names().size() == 1 && labels.classes().get(0).size() == 2);
  }

  /**
   * Makes one: as goes with what is predicted, numbers over their feature or against each other,
   * two classes over their feature, other classes by how often they were taken for each other.
   *
   * @param kind what it shows; null for what fits best
   * @param outputs what the model says of each row, in the targets' units
   */
  public Figure of(@Nullable Kind kind, RawRows rows, double[] outputs) {
    if (targets instanceof Labels labels) {
      LabelPictures pictures = new LabelPictures(labels, rows, outputs);
      Kind fitting = kind == null ? fits() ? Kind.FIT : Kind.CONFUSION : kind;
      return switch (fitting) {
        case FIT -> pictures.probability(features.get(0));
        case ROC -> pictures.roc();
        default -> pictures.confusion();
      };
    }
    Outcome[] outcomes = outcomes(rows, outputs);
    Kind fitting = kind == null ? fits() ? Kind.FIT : Kind.PREDICTED : kind;
    return switch (fitting) {
      case FIT -> Figure.fit(features.get(0), rows.feature(0), outcomes);
      case RESIDUALS -> Figure.residuals(outcomes);
      default -> Figure.predictedAgainstActual(outcomes);
    };
  }

  private Outcome[] outcomes(RawRows rows, double[] outputs) {
    List<String> names = targets.names();
    return IntStream.range(0, names.size())
        .mapToObj(
            target ->
                new Outcome(
                    names.get(target),
                    rows.number(target),
                    RawRows.column(outputs, target, names.size())))
        .toArray(Outcome[]::new);
  }
}
