package io.kindling.optim;

import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;

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
  public static final String NAME = "one_cycle";

  public static final double DEFAULT_WARMUP = 0.3;
  public static final double DEFAULT_DIV = 25;
  public static final double DEFAULT_FINAL_DIV = 1e4;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public OneCycleSpec {
    SpecCheck.notNegative(NAME, "max", max);
    SpecCheck.atLeastOne(NAME, "epochs", epochs);
    SpecCheck.share(NAME, "warmup", warmup);
    SpecCheck.positive(NAME, "div", div);
    SpecCheck.positive(NAME, "final_div", finalDiv);
  }

  public static OneCycleSpec from(Arguments arguments) {
    arguments.names("max", "epochs", "warmup", "div", "final_div");
    return new OneCycleSpec(
        arguments.number("max"),
        arguments.integer("epochs"),
        arguments.number("warmup", DEFAULT_WARMUP),
        arguments.number("div", DEFAULT_DIV),
        arguments.number("final_div", DEFAULT_FINAL_DIV));
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
    return new SpecText(NAME)
        .add("max", max)
        .add("epochs", epochs)
        .add("warmup", warmup, DEFAULT_WARMUP)
        .add("div", div, DEFAULT_DIV)
        .add("final_div", finalDiv, DEFAULT_FINAL_DIV)
        .toString();
  }
}
