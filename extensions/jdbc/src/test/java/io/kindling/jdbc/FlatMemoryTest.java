package io.kindling.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Two million rows go through a heap that would hold a tenth of them. */
final class FlatMemoryTest {
  private static final String ROWS = "SELECT X AS A, 2 * X AS Y FROM SYSTEM_RANGE(1, 2000000)";

  /** Adds a column up, in a JVM of its own. */
  public static final class Adder {
    private Adder() {}

    public static void main(String[] args) {
      double[] sum = {0};
      try (var rows = JdbcQuery.of(args[0], args[1]).open()) {
        rows.on(1, cell -> sum[0] += cell.parse());
        System.out.print(rows.readAll() + " rows, " + sum[0]);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  static String added(String url, String sql) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-cp",
                System.getProperty("java.class.path"),
                Adder.class.getName(),
                url,
                sql)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  @Test
  void rowsAreHandedOnAsTheyCome() throws Exception {
    assertThat(added("jdbc:h2:mem:;LAZY_QUERY_EXECUTION=1", ROWS))
        .isEqualTo("2000000 rows, 4.000002E12");
  }

  @Test
  void theHeapDoesNotHoldThemAll() throws Exception {
    assertThat(added("jdbc:h2:mem:", ROWS)).contains("Out of memory");
  }
}
