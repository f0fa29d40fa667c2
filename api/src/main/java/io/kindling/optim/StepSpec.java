package io.kindling.optim;

import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;

/**
 * Multiplies the learning rate by γ after every so many epochs.
 *
 * @param size after how many epochs, at least 1
 * @param gamma γ, 0 or more; default 0.1
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html">
 *     torch.optim.lr_scheduler.StepLR</a>
 */
public record StepSpec(int size, double gamma) implements EpochScheduleSpec {
  public static final String NAME = "step";

  static final double DEFAULT_GAMMA = 0.1;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public StepSpec {
    SpecCheck.atLeastOne(NAME, "size", size);
    SpecCheck.notNegative(NAME, "gamma", gamma);
  }

  public static StepSpec from(Arguments arguments) {
    arguments.names("size", "gamma");
    return new StepSpec(arguments.integer("size"), arguments.number("gamma", DEFAULT_GAMMA));
  }

  @Override
  public double rate(double initial, int epoch) {
    int falls = epoch / size;
    return initial * Math.pow(gamma, falls);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME).add("size", size).add("gamma", gamma, DEFAULT_GAMMA).toString();
  }
}
