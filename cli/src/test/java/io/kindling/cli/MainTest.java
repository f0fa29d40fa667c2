package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The process itself. */
final class MainTest {
  private static Process start(String shell) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", shell);
    builder.environment().put("JAVA", java.toString());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.redirectInput(ProcessBuilder.Redirect.from(new File("pom.xml"))).start();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "it has a device that is always full")
  void outputThatIsLostIsNoSuccess() throws Exception {
    Process process = start("exec \"$JAVA\" io.kindling.cli.Main --version >/dev/full");
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("kindling: what it prints could not be written: ")
        .hasLineCount(1);
    assertThat(process.waitFor()).isEqualTo(2);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "a POSIX shell")
  void whoReadsNoFurtherIsNoFailure() throws Exception {
    Process process = start("{ \"$JAVA\" io.kindling.cli.Main train; echo $? >&2; } | head -n 1");
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("0\n");
  }
}
