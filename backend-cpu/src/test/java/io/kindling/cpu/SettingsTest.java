package io.kindling.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backends;
import io.kindling.cpu.kernel.Processor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who opens the backend reads once whether vectors are on; if not, why, and what turns them on. */
final class SettingsTest {
  private static final String FLAG = "--add-modules=jdk.incubator.vector";

  /** Opens two backends. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      for (int i = 0; i < 2; i++) {
        Backends.open("cpu").close();
      }
    }
  }

  /** What a JVM logs that opens two backends, without the dates. */
  private static List<String> log(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.util.logging.SimpleFormatter.format=%4$s %3$s: %5$s%n");
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Program.class.getName()));
    Process process = new ProcessBuilder(command).start();
    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().filter(line -> !line.startsWith("WARNING: Using incubator")).toList();
  }

  private static String line(String vectors) {
    return "INFO io.kindling.cpu: opened backend cpu; vectors: " + vectors;
  }

  @Test
  void withoutTheFlagItNamesTheFlag() throws Exception {
    String line =
        line(
            "off (the JVM was started without the Vector API; --add-modules jdk.incubator.vector"
                + " on the java command line turns them on)");
    assertThat(log()).containsExactly(line, line);
  }

  @Test
  void withTheFlagItSaysHowWideTheyAre() throws Exception {
    assertThat(log(FLAG))
        .hasSize(2)
        .allMatch(text -> text.matches(line("on \\(\\d+ floats each\\)")));
  }

  @Test
  void whatSwitchedThemOffIsNamed() throws Exception {
    assertThat(log(FLAG, "-D" + Processor.VECTOR + "=false"))
        .hasSize(2)
        .containsOnly(
            line("off (-Dkindling.cpu.vector=false; without it they are on where they can be)"));
  }

  @Test
  void whoWantsNoLogGetsNone() throws Exception {
    assertThat(log("-D" + Backends.LOG + "=false")).isEmpty();
  }
}
