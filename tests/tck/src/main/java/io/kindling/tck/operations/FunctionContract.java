package io.kindling.tck.operations;

import static io.kindling.tck.kit.Numerics.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Bounds;
import io.kindling.tck.kit.Expect;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Functions of single elements, and the two that share a row out. */
public interface FunctionContract extends BackendUnderTest {
  private void check(
      String name, UnaryOperator<Tensor> function, float[] at, float[] values, float[] slopes) {
    Tensor x = variable(Shape.of(at.length), at);
    Tensor y = function.apply(x);
    Bounds bounds = operation(name);
    Expect.close(name, y.toFloatArray(), values, bounds.value());
    y.sum().backward();
    Expect.close(name + "'s gradient", gradient(x), slopes, bounds.gradient());
  }

  private static float[] of(float... numbers) {
    return numbers;
  }

  @Test
  default void exponential() {
    float e = (float) Math.E;
    check("exp", Tensor::exp, of(0, 1, -1), of(1, e, 0.36787945f), of(1, e, 0.36787945f));
  }

  @Test
  default void logarithm() {
    check("log", Tensor::log, of(1, 2, 0.5f), of(0, 0.6931472f, -0.6931472f), of(1, 0.5f, 2));
    assertThat(tensor(Shape.of(2), 0, -1).log().toFloatArray())
        .containsExactly(Float.NEGATIVE_INFINITY, Float.NaN);
  }

  @Test
  default void exponentialLessOneIsExactNearZero() {
    float tiny = 0x1p-30f;
    float less = -0.63212055f;
    check(
        "expm1",
        Tensor::expm1,
        of(0, 1, -1, tiny),
        of(0, 1.7182819f, less, tiny),
        of(1, (float) Math.E, 1 + less, 1));
    float none = Float.NEGATIVE_INFINITY;
    check("expm1", Tensor::expm1, of(none), of(-1), of(0));
  }

  @Test
  default void logarithmOfOneMoreIsExactNearZero() {
    float tiny = 0x1p-30f;
    check(
        "log1p",
        Tensor::log1p,
        of(0, 1, -0.5f, tiny),
        of(0, 0.6931472f, -0.6931472f, tiny),
        of(1, 0.5f, 2, 1));
    assertThat(tensor(Shape.of(2), -1, -2).log1p().toFloatArray())
        .containsExactly(Float.NEGATIVE_INFINITY, Float.NaN);
  }

  @Test
  default void squareRoot() {
    check("sqrt", Tensor::sqrt, of(4, 0.25f, 9), of(2, 0.5f, 3), of(0.25f, 1, 0.16666667f));
    assertThat(tensor(Shape.of(2), 0, -1).sqrt().toFloatArray()).containsExactly(0f, Float.NaN);
  }

  @Test
  default void absoluteValue() {
    check("abs", Tensor::abs, of(-3, 0, 2), of(3, 0, 2), of(-1, 0, 1));
  }

  @Test
  default void positivePart() {
    check("relu", Tensor::relu, of(-3, 0, 2), of(0, 0, 2), of(0, 0, 1));
    assertThat(tensor(Shape.of(1), Float.NaN).relu().item()).isNaN();
  }

  @Test
  default void bounding() {
    // at the bounds themselves the gradient goes through
    check(
        "clamp", x -> x.clamp(-1, 2), of(-3, -1, 0, 2, 5), of(-1, -1, 0, 2, 2), of(0, 1, 1, 1, 0));
    double none = Double.POSITIVE_INFINITY;
    check("clamp", x -> x.clamp(0, none), of(-3, 5), of(0, 5), of(0, 1));
    assertThat(tensor(Shape.of(1), Float.NaN).clamp(0, 1).item()).isNaN();
  }

  @Test
  default void logistic() {
    check("sigmoid", Tensor::sigmoid, of(0, 2), of(0.5f, 0.880797f), of(0.25f, 0.10499363f));
  }

  @Test
  default void hyperbolicTangent() {
    check("tanh", Tensor::tanh, of(0, 1), of(0, 0.7615942f), of(1, 0.41997433f));
  }

  @Test
  default void sharesOfARow() {
    Tensor x = variable(Shape.of(2, 2), 0, 0, 0, (float) Math.log(3));
    Tensor y = x.softmax(1);
    Bounds bounds = operation("softmax");
    Expect.close("softmax", y.toFloatArray(), of(0.5f, 0.5f, 0.25f, 0.75f), bounds.value());
    y.mul(tensor(Shape.of(2), 0, 1)).sum().backward();
    float[] slopes = {-0.25f, 0.25f, -0.1875f, 0.1875f};
    Expect.close("softmax's gradient", gradient(x), slopes, bounds.gradient());
  }

  @Test
  default void sharesDoNotOverflow() {
    Tensor x = tensor(Shape.of(2, 2), 1000, 1000, -1000, 0);
    assertThat(x.softmax(-1).toFloatArray()).containsExactly(0.5f, 0.5f, 0f, 1f);
    assertThat(x.logSoftmax(1).narrow(0, 1, 1).toFloatArray()).containsExactly(-1000f, 0f);
  }

  @Test
  default void logarithmsOfTheSharesOfAColumn() {
    Tensor x = variable(Shape.of(2, 1), 5, 5);
    Tensor y = x.logSoftmax(0);
    Bounds bounds = operation("logSoftmax");
    Expect.close("logSoftmax", y.toFloatArray(), of(-0.6931472f, -0.6931472f), bounds.value());
    y.narrow(0, 1, 1).sum().backward();
    Expect.close("logSoftmax's gradient", gradient(x), of(-0.5f, 0.5f), bounds.gradient());
  }
}
