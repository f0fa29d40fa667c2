package io.kindling.tck;

import static io.kindling.tck.Tolerance.EXACT;
import static io.kindling.tck.Tolerance.FORWARD_F32;
import static io.kindling.tck.Tolerance.GRADIENT_F32;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.NoGrad;
import io.kindling.Shape;
import io.kindling.Tensor;
import io.kindling.TensorData;
import org.junit.jupiter.api.Test;

/** Tensor operations: values and gradients, with literal numbers. */
public interface TensorContract extends BackendUnderTest {

  private Tensor weighted(Tensor result) {
    float[] weights = new float[(int) result.shape().numel()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i + 1;
    }
    return result.mul(tensor(result.shape(), weights)).sum();
  }

  @Test
  default void valuesComeBackAsTheyWentIn() {
    float[] values = {0f, -0f, 1.5f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN};
    Tensor tensor = tensor(Shape.of(2, 3), values);
    assertThat(tensor.data()).isEqualTo(TensorData.of(values, Shape.of(2, 3)));
    assertThat(tensor.device()).isEqualTo(device());
  }

  @Test
  default void integersComeBackAsTheyWentIn() {
    long[] values = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE};
    Tensor tensor = backend().tensor(values, Shape.of(4)).to(device());
    assertThat(tensor.data()).isEqualTo(TensorData.of(values, Shape.of(4)));
  }

  @Test
  default void emptyTensorsAndScalarsAreTensors() {
    assertThat(tensor(Shape.of(0, 3)).toFloatArray()).isEmpty();
    Tensor scalar = tensor(Shape.scalar(), 4f);
    assertThat(scalar.shape().rank()).isZero();
    assertThat(scalar.item()).isEqualTo(4f);
  }

  @Test
  default void changingTheArrayAfterwardsChangesNothing() {
    float[] values = {1f, 2f};
    Tensor tensor = tensor(Shape.of(2), values);
    values[0] = 9f;
    tensor.toFloatArray()[1] = 9f;
    assertThat(tensor.toFloatArray()).containsExactly(1f, 2f);
  }

  @Test
  default void addsAndSubtractsWithBroadcasting() {
    Tensor a = variable(Shape.of(2, 2), 1, 2, 3, 4);
    Tensor b = variable(Shape.of(2), 10, 20);
    Tensor sum = a.add(b);
    Expect.close("a + b", sum.toFloatArray(), new float[] {11, 22, 13, 24}, EXACT);
    weighted(sum).backward();
    Expect.close("da", gradient(a), new float[] {1, 2, 3, 4}, EXACT);
    Expect.close("db", gradient(b), new float[] {4, 6}, EXACT);

    Tensor c = variable(Shape.of(2, 1), 1, 2);
    Tensor d = variable(Shape.of(1, 3), 10, 20, 30);
    Tensor difference = c.sub(d);
    assertThat(difference.shape()).isEqualTo(Shape.of(2, 3));
    float[] expected = {-9, -19, -29, -8, -18, -28};
    Expect.close("c - d", difference.toFloatArray(), expected, EXACT);
    weighted(difference).backward();
    Expect.close("dc", gradient(c), new float[] {6, 15}, EXACT);
    Expect.close("dd", gradient(d), new float[] {-5, -7, -9}, EXACT);
  }

  @Test
  default void multipliesAndDividesWithBroadcasting() {
    Tensor a = variable(Shape.of(2, 2), 1, 2, 3, 4);
    Tensor b = variable(Shape.of(2, 1), 2, 4);
    Tensor product = a.mul(b);
    Expect.close("a b", product.toFloatArray(), new float[] {2, 4, 12, 16}, EXACT);
    weighted(product).backward();
    Expect.close("da", gradient(a), new float[] {2, 4, 12, 16}, EXACT);
    Expect.close("db", gradient(b), new float[] {5, 25}, EXACT);

    Tensor c = variable(Shape.of(3), 1, 2, 3);
    Tensor d = variable(Shape.scalar(), 4);
    Tensor quotient = c.div(d);
    Expect.close("c / d", quotient.toFloatArray(), new float[] {0.25f, 0.5f, 0.75f}, EXACT);
    weighted(quotient).backward();
    Expect.close("dc", gradient(c), new float[] {0.25f, 0.5f, 0.75f}, EXACT);
    Expect.close("dd", gradient(d), new float[] {-0.875f}, GRADIENT_F32);
  }

  @Test
  default void takesNumbersAsOperands() {
    Tensor a = variable(Shape.of(2), 3, -6);
    Expect.close("a + 0.5", a.add(0.5).toFloatArray(), new float[] {3.5f, -5.5f}, EXACT);
    Expect.close("a - 0.5", a.sub(0.5).toFloatArray(), new float[] {2.5f, -6.5f}, EXACT);
    Expect.close("a 2", a.mul(2).toFloatArray(), new float[] {6, -12}, EXACT);
    Expect.close("a / 4", a.div(4).toFloatArray(), new float[] {0.75f, -1.5f}, EXACT);
    Expect.close("-a", a.neg().toFloatArray(), new float[] {-3, 6}, EXACT);
    weighted(a.neg().mul(3).div(2).add(1).sub(7)).backward();
    Expect.close("da", gradient(a), new float[] {-1.5f, -3f}, EXACT);
  }

  @Test
  default void dividesByZeroAsFloatsDo() {
    Tensor quotient = tensor(Shape.of(3), 1, -1, 0).div(tensor(Shape.of(3), 0, 0, 0));
    float[] expected = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
    assertThat(quotient.toFloatArray()).containsExactly(expected);
  }

  @Test
  default void multipliesMatrices() {
    Tensor a = variable(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    Tensor b = variable(Shape.of(3, 2), 7, 8, 9, 10, 11, 12);
    Tensor product = a.matmul(b);
    Expect.close("a b", product.toFloatArray(), new float[] {58, 64, 139, 154}, EXACT);
    weighted(product).backward();
    Expect.close("da", gradient(a), new float[] {23, 29, 35, 53, 67, 81}, EXACT);
    Expect.close("db", gradient(b), new float[] {13, 18, 17, 24, 21, 30}, EXACT);
  }

  @Test
  default void transposesAndReshapes() {
    Tensor a = variable(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    Tensor transposed = a.transpose();
    assertThat(transposed.shape()).isEqualTo(Shape.of(3, 2));
    Expect.close("aT", transposed.toFloatArray(), new float[] {1, 4, 2, 5, 3, 6}, EXACT);
    Tensor reshaped = transposed.reshape(-1);
    assertThat(reshaped.shape()).isEqualTo(Shape.of(6));
    Expect.close("flat", reshaped.toFloatArray(), new float[] {1, 4, 2, 5, 3, 6}, EXACT);
    weighted(reshaped).backward();
    Expect.close("da", gradient(a), new float[] {1, 3, 5, 2, 4, 6}, EXACT);
  }

  @Test
  default void narrowsAnyDimension() {
    Tensor a = variable(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
    Expect.close("rows", a.narrow(0, 1, 2).toFloatArray(), new float[] {3, 4, 5, 6}, EXACT);
    Tensor column = a.narrow(-1, 1, 1);
    assertThat(column.shape()).isEqualTo(Shape.of(3, 1));
    Expect.close("column", column.toFloatArray(), new float[] {2, 4, 6}, EXACT);
    weighted(column).backward();
    Expect.close("da", gradient(a), new float[] {0, 1, 0, 2, 0, 3}, EXACT);
    assertThat(a.narrow(0, 3, 0).toFloatArray()).isEmpty();
  }

  @Test
  default void sumsAndAverages() {
    Tensor a = variable(Shape.of(2, 2), 1, 2, 3, 6);
    assertThat(a.sum().item()).isEqualTo(12f);
    assertThat(a.mean().item()).isEqualTo(3f);
    a.mean().backward();
    Expect.close("da", gradient(a), new float[] {0.25f, 0.25f, 0.25f, 0.25f}, EXACT);
    assertThat(tensor(Shape.of(0)).sum().item()).isZero();
    assertThat(tensor(Shape.of(0)).mean().item()).isNaN();
  }

  @Test
  default void sumsLongTensorsWithoutLosingTheTail() {
    float[] values = new float[100_003];
    java.util.Arrays.fill(values, 0.1f);
    Expect.close("sum", tensor(Shape.of(100_003), values).sum().item(), 10000.3f, FORWARD_F32);
  }

  @Test
  default void gradientsGather() {
    Tensor a = variable(Shape.of(2), 1, 2);
    assertThat(a.grad()).isNull();
    a.sum().backward();
    a.mul(3).sum().backward();
    Expect.close("da", gradient(a), new float[] {4, 4}, EXACT);
    Tensor b = variable(Shape.of(1), 5);
    b.mul(b).add(b).sum().backward();
    Expect.close("db", gradient(b), new float[] {11}, EXACT);
  }

  @Test
  default void gradientsGoThroughLongChains() {
    Tensor a = variable(Shape.of(1), 1);
    Tensor chain = a;
    for (int i = 0; i < 10_000; i++) {
      chain = chain.add(1);
    }
    chain.sum().backward();
    Expect.close("da", gradient(a), new float[] {1}, EXACT);
  }

  @Test
  default void noGradientGoesThroughDetachOrNoGrad() {
    Tensor a = variable(Shape.of(1), 3);
    a.mul(a.detach()).sum().backward();
    Expect.close("da", gradient(a), new float[] {3}, EXACT);
    try (NoGrad noGrad = backend().noGrad()) {
      assertThat(a.mul(2).requiresGrad()).isFalse();
    }
    assertThat(a.mul(2).requiresGrad()).isTrue();
  }

  @Test
  default void frozenTensorsGetNoGradient() {
    Tensor a = variable(Shape.of(1), 3);
    Tensor b = variable(Shape.of(1), 4).requiresGrad(false);
    a.mul(b).sum().backward();
    assertThat(b.grad()).isNull();
    Expect.close("da", gradient(a), new float[] {4}, EXACT);
  }
}
