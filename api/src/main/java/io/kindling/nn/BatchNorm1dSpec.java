package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
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
  public static final String NAME = "batch_norm_1d";

  public static final double DEFAULT_EPS = 1e-5;
  public static final double DEFAULT_MOMENTUM = 0.1;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if there is no feature, ε is negative or momentum is
   *     not from 0 to 1
   */
  public BatchNorm1dSpec {
    SpecCheck.atLeastOne(NAME, "num_features", numFeatures);
    SpecCheck.notNegative(NAME, "eps", eps);
    SpecCheck.share(NAME, "momentum", momentum);
  }

  public static BatchNorm1dSpec from(Arguments arguments) {
    arguments.names("num_features", "eps", "momentum", "affine", "track_running_stats");
    return new BatchNorm1dSpec(
        arguments.integer("num_features"),
        arguments.number("eps", DEFAULT_EPS),
        arguments.number("momentum", DEFAULT_MOMENTUM),
        arguments.flag("affine", true),
        arguments.flag("track_running_stats", true));
  }

  /**
   * With another ε.
   *
   * @param eps ε, 0 or more
   * @return the changed description
   */
  public BatchNorm1dSpec eps(double eps) {
    return new BatchNorm1dSpec(numFeatures, eps, momentum, affine, trackRunningStats);
  }

  /**
   * With another momentum.
   *
   * @param momentum how far the running statistics move, from 0 to 1
   * @return the changed description
   */
  public BatchNorm1dSpec momentum(double momentum) {
    return new BatchNorm1dSpec(numFeatures, eps, momentum, affine, trackRunningStats);
  }

  /**
   * With or without weight and bias.
   *
   * @param affine whether they are there
   * @return the changed description
   */
  public BatchNorm1dSpec affine(boolean affine) {
    return new BatchNorm1dSpec(numFeatures, eps, momentum, affine, trackRunningStats);
  }

  /**
   * With or without running statistics.
   *
   * @param trackRunningStats whether they are there
   * @return the changed description
   */
  public BatchNorm1dSpec trackRunningStats(boolean trackRunningStats) {
    return new BatchNorm1dSpec(numFeatures, eps, momentum, affine, trackRunningStats);
  }

  @Override
  public Shape outputShape(Shape input) {
    if ((input.rank() != 2 && input.rank() != 3) || input.size(1) != numFeatures) {
      throw new ShapeException(
          NAME,
          "input must have a column a feature",
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
          "training needs more than one value a feature",
          "shape " + input,
          "a larger batch",
          trackRunningStats ? "or switch to evaluation with eval()" : null);
    }
  }

  /** Without running statistics evaluation measures the batch as well. */
  @Override
  public void checkEvaluation(Shape input) {
    if (!trackRunningStats && input.numel() == numFeatures) {
      throw new ShapeException(
          NAME,
          "evaluation without running statistics needs more than one value a feature",
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
    return new SpecText(NAME)
        .add(numFeatures)
        .add("eps", eps, DEFAULT_EPS)
        .add("momentum", momentum, DEFAULT_MOMENTUM)
        .add("affine", affine, true)
        .add("track_running_stats", trackRunningStats, true)
        .toString();
  }
}
