package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands print for programs. */
final class JsonTest {
  private static final Path DIABETES = Path.of("../docs/data/diabetes.csv");
  @TempDir Path folder;

  private static String line(Object... args) {
    Run run = kindling(args);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out()).hasLineCount(1).startsWith("{").endsWith("}\n");
    return run.out();
  }

  private static void refused(String what, Object... args) {
    Run run = kindling(args);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(what).hasLineCount(1);
  }

  @Test
  void aTrainingIsOneLine() {
    assertThat(line("train", "--epochs=2", "--json").replaceAll("\\d+\\.\\d{9,}", "#"))
        .isEqualTo(
            "{\"table\":\"the tutorial's data\",\"rows\":11,\"features\":[\"x\"],\"targets\":[\"y\"],"
                + "\"model\":\"linear(1, 1)\",\"backend\":\"cpu\",\"device\":\"cpu\","
                + "\"loss\":\"mse()\",\"optimizer\":\"sgd(lr=0.01)\",\"schedule\":null,\"chosen\":[],"
                + "\"epochs\":2,\"end\":\"completed\",\"best_epoch\":2,"
                + "\"losses\":[#,#],"
                + "\"metrics\":{\"training\":{\"r2\":#,\"mae\":#,\"rmse\":#}},"
                + "\"weights\":{\"y\":{\"features\":{\"x\":#},\"intercept\":#}}}\n");
  }

  @Test
  void aNetHasNoWeightsToShow() {
    String json =
        line(
            "train",
            DIABETES,
            "--target=progression",
            "--model=sequential(linear(10, 4), relu(), linear(4, 1))",
            "--validation=0.2",
            "--epochs=3",
            "--schedule=step(size=1, gamma=0.5)",
            "--json");
    assertThat(json)
        .contains(
            "\"chosen\":[\"--optimizer=adam", "\"validation_losses\":[", "\"schedule\":\"step(")
        .doesNotContain("\"weights\"");
  }

  @Test
  void foldsAreToldEach() {
    Object[] training = {"train", "--epochs=2", "--json"};
    Object[] folded = {"train", "--epochs=2", "--json", "--folds=2"};
    String metrics = "{\"r2\":#,\"mae\":#,\"rmse\":#}";
    assertThat(line(folded).replaceAll("-?\\d+\\.\\d+", "#"))
        .contains("\"folds\":[" + metrics + "," + metrics + "]");
    assertThat(line(folded).replaceFirst("\"folds\":\\[.*?],", "")).isEqualTo(line(training));
  }

  @Test
  void filesAreWrittenAllTheSame() {
    Path model = folder.resolve("model.pt");
    Path history = folder.resolve("history.csv");
    Path plot = folder.resolve("plot.svg");
    line("train", "--json", "--save", model, "--history", history, "--plot", plot);
    assertThat(model).isNotEmptyFile();
    assertThat(plot).isNotEmptyFile();
    Path drawn = folder.resolve("drawn.svg");
    assertThat(line("plot", history, "--out", drawn, "--json")).contains("drawn.svg");
    assertThat(drawn).isNotEmptyFile();
  }

  @Test
  void nothingElseMayBePrintedBesideIt() {
    refused("--json and --plot - exclude each other", "train", "--json", "--plot=-");
    refused("--live and --json exclude each other", "train", "--json", "--live");
    refused("--json needs --out FILE", "plot", DIABETES, "--json");
  }
}
