package io.kindling.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DeviceException;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices. */
final class DeviceTest {
  @ParameterizedTest
  @CsvSource({"cpu,cpu", "cpu:0,cpu", "cuda,cuda:0", "cuda:1,cuda:1", " CUDA:1 ,cuda:1"})
  void readsAndPrintsAsPyTorchDoes(String text, String printed) {
    assertThat(Device.of(text)).hasToString(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "cuda:", "cuda:-1", "cuda:01", "gpu 0", "cuda:99999"})
  void refusesWhatIsNoDevice(String text) {
    assertThatThrownBy(() -> Device.of(text))
        .isInstanceOf(DeviceException.class)
        .hasMessageEndingWith("expected cpu, cuda or cuda:0)");
  }

  @Test
  void isItsTypeAndIndexWhateverItIsCalled() {
    Device described = Device.of("cuda", 0, "NVIDIA H200", OptionalLong.of(1L << 37));
    assertThat(described).isEqualTo(Device.of("cuda")).hasSameHashCodeAs(Device.of("cuda"));
    assertThat(described).isNotEqualTo(Device.of("cuda:1")).isNotEqualTo(Device.CPU);
  }
}
