package io.kindling.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.tck.KindlingContract;
import org.junit.jupiter.api.Test;

/** The backend {@code cpu} keeps the contract. */
final class CpuBackendTest implements KindlingContract {
  private static final Backend BACKEND = Backends.open("cpu");

  @Override
  public Backend backend() {
    return BACKEND;
  }

  @Test
  void lacksNothing() {
    assertThat(gaps()).as("so no test of the contract was aborted").isEmpty();
  }
}
