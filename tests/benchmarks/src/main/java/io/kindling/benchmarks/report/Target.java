package io.kindling.benchmarks.report;

/**
 * What was aimed at, and what came of it.
 *
 * @param what is compared
 * @param sides which settings were, the best of each
 * @param measured round by round
 * @param unit behind the numbers
 * @param aim what they are to be
 */
record Target(String what, String sides, Series measured, String unit, Aim aim) {
  String row() {
    boolean none = measured.isEmpty();
    return "| "
        + String.join(
            " | ",
            what,
            sides,
            none ? "–" : Numbers.plain(measured.median()) + unit,
            none ? "–" : Numbers.spread(measured) + unit,
            aim.target(unit),
            aim.stretch(unit),
            none ? "not measured" : aim.outcome(measured.median()))
        + " |";
  }
}
