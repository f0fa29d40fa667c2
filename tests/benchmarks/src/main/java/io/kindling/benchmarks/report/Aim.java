package io.kindling.benchmarks.report;

/**
 * What a number is to be.
 *
 * @param atLeast whether more is better
 * @param target the aim
 * @param stretch the higher aim, NaN where there is none
 */
record Aim(boolean atLeast, double target, double stretch) {
  static Aim atLeast(double target, double stretch) {
    return new Aim(true, target, stretch);
  }

  static Aim atLeast(double target) {
    return atLeast(target, Double.NaN);
  }

  static Aim atMost(double target, double stretch) {
    return new Aim(false, target, stretch);
  }

  /** How far a number is: the aim is reached, or missed by how much. */
  String outcome(double number) {
    if (reaches(number, stretch)) {
      return "**reached, and the stretch**";
    }
    if (reaches(number, target)) {
      return "**reached**";
    }
    double factor = atLeast ? target / number : number / target;
    if (target == 0 || factor < 0) {
      return "missed";
    }
    return "missed by a factor of " + Numbers.plain(factor);
  }

  private boolean reaches(double number, double limit) {
    return atLeast ? number >= limit : number <= limit;
  }

  String target(String unit) {
    return text(target, unit);
  }

  String stretch(String unit) {
    return Double.isNaN(stretch) ? "–" : text(stretch, unit);
  }

  private String text(double limit, String unit) {
    return (atLeast ? "≥ " : "≤ ") + Numbers.plain(limit) + unit;
  }
}
