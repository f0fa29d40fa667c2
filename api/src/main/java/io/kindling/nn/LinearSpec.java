package io.kindling.nn;

import static io.kindling.description.Field.flag;
import static io.kindling.description.Field.integer;
import static io.kindling.description.Field.unnamed;
import static io.kindling.description.Range.AT_LEAST_ONE;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.error.ShapeException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A linear layer: {@code y = x Wᵀ + b}, with x of shape {@code [n, inFeatures]} and y of shape
 * {@code [n, outFeatures]}.
 *
 * <p>Parameters: {@code weight} of shape {@code [outFeatures, inFeatures]} and {@code bias} of
 * shape {@code [outFeatures]}, drawn in that order, both uniform in ±1/√inFeatures.
 *
 * @param inFeatures how many numbers a row of the input has, at least 1
 * @param outFeatures how many numbers a row of the output has, at least 1
 * @param bias whether b is there; default true
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Linear.html">torch.nn.Linear</a>
 */
public record LinearSpec(int inFeatures, int outFeatures, boolean bias) implements ModuleSpec {
  static final String NAME = "linear";

  private static final Field<LinearSpec, Integer> IN_FEATURES =
      unnamed(integer("in_features", LinearSpec::inFeatures, AT_LEAST_ONE));
  private static final Field<LinearSpec, Integer> OUT_FEATURES =
      unnamed(integer("out_features", LinearSpec::outFeatures, AT_LEAST_ONE));
  private static final Field<LinearSpec, Boolean> BIAS = flag("bias", LinearSpec::bias, true);

  public static final Schema<LinearSpec> SCHEMA =
      Schema.of(KIND, NAME, "y = x Wᵀ + b", IN_FEATURES, OUT_FEATURES, BIAS, LinearSpec::new);

  /** Checks the values. */
  public LinearSpec {
    SCHEMA.check(inFeatures, outFeatures, bias);
  }

  /** With bias. */
  public static LinearSpec of(int inFeatures, int outFeatures) {
    return SCHEMA.make(IN_FEATURES.of(inFeatures), OUT_FEATURES.of(outFeatures));
  }

  /** With or without the bias. */
  public LinearSpec bias(boolean bias) {
    return SCHEMA.with(this, BIAS.of(bias));
  }

  @Override
  public boolean isLinear() {
    return true;
  }

  @Override
  public Shape outputShape(Shape input) {
    if (input.rank() != 2) {
      throw new ShapeException(
          NAME, "input must be 2-D", "shape " + input, "[n, " + inFeatures + "]", reshape(input));
    }
    if (input.size(1) != inFeatures) {
      throw new ShapeException(
          NAME,
          "input must have as many columns as in_features",
          "shape " + input,
          "[n, " + inFeatures + "]",
          null);
    }
    return Shape.of(input.size(0), outFeatures);
  }

  private String reshape(Shape input) {
    return input.numel() % inFeatures == 0
        ? "reshape it with reshape(" + input.numel() / inFeatures + ", " + inFeatures + ")"
        : "its " + input.numel() + " values are not rows of " + inFeatures;
  }

  @Override
  public Map<String, TensorData> initialState(TorchRandom random) {
    // PyTorch's kaiming_uniform_(a=√5) for the weight and ±1/√fan_in for the bias are the same
    // number but for rounding, so each is computed the way PyTorch computes it.
    double gain = Math.sqrt(2.0 / (1 + Math.pow(Math.sqrt(5), 2)));
    float weightBound = (float) (Math.sqrt(3.0) * (gain / Math.sqrt(inFeatures)));
    float biasBound = (float) (1 / Math.sqrt(inFeatures));
    Map<String, TensorData> state = new LinkedHashMap<>();
    state.put(
        "weight", random.uniform(Shape.of(outFeatures, inFeatures), -weightBound, weightBound));
    if (bias) {
      state.put("bias", random.uniform(Shape.of(outFeatures), -biasBound, biasBound));
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
