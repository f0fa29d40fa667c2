package io.kindling.wrong;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.cpu.CpuBackendProvider;
import io.kindling.spi.Availability;
import io.kindling.spi.BackendProvider;
import io.kindling.spi.Engine;

/** Offers the backend {@code wrong}: cpu's engine with the defect that is being tried. */
public final class WrongBackendProvider implements BackendProvider {
  private static final String NAME = "wrong";

  private static volatile Defect defect = WrappedEngine::new;

  /** For the service loader. */
  public WrongBackendProvider() {}

  /** Opens a backend that has the defect, as all do that are opened from now on. */
  static Backend open(Defect tried) {
    defect = tried;
    return Backends.open(NAME);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int priority() {
    return Integer.MIN_VALUE;
  }

  @Override
  public Availability availability() {
    return Availability.yes();
  }

  @Override
  public Engine<?> open() {
    return defect.in(new CpuBackendProvider().open());
  }
}
