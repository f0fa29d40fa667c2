package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "a POSIX shell")
  void theLocaleChangesNothing(@TempDir Path folder) throws Exception {
    Path arabic = folder.resolve("arabic.png");
    Path english = folder.resolve("english.png");
    String train = " io.kindling.cli.Main train --epochs 3 --quiet --plot '";
    String java = "\"$JAVA\" -Djava.awt.headless=true -Duser.language=";
    Process process =
        start(
            java
                + "ar -Duser.country=EG"
                + train
                + arabic
                + "' && "
                + java
                + "en -Duser.country=US"
                + train
                + english
                + "'");
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(process.waitFor()).isZero();
    assertThat(arabic).hasSameBinaryContentAs(english);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "a POSIX shell")
  void withVectorsJavaIsSilentAndTheCommandIsHeard() throws Exception {
    String java =
        "\"$JAVA\" --add-modules jdk.incubator.vector -Dkindling.stderr=stdin io.kindling.cli.Main ";
    Process process =
        start("exec " + java + "train --epochs 2 --data none.csv --target y 0>&2 2>/dev/null");
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("kindling: ")
        .contains("none.csv")
        .hasLineCount(1);
    assertThat(process.waitFor()).isEqualTo(2);
    process = start("exec " + java + "train --epochs 2 0>&2 2>/dev/null");
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .matches("(?s)backend cpu \\(pure Java, JDK \\d+, .* kernels\\), device cpu\n.*");
    assertThat(process.waitFor()).isZero();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "a POSIX shell")
  void coloursAreForTerminalsAndForWhoWantsThem() throws Exception {
    String plot = " io.kindling.cli.Main train --epochs 2 --quiet --plot -";
    String java = "COLUMNS=100 LINES=30 TERM=xterm \"$JAVA\" -Dkindling.charmap=UTF-8 ";
    String coloured = printed("NO_COLOR= " + java + "-Dkindling.terminal=true" + plot);
    String plain = printed("NO_COLOR=1 " + java + "-Dkindling.terminal=true" + plot);
    assertThat(coloured).contains("\u001b[38;5;36m").contains("⠶");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    assertThat(printed(java + "-Dkindling.terminal=false" + plot)).isEqualTo(plain);
    assertThat(plain.lines().mapToInt(String::length).max()).hasValue(100);
    assertThat(plain.lines()).hasSize(29); // an empty one, and two fewer than LINES
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "a POSIX shell")
  void helpIsColouredWherePlotsAre() throws Exception {
    String java = "TERM=xterm CLICOLOR_FORCE=1 \"$JAVA\" -Dkindling.terminal=";
    String help = " io.kindling.cli.Main train --help";
    String plain = printed(java + "false" + help);
    assertThat(plain).contains("--target").doesNotContain("\u001b");
    assertThat(printed("NO_COLOR=1 " + java + "true" + help)).isEqualTo(plain);
    String coloured = printed("NO_COLOR= " + java + "true" + help);
    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    String wrong = " io.kindling.cli.Main train --nothing 2>&1";
    assertThat(printed(java + "true" + wrong)).startsWith("kindling: ").doesNotContain("\u001b");
  }

  private static String printed(String shell) throws Exception {
    Process process = start(shell);
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
