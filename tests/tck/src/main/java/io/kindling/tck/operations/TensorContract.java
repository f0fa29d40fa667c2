package io.kindling.tck.operations;

import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Tensor;
import io.kindling.core.DType;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.tck.kit.BackendUnderTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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
  default void aBufferIsCopiedFromWhereItStandsToItsEnd() {
    ByteBuffer memory = ByteBuffer.allocateDirect(5 * Float.BYTES);
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      FloatBuffer values = memory.order(order).asFloatBuffer();
      values.put(0, new float[] {1, 2, 3, 4, 5}).position(1).limit(4);
      Tensor tensor = backend().tensor(values, Shape.of(3));
      assertThat(values.position()).isEqualTo(1);
      assertThat(values.limit()).isEqualTo(4);
      values.put(2, 9f);
      assertThat(tensor.toFloatArray()).containsExactly(2, 3, 4);
    }
    FloatBuffer part = FloatBuffer.wrap(new float[] {1, 2, 3}, 1, 2).slice().asReadOnlyBuffer();
    assertThat(backend().tensor(part, Shape.of(2, 1)).toFloatArray()).containsExactly(2, 3);
  }

  @Test
  default void whatAnOptimizerChangesIsNotTheBuffer() {
    FloatBuffer values =
        ByteBuffer.allocateDirect(Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer();
    Tensor tensor = backend().tensor(values, Shape.of(1)).requiresGrad(true);
    tensor.sum().backward();
    backend().optimizer(sgd(1), List.of(tensor)).step();
    assertThat(tensor.item()).isEqualTo(-1f);
    assertThat(values.get(0)).isZero();
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
