package io.kindling.description;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers in the text form. */
final class Numbers {
  private Numbers() {}

  /**
   * The shortest text that reads back as the same double: {@code 0.01}, {@code 1}, {@code 1e-6}.
   * Not {@link Double#toString}, whose digits differ between JDK 17 and 19.
   */
  static String text(double value) {
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
}
