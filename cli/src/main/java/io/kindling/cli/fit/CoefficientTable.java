package io.kindling.cli.fit;

import io.kindling.cli.options.JsonOption;
import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.report.NumberTable;
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
    NumberTable table = numbers(coefficients, error, ratio, level);
    List<List<String>> rows = new ArrayList<>();
    for (NumberTable.Row row : table.rows()) {
      List<String> cells = new ArrayList<>(List.of(row.name()));
      row.numbers().forEach(number -> cells.add(Numbers.shown(number)));
      rows.add(cells);
    }
    return Grid.text(table.header(), rows);
  }

  /** The same as numbers. */
  static NumberTable numbers(
      List<LinearFit.Coefficient> coefficients, String error, String ratio, double level) {
    String from = Numbers.percent(level) + " from";
    return new NumberTable(
        List.of("coefficient", "estimate", error, ratio, "p", from, "to"),
        coefficients.stream()
            .map(
                one ->
                    NumberTable.Row.of(
                        one.name(),
                        one.estimate(),
                        one.standardError(),
                        one.t(),
                        one.p(),
                        one.low(),
                        one.high()))
            .toList());
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
