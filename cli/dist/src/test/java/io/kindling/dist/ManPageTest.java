package io.kindling.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.cli.Kindling;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The manual pages say all that help says, and a system's man shows them. */
final class ManPageTest {
  @TempDir Path folder;

  static Stream<CommandSpec> commands() {
    CommandSpec command = Kindling.commandLine().getCommandSpec();
    return Stream.concat(
        Stream.of(command),
        command.subcommands().values().stream().map(CommandLine::getCommandSpec));
  }

  private static String page(CommandSpec command) {
    return ManPage.of(command, "1.2.3", "2026-01-31");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void hasEachOptionAndCommand(CommandSpec command) {
    String page = page(command).replace("\\-", "-");
    for (OptionSpec option : command.options()) {
      for (String name : option.names()) {
        assertThat(page).contains("\\fB" + name + "\\fR");
      }
    }
    command.subcommands().keySet().forEach(name -> assertThat(page).contains("kindling-" + name));
    assertThat(page).doesNotContain("${", "%n", "@|").matches("[\\n -~]*");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theSystemFindsNothingWrongWithIt(CommandSpec command) throws Exception {
    Path page = Files.writeString(folder.resolve(ManPage.name(command) + ".1"), page(command));
    Shells.require("man");
    assertThat(said("man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page + "")).isEmpty();
    Shells.require("mandoc");
    assertThat(said("mandoc", "-Tlint", "-W", "warning", page + "")).isEmpty();
  }

  /** What a program that shows a page complains of. */
  private String said(String... words) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().put("MANROFFSEQ", "");
    builder.environment().put("LC_ALL", "C.UTF-8");
    Path shown = folder.resolve("shown");
    boolean shows = !words[0].equals("mandoc");
    builder.redirectErrorStream(!shows);
    if (shows) {
      builder.redirectOutput(shown.toFile());
    }
    Process process = builder.start();
    return new String(
        (shows ? process.getErrorStream() : process.getInputStream()).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  @Test
  void isShownAsItIsMeant() throws Exception {
    Shells.require("man");
    CommandSpec train =
        commands().filter(command -> command.name().equals("train")).findFirst().orElseThrow();
    Path page = Files.writeString(folder.resolve("train.1"), page(train));
    ProcessBuilder builder = new ProcessBuilder("man", "-P", "cat", "-l", page + "");
    builder.environment().put("MANWIDTH", "80");
    builder.environment().put("LC_ALL", "C.UTF-8");
    String shown =
        new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .replaceAll("\u001b\\[[0-9;]*m|.\b", "");
    assertThat(shown)
        .contains(
            "NAME\n       kindling-train - trains a model on a table and says what it learned\n")
        .contains("\n       --target=COL[,COL]\n              The column or columns to predict;")
        .contains("[OPTION]... [TABLE...]");
    assertThat(List.of(shown.split("\n"))).allMatch(line -> line.length() <= 80);
  }
}
