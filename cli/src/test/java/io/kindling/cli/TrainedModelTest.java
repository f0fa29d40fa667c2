package io.kindling.cli;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.tanh;
import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.cli.prediction.Targets;
import io.kindling.csv.CsvFile;
import io.kindling.data.ColumnChoice;
import io.kindling.data.Dataset;
import io.kindling.data.Standardizer;
import io.kindling.model.Outputs;
import io.kindling.model.Predictions;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import io.kindling.train.Metrics;
import io.kindling.train.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command saves a Java program loads whole, and the other way round. */
final class TrainedModelTest {
  private static final Path DIABETES = Path.of("../docs/data/diabetes.csv");

  @TempDir Path folder;

  /** The cells of the last column that the command predicts. */
  private static List<String> predicted(Path model, Path data) {
    Run run = kindling("predict", "--backend=cpu", "--model-file", model, "--data", data);
    assertThat(run.err()).isEmpty();
    return run.lines().stream().skip(1).map(line -> line.replaceAll(".*,", "")).toList();
  }

  private static Dataset rows(TrainedModel model, Path data) {
    ColumnChoice columns =
        ColumnChoice.targets(model.outputs().targets()).features(model.features());
    return CsvFile.of(data).choose(columns).dataset();
  }

  /** What a Java program predicts, as the command writes numbers. */
  private static List<String> numbers(TrainedModel model, Path data) {
    try (Backend backend = Backends.open("cpu")) {
      Predictions said = model.predict(model.module(backend), rows(model, data));
      Targets.Digits digits = Targets.Digits.behind(model.scaling());
      List<String> numbers = new ArrayList<>();
      for (int row = 0; row < said.rows(); row++) {
        numbers.add(digits.of(0, said.number(row)));
      }
      return numbers;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "model.pt, --standardize",
    "model.safetensors, --standardize",
    "model.ts, --standardize=targets",
    "model.pt, --standardize=features",
    "model.pt, --quiet",
    "model.pt, --standardize --stream --batch-size=64"
  })
  void numbersAreThoseOfTheCommand(String name, String how) throws IOException {
    Path file = folder.resolve(name);
    List<Object> words =
        new ArrayList<>(
            List.of(
                "train",
                "--backend=cpu",
                "--data",
                DIABETES,
                "--target=progression",
                "--features=s5,bmi",
                "--optimizer=adam(lr=0.01)",
                "--model=sequential(linear(2, 4), tanh(), linear(4, 1))",
                "--save",
                file));
    words.addAll(List.of(how.split(" ")));
    Run run = kindling(words.toArray());
    assertThat(run.err()).isEmpty();
    TrainedModel model = TrainedModel.load(file);
    assertThat(model.features()).containsExactly("s5", "bmi");
    assertThat(numbers(model, DIABETES)).hasSize(442).isEqualTo(predicted(file, DIABETES));
    Path again = Files.createDirectory(folder.resolve("again")).resolve(name);
    model.save(again);
    assertThat(again).hasSameBinaryContentAs(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--standardize", "--standardize=features", "--quiet"})
  void howFarOffItIsTheCommandSaysToo(String how) {
    Path file = folder.resolve("model.pt");
    kindling(
        "train", "--backend=cpu", "--data", DIABETES, "--target=progression", how, "--save", file);
    Run run =
        kindling("evaluate", "--backend=cpu", "--model-file", file, "--data", DIABETES, "--json");
    TrainedModel model = TrainedModel.load(file);
    try (Backend backend = Backends.open("cpu")) {
      Module module = model.module(backend);
      model
          .evaluate(module, rows(model, DIABETES), Metrics.r2(), Metrics.mae(), Metrics.rmse())
          .forEach((name, value) -> assertThat(run.out()).contains("\"" + name + "\":" + value));
    }
  }

  @ParameterizedTest
  @CsvSource({"kind, cross_entropy(), 3", "side, bce_with_logits(), 1"})
  void labelsAreThoseOfTheCommand(String target, String loss, int outputs) throws IOException {
    Path data =
        Files.writeString(
            folder.resolve("data.csv"),
            """
            x,z,kind,side
            -5,1,snowy owl,left
            -4,2,snowy owl,left
            0,1,bat,left
            1,2,bat,right
            5,1,cat,right
            6,2,cat,right
            """);
    Path file = folder.resolve("model.pt");
    Run run =
        kindling(
            "train",
            "--backend=cpu",
            "--data",
            data,
            "--target=" + target,
            "--features=x,z",
            "--loss=" + loss,
            "--optimizer=adam(lr=0.3)",
            "--standardize",
            "--save",
            file);
    assertThat(run.err()).isEmpty();
    TrainedModel model = TrainedModel.load(file);
    assertThat(model.outputs().width()).isEqualTo(outputs);
    List<String> labels = new ArrayList<>();
    try (Backend backend = Backends.open("cpu")) {
      Module module = model.module(backend);
      Predictions said = model.predict(module, -5, 1, -4, 2, 0, 1, 1, 2, 5, 1, 6, 2);
      for (int row = 0; row < said.rows(); row++) {
        String label = said.label(row);
        assertThat(said.probability(row, label)).isGreaterThan(0.5);
        labels.add(label);
      }
    }
    assertThat(labels).isEqualTo(predicted(file, data));
  }

  @Test
  void indicesAreThoseOfTheCommand() throws IOException {
    Path data = Files.writeString(folder.resolve("data.csv"), "i,y\n0,1\n1,5\n2,3\n1,5\n");
    Path file = folder.resolve("model.pt");
    kindling(
        "train",
        "--backend=cpu",
        "--data",
        data,
        "--model=sequential(embedding(3, 2), flatten(), linear(2, 1))",
        "--standardize=targets",
        "--target=y",
        "--save",
        file);
    assertThat(numbers(TrainedModel.load(file), data)).hasSize(4).isEqualTo(predicted(file, data));
  }

  @ParameterizedTest
  @CsvSource({"model.pt", "model.safetensors"})
  void whatAProgramSavesTheCommandPredictsWith(String name) {
    List<String> features = List.of("bmi", "bp");
    ModuleSpec spec = sequential(linear(2, 4), tanh(), linear(4, 1));
    Path file = folder.resolve(name);
    try (Backend backend = Backends.open("cpu")) {
      backend.manualSeed(0);
      Dataset table = CsvFile.of(DIABETES).targets("progression").features("bmi", "bp").table();
      Standardizer scaling = Standardizer.fit(table);
      Module module = backend.module(spec);
      new Trainer(module, backend.loss(mse()), backend.optimizer(adam(0.01), module.parameters()))
          .train(scaling.transform(table), 20);
      Outputs outputs = Outputs.numbers("progression");
      new TrainedModel(spec, features, outputs, scaling, module.stateDict()).save(file);
    }
    assertThat(predicted(file, DIABETES)).isEqualTo(numbers(TrainedModel.load(file), DIABETES));
  }

  @Test
  void aCheckpointOfTheCommandIsAModelToo() throws IOException {
    Path file = folder.resolve("model.pt");
    kindling(
        "train",
        "--backend=cpu",
        "--standardize",
        "--epochs=7",
        "--checkpoint-every=7",
        "--quiet",
        "--save",
        file);
    TrainedModel checkpoint = TrainedModel.load(folder.resolve("model.checkpoint-7.pt"));
    assertThat(checkpoint).isEqualTo(TrainedModel.load(file));
  }
}
