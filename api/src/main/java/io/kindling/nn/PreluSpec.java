package io.kindling.nn;

import static io.kindling.description.Field.integer;
import static io.kindling.description.Field.number;
import static io.kindling.description.Range.AT_LEAST_ONE;
import static io.kindling.description.Range.FINITE;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Field;
import io.kindling.description.Schema;
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
  static final String NAME = "prelu";

  private static final Field<PreluSpec, Integer> NUM_PARAMETERS =
      integer("num_parameters", PreluSpec::numParameters, AT_LEAST_ONE, 1);
  private static final Field<PreluSpec, Double> INIT =
      number("init", PreluSpec::init, FINITE, 0.25);

  public static final Schema<PreluSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "x where positive, else slope · x, the slope being learned",
          NUM_PARAMETERS,
          INIT,
          PreluSpec::new);

  /** Checks the values. */
  public PreluSpec {
    SCHEMA.check(numParameters, init);
  }

  /** With another number of slopes. */
  public PreluSpec numParameters(int numParameters) {
    return SCHEMA.with(this, NUM_PARAMETERS.of(numParameters));
  }

  /** With slopes that start from another number. */
  public PreluSpec init(double init) {
    return SCHEMA.with(this, INIT.of(init));
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
    if (input.rank() == 0) {
      return weight.reshape();
    }
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
    return SCHEMA.text(this);
  }
}
