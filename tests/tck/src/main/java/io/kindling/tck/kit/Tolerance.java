package io.kindling.tck.kit;

import java.util.ArrayList;
import java.util.List;

/**
 * How far values may be from the expected ones. It comes from {@code numerics.csv} and from nowhere
 * else; see {@link Numerics}.
 *
 * <p>As text: {@code exact} (the same bits, but any NaN for a NaN), {@code equal} (the same number,
 * so that −0 is 0), or terms that add up, joined by {@code +}: {@code 2 ulp} (units in the last
 * place of the expected float), {@code 1e-7 absolute}, {@code 1e-6 relative} (to the expected
 * value), {@code 1e-7 of largest} (of the expected values' magnitudes), {@code 1e-8 of first} (the
 * first expected value's magnitude). NaN is expected where NaN is, an infinity where that infinity
 * is, whatever the terms.
 *
 * @param name what failures call it
 * @param terms what adds up; empty for {@code exact}
 */
public record Tolerance(String name, List<Term> terms) {
  /** What a term is measured in. */
  public enum Unit {
    ULP("ulp"),
    ABSOLUTE("absolute"),
    RELATIVE("relative"),
    LARGEST("of largest"),
    FIRST("of first");

    private final String text;

    Unit(String text) {
      this.text = text;
    }
  }

  /**
   * A part of the distance.
   *
   * @param amount how many units
   * @param unit which
   */
  public record Term(double amount, Unit unit) {
    static Term parse(String text) {
      for (Unit unit : Unit.values()) {
        if (text.endsWith(" " + unit.text)) {
          String amount = text.substring(0, text.length() - unit.text.length() - 1);
          return new Term(Double.parseDouble(amount), unit);
        }
      }
      throw new IllegalArgumentException("no bound: '" + text + "'");
    }

    double allowed(float expected, float[] all) {
      return amount
          * switch (unit) {
            case ULP -> Math.ulp(expected);
            case ABSOLUTE -> 1;
            case RELATIVE -> Math.abs(expected);
            case LARGEST -> largest(all);
            case FIRST -> Math.abs(all[0]);
          };
    }
  }

  private static final Term NOTHING = new Term(0, Unit.ABSOLUTE);

  public static Tolerance parse(String name, String text) {
    if (text.equals("exact")) {
      return new Tolerance(name + ": exact", List.of());
    }
    if (text.equals("equal")) {
      return new Tolerance(name + ": equal", List.of(NOTHING));
    }
    List<Term> terms = new ArrayList<>();
    for (String term : text.split(" \\+ ", -1)) {
      terms.add(Term.parse(term));
    }
    return new Tolerance(name + ": " + text, List.copyOf(terms));
  }

  /** The largest finite magnitude; what is not finite says nothing of the others' scale. */
  public static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest;
  }

  /** Whether the value at an index is near enough to the expected one. */
  public boolean holds(float value, int index, float[] expected) {
    float wanted = expected[index];
    if (Float.floatToIntBits(value) == Float.floatToIntBits(wanted)) {
      return true;
    }
    if (terms.isEmpty() || !Float.isFinite(value) || !Float.isFinite(wanted)) {
      return false;
    }
    double allowed = 0;
    for (Term term : terms) {
      allowed += term.allowed(wanted, expected);
    }
    return Math.abs((double) value - wanted) <= allowed;
  }

  /** {@return what it bounds and how tightly} */
  @Override
  public String toString() {
    return "the bound of " + name;
  }
}
