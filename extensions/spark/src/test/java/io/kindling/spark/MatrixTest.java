package io.kindling.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One result under all circumstances: as many of them as there is time for, in an order that
 * changes from day to day. {@code -Dkindling.matrix.seconds=3600} takes an hour.
 */
@Tag("cluster")
final class MatrixTest {
  private static final long SECONDS = Long.getLong("kindling.matrix.seconds", 120);

  @TempDir private Path folder;

  @Test
  void theResultIsThatOfOneMachine() {
    long today = LocalDate.now(ZoneOffset.UTC).toEpochDay();
    long seed = Long.getLong("kindling.matrix.seed", today);
    List<Matrix.Circumstances> all = Matrix.all();
    Collections.shuffle(all, new Random(seed));
    Matrix matrix = new Matrix(folder);
    int done = 0;
    for (Matrix.Place place : Matrix.Place.values()) {
      long end = System.nanoTime() + SECONDS * 1_000_000_000L / Matrix.Place.values().length;
      SparkSession session = place.open();
      try {
        for (Matrix.Circumstances each : all) {
          if (each.place() == place && System.nanoTime() < end) {
            assertThat(matrix.run(session, each))
                .as("seed %d, %s", seed, each)
                .isEqualTo(matrix.expected(each.learner()));
            done++;
          }
        }
      } finally {
        session.stop();
      }
    }
    System.out.printf("%d of %d circumstances, seed %d: one result%n", done, all.size(), seed);
    assertThat(done).isGreaterThanOrEqualTo(Matrix.Place.values().length);
  }
}
