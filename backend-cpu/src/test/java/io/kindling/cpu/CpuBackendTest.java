package io.kindling.cpu;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.tck.KindlingContract;

/** The backend {@code cpu} keeps the contract. */
final class CpuBackendTest implements KindlingContract {
  private static final Backend BACKEND = Backends.open("cpu");

  @Override
  public Backend backend() {
    return BACKEND;
  }
}
