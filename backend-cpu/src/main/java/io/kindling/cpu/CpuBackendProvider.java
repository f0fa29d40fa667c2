package io.kindling.cpu;

import io.kindling.core.Finding;
import io.kindling.cpu.kernel.Processor;
import io.kindling.error.BackendException;
import io.kindling.spi.Availability;
import io.kindling.spi.BackendProvider;
import io.kindling.spi.Engine;
import java.util.List;
import java.util.Map;

/** Offers the backend {@code cpu}, which works wherever Java does. */
public final class CpuBackendProvider implements BackendProvider {
  /** Below a native backend: it is the one to fall back to. */
  private static final int PRIORITY = 10;

  /** For the service loader. */
  public CpuBackendProvider() {}

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public int priority() {
    return PRIORITY;
  }

  @Override
  public Availability availability() {
    try {
      Processor.checkProperties();
      return Availability.yes();
    } catch (BackendException e) {
      return Availability.no(e.operation() + ": " + e.rule() + ", not " + e.got());
    }
  }

  @Override
  public List<Finding> findings() {
    return availability().usable() ? List.of(Processor.finding()) : List.of();
  }

  @Override
  public Engine<?> open() {
    Processor processor = Processor.configured();
    return new CpuEngine(processor, Map.of("vectors", processor.vectors()));
  }
}
