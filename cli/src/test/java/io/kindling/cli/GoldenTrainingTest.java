package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command follows PyTorch from the seed alone; see {@code golden/README.md}. */
final class GoldenTrainingTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final String FEATURES = "a,b,c,d,e";
  private static final String MLP = "sequential(linear(5, 8), tanh(), linear(8, %d))";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schedule_step|sgd(lr=0.1, momentum=0.9)|--schedule=step(size=20, gamma=0.5)",
        "schedule_exponential|sgd(lr=0.1, momentum=0.9)|--schedule=exponential(gamma=0.98)",
        "schedule_cosine|sgd(lr=0.1, momentum=0.9)|--schedule=cosine(epochs=60, min=0.001)",
        "schedule_plateau|sgd(lr=0.1, momentum=0.9)|--schedule=plateau(factor=0.5, patience=3)",
        "clip_norm|sgd(lr=0.1)|--clip=norm(0.05)",
        "clip_value|sgd(lr=0.1)|--clip=value(0.01)",
        "minibatch_10_in_order|adam(lr=0.01)|--batch-size=10"
      })
  void regression(String name, String optimizer, String option) throws IOException {
    follows(name, "--target=y,z", MLP.formatted(2), optimizer, option);
  }

  @ParameterizedTest
  @CsvSource({"bce_with_logits, high, 1", "cross_entropy, kind, 3"})
  void classification(String loss, String target, int outputs) throws IOException {
    String option = "--loss=" + loss + "()";
    follows(loss, "--target=" + target, MLP.formatted(outputs), "adam(lr=0.05)", option);
  }

  @ParameterizedTest
  @CsvSource("lbfgs_strong_wolfe")
  void lbfgsReportsTheLossAtTheStartOfTheStep(String name) throws IOException {
    String optimizer = "lbfgs(lr=1, max_iter=20, line_search=strong_wolfe)";
    follows(name, "--target=y,z", "linear(5, 2)", optimizer, "--quiet");
  }

  private void follows(String name, String target, String model, String optimizer, String option)
      throws IOException {
    List<String> expected = Files.readAllLines(GOLDEN.resolve(name + ".csv"));
    for (String backend : List.of("cpu", "libtorch")) {
      Path history = folder.resolve(backend + ".csv");
      Run run =
          kindling(
              "train",
              "--backend=" + backend,
              "--data=" + GOLDEN.resolve("table.csv"),
              "--features=" + FEATURES,
              target,
              "--model=" + model,
              "--optimizer=" + optimizer,
              option,
              "--seed=4",
              "--epochs=" + (expected.size() - 1),
              "--history=" + history);
      assertThat(run.err()).isEmpty();
      compare(backend, Files.readAllLines(history), expected);
    }
  }

  private static void compare(String backend, List<String> lines, List<String> expected) {
    assertThat(lines).hasSameSizeAs(expected);
    assertThat(lines.get(0)).isEqualTo(expected.get(0));
    double first = Double.parseDouble(expected.get(1).split(",")[1]);
    for (int epoch = 1; epoch < expected.size(); epoch++) {
      String[] cells = lines.get(epoch).split(",");
      String[] truth = expected.get(epoch).split(",");
      String place = backend + ", epoch " + epoch;
      double loss = Double.parseDouble(truth[1]);
      assertThat(Double.parseDouble(cells[1]))
          .as(place)
          .isCloseTo(loss, within(1e-4 * loss + 1e-8 * first));
      if (truth.length > 2) {
        assertThat(Double.parseDouble(cells[2]))
            .as(place)
            .isCloseTo(Double.parseDouble(truth[2]), withinPercentage(1e-10));
      }
    }
  }
}
