package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
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
  public static final String NAME = "linear";

  /**
   * Checks the sizes.
   *
   * @throws SpecException if a size is less than 1
   */
  public LinearSpec {
    SpecCheck.atLeastOne(NAME, "in_features", inFeatures);
    SpecCheck.atLeastOne(NAME, "out_features", outFeatures);
  }

  public static LinearSpec from(Arguments arguments) {
    arguments.names("in_features", "out_features", "bias");
    return new LinearSpec(
        arguments.integer("in_features"),
        arguments.integer("out_features"),
        arguments.flag("bias", true));
  }

  /**
   * With or without the bias.
   *
   * @param bias whether b is there
   * @return the changed description
   */
  public LinearSpec bias(boolean bias) {
    return new LinearSpec(inFeatures, outFeatures, bias);
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
    return new SpecText(NAME).add(inFeatures).add(outFeatures).add("bias", bias, true).toString();
  }
}
