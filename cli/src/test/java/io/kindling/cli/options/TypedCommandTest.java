package io.kindling.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

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

  @Test
  void aWordThatBeginsWithTheSignOfAFileOfOptionsIsNoSuchFile() {
    CommandSpec spec =
        CommandSpec.create()
            .addPositional(PositionalParamSpec.builder().type(String.class).build())
            .addOption(OptionSpec.builder("--target").type(String.class).build())
            .addOption(OptionSpec.builder("--plot").type(String.class).arity("0..1").build());
    ParseResult typed =
        new CommandLine(spec).parseArgs("@@@t.csv", "--target", "@@handle", "--plot=@p.png");
    assertThat(TypedCommand.of("kindling", typed))
        .isEqualTo("kindling @@@t.csv --target @@handle --plot=@p.png");
  }
}
