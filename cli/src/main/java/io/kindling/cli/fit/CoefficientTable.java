package io.kindling.cli.fit;

import io.kindling.cli.options.JsonOption;
import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.statistics.LinearFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Coefficients as people and programs read them. */
final class CoefficientTable {
  private CoefficientTable() {}

  /** Those of which nobody knows how sure they are. */
  static String of(List<LinearFit.Coefficient> coefficients) {
    List<List<String>> rows = new ArrayList<>();
    for (LinearFit.Coefficient one : coefficients) {
      rows.add(List.of(one.name(), Numbers.shown(one.estimate())));
    }
    return Grid.text(List.of("coefficient", "estimate"), rows);
  }

  /**
   * With all that is said of them.
   *
   * @param error what the standard error is called
   * @param ratio what the estimate over it is called
   * @param level of the intervals
   */
  static String of(
      List<LinearFit.Coefficient> coefficients, String error, String ratio, double level) {
    String percent = Numbers.percent(level);
    List<List<String>> rows = new ArrayList<>();
    for (LinearFit.Coefficient one : coefficients) {
      rows.add(
          List.of(
              one.name(),
              Numbers.shown(one.estimate()),
              Numbers.shown(one.standardError()),
              Numbers.shown(one.t()),
              Numbers.shown(one.p()),
              Numbers.shown(one.low()),
              Numbers.shown(one.high())));
    }
    return Grid.text(
        List.of("coefficient", "estimate", error, ratio, "p", percent + " from", "to"), rows);
  }

  /** Whether the first is the intercept's. */
  static boolean hasIntercept(List<LinearFit.Coefficient> coefficients) {
    return !coefficients.isEmpty() && coefficients.get(0).name().equals(LinearFit.INTERCEPT);
  }

  /** An object for each. */
  static List<Map<String, @Nullable Object>> json(
      List<LinearFit.Coefficient> coefficients, String ratio) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    for (LinearFit.Coefficient one : coefficients) {
      all.add(
          JsonOption.object(
              "name",
              one.name(),
              "estimate",
              one.estimate(),
              "standard_error",
              one.standardError(),
              ratio,
              one.t(),
              "p",
              one.p(),
              "low",
              one.low(),
              "high",
              one.high()));
    }
    return all;
  }
}
