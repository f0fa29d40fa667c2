package io.kindling.nn;

import static io.kindling.description.Field.number;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Field;
import io.kindling.description.Schema;
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
  static final String NAME = "rms_norm";

  private static final Field<RmsNormSpec, List<Integer>> NORMALIZED_SHAPE =
      NormalizedShape.field(RmsNormSpec::normalizedShape);
  private static final Field<RmsNormSpec, Double> EPS =
      number("eps", RmsNormSpec::eps, NOT_NEGATIVE, 0x1p-23);

  public static final Schema<RmsNormSpec> SCHEMA =
      Schema.of(KIND, NAME, "each row to mean square 1", NORMALIZED_SHAPE, EPS, RmsNormSpec::new);

  /** Copies the sizes and checks the values. */
  public RmsNormSpec {
    normalizedShape = NormalizedShape.copy(NAME, normalizedShape);
    SCHEMA.check(normalizedShape, eps);
  }

  /** With the default ε. */
  public static RmsNormSpec of(List<Integer> normalizedShape) {
    return SCHEMA.make(NORMALIZED_SHAPE.of(normalizedShape));
  }

  /** With another ε. */
  public RmsNormSpec eps(double eps) {
    return SCHEMA.with(this, EPS.of(eps));
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
    return SCHEMA.text(this);
  }
}
