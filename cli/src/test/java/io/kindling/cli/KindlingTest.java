package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command as a whole. */
final class KindlingTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "train --help", "predict --help", "backends --help", "doctor --help"})
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
  void withoutACommandItShowsTheFirstOnes() {
    Run run = kindling();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(
            "  kindling train TABLE.csv --target COLUMN --save model.pt\n",
            "  kindling predict NEW.csv --model-file model.pt\n",
            "  kindling inspect model.pt\n",
            "  kindling train --help\n");
    assertThat(run.err().lines()).allMatch(line -> line.length() < 80);
    assertThat(kindling("trian").err())
        .isEqualTo(
            "kindling: there is no command 'trian', perhaps 'train' is meant (see kindling --help)\n");
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

  @Test
  void theDoctorSaysWhatThereIsInLinesOrForPrograms() {
    Run run = kindling("doctor");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("ok       java ")
        .containsPattern(
            "(?m)^ok       service file +\\S.* lists io\\.kindling\\.cpu\\.CpuBackendProvider")
        .containsPattern("(?m)^ok       backend cpu +usable, pure Java, JDK \\d+, ")
        .endsWith("backends that can be used: libtorch, cpu\n");
    Run json = kindling("doctor", "--json");
    assertThat(json.code()).isZero();
    assertThat(json.out())
        .startsWith("{\"usable\":true,\"backends\":[{\"name\":\"libtorch\",\"provider\":")
        .contains(",\"priority\":100,\"usable\":true,\"reason\":\"\"},")
        .contains("],\"findings\":[{\"name\":\"java\",\"verdict\":\"ok\",\"detail\":\"")
        .contains("\",\"remedy\":\"\"}")
        .endsWith("}]}\n")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"train --model ", "train --loss ", "train --optimizer ", "convert x "})
  void nestingWithoutEndIsRefusedInALine(String args) {
    for (String deep : List.of("(".repeat(200_000), "sequential(".repeat(200_000))) {
      List<String> words = new ArrayList<>(List.of(args.split(" ")));
      words.add(deep);
      Run run = kindling(words.toArray());
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).startsWith("kindling: ").hasLineCount(1);
    }
  }

  @Test
  void aFolderOfArgumentsIsRefusedInALine() {
    Run run = kindling("train", "@/");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "kindling: @/: a file of options must be a file (got a folder; expected words and"
                + " options) (see kindling --help)\n");
  }

  @Test
  void aFileNameThatIsNoTextIsRefused() {
    for (String option : List.of("--save", "--resume", "--data")) {
      Run run = kindling("train", option, "lat\uFFFD.pt");
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("a file name must be UTF-8").hasLineCount(1);
    }
  }

  @Test
  void errorsAreALineAsWell() {
    for (Error error :
        List.of(
            new OutOfMemoryError("Java heap space"),
            new StackOverflowError(),
            new NoClassDefFoundError("io/kindling/Gone"),
            new ExceptionInInitializerError(new OutOfMemoryError()))) {
      StringWriter err = new StringWriter();
      CommandLine command = new CommandLine(new Failing(error)).setErr(new PrintWriter(err));
      assertThat(Kindling.execute(command)).as(error + "").isEqualTo(2);
      assertThat(err.toString()).startsWith("kindling: ").hasLineCount(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void aModelThatDoesNotFitIsALineAsWell(String backend) {
    for (int width : List.of(30_000, 100_000)) {
      String model = "sequential(linear(1,%1$d),linear(%1$d,%1$d),linear(%1$d,1))".formatted(width);
      Run run = kindling("train", "--backend", backend, "--model", model);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).startsWith("kindling: ").contains(" must fit ").hasLineCount(1);
    }
  }

  @Test
  void aDefectHasItsTrace() {
    StringWriter err = new StringWriter();
    CommandLine command =
        new CommandLine(new Failing(new AssertionError("never"))).setErr(new PrintWriter(err));
    assertThat(Kindling.execute(command)).isEqualTo(1);
    assertThat(err.toString()).contains("a defect of kindling").contains("at io.kindling");
  }

  @Command
  private record Failing(Error error) implements Runnable {
    @Override
    public void run() {
      throw error;
    }
  }
}
