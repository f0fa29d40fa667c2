package io.kindling.tck.operations;

import static io.kindling.tck.kit.Numerics.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Expect;
import org.junit.jupiter.api.Test;

/** Sums, differences, products, quotients and powers, with broadcasting. */
public interface ArithmeticContract extends BackendUnderTest {
  private static void value(String operation, Tensor actual, float... expected) {
    Expect.close(operation, actual.toFloatArray(), expected, operation(operation).value());
  }

  private void slope(String operation, Tensor of, float... expected) {
    Expect.close(
        operation + "'s gradient", gradient(of), expected, operation(operation).gradient());
  }

  @Test
  default void addsWithBroadcasting() {
    Tensor a = variable(Shape.of(2, 2), 1, 2, 3, 4);
    Tensor b = variable(Shape.of(2), 10, 20);
    Tensor sum = a.add(b);
    value("add", sum, 11, 22, 13, 24);
    weighted(sum).backward();
    slope("add", a, 1, 2, 3, 4);
    slope("add", b, 4, 6);
  }

  @Test
  default void subtractsWithBroadcasting() {
    Tensor a = variable(Shape.of(2, 1), 1, 2);
    Tensor b = variable(Shape.of(1, 3), 10, 20, 30);
    Tensor difference = a.sub(b);
    assertThat(difference.shape()).isEqualTo(Shape.of(2, 3));
    value("sub", difference, -9, -19, -29, -8, -18, -28);
    weighted(difference).backward();
    slope("sub", a, 6, 15);
    slope("sub", b, -5, -7, -9);
  }

  @Test
  default void multipliesWithBroadcasting() {
    Tensor a = variable(Shape.of(2, 2), 1, 2, 3, 4);
    Tensor b = variable(Shape.of(2, 1), 2, 4);
    Tensor product = a.mul(b);
    value("mul", product, 2, 4, 12, 16);
    weighted(product).backward();
    slope("mul", a, 2, 4, 12, 16);
    slope("mul", b, 5, 25);
  }

  @Test
  default void dividesWithBroadcasting() {
    Tensor a = variable(Shape.of(3), 1, 2, 3);
    Tensor b = variable(Shape.scalar(), 4);
    Tensor quotient = a.div(b);
    value("div", quotient, 0.25f, 0.5f, 0.75f);
    weighted(quotient).backward();
    slope("div", a, 0.25f, 0.5f, 0.75f);
    slope("div", b, -0.875f);
  }

  @Test
  default void takesNumbersAsOperands() {
    Tensor a = variable(Shape.of(2), 3, -6);
    value("add", a.add(0.5), 3.5f, -5.5f);
    value("sub", a.sub(0.5), 2.5f, -6.5f);
    value("mul", a.mul(2), 6, -12);
    value("div", a.div(4), 0.75f, -1.5f);
    value("neg", a.neg(), -3, 6);
    weighted(a.neg().mul(3).div(2).add(1).sub(7)).backward();
    slope("neg", a, -1.5f, -3f);
  }

  @Test
  default void numbersAreRoundedToFloat32() {
    Tensor a = tensor(Shape.of(1), 1);
    value("add", a.add(0.1), 1 + 0.1f);
    value("mul", a.mul(0.1), 0.1f);
    assertThat(tensor(Shape.of(1), 0.1f).eq(0.1).item()).isEqualTo(1f);
  }

  @Test
  default void dividesByZeroAsFloatsDo() {
    Tensor quotient = tensor(Shape.of(3), 1, -1, 0).div(tensor(Shape.of(3), 0, 0, 0));
    float[] expected = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};
    assertThat(quotient.toFloatArray()).containsExactly(expected);
  }

  @Test
  default void raisesToANumber() {
    Tensor a = variable(Shape.of(3), 1, 2, -3);
    Tensor cubes = a.pow(3);
    value("pow", cubes, 1, 8, -27);
    weighted(cubes).backward();
    slope("pow", a, 3, 24, 81);
    Tensor b = variable(Shape.of(2), 0, 5);
    b.pow(0).sum().backward();
    slope("pow", b, 0, 0);
  }

  @Test
  default void raisesToATensor() {
    Tensor a = variable(Shape.of(2), 1, 2);
    Tensor b = variable(Shape.of(2, 1), 2, 3);
    Tensor powers = a.pow(b);
    value("pow", powers, 1, 4, 1, 8);
    weighted(powers).backward();
    slope("pow", a, 11, 56);
    slope("pow", b, 8 * 0.6931472f, 32 * 0.6931472f);
  }

  @Test
  default void multipliesMatrices() {
    Tensor a = variable(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    Tensor b = variable(Shape.of(3, 2), 7, 8, 9, 10, 11, 12);
    Tensor product = a.matmul(b);
    value("matmul", product, 58, 64, 139, 154);
    weighted(product).backward();
    slope("matmul", a, 23, 29, 35, 53, 67, 81);
    slope("matmul", b, 13, 18, 17, 24, 21, 30);
  }
}
