package io.kindling.optim;

import static io.kindling.description.Field.number;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.description.Schema;

/**
 * Multiplies the learning rate by γ after every epoch.
 *
 * @param gamma γ, 0 or more
 * @see <a
 *     href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ExponentialLR.html">
 *     torch.optim.lr_scheduler.ExponentialLR</a>
 */
public record ExponentialSpec(double gamma) implements EpochScheduleSpec {
  static final String NAME = "exponential";

  public static final Schema<ExponentialSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "η γ^e",
          number("gamma", ExponentialSpec::gamma, NOT_NEGATIVE),
          ExponentialSpec::new);

  /** Checks the values. */
  public ExponentialSpec {
    SCHEMA.check(gamma);
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
    return SCHEMA.text(this);
  }
}
