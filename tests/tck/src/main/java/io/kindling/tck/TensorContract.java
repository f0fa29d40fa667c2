package io.kindling.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.DType;
import io.kindling.Device;
import io.kindling.Shape;
import io.kindling.Tensor;
import io.kindling.TensorData;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tensors: values go in and come out, bit for bit, and belong to nobody else. */
public interface TensorContract extends BackendUnderTest {
  @Test
  default void valuesComeBackAsTheyWentIn() {
    float[] values = {0f, -0f, 1.5f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NaN};
    Tensor tensor = tensor(Shape.of(2, 3), values);
    assertThat(tensor.data()).isEqualTo(TensorData.of(values, Shape.of(2, 3)));
    assertThat(tensor.device()).isEqualTo(device());
    assertThat(tensor.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(tensor.requiresGrad()).isFalse();
  }

  @Test
  default void integersComeBackAsTheyWentIn() {
    long[] values = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE};
    Tensor tensor = integers(values);
    assertThat(tensor.data()).isEqualTo(TensorData.of(values, Shape.of(4)));
    assertThat(tensor.dtype()).isEqualTo(DType.INT64);
  }

  @Test
  default void emptyTensorsAndScalarsAreTensors() {
    assertThat(tensor(Shape.of(0, 3)).toFloatArray()).isEmpty();
    assertThat(tensor(Shape.of(0, 3)).sum().item()).isZero();
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
  default void integersCanBeMovedAndPicked() {
    Tensor labels = integers(5, 6, 7, 8);
    assertThat(labels.reshape(2, 2).data().toLongArray()).containsExactly(5, 6, 7, 8);
    assertThat(labels.narrow(0, 1, 2).data().toLongArray()).containsExactly(6, 7);
    assertThat(labels.indexSelect(0, integers(3, 0)).data().toLongArray()).containsExactly(8, 5);
    Tensor twice = Tensor.cat(List.of(labels, integers(9)), 0);
    assertThat(twice.data().toLongArray()).containsExactly(5, 6, 7, 8, 9);
  }

  @Test
  default void onItsOwnDeviceATensorStays() {
    Tensor tensor = tensor(Shape.of(1), 1);
    assertThat(tensor.to(device())).isSameAs(tensor);
  }

  @Test
  default void everyDeviceKeepsValuesAndGradients() {
    for (Device device : backend().devices()) {
      Tensor x = backend().tensor(new float[] {1, -2}, Shape.of(2)).requiresGrad(true);
      Tensor there = x.to(device);
      assertThat(there.device()).isEqualTo(device);
      there.mul(there).sum().backward();
      assertThat(gradient(x)).containsExactly(2, -4);
    }
  }
}
