package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Options that stand in files. */
final class OptionFilesTest {
  @TempDir Path folder;

  private Path table;

  @BeforeEach
  void makeATable() throws IOException {
    table = file("some data.csv", "a b,@y\n1,2\n2,4\n3,6\n");
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void wordsAreTakenOverLinesQuotesAndComments() throws IOException {
    Path options =
        file(
            "run.args",
            """
            # how the sums are learned
            --data '%s'
            --target "@@y" '--features=a b'  # two columns

            --optimizer sgd(lr=0.1)
            --epochs=2
            """
                .formatted(table));
    Run typed =
        kindling(
            "train",
            "--data",
            table,
            "--target=@y",
            "--features=a b",
            "--optimizer=sgd(lr=0.1)",
            "--epochs=2");
    assertThat(typed.code()).isZero();
    assertThat(kindling("train", "@" + options)).isEqualTo(typed);
    Path further = file("the rest.args", "--epochs 2");
    Path first = file("first.args", "'" + table + "' --target=@y \"@" + further + "\"\n");
    assertThat(kindling("train", "@" + first, "--optimizer", "sgd(lr=0.1)").out())
        .isEqualTo(typed.out());
  }

  @Test
  void aFileThatIsNotThereIsSaidInALine() {
    assertThat(kindling("train", "@none.args"))
        .isEqualTo(
            new Run(
                2,
                "",
                "kindling: there must be such a file of options (got @none.args; expected @FILE;"
                    + " @@none.args is the word @none.args itself) (see kindling train --help)\n"));
    assertThat(kindling("backends", "@none.args").err()).contains("'@none.args'").hasLineCount(1);
  }

  @Test
  void aWordMayBeginWithTheSignItself() throws IOException {
    Run run = kindling("train", table, "--target", "@y", "--epochs=2");
    assertThat(run.code()).isZero();
    assertThat(kindling("train", table, "--target", "@@y", "--epochs=2")).isEqualTo(run);
  }

  @Test
  void aFileThatCannotBeTakenIsNamedInALine() throws IOException {
    refused(folder, "a file of options must be a file (got a folder;");
    Path large = file("large.args", "#".repeat((1 << 20) + 1));
    refused(large, "a file of options must be small (got more than 1 MB;");
    Path bytes = Files.write(folder.resolve("bytes.args"), new byte[] {(byte) 0x80});
    refused(bytes, "a file of options must be text (got bytes that are no UTF-8;");
    Path closed = file("closed.args", "--quiet");
    Files.setPosixFilePermissions(closed, Set.of());
    if (!Files.isReadable(closed)) { // root may
      refused(closed, "a file of options must be readable (got no permission, closed.args belongs");
    }
  }

  @Test
  void anEndlessOneIsNotReadToItsEnd() {
    Path zeros = Path.of("/dev/zero");
    assumeTrue(Files.exists(zeros), "no such device here");
    refused(zeros, "a file of options must be small (got more than 1 MB;");
  }

  @Test
  void aFileThatNamesItselfIsSaid() throws IOException {
    Path first = folder.resolve("first.args");
    Path second = file("second.args", "'@" + first + "'");
    file("first.args", "--quiet '@" + second + "'");
    refused(first, "a file of options must not name itself (got one that is being read;");
  }

  @Test
  void twoFilesMayNameAThird() throws IOException {
    Path shared = file("shared.args", "'" + table + "' --target @@y --epochs=2");
    Path first = file("first.args", "'@" + shared + "' --quiet");
    Path both = file("both.args", "'@" + first + "' '@" + shared + "'");
    assertThat(kindling("train", "@" + both).code()).isZero();
  }

  private static void refused(Path file, String message) {
    Run run = kindling("train", "@" + file);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("kindling: @" + file + ": " + message).hasLineCount(1);
  }
}
