package io.kindling.libtorch.natives;

import static io.kindling.Specs.linear;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.NoGrad;
import io.kindling.core.Shape;
import io.kindling.error.BackendException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was forgotten takes no more memory than a bound, and nobody else pays for it. */
final class TorchGarbageTest {
  private static final Logger LOGGER = Logger.getLogger("io.kindling.libtorch");

  private final List<String> lines = new ArrayList<>();
  private final String log = System.setProperty(Backends.LOG, "true");
  private int collections;
  private final TorchGarbage garbage = new TorchGarbage(100, () -> collections++);

  TorchGarbageTest() {
    LOGGER.setUseParentHandlers(false);
    LOGGER.setFilter(line -> lines.add(line.getMessage()));
  }

  @AfterEach
  void forget() {
    System.clearProperty(TorchGarbage.PROPERTY);
    System.setProperty(Backends.LOG, String.valueOf(log));
    LOGGER.setFilter(null);
    LOGGER.setUseParentHandlers(true);
    TorchGarbage.collect(); // other tests count what is alive
  }

  @Test
  void aCollectionIsPaidForByABoundsWorthOfNewTensors() {
    for (int i = 0; i < 1010; i++) {
      garbage.held(1); // whether the program needs all of them or none
    }
    assertThat(collections).isEqualTo(10);
  }

  @Test
  void whatIsClosedCostsNone() {
    garbage.held(90);
    for (int i = 0; i < 1000; i++) {
      garbage.held(10);
      garbage.held(-10);
    }
    assertThat(collections).isZero();
  }

  @Test
  void whatIsClosedAfterACollectionMakesNoRoomForMoreGarbage() {
    garbage.held(101);
    garbage.held(-101);
    garbage.held(100);
    assertThat(collections).isEqualTo(1);
    garbage.held(1);
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void onlyTheFirstTimeIsLoggedAndItNamesScope() {
    garbage.held(101);
    garbage.held(101);
    assertThat(lines)
        .singleElement()
        .asString()
        .contains("try (Scope step = backend.scope())", TorchGarbage.PROPERTY)
        .doesNotContain("\n");
  }

  @Test
  void aLoopWithoutScopesKeepsFewTensorsAlive() {
    System.setProperty(TorchGarbage.PROPERTY, "4m");
    long before = Pointer.totalCount();
    long most = 0;
    try (Backend backend = Backends.open("libtorch");
        Module model = backend.module(linear(128, 128))) {
      for (int i = 0; i < 3000; i++) {
        try (NoGrad noGrad = backend.noGrad()) {
          model.forward(backend.tensor(new float[1 << 14], Shape.of(128, 128)));
        }
        most = Math.max(most, Pointer.totalCount() - before);
      }
    }
    assertThat(most).as("of 6,000 tensors of 64 kB").isLessThan(200);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1000, 1000", "3k, 3072", " 512M , 536870912", "2g, 2147483648"})
  void thePropertySetsTheBound(String value, long bytes) {
    System.setProperty(TorchGarbage.PROPERTY, value);
    assertThat(TorchGarbage.configured()).isEqualTo(bytes);
  }

  @Test
  void withoutItTheBoundIsThatOfTheJavaHeap() {
    assertThat(TorchGarbage.configured()).isEqualTo(Runtime.getRuntime().maxMemory());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1.5g", "1t", "much", "1234567890"})
  void itIsANumberOfBytes(String value) {
    System.setProperty(TorchGarbage.PROPERTY, value);
    assertThatThrownBy(() -> Backends.open("libtorch"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining(
            TorchGarbage.PROPERTY
                + ": the size must be a number of up to nine digits, with k, m or g behind it if"
                + " need be, not '"
                + value
                + "'");
  }
}
