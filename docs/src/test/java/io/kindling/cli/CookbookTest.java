package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.cli.Document.Block;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@link DocumentationTest} does not run of the page for those who come from elsewhere. */
final class CookbookTest {
  private static final String PYTHON =
      Objects.requireNonNullElse(System.getenv("KINDLING_PYTHON"), "/usr/bin/python3");
  private static final boolean REQUIRED = "1".equals(System.getenv("KINDLING_REQUIRE_PYTHON"));

  @TempDir Path folder;
  private List<Block> blocks;

  @BeforeEach
  void read() throws IOException {
    blocks = new Document(Path.of("cookbook.md")).blocks();
  }

  private List<String> of(String language) {
    return blocks.stream()
        .filter(block -> block.language().equals(language))
        .map(Block::text)
        .toList();
  }

  @Test
  void pyTorchPrintsWhatKindlingPrints() throws Exception {
    boolean there = python("import torch").code() == 0;
    assertThat(there || !REQUIRED).as("%s has PyTorch", PYTHON).isTrue();
    assumeTrue(there, PYTHON + " has no PyTorch");
    Ran ran = python(of("python").get(0));
    assertThat(ran.code()).as(ran.said()).isZero();
    assertThat(ran.said()).isEqualTo(of("text").get(0));
  }

  private record Ran(int code, String said) {}

  private Ran python(String program) throws Exception {
    Files.createDirectories(Path.of("target"));
    Path said = folder.resolve("said");
    Process process;
    try {
      process =
          new ProcessBuilder(PYTHON, "-c", program)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
    } catch (IOException e) {
      return new Ran(-1, e.toString());
    }
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    return new Ran(process.exitValue(), Files.readString(said).strip());
  }

  @Test
  void deepJavaLibraryKnowsWhatItsProgramCalls() throws IOException {
    String program = of("java title=\"DJL 0.35.1\"").get(0);
    assertThat(System.getProperty("java.class.path")).contains("api-0.35.1.jar");
    ByteArrayOutputStream problems = new ByteArrayOutputStream();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiles =
          compiler
              .getTask(
                  new OutputStreamWriter(problems, StandardCharsets.UTF_8),
                  files,
                  null,
                  List.of("-proc:none", "-d", folder.toString()),
                  null,
                  List.of(source("DjlRegression", program)))
              .call();
      assertThat(compiles).as(problems.toString(StandardCharsets.UTF_8)).isTrue();
    }
  }

  private static JavaFileObject source(String name, String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  @Test
  void foldsTakeThirtyLinesWithTheirImports() {
    String program = of("java").get(1);
    assertThat(program).contains("kFold", "Standardizer", "earlyStopping", "save(", "load(");
    List<String> lines = program.lines().filter(line -> !line.isBlank()).toList();
    assertThat(lines).hasSizeLessThanOrEqualTo(30);
    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
  }
}
