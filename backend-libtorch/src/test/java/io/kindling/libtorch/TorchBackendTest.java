package io.kindling.libtorch;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.core.Device;
import io.kindling.tck.KindlingContract;
import org.junit.jupiter.api.Test;

/** The backend {@code libtorch} keeps the contract, on the processor. */
final class TorchBackendTest implements KindlingContract {
  private static final Backend BACKEND = Backends.open("libtorch");

  @Override
  public Backend backend() {
    return BACKEND;
  }

  @Override
  public Device device() {
    return Device.CPU;
  }

  @Test
  void lacksNothing() {
    assertThat(gaps()).as("so no test of the contract was aborted").isEmpty();
  }
}
