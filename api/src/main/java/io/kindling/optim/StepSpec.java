package io.kindling.optim;

import static io.kindling.description.Field.integer;
import static io.kindling.description.Field.number;
import static io.kindling.description.Range.AT_LEAST_ONE;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.description.Schema;

/**
 * Multiplies the learning rate by γ after every so many epochs.
 *
 * @param size after how many epochs, at least 1
 * @param gamma γ, 0 or more; default 0.1
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.StepLR.html">
 *     torch.optim.lr_scheduler.StepLR</a>
 */
public record StepSpec(int size, double gamma) implements EpochScheduleSpec {
  static final String NAME = "step";

  public static final Schema<StepSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "η γ^⌊e / size⌋",
          integer("size", StepSpec::size, AT_LEAST_ONE),
          number("gamma", StepSpec::gamma, NOT_NEGATIVE, 0.1),
          StepSpec::new);

  /** Checks the values. */
  public StepSpec {
    SCHEMA.check(size, gamma);
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
    return SCHEMA.text(this);
  }
}
