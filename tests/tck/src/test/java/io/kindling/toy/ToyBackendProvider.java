package io.kindling.toy;

import io.kindling.spi.Availability;
import io.kindling.spi.BackendProvider;
import io.kindling.spi.Engine;

/** Offers the backend {@code toy}. */
public final class ToyBackendProvider implements BackendProvider {
  /** For the service loader. */
  public ToyBackendProvider() {}

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Availability availability() {
    return Availability.yes();
  }

  @Override
  public Engine<?> open() {
    return new ToyEngine();
  }
}
