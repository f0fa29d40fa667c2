package io.kindling.checkpoint.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.Fixtures;
import io.kindling.checkpoint.StateFile;
import io.kindling.error.CheckpointException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What torch 1.13 quantized, dynamically and statically, per tensor and per channel, as a state
 * dict, a stream and a script: refused as what it is.
 */
final class QuantizedTest {
  static List<Path> files() {
    return Fixtures.in("quantized", ".pt");
  }

  @Test
  void thereAreFiles() {
    assertThat(files()).hasSize(8);
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRefusedAsQuantized(Path file) {
    assertThatThrownBy(() -> StateFile.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a model must not be quantized (got '")
        .hasMessageContaining("before it was quantized, or tensors after dequantize()");
  }
}
