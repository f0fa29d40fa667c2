package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.error.ShapeException;
import io.kindling.ops.Operations;
import java.util.Arrays;
import java.util.Map;

/**
 * The rectified linear unit with a slope that is learned: {@code x} where x > 0, else {@code w x}.
 *
 * <p>Parameter: {@code weight}, of shape {@code [num_parameters]}. It is one slope for all, or one
 * for each channel: then the input's dimension 1 has as many.
 *
 * @param numParameters how many slopes, at least 1; default 1
 * @param init what they start from, finite; default 0.25
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.PReLU.html">torch.nn.PReLU</a>
 */
public record PreluSpec(int numParameters, double init) implements ModuleSpec, ModuleBody {
  public static final String NAME = "prelu";

  public static final double DEFAULT_INIT = 0.25;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public PreluSpec {
    SpecCheck.atLeastOne(NAME, "num_parameters", numParameters);
    SpecCheck.finite(NAME, "init", init);
  }

  @Override
  public Shape outputShape(Shape input) {
    if (numParameters > 1 && (input.rank() < 2 || input.size(1) != numParameters)) {
      throw new ShapeException(
          NAME,
          "dimension 1 of the input must have a size of num_parameters",
          "shape " + input,
          "[n, " + numParameters + ", …]",
          null);
    }
    return input;
  }

  @Override
  public Map<String, TensorData> initialState(TorchRandom random) {
    return Map.of("weight", TensorData.full(Shape.of(numParameters), (float) init));
  }

  /** The slopes, so that they broadcast along dimension 1. */
  private <V extends Operations<V>> V slopes(V weight, Shape input) {
    if (numParameters == 1 || input.rank() == 2) {
      return weight;
    }
    long[] sizes = new long[input.rank() - 1];
    Arrays.fill(sizes, 1);
    sizes[0] = numParameters;
    return weight.reshape(sizes);
  }

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    V positive = input.gt(0);
    // 0 where it is not chosen, so that an infinity there leaves the slopes' gradient alone
    V below = input.where(positive.eq(0), 0).mul(slopes(state.get("weight"), input.shape()));
    return input.where(positive, below);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME)
        .add("num_parameters", numParameters, 1)
        .add("init", init, DEFAULT_INIT)
        .toString();
  }
}
