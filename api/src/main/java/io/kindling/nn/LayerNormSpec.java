package io.kindling.nn;

import static io.kindling.description.Field.flag;
import static io.kindling.description.Field.number;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Field;
import io.kindling.description.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Layer normalisation: {@code y = (x − mean) / √(variance + ε) · weight + bias}, mean and (biased)
 * variance taken over the last dimensions, of the given sizes.
 *
 * <p>Parameters: {@code weight}, from 1, and {@code bias}, from 0, both of the normalised shape.
 *
 * @param normalizedShape the sizes of the last dimensions, each at least 1
 * @param eps ε, 0 or more; default 1e-5
 * @param elementwiseAffine whether weight and bias are there; default true
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html">
 *     torch.nn.LayerNorm</a>
 */
public record LayerNormSpec(List<Integer> normalizedShape, double eps, boolean elementwiseAffine)
    implements ModuleSpec {
  static final String NAME = "layer_norm";

  private static final Field<LayerNormSpec, List<Integer>> NORMALIZED_SHAPE =
      NormalizedShape.field(LayerNormSpec::normalizedShape);
  private static final Field<LayerNormSpec, Double> EPS =
      number("eps", LayerNormSpec::eps, NOT_NEGATIVE, 1e-5);
  private static final Field<LayerNormSpec, Boolean> ELEMENTWISE_AFFINE =
      flag("elementwise_affine", LayerNormSpec::elementwiseAffine, true);

  public static final Schema<LayerNormSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "each row to mean 0 and deviation 1",
          NORMALIZED_SHAPE,
          EPS,
          ELEMENTWISE_AFFINE,
          LayerNormSpec::new);

  /** Copies the sizes and checks the values. */
  public LayerNormSpec {
    normalizedShape = NormalizedShape.copy(NAME, normalizedShape);
    SCHEMA.check(normalizedShape, eps, elementwiseAffine);
  }

  /** With weight and bias. */
  public static LayerNormSpec of(List<Integer> normalizedShape) {
    return SCHEMA.make(NORMALIZED_SHAPE.of(normalizedShape));
  }

  /** With another ε. */
  public LayerNormSpec eps(double eps) {
    return SCHEMA.with(this, EPS.of(eps));
  }

  /** With or without weight and bias. */
  public LayerNormSpec elementwiseAffine(boolean elementwiseAffine) {
    return SCHEMA.with(this, ELEMENTWISE_AFFINE.of(elementwiseAffine));
  }

  /** {@return the normalised sizes as a shape} */
  public Shape shape() {
    return NormalizedShape.shape(normalizedShape);
  }

  @Override
  public Shape outputShape(Shape input) {
    return NormalizedShape.outputShape(NAME, normalizedShape, input);
  }

  @Override
  public Map<String, TensorData> initialState(TorchRandom random) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    if (elementwiseAffine) {
      state.put("weight", TensorData.full(shape(), 1));
      state.put("bias", TensorData.full(shape(), 0));
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
