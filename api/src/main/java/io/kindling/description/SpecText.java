package io.kindling.description;

import io.kindling.optim.AdamSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.StringJoiner;

/** Prints a description: {@code name(positional, …, key=value, …)}, leaving defaults out. */
public final class SpecText {
  private final String name;
  private final StringJoiner arguments = new StringJoiner(", ", "(", ")");

  public SpecText(String name) {
    this.name = name;
  }

  public SpecText add(Object positional) {
    arguments.add(positional.toString());
    return this;
  }

  public SpecText add(String key, double value) {
    arguments.add(key + "=" + number(value));
    return this;
  }

  public SpecText add(String key, double value, double byDefault) {
    return value == byDefault ? this : add(key, value);
  }

  public SpecText add(String key, int value, int byDefault) {
    return add(key, (Object) value, byDefault);
  }

  public SpecText addBetas(double beta1, double beta2) {
    if (beta1 != AdamSpec.BETA1 || beta2 != AdamSpec.BETA2) {
      arguments.add("betas=(" + number(beta1) + ", " + number(beta2) + ")");
    }
    return this;
  }

  public SpecText add(String key, Object value, Object byDefault) {
    if (!value.equals(byDefault)) {
      arguments.add(key + "=" + value);
    }
    return this;
  }

  /** One number, or several in parentheses. */
  public static String oneOrTuple(List<Integer> numbers) {
    return numbers.size() == 1 ? inside(numbers) : "(" + inside(numbers) + ")";
  }

  /** Numbers with commas between. */
  public static String inside(List<Integer> numbers) {
    return String.join(", ", numbers.stream().map(Object::toString).toList());
  }

  /**
   * The shortest text that reads back as the same double: {@code 0.01}, {@code 1}, {@code 1e-6}.
   * Not {@link Double#toString}, whose digits differ between JDK 17 and 19.
   */
  public static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = exact;
    for (int digits = 1; digits <= 17; digits++) {
      shortest = exact.round(new MathContext(digits));
      if (shortest.doubleValue() == value) {
        break;
      }
    }
    shortest = shortest.stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (shortest.signum() == 0 || (exponent >= -4 && exponent < 7)) {
      return shortest.toPlainString();
    }
    BigDecimal digits = shortest.scaleByPowerOfTen(-exponent).stripTrailingZeros();
    return digits.toPlainString() + "e" + exponent;
  }

  @Override
  public String toString() {
    return name + arguments;
  }
}
