package io.kindling.cli.fit;

import io.kindling.Specs;
import io.kindling.checkpoint.Notes;
import io.kindling.checkpoint.StateChoice;
import io.kindling.checkpoint.StateFile;
import io.kindling.cli.text.Numbers;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.LinearSpec;
import io.kindling.statistics.Design;
import io.kindling.statistics.Intervals;
import io.kindling.statistics.LinearFit;
import io.kindling.statistics.Moments;
import io.kindling.statistics.RegularizationPath;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A fit as an ordinary linear model in a file, with the exact numbers beside it. */
public final class FittedModel {
  private static final String FIT = "kindling_fit";
  private static final String SUMMARY = "kindling_fit_error";

  /** Of a float32, as a share of it. */
  private static final double HALF_ULP = 0x1p-25;

  /** What share of the fit's own error is too much to be lost. */
  private static final double COARSE = 0.1;

  private FittedModel() {}

  /**
   * Saves it: each coefficient is the nearest float32, and that of a level or column that was left
   * out is 0.
   *
   * @throws DataException if the design has products, which no model of the table's columns has, or
   *     the fit has no coefficients
   */
  public static void save(Path file, Design design, LinearFit fit) {
    if (fit.coefficients().isEmpty()) {
      throw new DataException(
          "--save",
          "there must be a coefficient",
          "none: all columns are 0 in every row",
          "a column that says anything, or an intercept",
          null);
    }
    Map<String, Double> estimates = new HashMap<>();
    fit.coefficients().forEach(one -> estimates.put(one.name(), one.estimate()));
    save(file, design, estimates, notes(fit));
  }

  /**
   * Saves a solution of a path, likewise; of that nobody knows how sure it is.
   *
   * @param names of the columns that the path has coefficients of
   */
  public static void save(
      Path file, Design design, List<String> names, RegularizationPath.Solution solution) {
    Map<String, Double> estimates = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      estimates.put(names.get(i), solution.estimates().get(i));
    }
    estimates.put(LinearFit.INTERCEPT, solution.intercept());
    save(file, design, estimates, Map.of());
  }

  private static void save(
      Path file, Design design, Map<String, Double> estimates, Map<String, String> notes) {
    List<String> features = design.columns().features();
    float[] weights = new float[features.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = rounded(features.get(i), estimates.getOrDefault(features.get(i), 0.0));
    }
    Map<String, TensorData> state = new LinkedHashMap<>();
    state.put("weight", TensorData.of(weights, Shape.of(1, weights.length)));
    Double intercept = estimates.get(LinearFit.INTERCEPT);
    if (intercept != null) {
      state.put(
          "bias",
          TensorData.of(new float[] {rounded(LinearFit.INTERCEPT, intercept)}, Shape.of(1)));
    }
    new TrainedModel(
            new LinearSpec(weights.length, 1, intercept != null),
            design.columns(),
            new Outputs(List.of(design.target()), List.of(), false),
            null,
            null,
            Specs.mse(),
            state)
        .save(file, notes);
  }

  private static float rounded(String name, double estimate) {
    float rounded = (float) estimate;
    if (!Float.isFinite(rounded)) {
      throw new DataException(
          "--save",
          "coefficients must be ones that float32 has room for",
          estimate + " of " + name,
          "at most 3.4e38 in size",
          "multiply the column by a constant, or divide the target");
    }
    return rounded;
  }

  /**
   * Whether float32 is too coarse for a model that is saved: a column far from 0 is rounded by more
   * than what the fit leaves unexplained, and so is what its coefficient makes of it.
   *
   * @param names of the columns
   * @param estimates their coefficients
   * @param moments sums with these columns in them
   * @param error how far the fit is off, as a deviation
   * @return a line, or none
   */
  public static List<String> remarks(
      List<String> names, List<Double> estimates, Moments moments, double error) {
    double all = 0;
    double most = 0;
    String worst = "";
    for (int i = 0; i < names.size(); i++) {
      int place = 1 + moments.columns().indexOf(names.get(i));
      if (place > 0 && estimates.get(i) != 0) {
        double size = Math.abs(moments.mean(place)) + moments.deviation(place);
        double estimate = estimates.get(i);
        double off = Math.abs(estimate - (float) estimate) + Math.abs(estimate) * HALF_ULP;
        all += off * size;
        if (off * size > most) {
          most = off * size;
          worst = names.get(i);
        }
      }
    }
    return error > 0 && all > COARSE * error
        ? List.of(
            "the saved model, in float32, may be off by "
                + Numbers.shown(all)
                + ", and the fit is by "
                + Numbers.shown(error)
                + ": subtract a constant from "
                + worst
                + ", which lies far from 0")
        : List.of();
  }

  private static Map<String, String> notes(LinearFit fit) {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put(SUMMARY, Notes.text(List.of(fit.intervals().summary())));
    notes.put(FIT, Notes.text(fit.intervals().words()));
    return notes;
  }

  /**
   * Reads how sure a model's predictions are.
   *
   * @throws DataException if the file does not say, or nobody knows
   */
  public static Intervals intervals(Path file, StateChoice choice) {
    Notes notes = new Notes(file, StateFile.loadWithNotes(file, choice).metadata());
    List<List<String>> words = notes.findLists(FIT);
    if (words == null) {
      throw new DataException(
          "--interval",
          "the model must say how sure it is",
          file + ", which does not",
          "a model of kindling fit --save",
          null);
    }
    Intervals intervals = Intervals.parse(words, notes.list(SUMMARY));
    if (!intervals.isJudged()) {
      throw new DataException(
          "--interval",
          "the fit must have standard errors",
          file + ", of a penalised fit or one of no more rows than coefficients",
          "a fit of more rows, without a penalty",
          null);
    }
    return intervals;
  }
}
