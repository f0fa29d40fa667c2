package io.kindling.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kindling.benchmarks.peer.Peers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everyone who is timed does the same work, and whoever does not is found out. */
final class ReferenceTest {
  private static final int ROWS = 1024;

  @TempDir private Path folder;

  /** The losses of all workloads. */
  private Path losses() throws IOException {
    List<String> lines =
        Workload.all().stream()
            .map(workload -> workload.atMost(ROWS))
            .map(workload -> workload.name() + "," + losses(workload))
            .toList();
    return Files.write(folder.resolve("losses.csv"), lines);
  }

  private static String losses(Workload workload) {
    return Reference.losses(workload, Data.of(workload)).stream()
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cpu", "libtorch", "javacpp", "commons-math", "tribuo", "ejml", "onnxruntime"})
  void hasTheReferencesLosses(String name) throws IOException {
    Path losses = losses();
    Peer peer = Peers.named(name);
    for (Workload all : Workload.all()) {
      Workload workload = all.atMost(ROWS);
      if (peer.does(workload)) {
        try (Training training = peer.start(workload, Data.of(workload))) {
          Reference.check(workload.name(), training, losses);
        }
      }
    }
  }

  @Test
  void anotherLossIsRefused() throws IOException {
    Path losses = losses();
    assertThatThrownBy(() -> Reference.check("tutorial", () -> 104.5f, losses))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("tutorial: step 1 has the loss 104.5; right is 104.44");
    assertThatThrownBy(() -> Reference.check("tutorial", () -> Float.NaN, losses))
        .hasMessageContaining("NaN");
  }

  @Test
  void theTutorialsLossesAreTheTextbooks() {
    Workload tutorial = Workload.tutorial();
    double weight = Data.of(tutorial).initial().get(0)[0];
    double bias = Data.of(tutorial).initial().get(1)[0];
    double loss = 0;
    for (int x = 0; x < 11; x++) {
      loss += Math.pow(weight * x + bias - (2 * x + 1), 2) / 11;
    }
    assertThat(Reference.losses(tutorial, Data.of(tutorial)).get(0))
        .isCloseTo(loss, within(1e-9 * loss));
  }
}
