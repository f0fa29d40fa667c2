package io.kindling.tck.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DTypeException;
import io.kindling.tck.kit.BackendUnderTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operations that move values and change none: all of them exact. */
public interface LayoutContract extends BackendUnderTest {
  @Test
  default void transposesAndReshapes() {
    Tensor a = variable(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    Tensor transposed = a.transpose();
    assertThat(transposed.shape()).isEqualTo(Shape.of(3, 2));
    assertThat(transposed.toFloatArray()).containsExactly(1, 4, 2, 5, 3, 6);
    Tensor reshaped = transposed.reshape(-1);
    assertThat(reshaped.shape()).isEqualTo(Shape.of(6));
    assertThat(reshaped.toFloatArray()).containsExactly(1, 4, 2, 5, 3, 6);
    weighted(reshaped).backward();
    assertThat(gradient(a)).containsExactly(1, 3, 5, 2, 4, 6);
  }

  @Test
  default void narrowsAnyDimension() {
    Tensor a = variable(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
    assertThat(a.narrow(0, 1, 2).toFloatArray()).containsExactly(3, 4, 5, 6);
    Tensor column = a.narrow(-1, 1, 1);
    assertThat(column.shape()).isEqualTo(Shape.of(3, 1));
    assertThat(column.toFloatArray()).containsExactly(2, 4, 6);
    weighted(column).backward();
    assertThat(gradient(a)).containsExactly(0, 1, 0, 2, 0, 3);
    assertThat(a.narrow(0, 3, 0).toFloatArray()).isEmpty();
  }

  @Test
  default void putsTensorsOneAfterTheOther() {
    Tensor a = variable(Shape.of(2, 1), 1, 2);
    Tensor b = variable(Shape.of(2, 2), 3, 4, 5, 6);
    Tensor both = Tensor.cat(List.of(a, b, a), -1);
    assertThat(both.shape()).isEqualTo(Shape.of(2, 4));
    assertThat(both.toFloatArray()).containsExactly(1, 3, 4, 1, 2, 5, 6, 2);
    weighted(both).backward();
    assertThat(gradient(a)).containsExactly(1 + 4, 5 + 8);
    assertThat(gradient(b)).containsExactly(2, 3, 6, 7);
  }

  @Test
  default void picksSlicesAndGivesARepeatedOneAllItsGradients() {
    Tensor a = variable(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
    Tensor rows = a.indexSelect(0, integers(2, 0, 2));
    assertThat(rows.toFloatArray()).containsExactly(5, 6, 1, 2, 5, 6);
    weighted(rows).backward();
    assertThat(gradient(a)).containsExactly(3, 4, 0, 0, 1 + 5, 2 + 6);
    assertThat(a.indexSelect(1, integers(1)).toFloatArray()).containsExactly(2, 4, 6);
    assertThat(a.indexSelect(0, integers()).shape()).isEqualTo(Shape.of(0, 2));
  }

  @Test
  default void anIndexThatThereIsNotHasNoOneInItsRow() {
    Tensor rows = integers(1, -100, 2, 3).reshape(2, 2).oneHot(3);
    assertThat(rows.shape()).isEqualTo(Shape.of(2, 2, 3));
    assertThat(rows.toFloatArray()).containsExactly(0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);
    assertThat(rows.device()).isEqualTo(device());
    assertThat(integers().oneHot(3).shape()).isEqualTo(Shape.of(0, 3));
    assertThatThrownBy(() -> rows.oneHot(3)).isInstanceOf(DTypeException.class);
  }

  @Test
  default void constantsStandBesideTheirTensor() {
    TensorData values = TensorData.of(new float[] {1, 2}, Shape.of(2));
    Tensor a = variable(Shape.of(2), 3, 4);
    Tensor constant = a.constant(values);
    assertThat(constant.data()).isEqualTo(values);
    assertThat(constant.device()).isEqualTo(device());
    a.mul(constant).sum().backward();
    assertThat(gradient(a)).containsExactly(1, 2);
  }
}
