package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.cli.Document.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Types what pages show of a terminal, block by block in a folder that has the sample data, and
 * compares what is printed: numbers by their values. What is drawn there as SVG is compared with
 * the pictures that the pages show.
 *
 * <p>{@code mvn test -Ddocs.update=true} writes what is printed into the page, and the pictures
 * beside it.
 */
final class TranscriptsTest {
  private static final String LANGUAGE = "console";
  private static final String PROMPT = "$ ";

  /** What the machine is like, and not the command. */
  private static final Pattern MACHINE =
      Pattern.compile("JDK \\d+, \\d+ threads?, (scalar|vector) kernels");

  /** Lines of how far backends are apart, which is rounding, and how fast they are. */
  private static final Pattern ROUNDING =
      Pattern.compile(
          "(?m)^\\| (epochs|losses|weights|  apart by|  at most in|time) .*\n"
              + "|(?<=the same to the last bit)[,;].*");

  /** A picture on a page. */
  private static final Pattern SHOWN = Pattern.compile("\\]\\(images/([\\w-]+\\.svg)\\)");

  /** What two processors or JDKs may differ in, relative to a number: the end of an exponential. */
  private static final double TOLERANCE = 1e-5;

  private static final String SOME_MACHINE = "JDK 17, 4 threads, vector kernels";

  @TempDir Path folder;

  @BeforeEach
  void putTheCommandAndTheDataIntoTheFolder() throws IOException {
    folder = folder.toRealPath();
    Path data = Files.createDirectories(folder.resolve("docs/data"));
    try (Stream<Path> files = Files.list(Path.of("data"))) {
      for (Path file : files.toList()) {
        Files.copy(file, data.resolve(file.getFileName()));
      }
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Path command = folder.resolve("kindling");
    Files.writeString(
        command,
        "#!/bin/sh\nexec '%s' --enable-native-access=ALL-UNNAMED -cp '%s' io.kindling.cli.Main \"$@\"\n"
            .formatted(java, System.getProperty("java.class.path")));
    assertThat(command.toFile().setExecutable(true)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cli.md", "fit.md", "path.md"})
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no sh")
  void theTerminalShowsWhatThePageShows(String name) throws Exception {
    boolean update = Boolean.getBoolean("docs.update");
    Document page = new Document(Path.of(name));
    List<Block> blocks =
        page.blocks().stream().filter(block -> block.language().equals(LANGUAGE)).toList();
    assertThat(blocks).isNotEmpty();
    for (Block block : blocks) {
      String typed = typed(block.text());
      if (update) {
        page.replaceLater(block, typed);
      } else {
        assertThat(Numerals.same(stable(typed), stable(block.text()), TOLERANCE, 0))
            .as("%s, line %d shows%n%s%nbut it is%n%s", name, block.line(), block.text(), typed)
            .isTrue();
      }
    }
    if (update) {
      page.save();
    }
    for (Path drawn : drawn(name)) {
      Path shown = Path.of("images").resolve(drawn.getFileName());
      if (update) {
        Files.copy(drawn, shown, StandardCopyOption.REPLACE_EXISTING);
      }
      assertThat(shown).hasSameTextualContentAs(drawn);
    }
  }

  /** The pictures of a page that its commands have drawn. */
  private List<Path> drawn(String name) throws IOException {
    String page = Files.readString(Path.of(name));
    return SHOWN
        .matcher(page)
        .results()
        .map(picture -> folder.resolve(picture.group(1)))
        .filter(Files::exists)
        .toList();
  }

  private static String stable(String text) {
    return ROUNDING.matcher(text).replaceAll("");
  }

  /** The commands of a block, each with what it prints now. */
  private String typed(String block) throws Exception {
    StringBuilder all = new StringBuilder();
    for (String command : commands(block)) {
      all.append(PROMPT).append(command).append('\n').append(printed(command));
    }
    return all.toString().stripTrailing();
  }

  /** What stands behind a prompt, up to a line that goes on no further. */
  private static List<String> commands(String block) {
    List<String> commands = new ArrayList<>();
    boolean goesOn = false;
    for (String line : block.lines().toList()) {
      if (goesOn) {
        commands.set(commands.size() - 1, commands.get(commands.size() - 1) + "\n" + line);
      } else if (line.startsWith(PROMPT)) {
        commands.add(line.substring(PROMPT.length()));
      }
      goesOn = (goesOn || line.startsWith(PROMPT)) && line.endsWith("\\");
    }
    return commands;
  }

  private String printed(String command) throws Exception {
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", command);
    shell.directory(folder.toFile()).redirectErrorStream(true);
    shell.environment().put("LC_ALL", "C.UTF-8");
    Process process = shell.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return MACHINE.matcher(text).replaceAll(SOME_MACHINE).replace(folder + "/", "");
  }
}
