package io.kindling.cli.fit;

import io.kindling.cli.model.LinearMap;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.text.Grid;
import io.kindling.cli.text.Numbers;
import io.kindling.error.DataException;
import io.kindling.model.TrainedModel;
import io.kindling.report.NumberTable;
import io.kindling.statistics.Design;
import io.kindling.statistics.LinearFit;
import io.kindling.statistics.Moments;
import io.kindling.table.CategoryEncoding;
import io.kindling.table.FeatureColumn;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A linear model that was trained, beside the exact fit of the same columns. */
public final class FitComparison {
  private final String name;
  private final LinearFit fit;
  private final Map<String, Double> learned; // in the terms of the design
  private final double least;
  private final double excess;

  /**
   * Compares.
   *
   * @param name what the model is called
   * @param moments sums of the design's terms and, behind them, of its target
   * @throws DataException if the model is not linear, or of other columns
   */
  public FitComparison(
      String name, TrainedModel model, Design design, LinearFit fit, Moments moments) {
    check(name, model, design);
    this.name = name;
    this.fit = fit;
    this.learned = learned(model, design);
    this.least = fit.residualSumOfSquares() / moments.sum(0, 0).doubleValue();
    this.excess = excess(moments);
  }

  private static void check(String name, TrainedModel model, Design design) {
    List<String> features = design.columns().features();
    boolean same =
        model.features().equals(features)
            && model.outputs().targets().equals(List.of(design.target()))
            && !model.outputs().areLabels();
    if (!model.spec().isLinear() || !same) {
      throw new DataException(
          "--compare",
          "the model must be linear, of the columns that are fitted",
          name + ", " + model.spec() + " of " + String.join(", ", model.features()),
          "one such as kindling train makes of " + String.join(", ", features),
          null);
    }
  }

  /** The weights where each category is compared to its reference level. */
  private static Map<String, Double> learned(TrainedModel model, Design design) {
    LinearMap map = LinearMap.of(model.state(), model.scaling());
    Double bias = map.intercept(0);
    double intercept = bias == null ? 0 : bias;
    Map<String, Double> weights = new LinkedHashMap<>();
    weights.put(LinearFit.INTERCEPT, intercept);
    List<String> terms = design.names();
    int at = 0;
    for (FeatureColumn column : design.columns().columns()) {
      boolean compared =
          column.encoding() instanceof CategoryEncoding
              && !terms.contains(column.features().get(0));
      double reference = compared ? map.weight(0, at) : 0;
      intercept += reference;
      for (String feature : column.features()) {
        weights.put(feature, map.weight(0, at++) - reference);
      }
    }
    weights.put(LinearFit.INTERCEPT, intercept);
    weights.keySet().removeIf(key -> !key.equals(LinearFit.INTERCEPT) && !terms.contains(key));
    return weights;
  }

  /**
   * How much larger the mean of the squared errors is: {@code dᵀ ZᵀWZ d / Σ w} with d the weights'
   * distance from the best, so that nothing is lost where it is small.
   */
  private double excess(Moments moments) {
    List<String> names = moments.columns();
    Map<String, Double> best = new HashMap<>();
    fit.coefficients().forEach(one -> best.put(one.name(), one.estimate()));
    List<BigDecimal> apart = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String column = i == 0 ? LinearFit.INTERCEPT : names.get(i - 1);
      BigDecimal weight = new BigDecimal(learned.getOrDefault(column, 0.0));
      apart.add(weight.subtract(new BigDecimal(best.getOrDefault(column, 0.0))));
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < apart.size(); i++) {
      for (int j = 0; j < apart.size(); j++) {
        sum = sum.add(apart.get(i).multiply(apart.get(j)).multiply(moments.sum(i, j)));
      }
    }
    return sum.divide(moments.sum(0, 0), MathContext.DECIMAL64).doubleValue();
  }

  /** A table of both. */
  public String table() {
    List<List<String>> rows = new ArrayList<>();
    for (LinearFit.Coefficient one : fit.coefficients()) {
      double other = learned.getOrDefault(one.name(), 0.0);
      rows.add(
          List.of(
              one.name(),
              Numbers.shown(one.estimate()),
              Numbers.shown(other),
              apart(other - one.estimate())));
    }
    return Grid.text(List.of("coefficient", "fit", name, "apart by"), rows);
  }

  /** The same as numbers. */
  NumberTable numbers() {
    List<NumberTable.Row> rows = new ArrayList<>();
    for (LinearFit.Coefficient one : fit.coefficients()) {
      double other = learned.getOrDefault(one.name(), 0.0);
      rows.add(NumberTable.Row.of(one.name(), one.estimate(), other, other - one.estimate()));
    }
    return new NumberTable(List.of("coefficient", "fit", name, "apart by"), rows);
  }

  private static String apart(double number) {
    return String.format(Locale.ROOT, "%.1e", number);
  }

  /** How far above the least possible the model is, in a line. */
  public String line() {
    return "the mean squared error of "
        + name
        + " is "
        + Numbers.given((float) (least + excess))
        + ", "
        + apart(excess)
        + " above the least possible";
  }

  /** The same for a program. */
  public Map<String, @Nullable Object> json() {
    return JsonOption.object(
        "model",
        name,
        "weights",
        learned,
        "mean_squared_error",
        least + excess,
        "above_least",
        excess);
  }
}
