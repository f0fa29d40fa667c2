package io.kindling.cli.options;

import io.kindling.cli.table.CellRule;
import io.kindling.cli.table.CellRules;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.nn.ModuleSpec;
import org.jspecify.annotations.Nullable;

/** What a table's numbers must be for a training, as far as that is known before they are read. */
public final class NumberRules {
  private static final String SCALE = "--standardize scales it before it is rounded";

  /** For what is not scaled, or only as the weights know it. */
  private static final String UNIT = "write it in a larger unit";

  private NumberRules() {}

  /**
   * Finds the rules.
   *
   * @param training what is trained for
   * @param measured whether the targets are measured, and may be scaled
   * @param standardize which columns are scaled by what is found in them; null for none
   * @param model what takes the features; null for what takes any
   * @param known the scaling that comes with the weights, which goes before; null for none
   */
  public static CellRules of(
      TrainingOptions training,
      boolean measured,
      @Nullable Standardize standardize,
      @Nullable ModuleSpec model,
      @Nullable Standardizer known) {
    Standardize fitted = known == null ? standardize : null;
    String nextStep = known == null ? SCALE : UNIT;
    CellRule features =
        fitted != null && fitted.scalesFeatures()
            ? CellRule.of(model, CellRule.ANY)
            : CellRule.of(model, known == null ? null : known.features(), nextStep);
    if (!measured) {
      return new CellRules(features, CellRule.target(training.loss(), UNIT));
    }
    if (fitted != null && fitted.scalesTargets()) {
      return new CellRules(features, CellRule.ANY);
    }
    Scaling targets = known == null ? null : known.targets();
    return new CellRules(
        features,
        targets == null
            ? CellRule.target(training.loss(), nextStep)
            : CellRule.scaled(targets, nextStep));
  }
}
