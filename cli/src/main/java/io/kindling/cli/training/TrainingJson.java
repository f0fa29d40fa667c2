package io.kindling.cli.training;

import io.kindling.cli.model.LinearMap;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.options.TrainingPlan;
import io.kindling.model.TrainedModel;
import io.kindling.train.Epoch;
import io.kindling.train.History;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What came of a training, for a program. */
public final class TrainingJson {
  private TrainingJson() {}

  /**
   * Tells all that is said of it to people, in the targets' own units.
   *
   * @param learned the model
   * @param history what every epoch has brought
   * @param scores how good the model is, for each part of the rows
   * @param folds how good the models of the folds are; empty for none
   */
  public static Map<String, @Nullable Object> of(
      ReadyTraining ready,
      TrainedModel learned,
      History history,
      Map<String, Map<String, Double>> scores,
      List<Map<String, Double>> folds) {
    OpenedTask task = ready.task();
    TrainingPlan plan = ready.plan();
    Map<String, @Nullable Object> json =
        JsonOption.object(
            "table", task.table().source(),
            "rows", task.table().rows(),
            "features", learned.columns().features(),
            "targets", task.targets().names(),
            "model", learned.spec().toString(),
            "backend", ready.learner().backend().name(),
            "device", ready.learner().device().toString(),
            "loss", plan.loss().toString(),
            "optimizer", plan.optimizer().toString(),
            "schedule", plan.schedule() == null ? null : plan.schedule().toString(),
            "chosen", ready.chosen(),
            "epochs", history.epochs().size(),
            "end", history.end().name().toLowerCase(Locale.ROOT),
            "best_epoch", history.bestEpoch());
    json.put("losses", history.epochs().stream().map(Epoch::loss).toList());
    if (ready.begun().data().validation() != null) {
      json.put("validation_losses", validation(history));
    }
    json.put("metrics", scores);
    if (!folds.isEmpty()) {
      json.put("folds", folds);
    }
    if (learned.spec().isLinear()) {
      json.put("weights", weights(task, learned));
    }
    return json;
  }

  private static List<Double> validation(History history) {
    return history.epochs().stream()
        .map(Epoch::validationLoss)
        .map(OptionalDouble::getAsDouble)
        .toList();
  }

  /** An object for each output: a weight for each feature, and the intercept; null for none. */
  private static Map<String, @Nullable Object> weights(OpenedTask task, TrainedModel learned) {
    LinearMap map = LinearMap.of(learned.state(), learned.scaling());
    List<String> features = learned.columns().features();
    List<String> outputs = task.targets().outputs();
    Map<String, @Nullable Object> weights = new LinkedHashMap<>();
    for (int output = 0; output < outputs.size(); output++) {
      Map<String, Double> each = new LinkedHashMap<>();
      for (int feature = 0; feature < features.size(); feature++) {
        each.put(features.get(feature), map.weight(output, feature));
      }
      weights.put(
          outputs.get(output),
          JsonOption.object("features", each, "intercept", map.intercept(output)));
    }
    return weights;
  }
}
