package io.kindling.parity;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.tck.use.SharedModelContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;

/**
 * Eight threads and one model, for long: what crashes once in some thousand closings crashes here.
 * Profile soak.
 */
@Tag("soak")
final class SharedModelTest {
  @Nested
  final class OnCpu extends Hammered {
    OnCpu() {
      super("cpu");
    }
  }

  @Nested
  final class OnLibTorch extends Hammered {
    OnLibTorch() {
      super("libtorch");
    }
  }

  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  abstract static class Hammered implements SharedModelContract {
    private final Backend backend;

    Hammered(String name) {
      backend = Backends.open(name);
    }

    @AfterAll
    void close() {
      backend.close();
    }

    @Override
    public Backend backend() {
      return backend;
    }

    @Override
    public int predictions() {
      return 10_000;
    }

    @Override
    public int swaps() {
      return 100_000;
    }
  }
}
