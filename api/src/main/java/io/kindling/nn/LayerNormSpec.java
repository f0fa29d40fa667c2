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
  public static final String NAME = "layer_norm";

  public static final double DEFAULT_EPS = 1e-5;

  /**
   * Copies the sizes and checks the values.
   *
   * @throws SpecException if there is no size, one is less than 1, or ε is negative
   */
  public LayerNormSpec {
    normalizedShape = List.copyOf(normalizedShape);
    if (normalizedShape.isEmpty()) {
      throw new SpecException(NAME, "there must be a size", "none", "layer_norm(8)", null);
    }
    normalizedShape.forEach(size -> SpecCheck.atLeastOne(NAME, "normalized_shape", size));
    SpecCheck.notNegative(NAME, "eps", eps);
  }

  public static LayerNormSpec from(Arguments arguments) {
    arguments.names("normalized_shape", "eps", "elementwise_affine");
    return new LayerNormSpec(
        arguments.integers("normalized_shape"),
        arguments.number("eps", DEFAULT_EPS),
        arguments.flag("elementwise_affine", true));
  }

  /**
   * With another ε.
   *
   * @param eps ε, 0 or more
   * @return the changed description
   */
  public LayerNormSpec eps(double eps) {
    return new LayerNormSpec(normalizedShape, eps, elementwiseAffine);
  }

  /**
   * With or without weight and bias.
   *
   * @param elementwiseAffine whether they are there
   * @return the changed description
   */
  public LayerNormSpec elementwiseAffine(boolean elementwiseAffine) {
    return new LayerNormSpec(normalizedShape, eps, elementwiseAffine);
  }

  /** {@return the normalised sizes as a shape} */
  public Shape shape() {
    return Shape.of(normalizedShape.stream().mapToLong(Integer::longValue).toArray());
  }

  @Override
  public Shape outputShape(Shape input) {
    int rank = normalizedShape.size();
    boolean fits = input.rank() >= rank;
    for (int i = 0; fits && i < rank; i++) {
      fits = input.size(input.rank() - rank + i) == normalizedShape.get(i);
    }
    if (!fits) {
      throw new ShapeException(
          NAME,
          "input must end in the normalized shape",
          "shape " + input,
          "[…, " + SpecText.inside(normalizedShape) + "]",
          null);
    }
    return input;
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
    return new SpecText(NAME)
        .add(SpecText.oneOrTuple(normalizedShape))
        .add("eps", eps, DEFAULT_EPS)
        .add("elementwise_affine", elementwiseAffine, true)
        .toString();
  }
}
