package io.kindling.cli.prediction;

import io.kindling.core.DType;
import io.kindling.nn.BceWithLogitsSpec;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.PoissonNllSpec;
import io.kindling.nn.SequentialSpec;

/** All that the command has to know of a description beside what every description says. */
public final class SpecQuestions {
  private SpecQuestions() {}

  /** Whether a loss is about labels; else it is about numbers. */
  public static boolean takesLabels(LossSpec loss) {
    return takesTwoLabels(loss) || loss.targetType() == DType.INT64;
  }

  /** Whether a loss takes one logit a column, which has two labels. */
  static boolean takesTwoLabels(LossSpec loss) {
    return loss instanceof BceWithLogitsSpec;
  }

  /** Whether a loss is about counts, which are what they are and not scaled. */
  public static boolean takesCounts(LossSpec loss) {
    return loss instanceof PoissonNllSpec;
  }

  /** Whether predictions are logarithms of what is true, which no metric can be computed from. */
  public static boolean saysLogarithms(LossSpec loss) {
    return loss instanceof PoissonNllSpec poisson && poisson.logInput();
  }

  /** Whether a model takes whole numbers, the indices of an embedding. */
  public static boolean takesIndices(ModuleSpec model) {
    return model instanceof SequentialSpec sequential
        ? takesIndices(sequential.modules().get(0))
        : model.inputType() == DType.INT64;
  }

  /** Whether a model is y = W x + b, and no more. */
  public static boolean isLinear(ModuleSpec model) {
    return model instanceof LinearSpec;
  }
}
