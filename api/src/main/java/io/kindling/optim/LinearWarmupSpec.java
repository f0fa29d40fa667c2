package io.kindling.optim;

import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;

/**
 * A straight line from a part of the initial learning rate up to it: the factor is {@code start +
 * (1 − start) · min(epoch, epochs) / epochs}.
 *
 * @param epochs how many epochs the way up takes, at least 1; default 5
 * @param start the part to start from, from 0 to 1; default 1/3
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LinearLR.html">
 *     torch.optim.lr_scheduler.LinearLR</a>
 */
public record LinearWarmupSpec(int epochs, double start) implements EpochScheduleSpec {
  public static final String NAME = "linear_warmup";

  static final int DEFAULT_EPOCHS = 5;
  public static final double DEFAULT_START = 1.0 / 3;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public LinearWarmupSpec {
    SpecCheck.atLeastOne(NAME, "epochs", epochs);
    SpecCheck.share(NAME, "start", start);
  }

  public static LinearWarmupSpec from(Arguments arguments) {
    arguments.names("epochs", "start");
    return new LinearWarmupSpec(
        arguments.integer("epochs", DEFAULT_EPOCHS), arguments.number("start", DEFAULT_START));
  }

  @Override
  public double rate(double initial, int epoch) {
    return initial * (start + (1 - start) * Math.min(epoch, epochs) / epochs);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME)
        .add("epochs", epochs, DEFAULT_EPOCHS)
        .add("start", start, DEFAULT_START)
        .toString();
  }
}
