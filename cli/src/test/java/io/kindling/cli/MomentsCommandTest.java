package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Sums of tables can be joined, and rows taken out of them again. */
final class MomentsCommandTest {
  @TempDir private Path folder;

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text) + "";
  }

  private String path(String name) {
    return folder.resolve(name) + "";
  }

  private void done(String... words) {
    Run run = kindling((Object[]) words);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void theyAreTheSameHoweverTheRowsWereAdded() throws IOException {
    String all = file("all.csv", "x,y\n0.1,1\n0.2,2\n0.3,30\n");
    String one = file("one.csv", "x,y\n0.3,30\n");
    String two = file("two.csv", "y,x\n2,0.2\n1,0.1\n");
    done("moments", all, "--out", path("all.kstat"));
    done("moments", one, "--out", path("one.kstat"));
    done("moments", two, "--features", "x,y", "--out", path("two.kstat"));
    done("moments", "merge", path("one.kstat"), path("two.kstat"), "--out", path("m.kstat"));
    done("moments", path("one.kstat"), two, "--out", path("mixed.kstat"));
    done("moments", path("all.kstat"), "--forget", one, "--out", path("less.kstat"));
    byte[] bytes = Files.readAllBytes(folder.resolve("all.kstat"));
    assertThat(folder.resolve("m.kstat")).hasBinaryContent(bytes);
    assertThat(folder.resolve("mixed.kstat")).hasBinaryContent(bytes);
    assertThat(folder.resolve("less.kstat"))
        .hasBinaryContent(Files.readAllBytes(folder.resolve("two.kstat")));
  }

  @Test
  void whatTheySayIsShown() throws IOException {
    String table = file("a.csv", "x,w\n1,1\n5,3\n,2\n");
    Run run = kindling("moments", table, "--weights", "w", "--missing", "drop");
    assertThat(run.out())
        .isEqualTo(
            """
            2 rows, which count 4
            left out: 1 row with missing cells
            +--------+--------+-----------+
            | column |  mean  | deviation |
            +--------+--------+-----------+
            | x      | 4.0000 |    1.7321 |
            +--------+--------+-----------+
            """);
    assertThat(kindling("moments", table, "--features", "w", "--json").out())
        .isEqualTo(
            """
            {"rows":3,"left_out_rows":0,"weight":3.0,"columns":[{"name":"w","mean":2.0,\
            "deviation":0.816496580927726}]}
            """);
  }

  @Test
  void aFitOfSumsCountsTheRowsThatOneOfTheTableDoes() throws IOException {
    String table = file("w.csv", "w,x,y\n1,1,2\n0,2,9\n2,3,3\n1,5,3\n0.5,6,7\n0,1,1\n");
    done("moments", table, "--weights", "w", "--out", path("w.kstat"));
    Run fit = kindling("fit", table, "--target", "y", "--weights", "w", "--json");
    assertThat(fit.out()).startsWith("{\"rows\":4,");
    assertThat(kindling("fit", path("w.kstat"), "--target", "y", "--json").out())
        .isEqualTo(
            fit.out()
                .replace(
                    "\"references\":{},\"left_out_rows\":0}",
                    "\"references\":null,\"left_out_rows\":null}"));
    String none = file("none.csv", "w,x,y\n0,1,2\n");
    done("moments", none, "--weights", "w", "--out", path("none.kstat"));
    assertThat(kindling("fit", path("none.kstat"), "--target", "y").err())
        .startsWith("kindling: fit: there must be rows (got none;");
  }

  @Test
  void rowsThatWereNeverAddedAreNotForgotten() throws IOException {
    String table = file("a.csv", "x,y\n1,2\n2,3\n4,4\n7,5\n");
    String other = file("b.csv", "x,y\n100,2\n200,3\n");
    Run run = kindling("moments", table, "--forget", other, "--out", path("left.kstat"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "kindling: Moments: rows must have been added before they are taken away (got a");
    assertThat(folder.resolve("left.kstat")).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aPipeIsReadFromItsFirstByte() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Thread writer =
        new Thread(
            () -> {
              try {
                Files.writeString(pipe, "temp\n1\n2\n3\n4\n100\n");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    writer.start();
    assertThat(kindling("moments", pipe).out()).startsWith("5 rows\n").contains("| temp   | 22.0");
    writer.join();
  }

  @Test
  void whatIsAmissIsSaidInALine() throws IOException {
    String table = file("a.csv", "x,y\n1,a\n");
    String other = file("b.csv", "z\n1\n");
    done("moments", table, "--features", "x", "--out", path("x.kstat"));
    done("moments", other, "--out", path("z.kstat"));
    assertThat(kindling("moments").err()).startsWith("kindling: moments needs a table, or sums");
    assertThat(kindling("moments", table).err())
        .contains("a.csv, line 2, column y: a cell must hold a number (got 'a'");
    assertThat(kindling("moments", "merge", path("x.kstat"), other).err())
        .startsWith("kindling: merge joins sums that kindling moments wrote (got ");
    assertThat(kindling("moments", path("x.kstat"), path("z.kstat")).err())
        .startsWith(
            "kindling: Moments: both must have the same columns (got 'z', without weights;"
                + " expected 'x', without weights)");
    assertThat(kindling("moments", path("x.kstat"), other).err()).contains("'x'");
    assertThat(kindling("moments", path("x.kstat"), "--forget", table, "--features", "y").err())
        .startsWith("kindling: --features: sums that were saved have their columns");
    assertThat(kindling("moments", path("x.kstat"), "--forget", path("all.csv")).code())
        .isEqualTo(2);
    assertThat(kindling("moments", other, "--forget", other, "--out", other).err())
        .startsWith("kindling: --out: a file must not be written over another");
    byte[] bytes = Files.readAllBytes(folder.resolve("x.kstat"));
    bytes[20] ^= 1;
    Files.write(folder.resolve("x.kstat"), bytes);
    Run broken = kindling("moments", path("x.kstat"));
    assertThat(broken.err()).contains("x.kstat: it must be the sums of a table");
    assertThat(broken.code()).isEqualTo(2);
  }
}
