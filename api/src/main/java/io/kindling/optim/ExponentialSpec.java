package io.kindling.optim;

import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;

/**
 * Multiplies the learning rate by γ after every epoch.
 *
 * @param gamma γ, 0 or more
 * @see <a
 *     href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html">
 *     torch.optim.lr_scheduler.ExponentialLR</a>
 */
public record ExponentialSpec(double gamma) implements EpochScheduleSpec {
  public static final String NAME = "exponential";

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public ExponentialSpec {
    SpecCheck.notNegative(NAME, "gamma", gamma);
  }

  public static ExponentialSpec from(Arguments arguments) {
    arguments.names("gamma");
    return new ExponentialSpec(arguments.number("gamma"));
  }

  @Override
  public double rate(double initial, int epoch) {
    return initial * Math.pow(gamma, epoch);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME).add("gamma", gamma).toString();
  }
}
