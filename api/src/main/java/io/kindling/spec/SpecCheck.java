package io.kindling.spec;

import io.kindling.error.SpecException;

/** The checks that descriptions make of their own values. */
final class SpecCheck {
  private SpecCheck() {}

  static void atLeastOne(String spec, String name, int value) {
    if (value < 1) {
      throw new SpecException(spec, name + " must be at least 1", value + "", "1 or more", null);
    }
  }

  static void notNegative(String spec, String name, double value) {
    finite(spec, name, value);
    if (value < 0) {
      throw new SpecException(
          spec, name + " must not be negative", SpecText.number(value), "0 or more", null);
    }
  }

  static void finite(String spec, String name, double value) {
    if (!Double.isFinite(value)) {
      throw new SpecException(spec, name + " must be finite", value + "", "a number", null);
    }
  }
}
