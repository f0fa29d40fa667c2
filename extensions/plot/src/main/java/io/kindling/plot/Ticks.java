package io.kindling.plot;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Round numbers on an axis.
 *
 * @param marks where they are, and how they are written
 * @param from what they count from; nothing for 0
 */
record Ticks(List<Mark> marks, String from) {
  private static final int MOST_DIGITS = 6;
  private static final int MOST_DECIMALS = 4;
  private static final BigDecimal LARGEST = BigDecimal.valueOf(10_000_000);
  private static final int[] ROUND = {1, 2, 5};

  /** A number and its text. */
  record Mark(double value, String text) {}

  Ticks {
    marks = List.copyOf(marks);
  }

  /**
   * Finds them; two at least, where there are two at all, so that they tell how far apart they are.
   *
   * @param most about as many as have room
   */
  static Ticks of(Axis axis, int most) {
    Ticks ticks = some(axis, most);
    for (int more = most; ticks.marks().size() < 2 && more < 3 * most + 3; more++) {
      ticks = some(axis, more);
    }
    return ticks;
  }

  private static Ticks some(Axis axis, int most) {
    return axis.scale() == Axis.Scale.LOG ? powers(axis, most) : multiples(axis, most);
  }

  /** An axis's name, and what its numbers count from. */
  String name(Axis axis) {
    return from.isEmpty() ? axis.name() : axis.name() + " - " + from;
  }

  /** Multiples of 1, 2 or 5 times a power of ten; exact, so that their text is. */
  private static Ticks multiples(Axis axis, int most) {
    double apart = (axis.high() / 2 - axis.low() / 2) / most * 2;
    int power = (int) Math.floor(Math.log10(apart));
    double lead = apart / Math.pow(10, power);
    int round = lead <= 1 || lead > 5 ? 1 : lead <= 2 ? 2 : 5;
    power += lead > 5 ? 1 : 0;
    if (axis.scale() == Axis.Scale.WHOLE && power < 0) {
      round = 1;
      power = 0;
    }
    BigDecimal step = BigDecimal.valueOf(round, -power);
    BigInteger first = times(axis.low(), step, RoundingMode.CEILING);
    BigInteger last = times(axis.high(), step, RoundingMode.FLOOR);
    List<BigDecimal> values = new ArrayList<>();
    for (BigInteger i = first; i.compareTo(last) <= 0; i = i.add(BigInteger.ONE)) {
      values.add(step.multiply(new BigDecimal(i)));
    }
    int digits = first.abs().max(last.abs()).toString().length();
    boolean far = digits > MOST_DIGITS && !values.isEmpty();
    BigDecimal from = far ? values.get(0) : BigDecimal.ZERO;
    List<BigDecimal> counted = values.stream().map(value -> value.subtract(from)).toList();
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      marks.add(new Mark(values.get(i).doubleValue(), text(counted.get(i), counted, -power)));
    }
    return new Ticks(marks, far ? plain(from) : "");
  }

  private static BigInteger times(double value, BigDecimal step, RoundingMode rounding) {
    return new BigDecimal(value).divide(step, 0, rounding).toBigInteger();
  }

  private static String text(BigDecimal value, List<BigDecimal> all, int decimals) {
    BigDecimal size = all.get(0).abs().max(all.get(all.size() - 1).abs());
    return size.compareTo(LARGEST) < 0 && decimals <= MOST_DECIMALS
        ? value.setScale(Math.max(0, decimals), RoundingMode.UNNECESSARY).toPlainString()
        : scientific(value);
  }

  /** A number in few digits, alike everywhere. */
  static String plain(double value) {
    return plain(BigDecimal.valueOf(value));
  }

  /** A share such as 0.95 as 95%, with no digits but its own. */
  static String percent(double share) {
    return plain(BigDecimal.valueOf(share).movePointRight(2)) + "%";
  }

  /** A number in four digits. */
  static String brief(double value) {
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
    double size = Math.abs(value);
    return size != 0 && (size < 1e-4 || size >= 1e7) ? scientific(rounded) : plain(rounded);
  }

  private static String plain(BigDecimal value) {
    String text = value.stripTrailingZeros().toPlainString();
    return text.length() > 20 ? scientific(value) : text;
  }

  private static String scientific(BigDecimal value) {
    BigDecimal digits = value.stripTrailingZeros();
    int power = digits.precision() - digits.scale() - 1;
    return value.signum() == 0
        ? "0"
        : digits.scaleByPowerOfTen(-power).toPlainString() + "e" + power;
  }

  /** Powers of ten; of few also their doubles and fivefolds. */
  private static Ticks powers(Axis axis, int most) {
    int first = (int) Math.floor(Math.log10(axis.low()));
    int last = (int) Math.floor(Math.log10(axis.high()));
    boolean few = (last - first + 1) * ROUND.length <= 2 * most && last - first <= 3;
    int every = Math.max(1, (last - first + most - 1) / most);
    List<Mark> marks = new ArrayList<>();
    for (int power = first; power <= last; power++) {
      for (int round : few ? ROUND : new int[] {1}) {
        BigDecimal value = BigDecimal.valueOf(round, -power);
        double number = value.doubleValue();
        if (number >= axis.low() && number <= axis.high() && Math.floorMod(power, every) == 0) {
          boolean plain = power >= -MOST_DECIMALS && power < MOST_DIGITS;
          marks.add(new Mark(number, plain ? value.toPlainString() : scientific(value)));
        }
      }
    }
    return new Ticks(marks, "");
  }
}
