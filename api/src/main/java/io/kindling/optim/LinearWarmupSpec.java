package io.kindling.optim;

import static io.kindling.description.Field.integer;
import static io.kindling.description.Field.number;
import static io.kindling.description.Range.AT_LEAST_ONE;
import static io.kindling.description.Range.SHARE;

import io.kindling.description.Field;
import io.kindling.description.Schema;

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
  static final String NAME = "linear_warmup";

  private static final Field<LinearWarmupSpec, Integer> EPOCHS =
      integer("epochs", LinearWarmupSpec::epochs, AT_LEAST_ONE, 5);

  public static final Schema<LinearWarmupSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "from start · η in a line to η",
          EPOCHS,
          number("start", LinearWarmupSpec::start, SHARE, 1.0 / 3),
          LinearWarmupSpec::new);

  /** Checks the values. */
  public LinearWarmupSpec {
    SCHEMA.check(epochs, start);
  }

  /** From a third. */
  public static LinearWarmupSpec of(int epochs) {
    return SCHEMA.make(EPOCHS.of(epochs));
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
    return SCHEMA.text(this);
  }
}
