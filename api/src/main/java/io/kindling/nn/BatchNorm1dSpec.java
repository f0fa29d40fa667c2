package io.kindling.nn;

import static io.kindling.description.Field.flag;
import static io.kindling.description.Field.integer;
import static io.kindling.description.Field.number;
import static io.kindling.description.Field.unnamed;
import static io.kindling.description.Range.AT_LEAST_ONE;
import static io.kindling.description.Range.NOT_NEGATIVE;
import static io.kindling.description.Range.SHARE;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.error.ShapeException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Batch normalisation: {@code y = (x − mean) / √(variance + ε) · weight + bias}, per feature, of
 * inputs {@code [n, features]} or {@code [n, features, length]}.
 *
 * <p>In training, mean and (biased) variance are the batch's own, and the running statistics move
 * towards them: {@code running ← (1 − momentum) · running + momentum · batch}, the variance taken
 * unbiased there. In evaluation the running statistics are used.
 *
 * <p>Parameters: {@code weight}, from 1, and {@code bias}, from 0. Buffers: {@code running_mean},
 * from 0, {@code running_var}, from 1, and {@code num_batches_tracked}, an int64 scalar.
 *
 * @param numFeatures how many features, at least 1
 * @param eps ε, 0 or more; default 1e-5
 * @param momentum how far the running statistics move; default 0.1
 * @param affine whether weight and bias are there; default true
 * @param trackRunningStats whether the buffers are there; without them evaluation uses the batch's
 *     own statistics; default true
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.BatchNorm1d.html">
 *     torch.nn.BatchNorm1d</a>
 */
public record BatchNorm1dSpec(
    int numFeatures, double eps, double momentum, boolean affine, boolean trackRunningStats)
    implements ModuleSpec {
  static final String NAME = "batch_norm_1d";

  private static final Field<BatchNorm1dSpec, Integer> NUM_FEATURES =
      unnamed(integer("num_features", BatchNorm1dSpec::numFeatures, AT_LEAST_ONE));
  private static final Field<BatchNorm1dSpec, Double> EPS =
      number("eps", BatchNorm1dSpec::eps, NOT_NEGATIVE, 1e-5);
  private static final Field<BatchNorm1dSpec, Double> MOMENTUM =
      number("momentum", BatchNorm1dSpec::momentum, SHARE, 0.1);
  private static final Field<BatchNorm1dSpec, Boolean> AFFINE =
      flag("affine", BatchNorm1dSpec::affine, true);
  private static final Field<BatchNorm1dSpec, Boolean> TRACK_RUNNING_STATS =
      flag("track_running_stats", BatchNorm1dSpec::trackRunningStats, true);

  public static final Schema<BatchNorm1dSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "each column to mean 0 and deviation 1",
          NUM_FEATURES,
          EPS,
          MOMENTUM,
          AFFINE,
          TRACK_RUNNING_STATS,
          BatchNorm1dSpec::new);

  /** Checks the values. */
  public BatchNorm1dSpec {
    SCHEMA.check(numFeatures, eps, momentum, affine, trackRunningStats);
  }

  /** With weight, bias and running statistics. */
  public static BatchNorm1dSpec of(int numFeatures) {
    return SCHEMA.make(NUM_FEATURES.of(numFeatures));
  }

  /** With another ε. */
  public BatchNorm1dSpec eps(double eps) {
    return SCHEMA.with(this, EPS.of(eps));
  }

  /** With running statistics that move otherwise. */
  public BatchNorm1dSpec momentum(double momentum) {
    return SCHEMA.with(this, MOMENTUM.of(momentum));
  }

  /** With or without weight and bias. */
  public BatchNorm1dSpec affine(boolean affine) {
    return SCHEMA.with(this, AFFINE.of(affine));
  }

  /** With or without running statistics. */
  public BatchNorm1dSpec trackRunningStats(boolean trackRunningStats) {
    return SCHEMA.with(this, TRACK_RUNNING_STATS.of(trackRunningStats));
  }

  @Override
  public Shape outputShape(Shape input) {
    if ((input.rank() != 2 && input.rank() != 3) || input.size(1) != numFeatures) {
      throw new ShapeException(
          NAME,
          "input must have one column for each feature",
          "shape " + input,
          "[n, " + numFeatures + "] or [n, " + numFeatures + ", length]",
          null);
    }
    return input;
  }

  @Override
  public void checkTraining(Shape input) {
    if (input.numel() <= numFeatures) {
      throw new ShapeException(
          NAME,
          "training needs more than one value for each feature",
          "shape " + input,
          "a larger batch",
          trackRunningStats
              ? "leave a short last batch out, as dropLast does, or predict with eval()"
              : null);
    }
  }

  /** Without running statistics evaluation measures the batch as well. */
  @Override
  public void checkEvaluation(Shape input) {
    if (!trackRunningStats && input.numel() == numFeatures) {
      throw new ShapeException(
          NAME,
          "evaluation without running statistics needs more than one value for each feature",
          "shape " + input,
          "a larger batch",
          null);
    }
  }

  @Override
  public Map<String, TensorData> initialState(TorchRandom random) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    Shape shape = Shape.of(numFeatures);
    if (affine) {
      state.put("weight", TensorData.full(shape, 1));
      state.put("bias", TensorData.full(shape, 0));
    }
    if (trackRunningStats) {
      state.put("running_mean", TensorData.full(shape, 0));
      state.put("running_var", TensorData.full(shape, 1));
      state.put("num_batches_tracked", TensorData.of(new long[] {0}, Shape.scalar()));
    }
    return state;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return SCHEMA.text(this);
  }
}
