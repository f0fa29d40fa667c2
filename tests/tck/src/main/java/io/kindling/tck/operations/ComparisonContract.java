package io.kindling.tck.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.tck.kit.BackendUnderTest;
import org.junit.jupiter.api.Test;

/** Comparisons: masks of ones and zeros that no gradient goes through. */
public interface ComparisonContract extends BackendUnderTest {
  @Test
  default void comparesWithTensors() {
    Tensor a = tensor(Shape.of(4), 1, 2, 3, Float.NaN);
    Tensor b = tensor(Shape.scalar(), 2);
    assertThat(a.gt(b).toFloatArray()).containsExactly(0, 0, 1, 0);
    assertThat(a.ge(b).toFloatArray()).containsExactly(0, 1, 1, 0);
    assertThat(a.lt(b).toFloatArray()).containsExactly(1, 0, 0, 0);
    assertThat(a.le(b).toFloatArray()).containsExactly(1, 1, 0, 0);
    assertThat(a.eq(b).toFloatArray()).containsExactly(0, 1, 0, 0);
    assertThat(a.ne(b).toFloatArray()).containsExactly(1, 0, 1, 1);
  }

  @Test
  default void comparesWithNumbers() {
    Tensor a = tensor(Shape.of(4), 1, 2, 3, Float.NaN);
    assertThat(a.gt(2).toFloatArray()).containsExactly(0, 0, 1, 0);
    assertThat(a.ge(2).toFloatArray()).containsExactly(0, 1, 1, 0);
    assertThat(a.lt(2).toFloatArray()).containsExactly(1, 0, 0, 0);
    assertThat(a.le(2).toFloatArray()).containsExactly(1, 1, 0, 0);
    assertThat(a.eq(2).toFloatArray()).containsExactly(0, 1, 0, 0);
    assertThat(a.ne(2).toFloatArray()).containsExactly(1, 0, 1, 1);
  }

  @Test
  default void zeroEqualsNegativeZero() {
    assertThat(tensor(Shape.of(2), 0f, -0f).eq(0).toFloatArray()).containsExactly(1, 1);
  }

  @Test
  default void aMaskIsAConstantToTheGradient() {
    Tensor x = variable(Shape.of(3), -1, 0, 2);
    Tensor mask = x.gt(0);
    assertThat(mask.requiresGrad()).isFalse();
    x.mul(mask).sum().backward();
    assertThat(gradient(x)).containsExactly(0, 0, 1);
  }

  @Test
  default void choosesByAMaskWithBroadcasting() {
    Tensor a = variable(Shape.of(2, 1), 1, 2);
    Tensor b = variable(Shape.scalar(), 7);
    Tensor chosen = a.where(tensor(Shape.of(2), 1, 0), b);
    assertThat(chosen.shape()).isEqualTo(Shape.of(2, 2));
    assertThat(chosen.toFloatArray()).containsExactly(1, 7, 2, 7);
    weighted(chosen).backward();
    assertThat(gradient(a)).containsExactly(1, 3);
    assertThat(gradient(b)).containsExactly(6);
  }

  @Test
  default void whatIsNotChosenDoesNotShow() {
    Tensor a = variable(Shape.of(3), Float.POSITIVE_INFINITY, 1, Float.NaN);
    Tensor b = variable(Shape.of(3), 2, Float.NaN, 4);
    Tensor chosen = a.where(tensor(Shape.of(3), 0, -2, 0), b);
    assertThat(chosen.toFloatArray()).containsExactly(2, 1, 4);
    chosen.mul(tensor(Shape.of(3), 1, Float.POSITIVE_INFINITY, 1)).sum().backward();
    assertThat(gradient(a)).containsExactly(0, Float.POSITIVE_INFINITY, 0);
    assertThat(gradient(b)).containsExactly(1, 0, 1);
  }

  @Test
  default void choosesBetweenATensorAndANumber() {
    Tensor a = variable(Shape.of(3), Float.NaN, 1, Float.NEGATIVE_INFINITY);
    Tensor chosen = a.where(tensor(Shape.of(2, 1), 1, 0).mul(tensor(Shape.of(3), 0, 1, 1)), 0.1);
    float infinite = Float.NEGATIVE_INFINITY;
    assertThat(chosen.toFloatArray()).containsExactly(0.1f, 1, infinite, 0.1f, 0.1f, 0.1f);
    weighted(chosen).backward();
    assertThat(gradient(a)).containsExactly(0, 2, 3);
  }

  @Test
  default void theConditionOfAChoiceHasNoGradient() {
    Tensor condition = variable(Shape.of(2), 1, 0);
    Tensor constant = tensor(Shape.of(2), 3, 4);
    assertThat(constant.where(condition, constant).requiresGrad()).isFalse();
    Tensor x = variable(Shape.of(2), 5, 6);
    x.where(condition, constant).mul(condition).sum().backward();
    assertThat(gradient(x)).containsExactly(1, 0);
    assertThat(gradient(condition)).containsExactly(5, 4);
  }
}
