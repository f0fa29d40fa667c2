package io.kindling.optim;

import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;

/**
 * Half a cosine from the initial learning rate down to the least one: {@code min + (initial − min)
 * · (1 + cos(π · epoch / epochs)) / 2}. Beyond its epochs it rises again, as PyTorch's does.
 *
 * @param epochs how many epochs the way down takes, at least 1
 * @param min the least learning rate, 0 or more; default 0
 * @see <a
 *     href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CosineAnnealingLR.html">
 *     torch.optim.lr_scheduler.CosineAnnealingLR</a>
 */
public record CosineSpec(int epochs, double min) implements EpochScheduleSpec {
  public static final String NAME = "cosine";

  static final double DEFAULT_MIN = 0;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public CosineSpec {
    SpecCheck.atLeastOne(NAME, "epochs", epochs);
    SpecCheck.notNegative(NAME, "min", min);
  }

  public static CosineSpec from(Arguments arguments) {
    arguments.names("epochs", "min");
    return new CosineSpec(arguments.integer("epochs"), arguments.number("min", DEFAULT_MIN));
  }

  @Override
  public double rate(double initial, int epoch) {
    return min + (initial - min) * (1 + Math.cos(Math.PI * epoch / epochs)) / 2;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME).add("epochs", epochs).add("min", min, DEFAULT_MIN).toString();
  }
}
