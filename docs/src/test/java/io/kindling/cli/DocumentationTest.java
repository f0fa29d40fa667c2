package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.kindling.Backends;
import io.kindling.cli.Document.Block;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.execution.LocalExecutionControlProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the documentation: its Java blocks in one JShell session from top to bottom, its kindling
 * commands, and compares what they print with the text block that follows.
 *
 * <p>{@code mvn test -Ddocs.update=true} writes what the backend {@code cpu} prints into the pages.
 */
final class DocumentationTest {
  private static final boolean UPDATE = Boolean.getBoolean("docs.update");

  /** A class with a main method. */
  private static final Pattern PROGRAM =
      Pattern.compile("public class (\\w+) \\{\\s*public static void main");

  /** What two backends may differ in, relative to the number and to the run's first loss. */
  private static final double TOLERANCE = 1e-4;

  private static final double FLOOR = 1e-6;

  @AfterEach
  void clearProperty() {
    System.clearProperty(Backends.PROPERTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void theTutorialPrintsWhatItShows(String backend) throws Exception {
    run(Path.of("tutorial.md"), backend);
    for (String picture : List.of("best-fit.png", "tutorial.png")) {
      assertThat(Path.of("target", picture)).isNotEmptyFile();
      assertThat(Path.of("images", picture)).isNotEmptyFile();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void theGuideToTrainingPrintsWhatItShows(String backend) throws Exception {
    run(Path.of("training.md"), backend);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void thePageOnPicturesDrawsWhatItShows(String backend) throws Exception {
    run(Path.of("plots.md"), backend);
    for (String picture : List.of("losses", "predicted", "residuals", "roc", "confusion")) {
      assertThat(Path.of("target", picture + ".png")).isNotEmptyFile();
      assertThat(Path.of("images", picture + ".png")).isNotEmptyFile();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void theFitsRunAsShown(String backend) throws Exception {
    run(Path.of("fit.md"), backend);
  }

  @Test
  void thePathsRunAsShown() throws Exception {
    run(Path.of("path.md"), "cpu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void thePageOnReportsPrintsWhatItShows(String backend) throws Exception {
    run(Path.of("report.md"), backend);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void thePageOnFilesPrintsWhatItShows(String backend) throws Exception {
    run(Path.of("checkpoints.md"), backend);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void thePageOnEmbeddingPrintsWhatItShows(String backend) throws Exception {
    run(Path.of("embedding.md"), backend);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void thePageForThoseWhoComeFromElsewherePrintsWhatItShows(String backend) throws Exception {
    run(Path.of("cookbook.md"), backend);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void thePageOnOnnxPrintsWhatItShows(String backend) throws Exception {
    run(Path.of("onnx.md"), backend);
  }

  @Test
  void thePageOnExactSumsPrintsWhatItShows() throws Exception {
    run(Path.of("moments.md"), "cpu");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void theReadMePrintsWhatItShows(String backend) throws Exception {
    run(Path.of("../README.md"), backend);
  }

  @Test
  void everyPageIsLinkedToAndEveryLinkLeadsSomewhere() throws Exception {
    Pattern link = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    List<Path> pages;
    try (var files = Files.list(Path.of("."))) {
      pages = files.filter(file -> file.toString().endsWith(".md")).toList();
    }
    String all = Files.readString(Path.of("../README.md"));
    for (Path page : pages) {
      link.matcher(Files.readString(page))
          .results()
          .forEach(
              match -> assertThat(page.resolveSibling(match.group(1))).as("%s", page).exists());
      assertThat(all).as("README.md links to every page").contains("docs/" + page.getFileName());
    }
    link.matcher(all)
        .results()
        .forEach(match -> assertThat(Path.of("..").resolve(match.group(1))).exists());
  }

  private static void run(Path page, String backend) throws Exception {
    System.setProperty(Backends.PROPERTY, backend);
    Document document = new Document(page);
    @Nullable String printed = null;
    try (JShell shell = shell()) {
      for (Block block : document.blocks()) {
        switch (block.language()) {
          case "java" -> printed = printed(() -> evaluate(shell, page, block));
          case "sh" -> printed = isCommand(block) ? kindling(block) : null;
          case "text" -> {
            String place = page + ", line " + block.line();
            String real = Objects.requireNonNull(printed, place + " follows nothing that prints");
            if (UPDATE) {
              document.replaceLater(block, real);
            } else {
              compare(place, block.text(), real, backend);
            }
          }
          default -> printed = null;
        }
      }
    }
    if (UPDATE && backend.equals("cpu")) {
      document.save();
    }
  }

  private static JShell shell() {
    JShell shell =
        JShell.builder().executionEngine(new LocalExecutionControlProvider(), Map.of()).build();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      shell.addToClasspath(entry);
    }
    return shell;
  }

  private static void evaluate(JShell shell, Path page, Block block) {
    String place = page + ", block at line " + block.line() + ": ";
    SourceCodeAnalysis analysis = shell.sourceCodeAnalysis();
    String rest = block.text();
    while (!rest.isBlank()) {
      SourceCodeAnalysis.CompletionInfo part = analysis.analyzeCompletion(rest);
      evaluate(shell, place, part.source() == null ? rest : part.source());
      rest = part.source() == null ? "" : part.remaining();
    }
    Matcher program = PROGRAM.matcher(block.text());
    if (program.find()) {
      evaluate(shell, place, program.group(1) + ".main(new String[0])");
    }
  }

  private static void evaluate(JShell shell, String place, String source) {
    for (SnippetEvent event : shell.eval(source)) {
      if (event.exception() instanceof EvalException thrown) {
        fail(place + source + "\n" + thrown.getExceptionClassName() + ": " + thrown.getMessage());
      }
      if (event.status() == Snippet.Status.REJECTED) {
        StringBuilder problems = new StringBuilder(place + source);
        shell
            .diagnostics(event.snippet())
            .forEach(problem -> problems.append('\n').append(problem.getMessage(null)));
        fail(problems.toString());
      }
    }
  }

  private static String printed(Runnable program) {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, /* autoFlush= */ true, StandardCharsets.UTF_8));
    try {
      program.run();
    } finally {
      System.setOut(before);
    }
    return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
  }

  /** Whether a block is one kindling command that needs no files. */
  private static boolean isCommand(Block block) {
    return block.text().matches("\\./kindling train[^\n#']*");
  }

  private static String kindling(Block block) {
    String[] words = block.text().strip().split("\\s+");
    String[] args = Arrays.copyOfRange(words, 1, words.length);
    StringWriter out = new StringWriter();
    int code = Kindling.commandLine().setOut(new PrintWriter(out)).execute(args);
    assertThat(code).as(block.text()).isZero();
    return out.toString().stripTrailing();
  }

  private static void compare(String place, String shown, String printed, String backend) {
    boolean exact = backend.equals("cpu");
    assertThat(Numerals.same(printed, shown, exact ? 0 : TOLERANCE, exact ? 0 : FLOOR))
        .as("%s shows%n%s%nbut %s prints%n%s", place, shown, backend, printed)
        .isTrue();
  }
}
