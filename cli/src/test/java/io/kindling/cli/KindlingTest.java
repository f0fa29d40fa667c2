package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a whole. */
final class KindlingTest {
  @ParameterizedTest
  @ValueSource(strings = {"--help", "train --help", "predict --help", "backends --help"})
  void helpIsEverywhere(String args) {
    Run run = kindling((Object[]) args.split(" "));
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("Usage: kindling");
  }

  @Test
  void theVersionIsFilledIn() {
    assertThat(kindling("--version").out()).matches("kindling \\d+\\.\\d+.* \\(Java .+\\)\\R");
  }

  @Test
  void withoutACommandItSaysSo() {
    Run run = kindling();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("kindling: Missing command (see kindling --help)\n");
    assertThat(kindling("trian").err())
        .isEqualTo("kindling: Unmatched argument at index 0: 'trian' (see kindling --help)\n");
  }

  @Test
  void listsTheBackends() {
    Run run = kindling("backends");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^libtorch: usable, LibTorch 2\\..*$")
        .containsPattern(
            "(?m)^cpu: usable, pure Java, JDK \\d+, \\d+ threads?, (scalar|vector) kernels\n  cpu\n  vectors: o");
  }
}
