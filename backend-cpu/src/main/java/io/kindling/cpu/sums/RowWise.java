package io.kindling.cpu.sums;

import io.kindling.description.Spec;
import io.kindling.error.SpecException;
import io.kindling.nn.BatchNorm1dSpec;
import io.kindling.nn.BceWithLogitsSpec;
import io.kindling.nn.ColumnEmbeddingSpec;
import io.kindling.nn.CrossEntropySpec;
import io.kindling.nn.DropoutSpec;
import io.kindling.nn.ElementwiseSpec;
import io.kindling.nn.EmbeddingSpec;
import io.kindling.nn.FlattenSpec;
import io.kindling.nn.GaussianNllSpec;
import io.kindling.nn.HuberSpec;
import io.kindling.nn.L1Spec;
import io.kindling.nn.LayerNormSpec;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.LogCoshSpec;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.MseSpec;
import io.kindling.nn.PoissonNllSpec;
import io.kindling.nn.PreluSpec;
import io.kindling.nn.QuantileSpec;
import io.kindling.nn.Reduction;
import io.kindling.nn.RmsNormSpec;
import io.kindling.nn.SequentialSpec;
import io.kindling.nn.SmoothL1Spec;
import java.util.Set;

/** Which models and losses know of other rows by block sums only. */
final class RowWise {
  private static final Set<Class<? extends LossSpec>> LOSSES =
      Set.of(
          BceWithLogitsSpec.class,
          CrossEntropySpec.class,
          GaussianNllSpec.class,
          HuberSpec.class,
          L1Spec.class,
          LogCoshSpec.class,
          MseSpec.class,
          PoissonNllSpec.class,
          QuantileSpec.class,
          SmoothL1Spec.class);

  private RowWise() {}

  /**
   * Checks a model.
   *
   * @throws SpecException if rows meet in it otherwise
   */
  static void check(ModuleSpec module) {
    module.parts().forEach(RowWise::check);
    boolean known =
        module instanceof SequentialSpec
            || module instanceof LinearSpec
            || module instanceof LayerNormSpec
            || module instanceof FlattenSpec
            || (module instanceof ElementwiseSpec && !(module instanceof DropoutSpec));
    if (!known) {
      throw refused(module, "layers through which each row goes alone", instead(module));
    }
  }

  private static String instead(ModuleSpec module) {
    if (module instanceof BatchNorm1dSpec || module instanceof RmsNormSpec) {
      return "take layer_norm";
    }
    if (module instanceof PreluSpec) {
      return "take leaky_relu";
    }
    if (module instanceof DropoutSpec) {
      return "leave it out, and give the optimizer weight_decay";
    }
    if (module instanceof EmbeddingSpec || module instanceof ColumnEmbeddingSpec) {
      return "give each label a column of 0 and 1";
    }
    return "train it on one machine";
  }

  /**
   * Checks a loss.
   *
   * @param weighted whether rows have weights
   * @throws SpecException if its mean, or its gradient, needs more of the other rows
   */
  static void check(LossSpec loss, boolean weighted) {
    if (!LOSSES.contains(loss.getClass()) || loss.reduction() == Reduction.NONE) {
      throw refused(loss, "the mean or the sum of a loss of Kindling's", "train on one machine");
    }
    if (loss instanceof CrossEntropySpec entropy
        && !weighted
        && entropy.reduction() == Reduction.MEAN
        && (!entropy.weight().isEmpty() || entropy.labelSmoothing() > 0)) {
      // its body divides by a float32 sum over the rows, which no shard knows
      throw refused(
          loss,
          "no weights of classes and no smoothing in a mean",
          "take reduction=sum, or weigh rows");
    }
  }

  private static SpecException refused(Spec spec, String expected, String instead) {
    return new SpecException(
        "sharded step",
        "a step over shards must know of other rows by sums over blocks of them only",
        spec + "",
        expected,
        instead);
  }
}
