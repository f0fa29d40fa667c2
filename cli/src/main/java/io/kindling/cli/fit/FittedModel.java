package io.kindling.cli.fit;

import io.kindling.Specs;
import io.kindling.checkpoint.Notes;
import io.kindling.checkpoint.StateChoice;
import io.kindling.checkpoint.StateFile;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.LinearSpec;
import io.kindling.statistics.Design;
import io.kindling.statistics.Intervals;
import io.kindling.statistics.LinearFit;
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
      weights[i] = estimates.getOrDefault(features.get(i), 0.0).floatValue();
    }
    Map<String, TensorData> state = new LinkedHashMap<>();
    state.put("weight", TensorData.of(weights, Shape.of(1, weights.length)));
    Double intercept = estimates.get(LinearFit.INTERCEPT);
    if (intercept != null) {
      state.put("bias", TensorData.of(new float[] {intercept.floatValue()}, Shape.of(1)));
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
