package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
