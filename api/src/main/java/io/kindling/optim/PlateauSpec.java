package io.kindling.optim;

import static io.kindling.description.Field.integer;
import static io.kindling.description.Field.number;
import static io.kindling.description.Range.BELOW_ONE;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.description.Field;
import io.kindling.description.Schema;

/**
 * Multiplies the learning rate by a factor once the loss has not fallen for more than {@code
 * patience} epochs. It has fallen when it is below {@code best · (1 − threshold)}.
 *
 * @param factor the factor, from 0 to below 1; default 0.1
 * @param patience how many epochs without a fall are borne, 0 or more; default 10
 * @param threshold which part of the best loss a fall must exceed, 0 or more; default 1e-4
 * @param cooldown how many epochs after a change are not counted, 0 or more; default 0
 * @param minLr the least learning rate, 0 or more; default 0
 * @param eps a change no larger is not made, 0 or more; default 1e-8
 * @see <a
 *     href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html">
 *     torch.optim.lr_scheduler.ReduceLROnPlateau</a>
 */
public record PlateauSpec(
    double factor, int patience, double threshold, int cooldown, double minLr, double eps)
    implements ScheduleSpec {
  static final String NAME = "plateau";

  private static final Field<PlateauSpec, Double> FACTOR =
      number("factor", PlateauSpec::factor, BELOW_ONE, 0.1);
  private static final Field<PlateauSpec, Integer> PATIENCE =
      integer("patience", PlateauSpec::patience, NOT_NEGATIVE, 10);

  public static final Schema<PlateauSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "times factor after more than `patience` epochs without a loss below (1 − threshold)"
              + " · best",
          FACTOR,
          PATIENCE,
          number("threshold", PlateauSpec::threshold, NOT_NEGATIVE, 1e-4),
          integer("cooldown", PlateauSpec::cooldown, NOT_NEGATIVE, 0),
          number("min_lr", PlateauSpec::minLr, NOT_NEGATIVE, 0),
          number("eps", PlateauSpec::eps, NOT_NEGATIVE, 1e-8),
          PlateauSpec::new);

  /** Checks the values. */
  public PlateauSpec {
    SCHEMA.check(factor, patience, threshold, cooldown, minLr, eps);
  }

  /** With PyTorch's threshold, and no cooldown. */
  public static PlateauSpec of(double factor, int patience) {
    return SCHEMA.make(FACTOR.of(factor), PATIENCE.of(patience));
  }

  @Override
  public boolean watchesLoss() {
    return true;
  }

  @Override
  public ScheduleRule begin() {
    return PlateauRule.begin(this);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return SCHEMA.text(this);
  }
}
