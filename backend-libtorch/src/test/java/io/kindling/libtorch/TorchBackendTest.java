package io.kindling.libtorch;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.tck.KindlingContract;

/** The backend {@code libtorch} keeps the contract, on its best device. */
final class TorchBackendTest implements KindlingContract {
  private static final Backend BACKEND = Backends.open("libtorch");

  @Override
  public Backend backend() {
    return BACKEND;
  }
}
