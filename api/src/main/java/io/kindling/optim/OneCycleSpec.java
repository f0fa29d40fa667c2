package io.kindling.optim;

import static io.kindling.description.Field.integer;
import static io.kindling.description.Field.number;
import static io.kindling.description.Range.AT_LEAST_ONE;
import static io.kindling.description.Range.NOT_NEGATIVE;
import static io.kindling.description.Range.POSITIVE;
import static io.kindling.description.Range.SHARE;

import io.kindling.description.Field;
import io.kindling.description.Schema;

/**
 * One cycle: half a cosine from {@code max / div} up to max, then half a cosine down to {@code max
 * / div / finalDiv}. The optimizer's own learning rate does not matter. (PyTorch's cycles momentum
 * as well, unless told not to; this does not.)
 *
 * @param max the greatest learning rate, 0 or more
 * @param epochs how many epochs the cycle takes, at least 1
 * @param warmup which part of them goes up, from 0 to 1; default 0.3
 * @param div what max is divided by to start from, above 0; default 25
 * @param finalDiv what the start is divided by to end at, above 0; default 1e4
 * @see <a
 *     href="https://pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html">
 *     torch.optim.lr_scheduler.OneCycleLR</a>
 */
public record OneCycleSpec(double max, int epochs, double warmup, double div, double finalDiv)
    implements EpochScheduleSpec {
  static final String NAME = "one_cycle";

  private static final Field<OneCycleSpec, Double> MAX =
      number("max", OneCycleSpec::max, NOT_NEGATIVE);
  private static final Field<OneCycleSpec, Integer> EPOCHS =
      integer("epochs", OneCycleSpec::epochs, AT_LEAST_ONE);

  public static final Schema<OneCycleSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "from max / div up to max for a share `warmup` of the epochs, then down to max / div"
              + " / final_div; momentum stays, unlike PyTorch's default",
          MAX,
          EPOCHS,
          number("warmup", OneCycleSpec::warmup, SHARE, 0.3),
          number("div", OneCycleSpec::div, POSITIVE, 25),
          number("final_div", OneCycleSpec::finalDiv, POSITIVE, 1e4),
          OneCycleSpec::new);

  /** Checks the values. */
  public OneCycleSpec {
    SCHEMA.check(max, epochs, warmup, div, finalDiv);
  }

  /** With PyTorch's warm-up and divisors. */
  public static OneCycleSpec of(double max, int epochs) {
    return SCHEMA.make(MAX.of(max), EPOCHS.of(epochs));
  }

  @Override
  public double rate(double initial, int epoch) {
    double start = max / div;
    double peak = warmup * epochs - 1;
    int last = epochs - 1;
    int at = Math.min(epoch, last);
    return at <= peak
        ? between(start, max, peak == 0 ? 1 : at / peak)
        : between(max, start / finalDiv, last == peak ? 1 : (at - peak) / (last - peak));
  }

  /** Half a cosine from one value to another. */
  private static double between(double from, double to, double part) {
    return to + (from - to) / 2 * (1 + Math.cos(Math.PI * part));
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
