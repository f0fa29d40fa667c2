package io.kindling.optim;

import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;

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
  public static final String NAME = "plateau";

  static final double DEFAULT_FACTOR = 0.1;
  static final int DEFAULT_PATIENCE = 10;
  public static final double DEFAULT_THRESHOLD = 1e-4;
  public static final int DEFAULT_COOLDOWN = 0;
  public static final double DEFAULT_MIN_LR = 0;
  public static final double DEFAULT_EPS = 1e-8;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public PlateauSpec {
    SpecCheck.belowOne(NAME, "factor", factor);
    SpecCheck.notNegative(NAME, "patience", patience);
    SpecCheck.notNegative(NAME, "threshold", threshold);
    SpecCheck.notNegative(NAME, "cooldown", cooldown);
    SpecCheck.notNegative(NAME, "min_lr", minLr);
    SpecCheck.notNegative(NAME, "eps", eps);
  }

  public static PlateauSpec from(Arguments arguments) {
    arguments.names("factor", "patience", "threshold", "cooldown", "min_lr", "eps");
    return new PlateauSpec(
        arguments.number("factor", DEFAULT_FACTOR),
        arguments.integer("patience", DEFAULT_PATIENCE),
        arguments.number("threshold", DEFAULT_THRESHOLD),
        arguments.integer("cooldown", DEFAULT_COOLDOWN),
        arguments.number("min_lr", DEFAULT_MIN_LR),
        arguments.number("eps", DEFAULT_EPS));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME)
        .add("factor", factor, DEFAULT_FACTOR)
        .add("patience", patience, DEFAULT_PATIENCE)
        .add("threshold", threshold, DEFAULT_THRESHOLD)
        .add("cooldown", cooldown, DEFAULT_COOLDOWN)
        .add("min_lr", minLr, DEFAULT_MIN_LR)
        .add("eps", eps, DEFAULT_EPS)
        .toString();
  }
}
