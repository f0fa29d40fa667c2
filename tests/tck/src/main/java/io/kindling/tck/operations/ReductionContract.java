package io.kindling.tck.operations;

import static io.kindling.tck.kit.Numerics.operation;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Tensor;
import io.kindling.core.Extremum;
import io.kindling.core.Shape;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Expect;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Sums, means, and the greatest and least. */
public interface ReductionContract extends BackendUnderTest {
  private static void value(String operation, Tensor actual, float... expected) {
    Expect.close(operation, actual.toFloatArray(), expected, operation(operation).value());
  }

  private void slope(String operation, Tensor of, float... expected) {
    Expect.close(
        operation + "'s gradient", gradient(of), expected, operation(operation).gradient());
  }

  @Test
  default void sumsEverything() {
    Tensor a = variable(Shape.of(2, 2), 1, 2, 3, 6);
    value("sum", a.sum(), 12);
    a.sum().backward();
    slope("sum", a, 1, 1, 1, 1);
    assertThat(tensor(Shape.of(0)).sum().item()).isZero();
  }

  @Test
  default void averagesEverything() {
    Tensor a = variable(Shape.of(2, 2), 1, 2, 3, 6);
    value("mean", a.mean(), 3);
    a.mean().backward();
    slope("mean", a, 0.25f, 0.25f, 0.25f, 0.25f);
    assertThat(tensor(Shape.of(0)).mean().item()).isNaN();
  }

  @Test
  default void sumsAlongADimension() {
    Tensor a = variable(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    value("sum", a.sum(0), 5, 7, 9);
    Tensor rows = a.sum(-1, true);
    assertThat(rows.shape()).isEqualTo(Shape.of(2, 1));
    value("sum", rows, 6, 15);
    weighted(rows).backward();
    slope("sum", a, 1, 1, 1, 2, 2, 2);
    assertThat(tensor(Shape.of(0, 2)).sum(0).toFloatArray()).containsExactly(0, 0);
  }

  @Test
  default void averagesAlongADimension() {
    Tensor a = variable(Shape.of(2, 2), 1, 2, 3, 6);
    Tensor columns = a.mean(0);
    assertThat(columns.shape()).isEqualTo(Shape.of(2));
    value("mean", columns, 2, 4);
    weighted(columns).backward();
    slope("mean", a, 0.5f, 1, 0.5f, 1);
    assertThat(tensor(Shape.of(1, 0)).mean(1).toFloatArray()).containsExactly(Float.NaN);
  }

  @Test
  default void findsTheGreatestAndTheFirstOfThem() {
    Tensor a = variable(Shape.of(2, 3), 1, 7, 7, 6, 5, 4);
    Extremum<Tensor> max = a.max(1);
    assertThat(max.indices().data().toLongArray()).containsExactly(1, 0);
    value("max", max.values(), 7, 6);
    weighted(max.values()).backward();
    slope("max", a, 0, 1, 0, 2, 0, 0);
  }

  @Test
  default void findsTheLeastAndTheFirstOfThem() {
    Tensor a = variable(Shape.of(3, 2), 3, 2, 1, 2, 1, 9);
    Extremum<Tensor> min = a.min(0, true);
    assertThat(min.values().shape()).isEqualTo(Shape.of(1, 2));
    assertThat(min.indices().shape()).isEqualTo(Shape.of(1, 2));
    assertThat(min.indices().data().toLongArray()).containsExactly(1, 0);
    value("min", min.values(), 1, 2);
    weighted(min.values()).backward();
    slope("min", a, 0, 2, 1, 0, 0, 0);
  }

  @Test
  default void notANumberIsGreatestAndLeast() {
    Tensor a = tensor(Shape.of(3), 1, Float.NaN, 5);
    assertThat(a.max(0).values().item()).isNaN();
    assertThat(a.min(0).values().item()).isNaN();
    assertThat(a.max(0).indices().data().toLongArray()).containsExactly(1);
    assertThat(a.min(0).indices().data().toLongArray()).containsExactly(1);
  }

  @Test
  default void sumsLongTensorsWithoutLosingTheTail() {
    float[] values = new float[100_003];
    Arrays.fill(values, 0.1f);
    value("sum", tensor(Shape.of(100_003), values).sum(), 10000.3f);
  }
}
