package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureRules;
import io.kindling.table.Table;
import io.kindling.table.TableRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths and their cross-validation beside R's {@code glmnet} and {@code cv.glmnet}. */
final class GoldenPathTest {
  /**
   * Of the number itself; of a coefficient, of the largest effect that one has at this λ, an effect
   * being β times its column's deviation; of an R², of 1. Glmnet's own rounding is the larger part.
   */
  private static final double RELATIVE = 1e-10;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tall",
        "wide",
        "correlated",
        "weighted",
        "dummies",
        "scales",
        "constant",
        "raw",
        "diabetes"
      })
  void allNumbersAreThoseOfGlmnet(String set) throws IOException {
    Table table = Golden.table("path/" + set + ".csv");
    boolean fives = set.equals("wide") || set.equals("constant");
    Design design = design(table, set);
    Folds folds = Folds.of(design, table, fives ? 5 : 10, fives ? 7 : 0);
    for (String alpha : List.of("1", "0.3", "0")) {
      CrossValidation validation =
          ElasticNet.of(design.target())
              .withFeatures(design.names())
              .withAlpha(Double.parseDouble(alpha))
              .withStandardized(!set.equals("raw"))
              .fit(folds);
      check(validation, set + " " + alpha);
    }
  }

  private static Design design(Table table, String set) throws IOException {
    String target = set.equals("diabetes") ? "progression" : "y";
    List<String> columns = new ArrayList<>();
    try (TableRows rows = table.open()) {
      columns.addAll(rows.header());
    }
    columns.removeAll(List.of(target, "w"));
    FeatureColumns found =
        FeatureRules.standard().find(table, columns, /* asked= */ true).columns();
    return Design.of(found, target)
        .withReferences()
        .withWeights(set.equals("weighted") ? "w" : null);
  }

  private static void check(CrossValidation validation, String name) throws IOException {
    RegularizationPath path = validation.path();
    List<List<String>> lines = Golden.lines("path/paths.csv", name);
    assertThat(lines).hasSizeGreaterThan(50);
    for (List<String> line : lines) {
      double expected = Double.parseDouble(line.get(3));
      int at = Integer.parseInt(line.get(0)) - 1;
      assertThat(number(validation, at, line.get(1), line.get(2)))
          .as("%s: %s", name, line)
          .isCloseTo(expected, within(RELATIVE * scale(path, at, line, Math.abs(expected))));
    }
  }

  private static double scale(RegularizationPath path, int at, List<String> line, double size) {
    if (!line.get(1).equals("estimate")) {
      return line.get(1).equals("r2") ? 1 : size;
    }
    double effect = largestEffect(path, path.solutions().get(at));
    int column = path.names().indexOf(line.get(2));
    if (column < 0) {
      return Math.max(size, effect);
    }
    double deviation = path.deviations().get(column);
    return deviation == 0 ? 0 : effect / deviation;
  }

  private static double largestEffect(
      RegularizationPath path, RegularizationPath.Solution solution) {
    double largest = 0;
    for (int i = 0; i < path.names().size(); i++) {
      largest = Math.max(largest, Math.abs(solution.estimates().get(i) * path.deviations().get(i)));
    }
    return largest;
  }

  private static double number(CrossValidation validation, int at, String quantity, String name) {
    RegularizationPath path = validation.path();
    List<RegularizationPath.Solution> solutions = path.solutions();
    return switch (quantity) {
      case "count" -> solutions.size();
      case "lambda" -> solutions.get(at).lambda();
      case "r2" -> solutions.get(at).r2();
      case "error" -> validation.errors().get(at);
      case "standard error" -> validation.standardErrors().get(at);
      case "lambda-min" -> solutions.get(validation.min()).lambda();
      case "lambda-1se" -> solutions.get(validation.oneStandardError()).lambda();
      case "estimate" ->
          name.equals("(intercept)")
              ? solutions.get(at).intercept()
              : solutions.get(at).estimates().get(path.names().indexOf(name));
      default -> throw new IllegalArgumentException(quantity);
    };
  }

  @ParameterizedTest
  @CsvSource({"seed0_k10, 10, 0", "seed7_k5, 5, 7"})
  void foldsAreDealtByTorch(String column, int k, long seed) throws IOException {
    List<Integer> expected = new ArrayList<>();
    try (TableRows rows = Golden.table("path/folds.csv").open()) {
      rows.on(rows.header().indexOf(column), cell -> expected.add((int) cell.wide(text -> null)));
      rows.readAll();
    }
    FoldOrder order = new FoldOrder(k, seed);
    List<Integer> dealt = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      dealt.add(order.next());
    }
    assertThat(dealt).isEqualTo(expected);
  }
}
