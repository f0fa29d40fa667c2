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
import java.nio.file.Path;
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
   * @throws DataException if the design has products, which no model of the table's columns has
   */
  public static void save(Path file, Design design, LinearFit fit) {
    List<String> features = design.columns().features();
    boolean bias = fit.coefficients().get(0).name().equals(LinearFit.INTERCEPT);
    float[] weights = new float[features.size()];
    for (LinearFit.Coefficient one : fit.coefficients()) {
      int place = features.indexOf(one.name());
      if (place >= 0) {
        weights[place] = (float) one.estimate();
      }
    }
    Map<String, TensorData> state = new LinkedHashMap<>();
    state.put("weight", TensorData.of(weights, Shape.of(1, weights.length)));
    if (bias) {
      float[] intercept = {(float) fit.coefficients().get(0).estimate()};
      state.put("bias", TensorData.of(intercept, Shape.of(1)));
    }
    new TrainedModel(
            new LinearSpec(weights.length, 1, bias),
            design.columns(),
            new Outputs(List.of(fit.target()), List.of(), false),
            null,
            null,
            Specs.mse(),
            state)
        .save(file, notes(fit));
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
   * @throws DataException if the file does not say
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
    return Intervals.parse(words, notes.list(SUMMARY));
  }
}
