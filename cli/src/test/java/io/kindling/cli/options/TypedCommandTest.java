package io.kindling.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TypedCommandTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain-1.csv",
        "",
        "two words",
        "it's",
        "$(reboot) `reboot` \"$HOME\" \\n !!",
        "tab\tand line\nend",
        "\u202eright to left's\u200b\\"
      })
  void aShellReadsAWordAsItWas(String word) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash on this machine");
    String quoted = TypedCommand.word(word);
    assertThat(quoted).matches("\\P{C}*");
    ProcessBuilder bash = new ProcessBuilder("/bin/bash", "-c", "printf %s " + quoted);
    bash.environment().put("LC_ALL", "C.UTF-8");
    Process process = bash.start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(word);
  }
}
