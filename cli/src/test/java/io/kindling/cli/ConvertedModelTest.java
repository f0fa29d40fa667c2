package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.model.TrainedModel;
import io.kindling.table.MissingValues;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code kindling convert} writes for other programs gives what {@code kindling predict} does.
 */
final class ConvertedModelTest {
  private static final OrtEnvironment RUNTIME = OrtEnvironment.getEnvironment();
  private static final String PREDICTED = "_predicted";
  private static final Path DATA = Path.of("../docs/data");

  @TempDir Path folder;

  /** A table of texts, which hold no separator. */
  private record Columns(List<String> names, List<List<String>> rows) {
    static Columns of(Path file) throws IOException {
      List<List<String>> all =
          Files.readAllLines(file).stream().map(line -> List.of(line.split(",", -1))).toList();
      return new Columns(all.get(0), all.subList(1, all.size()));
    }

    List<String> column(String name) {
      int at = names.indexOf(name);
      assertThat(at).as("%s among %s", name, names).isNotNegative();
      return rows.stream().map(row -> row.get(at)).toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diabetes.csv --target progression",
        "diabetes.csv --target progression --standardize=features --epochs 2",
        "diabetes.csv --target progression,s6 --epochs 2",
        "diabetes.csv --target progression --categorical sex --epochs 3",
        "diabetes.csv --target progression --categorical sex:embedding=2,age:embedding --epochs 3"
            + " --model sequential(linear(13,4),tanh(),linear(4,1))",
        "diabetes.csv --target sex --loss bce_with_logits() --epochs 5",
        "diabetes.csv --target sex --loss cross_entropy() --epochs 5",
        "diabetes.csv --target progression --features bmi,bp --offset s5 --epochs 2",
        "diabetes.csv --target progression --features sex --standardize=targets --epochs 2"
            + " --model sequential(embedding(3,2),flatten(),linear(2,1))",
        "flats.csv --target rent --missing indicator --epochs 5",
        "flats.csv --target rent --missing mean --date-parts --epochs 5"
            + " --model sequential(linear(30,5),batch_norm_1d(5),silu(),dropout(0.2),linear(5,1))",
        "flats.csv --target rent --missing drop --categorical district:embedding --epochs 2",
        "flats.csv --target energy --loss cross_entropy() --missing median --epochs 5",
        "flats.csv --target balcony --loss bce_with_logits() --missing indicator --date-parts --epochs 5",
      })
  void onnxRuntimePredictsFromTheRawColumnsWhatPredictDoes(String training) throws Exception {
    List<Object> words = new ArrayList<>(List.of("train", "--quiet", "--save", model()));
    words.addAll(List.of(training.split(" ")));
    words.set(4, DATA.resolve(words.get(4).toString()));
    Run trained = kindling(words.toArray());
    assertThat(trained.err()).isEmpty();
    compare(DATA.resolve(training.split(" ")[0]));
  }

  @Test
  void onnxIsKnownByItsEndingOrSaid() throws IOException {
    train();
    Path onnx = folder.resolve("model.ONNX");
    Path other = folder.resolve("other");
    assertThat(kindling("convert", model(), onnx, "--json").out())
        .isEqualToIgnoringNewLines(
            "{\"written\":\"%s\",\"form\":\"onnx\",\"remarks\":[]}".formatted(onnx));
    assertThat(kindling("convert", model(), other, "--to=onnx").code()).isZero();
    assertThat(other).hasSameBinaryContentAs(onnx);
  }

  @Test
  void mlflowIsAFolderWhichIsReplaced() throws IOException {
    train();
    Path mlflow = folder.resolve("mlflow");
    for (int i = 0; i < 2; i++) {
      assertThat(kindling("convert", model(), mlflow, "--to=mlflow").err()).isEmpty();
      assertThat(mlflow.resolve("MLmodel")).content().contains("loader_module: mlflow.onnx");
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactlyInAnyOrder(mlflow, model());
    }
  }

  @Test
  void whatOthersPutIntoAFolderStays() throws IOException {
    train();
    Path notes = Files.writeString(folder.resolve("notes.txt"), "mine");
    refused(
        kindling("convert", model(), folder, "--to=mlflow"),
        folder + ": the folder must have nothing in it but a model (got one with model.pt; ");
    refused(
        kindling("convert", model(), notes, "--to=mlflow"),
        notes + ": the folder must have nothing in it but a model (got a file; ");
    assertThat(notes).hasContent("mine");
    refused(
        kindling("convert", model(), folder.resolve("none/mlflow"), "--to=mlflow"),
        "OUT: its folder must exist");
  }

  @Test
  void weightsAloneAreNoModel() {
    Path weights = folder.resolve("weights.pt");
    Path onnx = folder.resolve("model.onnx");
    TorchFile.save(weights, Map.of("weight", TensorData.full(Shape.of(1, 1), 1)));
    refused(kindling("convert", weights, onnx), "--model SPEC");
    refused(
        kindling("convert", weights, onnx, "--backend", "libtorch"),
        "--backend goes with the form of C++");
    assertThat(onnx).doesNotExist();
  }

  private void train() {
    kindling("train", "--epochs=1", "--save", model(), "--quiet");
  }

  private static void refused(Run run, String message) {
    assertThat(run.err()).startsWith("kindling: ").contains(message).hasLineCount(1);
    assertThat(run.code()).isEqualTo(2);
  }

  private Path model() {
    return folder.resolve("model.pt");
  }

  private void compare(Path table) throws Exception {
    Path file = folder.resolve("predicted.csv");
    Path onnx = folder.resolve("model.onnx");
    assertThat(kindling("convert", model(), onnx).err()).isEmpty();
    List<Object> predict =
        new ArrayList<>(List.of("predict", table, "--model-file", model(), "--out", file));
    predict.addAll(List.of("--on-error", "empty"));
    if (TrainedModel.load(model()).outputs().areLabels()) {
      predict.add("--probabilities");
    }
    assertThat(kindling(predict.toArray()).code()).isZero();
    Columns predicted = Columns.of(file);
    Map<String, Object> answers = answers(onnx, Columns.of(table));
    assertThat(answers).isNotEmpty();
    answers.forEach((name, answer) -> compare(name, answer, predicted));
  }

  private static void compare(String name, Object answer, Columns predicted) {
    if (answer instanceof String[][] texts) {
      assertThat(column(texts)).isEqualTo(predicted.column(name + PREDICTED));
    } else if (name.endsWith(" probabilities")) {
      String target = name.substring(0, name.lastIndexOf(' '));
      List<String> labels =
          predicted.names().stream().filter(each -> each.startsWith(target + "=")).toList();
      for (int i = 0; i < labels.size(); i++) {
        compare((double[][]) answer, i, predicted.column(labels.get(i)));
      }
    } else {
      compare((double[][]) answer, 0, predicted.column(name + PREDICTED));
    }
  }

  private static List<String> column(String[][] texts) {
    return Arrays.stream(texts).map(row -> row[0]).toList();
  }

  /** Where predict has no answer, there is NaN. */
  private static void compare(double[][] numbers, int column, List<String> expected) {
    assertThat(numbers).hasNumberOfRows(expected.size());
    double room = 2e-6 * largest(expected);
    for (int row = 0; row < numbers.length; row++) {
      double number = numbers[row][column];
      if (expected.get(row).isEmpty()) {
        assertThat(number).as("row %d", row).isNaN();
      } else {
        double wanted = Double.parseDouble(expected.get(row));
        assertThat(number).as("row %d", row).isCloseTo(wanted, within(room));
      }
    }
  }

  private static double largest(List<String> numbers) {
    return numbers.stream()
        .filter(number -> !number.isEmpty())
        .mapToDouble(number -> Math.abs(Double.parseDouble(number)))
        .max()
        .orElseThrow();
  }

  private static Map<String, Object> answers(Path onnx, Columns table) throws OrtException {
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    Map<String, Object> answers = new LinkedHashMap<>();
    try (OrtSession session = RUNTIME.createSession(onnx.toString())) {
      for (NodeInfo input : session.getInputInfo().values()) {
        inputs.put(input.getName(), tensor(input, table.column(input.getName())));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        for (Map.Entry<String, OnnxValue> answer : result) {
          answers.put(answer.getKey(), answer.getValue().getValue());
        }
      }
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
    return answers;
  }

  private static OnnxTensor tensor(NodeInfo input, List<String> cells) throws OrtException {
    long[] shape = {cells.size(), 1};
    if (((TensorInfo) input.getInfo()).type == OnnxJavaType.STRING) {
      return OnnxTensor.createTensor(RUNTIME, cells.toArray(String[]::new), shape);
    }
    double[] numbers = cells.stream().mapToDouble(ConvertedModelTest::number).toArray();
    return OnnxTensor.createTensor(RUNTIME, DoubleBuffer.wrap(numbers), shape);
  }

  private static double number(String cell) {
    if (MissingValues.standard().isMissing(cell)) {
      return Double.NaN;
    }
    return cell.matches("\\d{4}-\\d\\d-\\d\\d")
        ? LocalDate.parse(cell).toEpochDay()
        : Double.parseDouble(cell);
  }
}
