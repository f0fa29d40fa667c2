package io.kindling.nn;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.ops.Operations;
import java.util.List;
import java.util.Map;

/**
 * Root mean square normalisation: {@code y = x / √(mean(x²) + ε) · weight}, the mean taken over the
 * last dimensions, of the given sizes.
 *
 * <p>Parameter: {@code weight}, from 1, of the normalised shape.
 *
 * @param normalizedShape the sizes of the last dimensions, each at least 1
 * @param eps ε, 0 or more; default 2⁻²³, the distance of 1 to the next float32
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html">
 *     torch.nn.RMSNorm</a>
 */
public record RmsNormSpec(List<Integer> normalizedShape, double eps)
    implements ModuleSpec, ModuleBody {
  public static final String NAME = "rms_norm";

  public static final double DEFAULT_EPS = 0x1p-23;

  /**
   * Checks the values.
   *
   * @throws io.kindling.error.SpecException if a value is out of its range
   */
  public RmsNormSpec {
    normalizedShape = NormalizedShape.checked(NAME, normalizedShape);
    SpecCheck.notNegative(NAME, "eps", eps);
  }

  @Override
  public Shape outputShape(Shape input) {
    return NormalizedShape.outputShape(NAME, normalizedShape, input);
  }

  @Override
  public Map<String, TensorData> initialState(TorchRandom random) {
    return Map.of("weight", TensorData.full(NormalizedShape.shape(normalizedShape), 1));
  }

  @Override
  public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
    long size = NormalizedShape.shape(normalizedShape).numel();
    V rows = input.reshape(input.shape().numel() / size, size);
    V root = rows.mul(rows).mean(1, /* keep= */ true).add(eps).sqrt();
    return rows.div(root).reshape(input.shape().sizes()).mul(state.get("weight"));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME)
        .add(SpecText.oneOrTuple(normalizedShape))
        .add("eps", eps, DEFAULT_EPS)
        .toString();
  }
}
