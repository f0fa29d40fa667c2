package io.kindling.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.table.TableRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A common pool without threads, as {@code -Djava.util.concurrent…parallelism=0} leaves it. */
final class ThreadlessPoolTest {
  private static final int ROWS = 400_000;

  @TempDir Path folder;

  /** Begins to read in one thread, and goes on in another. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) throws Exception {
      try (TableRows rows = CsvFile.of(Path.of(args[0])).open()) {
        rows.advance();
        FutureTask<Integer> others =
            new FutureTask<>(
                () -> {
                  int count = 1;
                  while (rows.advance()) {
                    count++;
                  }
                  return count;
                });
        new Thread(others).start();
        System.out.print(others.get());
      }
    }
  }

  @Test
  @Timeout(60)
  void rowsAreReadAllTheSame() throws IOException {
    Path file = folder.resolve("rows.csv");
    Files.writeString(file, "a,b\n" + "1.25,2.5\n".repeat(ROWS));
    Process program =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Program.class.getName(),
                    file.toString()))
            .redirectErrorStream(true)
            .start();
    try {
      byte[] said = program.getInputStream().readAllBytes();
      assertThat(new String(said, StandardCharsets.UTF_8)).isEqualTo(ROWS + "");
    } finally {
      program.destroyForcibly();
    }
  }
}
