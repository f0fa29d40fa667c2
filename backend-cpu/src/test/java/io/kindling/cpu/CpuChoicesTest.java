package io.kindling.cpu;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.cpu.kernel.Processor;
import io.kindling.tck.KindlingContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;

/**
 * The contract, PyTorch's numbers among it, holds whatever is chosen: the kernels, the threads, and
 * whether samples are gone through once. {@link CpuBackendTest} has the defaults: the Vector API,
 * as many threads as processors, once.
 */
final class CpuChoicesTest {
  private static final Backend SCALAR = open("1", "false", "true");
  private static final Backend TWICE = open("2", "true", "false");
  private static final Backend MANY_THREADS = open("7", "true", "true");

  private static Backend open(String threads, String vector, String fused) {
    System.setProperty(Processor.THREADS, threads);
    System.setProperty(Processor.VECTOR, vector);
    System.setProperty(Processor.FUSED, fused);
    try {
      return Backends.open("cpu");
    } finally {
      System.clearProperty(Processor.THREADS);
      System.clearProperty(Processor.VECTOR);
      System.clearProperty(Processor.FUSED);
    }
  }

  @AfterAll
  static void close() {
    SCALAR.close();
    TWICE.close();
    MANY_THREADS.close();
  }

  @Nested
  final class ScalarKernelsOnOneThread implements KindlingContract {
    @Override
    public Backend backend() {
      return SCALAR;
    }
  }

  @Nested
  final class TwoThreadsThatGoThroughSamplesTwice implements KindlingContract {
    @Override
    public Backend backend() {
      return TWICE;
    }
  }

  @Nested
  final class SevenThreads implements KindlingContract {
    @Override
    public Backend backend() {
      return MANY_THREADS;
    }
  }
}
