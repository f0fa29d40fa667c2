package io.kindling.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.error.BackendException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an engine computes with, as its properties say. */
final class ProcessorTest {
  @AfterEach
  void forget() {
    System.clearProperty(Processor.THREADS);
    System.clearProperty(Processor.VECTOR);
    System.clearProperty(Processor.FUSED);
  }

  @Test
  void takesAllProcessorsAndVectorsByDefault() {
    try (Processor processor = Processor.configured()) {
      int processors = Runtime.getRuntime().availableProcessors();
      assertThat(processor.toString())
          .startsWith(processors + " thread")
          .endsWith(", vector kernels");
    }
  }

  @Test
  void takesWhatThePropertiesSay() {
    System.setProperty(Processor.THREADS, "1");
    System.setProperty(Processor.VECTOR, "false");
    try (Backend backend = Backends.open("cpu")) {
      assertThat(backend.version()).endsWith(", 1 thread, scalar kernels");
    }
    System.setProperty(Processor.THREADS, "1000000000");
    System.setProperty(Processor.VECTOR, "true");
    try (Backend backend = Backends.open("cpu")) {
      assertThat(backend.version()).endsWith(", 1000000000 threads, vector kernels");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "two", "", "1.5", "99999999999"})
  void threadsAreAWholeNumber(String value) {
    System.setProperty(Processor.THREADS, value);
    assertThatThrownBy(() -> Backends.open("cpu"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining(
            "kindling.cpu.threads: the number of threads must be a whole number, 1 or more, not '"
                + value
                + "'");
  }

  @Test
  void vectorIsTrueOrFalse() {
    System.setProperty(Processor.VECTOR, "no");
    assertThatThrownBy(() -> Backends.open("cpu"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("kindling.cpu.vector: must be true or false, not 'no'");
  }

  @Test
  void fusedIsTrueOrFalse() {
    try (Processor processor = Processor.configured()) {
      assertThat(processor.fused()).isTrue();
    }
    System.setProperty(Processor.FUSED, "false");
    try (Processor processor = Processor.configured()) {
      assertThat(processor.fused()).isFalse();
    }
    System.setProperty(Processor.FUSED, "1");
    assertThatThrownBy(() -> Backends.open("cpu"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("kindling.cpu.fused: must be true or false, not '1'");
  }
}
