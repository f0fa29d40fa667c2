package io.kindling.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever does a loop, each index of it is done. */
final class SharingTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 257, 100_000})
  void aSharedLoopMeetsEveryIndexOnce(int n) {
    int[] once = new int[n];
    Arrays.fill(once, 1);
    try (Workers workers = new Workers(3)) {
      for (Sharing sharing : List.of(SerialSharing.INSTANCE, new ParallelSharing(workers))) {
        int[] met = new int[n];
        sharing.forRange(
            n,
            20,
            (from, to) -> {
              for (int i = from; i < to; i++) {
                met[i]++;
              }
            });
        assertThat(met).as(sharing.getClass().getSimpleName()).isEqualTo(once);
      }
    }
  }
}
