package io.kindling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doCallRealMethod;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.BackendException;
import io.kindling.error.DeviceException;
import io.kindling.spi.Engine;
import io.kindling.spi.TensorOperations;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the tensors of a host's own module move: in place, by an engine with two devices. */
final class TensorMoveTest {
  private static final Device FAR = Device.of("far", 0);

  private final Object handle = new Object();

  @SuppressWarnings("unchecked")
  private final TensorOperations<Object> operations = mock(TensorOperations.class);

  @SuppressWarnings("unchecked")
  private final Engine<Object> engine = mock(Engine.class);

  private final Module module;
  private final Tensor tensor;

  TensorMoveTest() {
    when(engine.tensors()).thenReturn(operations);
    when(engine.devices()).thenReturn(List.of(Device.CPU, FAR));
    when(operations.create(any(FloatBuffer.class), any(Shape.class))).thenReturn(handle);
    when(operations.create(any(TensorData.class), any(Device.class))).thenReturn(handle);
    tensor = new Backend("far", engine).tensor(new float[] {1}, Shape.of(1));
    module =
        new Module() {
          @Override
          public Tensor forward(Tensor input) {
            return input.mul(tensor);
          }

          @Override
          public Map<String, Tensor> ownParameters() {
            return Map.of("factor", tensor);
          }
        };
  }

  @Test
  void itStaysTheSameObject() {
    module.to(Device.of("far:0"));
    verify(operations).move(handle, FAR);
    assertThat(tensor.device()).isSameAs(FAR);
    module.to(FAR);
    verify(operations).move(any(), any());
  }

  @Test
  void onItsOwnDeviceItIsLeftAlone() {
    module.to(Device.of("cpu"));
    verify(operations, never()).move(any(), any());
  }

  @Test
  void anUnknownDeviceIsRefusedBefore() {
    assertThatThrownBy(() -> module.to(Device.of("far:1")))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("(got far:1; expected one of [cpu, far:0]");
    verify(operations, never()).move(any(), any());
    assertThat(tensor.device()).isEqualTo(Device.CPU);
  }

  @Test
  void anEngineThatCannotSaysSo() {
    doCallRealMethod().when(operations).move(any(), any());
    when(operations.doesNotHave("to")).thenReturn(BackendException.doesNotHave("to", "far 1"));
    assertThatThrownBy(() -> module.to(FAR))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "to: this backend does not have it (got far 1; expected a backend that does; choose"
                + " another backend)");
    assertThat(tensor.device()).isEqualTo(Device.CPU);
  }
}
