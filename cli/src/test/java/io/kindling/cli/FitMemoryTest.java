package io.kindling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows are added up as they are read, and groups take little. */
final class FitMemoryTest {
  private static final int ROWS = 600_000;
  private static final int GROUPS = 10_000;

  @TempDir Path folder;

  /** Runs in a process with a heap of so many MB. */
  private static String kindling(int heap, String... words) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx" + heap + "m"));
    command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.add("io.kindling.cli.Main");
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out.substring(0, Math.min(out.length(), 1000))).isZero();
    return out;
  }

  /** y = 2 a − b + 3, but for the last digits. */
  private Path table() throws IOException {
    Path file = folder.resolve("large.csv");
    try (BufferedWriter text = Files.newBufferedWriter(file)) {
      text.write("a,b,c,y\n");
      for (int i = 0; i < ROWS; i++) {
        int a = i % 1000;
        int b = i % 777;
        int c = i % 13;
        text.write("0." + (a + 1000) + ",0." + (b + 1000) + ",1234567.25" + c + ",");
        text.write(2 * (a + 1000) - (b + 1000) + 30000 + (i % 2 == 0 ? ".25" : ".75") + "e-4\n");
      }
    }
    return file;
  }

  @Test
  void aTableThatIsLargerThanTheHeap() throws Exception {
    Path table = table();
    Path sums = folder.resolve("large.kstat");
    assertThat(Files.size(table)).isGreaterThan(22_000_000);
    String moments = kindling(16, "moments", table.toString(), "--out", sums.toString());
    assertThat(moments).startsWith("600000 rows\n");
    String fit = kindling(16, "fit", table.toString(), "--target", "y");
    assertThat(fit)
        .startsWith("least squares of y: 600000 rows, 4 coefficients")
        .containsPattern("\\| a +\\| +2\\.0000 ")
        .containsPattern("\\| b +\\| +-1\\.0000 ");
    assertThat(fit).isEqualTo(kindling(16, "fit", sums.toString(), "--target", "y"));
  }

  /** 600,000 standardized residuals take 5 MB; all else that is kept is some rows. */
  @Test
  @Tag("long")
  void picturesOfATableThatIsLargerThanTheHeap() throws Exception {
    Path table = table();
    Path page = folder.resolve("large.html");
    String words = "--target=y --plot=qq:" + folder.resolve("qq.svg") + " --report=" + page;
    List<String> all = new ArrayList<>(List.of("fit", table.toString()));
    all.addAll(List.of(words.split(" ")));
    assertThat(kindling(20, all.toArray(String[]::new))).startsWith("least squares of y: 600000");
    assertThat(Files.size(page)).isBetween(100_000L, 600_000L);
  }

  /** Each by itself, with a block of rows that waits, they took 6 KB and more. */
  @Test
  void manyGroups() throws Exception {
    Path table = folder.resolve("groups.csv");
    try (BufferedWriter text = Files.newBufferedWriter(table)) {
      text.write("store,a,b,c,d,y\n");
      for (int i = 0; i < 2 * GROUPS; i++) {
        int store = i % GROUPS;
        text.write(store + "," + i + ".5,0." + i % 7 + "," + i % 11 + ",1.25,7." + i % 3 + "\n");
      }
    }
    String out = kindling(32, "fit", table.toString(), "--target", "y", "--by", "store");
    assertThat(out)
        .startsWith("least squares of y in 10000 groups\n")
        .contains("|     0 |    2 |")
        .contains("|  9999 |    2 |");
  }
}
