package io.kindling.cpu.sums;

import io.kindling.cpu.CpuEngine;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.spi.Availability;
import io.kindling.spi.BackendProvider;
import io.kindling.spi.Engine;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The backend {@code cpu} over a sharing of one's own, without threads.
 *
 * @param sharing makes it of one that does all on the caller's thread
 */
record AloneProvider(UnaryOperator<Sharing> sharing) implements BackendProvider {
  /** There may be very many of them. */
  private static final Map<String, String> NOTHING_TO_LOG = Map.of();

  @Override
  public String name() {
    return "cpu";
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
    return new CpuEngine(Processor.alone(sharing), NOTHING_TO_LOG);
  }
}
