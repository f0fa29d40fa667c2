package io.kindling.optim;

import static io.kindling.description.Field.integer;
import static io.kindling.description.Field.number;
import static io.kindling.description.Range.AT_LEAST_ONE;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.description.Field;
import io.kindling.description.Schema;

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
  static final String NAME = "cosine";

  private static final Field<CosineSpec, Integer> EPOCHS =
      integer("epochs", CosineSpec::epochs, AT_LEAST_ONE);

  public static final Schema<CosineSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "half a cosine from η to min",
          EPOCHS,
          number("min", CosineSpec::min, NOT_NEGATIVE, 0),
          CosineSpec::new);

  /** Checks the values. */
  public CosineSpec {
    SCHEMA.check(epochs, min);
  }

  /** Down to 0. */
  public static CosineSpec of(int epochs) {
    return SCHEMA.make(EPOCHS.of(epochs));
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
    return SCHEMA.text(this);
  }
}
