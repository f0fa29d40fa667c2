package io.kindling.benchmarks.report;

/**
 * What was aimed at, and what came of it.
 *
 * @param what is compared
 * @param sides which settings were, the best of each
 * @param measured round by round
 * @param unit behind the numbers
 * @param atLeast whether more is better
 * @param target the aim
 * @param stretch the higher aim, NaN where there is none
 */
record Target(
    String what,
    String sides,
    Series measured,
    String unit,
    boolean atLeast,
    double target,
    double stretch) {

  /** How far it is: reached, or missed by how much. */
  String outcome() {
    if (measured.isEmpty()) {
      return "not measured";
    }
    if (reaches(stretch)) {
      return "**reached, and the stretch**";
    }
    if (reaches(target)) {
      return "**reached**";
    }
    double factor = atLeast ? target / measured.median() : measured.median() / target;
    if (target == 0 || factor < 0) {
      return "missed";
    }
    return "missed by a factor of " + Numbers.plain(factor);
  }

  private boolean reaches(double aim) {
    return atLeast ? measured.median() >= aim : measured.median() <= aim;
  }

  String row() {
    String sign = atLeast ? "≥ " : "≤ ";
    return "| "
        + String.join(
            " | ",
            what,
            sides,
            measured.isEmpty() ? "–" : Numbers.plain(measured.median()) + unit,
            measured.isEmpty() ? "–" : Numbers.spread(measured) + unit,
            sign + Numbers.plain(target) + unit,
            Double.isNaN(stretch) ? "–" : sign + Numbers.plain(stretch) + unit,
            outcome())
        + " |";
  }
}
