package io.kindling.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.model.ColumnVectors;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ElementwiseSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.table.BooleanEncoding;
import io.kindling.table.CategoryEncoding;
import io.kindling.table.Classes;
import io.kindling.table.DateEncoding;
import io.kindling.table.Encoding;
import io.kindling.table.FeatureColumn;
import io.kindling.table.FeatureColumns;
import io.kindling.table.IndexEncoding;
import io.kindling.table.MissingValues;
import io.kindling.table.NumberEncoding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands in a table's columns, and what comes of it. */
final class TablesTest {
  private static final double NAN = Double.NaN;

  @TempDir Path folder;

  /** What one column becomes: a model that hands its features on, a target for each. */
  private double[][] features(
      Encoding encoding, FeatureColumn.@Nullable Filling filling, Object cells) throws Exception {
    FeatureColumns columns = new FeatureColumns(List.of(new FeatureColumn("c", encoding, filling)));
    int width = columns.features().size();
    ModuleSpec linear = ModuleSpec.parse("linear(%d, %d, bias=false)".formatted(width, width));
    TensorData identity = identity(width);
    TensorData numbered = TensorData.of(new float[] {0, 1, 2}, Shape.of(3, 1));
    TrainedModel model =
        new TrainedModel(
            ColumnVectors.before(columns, linear),
            columns,
            Outputs.numbers(
                columns.features().stream().map(each -> "y " + each).toArray(String[]::new)),
            null,
            Map.of("weight", identity, "1.weight", identity, "0.0.weight", numbered));
    Map<String, Object> answers = answers(model, Map.of("c", cells));
    int rows = ((double[][]) answers.values().iterator().next()).length;
    double[][] features = new double[rows][width];
    int at = 0;
    for (Object answer : answers.values()) {
      for (int row = 0; row < rows; row++) {
        features[row][at] = ((double[][]) answer)[row][0];
      }
      at++;
    }
    return features;
  }

  private static TensorData identity(int width) {
    float[] values = new float[width * width];
    for (int i = 0; i < width; i++) {
      values[i * width + i] = 1;
    }
    return TensorData.of(values, Shape.of(width, width));
  }

  private Map<String, Object> answers(TrainedModel model, Map<String, ?> columns) throws Exception {
    Path file = folder.resolve("model.onnx");
    OnnxFile.write(model, file);
    try (OnnxRun run = new OnnxRun(file)) {
      return run.columns(columns);
    }
  }

  private static double[][] column(Map<String, Object> answers, String name) {
    return (double[][]) Objects.requireNonNull(answers.get(name), name);
  }

  /** So that NaN is NaN. */
  private static void same(double[][] numbers, double[][] expected) {
    assertThat(Arrays.deepToString(numbers)).isEqualTo(Arrays.deepToString(expected));
  }

  private static String[] texts(String... texts) {
    return texts;
  }

  private static double[] numbers(double... numbers) {
    return numbers;
  }

  @Test
  void theMonthAndTheWeekdayOfADateAreThoseOfTheCalendar() throws Exception {
    double[] days =
        LongStream.iterate(LocalDate.of(1896, 1, 1).toEpochDay(), day -> day + 3)
            .limit(50_000) // with leap years, and centuries that are none
            .mapToDouble(day -> day + (day % 2 == 0 ? 0 : 0.75))
            .toArray();
    double[][] features = features(new DateEncoding(true), null, days);
    for (int i = 0; i < days.length; i++) {
      LocalDate date = LocalDate.ofEpochDay((long) Math.floor(days[i]));
      double[] expected = new double[1 + 12 + 7];
      expected[0] = (float) days[i];
      expected[date.getMonthValue()] = 1;
      expected[12 + date.getDayOfWeek().getValue()] = 1;
      assertThat(features[i]).as("%s", date).containsExactly(expected);
    }
  }

  @Test
  void whatStandsForMissingCellsIsInTheFile() throws Exception {
    FeatureColumn.Filling filling = new FeatureColumn.Filling(2.5, true);
    same(
        features(new NumberEncoding(), filling, numbers(1, NAN)),
        new double[][] {{1, 0}, {2.5, 1}});
    same(
        features(new BooleanEncoding(), filling, texts("yes", "FALSE", "N/A", "true")),
        new double[][] {{1, 0}, {0, 0}, {2.5, 1}, {1, 0}});
    Classes levels = new Classes(List.of("a", "b"));
    same(
        features(new CategoryEncoding(levels), filling, texts("b", "", "other", "a")),
        new double[][] {{0, 1, 0}, {0, 0, 1}, {0, 0, 0}, {1, 0, 0}});
    same(
        features(new IndexEncoding(levels, 1), filling, texts("b", "null", "other", "a")),
        new double[][] {{2, 0}, {0, 1}, {0, 0}, {1, 0}});
  }

  @Test
  void whatStandsForNothingIsRefused() throws Exception {
    same(
        features(new NumberEncoding(), null, numbers(1, NAN, 1 / 0.0, 1e300)),
        new double[][] {{1}, {NAN}, {NAN}, {NAN}});
    same(
        features(new BooleanEncoding(), null, texts("No", "", "maybe")),
        new double[][] {{0}, {NAN}, {NAN}});
    Classes levels = new Classes(List.of("a", "b"));
    same(
        features(new CategoryEncoding(levels), null, texts("b", "NaN", "other")),
        new double[][] {{0, 1}, {NAN, NAN}, {0, 0}});
    same(
        features(new IndexEncoding(levels, 1), null, texts("b", "?", "other")),
        new double[][] {{2}, {NAN}, {0}});
    same(features(new DateEncoding(false), null, numbers(3, NAN)), new double[][] {{3}, {NAN}});
  }

  @Test
  void aLevelIsOneThoughItsTextMayMeanMissing() throws Exception {
    Classes levels = new Classes(List.of("-", "+"));
    same(
        features(new CategoryEncoding(levels), null, texts("-", "+")),
        new double[][] {{1, 0}, {0, 1}});
  }

  @Test
  void everyTextThatIsMissingOrTrueIsKnown() {
    MissingValues missing = MissingValues.standard();
    assertThat(missing.texts()).hasSize(4 + 8 + 4 + 4 + 4 + 16).allMatch(missing::isMissing);
    assertThat(BooleanEncoding.texts()).hasSize(16 + 32 + 8 + 4).containsEntry("tRuE", 1);
  }

  @Test
  void anIndexIsAWholeNumberWithinRange() throws Exception {
    TrainedModel model =
        new TrainedModel(
            ModuleSpec.parse("sequential(embedding(3, 1), flatten())"),
            List.of("i"),
            Outputs.numbers("y"),
            null,
            Map.of("0.weight", TensorData.of(new float[] {5, 6, 7}, Shape.of(3, 1))));
    same(
        column(answers(model, Map.of("i", numbers(2, 0, -1, 3, 0.5))), "y"),
        new double[][] {{7}, {5}, {NAN}, {NAN}, {NAN}});
  }

  @Test
  void numbersAreScaledInFloat64() throws Exception {
    TrainedModel model =
        new TrainedModel(
            ModuleSpec.parse("linear(1, 1, bias=false)"),
            List.of("millis"),
            Outputs.numbers("cents"),
            new Standardizer(
                new Scaling(List.of(1.7e12), List.of(4.0)),
                new Scaling(List.of(3e10), List.of(0.5))),
            Map.of("weight", TensorData.full(Shape.of(1, 1), 1)));
    same(
        column(answers(model, Map.of("millis", numbers(1.7e12 + 2))), "cents"),
        new double[][] {{3e10 + 0.25}});
  }

  @Test
  void labelsHaveProbabilitiesAndWithoutAnAnswerNoName() throws Exception {
    TrainedModel three =
        new TrainedModel(
            ModuleSpec.parse("linear(1, 3, bias=false)"),
            List.of("x"),
            Outputs.labels("kind", List.of("a", "b", "c")),
            null,
            Map.of("weight", TensorData.of(new float[] {0, 1, -1}, Shape.of(3, 1))));
    Map<String, Object> answers = answers(three, Map.of("x", numbers(0, Math.log(2), NAN)));
    assertThat(answers).containsOnlyKeys("kind", "kind probabilities");
    assertThat((String[][]) answers.get("kind")).isDeepEqualTo(new String[][] {{"a"}, {"b"}, {""}});
    double[][] shares = column(answers, "kind probabilities");
    assertThat(shares[0]).containsExactly(1 / 3.0, 1 / 3.0, 1 / 3.0);
    assertThat(shares[1][1]).isCloseTo(4 / 7.0, within(1e-6));
    assertThat(shares[2]).containsOnly(NAN);

    TrainedModel two =
        new TrainedModel(
            ModuleSpec.parse("linear(1, 2, bias=false)"),
            List.of("x"),
            new Outputs(List.of("p", "q"), List.of(List.of("n", "y"), List.of("0", "1")), true),
            null,
            Map.of("weight", TensorData.of(new float[] {1, -1}, Shape.of(2, 1))));
    answers = answers(two, Map.of("x", numbers(1, 0, NAN)));
    assertThat((String[][]) answers.get("p")).isDeepEqualTo(new String[][] {{"y"}, {"n"}, {""}});
    assertThat((String[][]) answers.get("q")).isDeepEqualTo(new String[][] {{"0"}, {"0"}, {""}});
    assertThat(column(answers, "p probabilities")[1]).containsExactly(0.5, 0.5);
  }

  @Test
  void namesMayBeAnyButNone() throws Exception {
    List<String> features = List.of("Gemm", "number", "weight", "größe, m²", "y");
    TrainedModel model =
        new TrainedModel(
            ModuleSpec.parse("linear(5, 2, bias=false)"),
            features,
            Outputs.numbers("y", "Cast"),
            null,
            Map.of("weight", TensorData.full(Shape.of(2, 5), 1)));
    Map<String, double[]> columns = new LinkedHashMap<>();
    features.forEach(feature -> columns.put(feature, numbers(columns.size() + 1)));
    Map<String, Object> answers = answers(model, columns);
    assertThat(answers).containsOnlyKeys("y_1", "Cast");
    assertThat(column(answers, "y_1")).isDeepEqualTo(new double[][] {{15}});
    TrainedModel nameless = linear(List.of(""), Outputs.numbers("y"));
    assertThatThrownBy(() -> OnnxFile.write(nameless, folder.resolve("n.onnx")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("each column must have a name");
  }

  private static TrainedModel linear(List<String> features, Outputs outputs) {
    Shape shape = Shape.of(outputs.width(), features.size());
    return new TrainedModel(
        ModuleSpec.parse("linear(%d, %d, bias=false)".formatted(features.size(), outputs.width())),
        features,
        outputs,
        null,
        Map.of("weight", TensorData.full(shape, 1)));
  }

  /** A module of somebody else's. */
  private record Squares() implements ElementwiseSpec {
    @Override
    public String name() {
      return "squares";
    }

    @Override
    public String toString() {
      return "squares()";
    }
  }

  @Test
  void whatCannotBeWrittenLeavesNothing() {
    Path file = folder.resolve("model.onnx");
    Shape row = Shape.of(1, 2);
    ModuleSpec linear = ModuleSpec.parse("linear(2, 1)");
    assertThatThrownBy(() -> OnnxFile.write(new Squares(), Map.of(), row, file))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("onnx: each module must be one of Kindling's own (got squares();");
    assertThatThrownBy(() -> OnnxFile.write(linear, Map.of(), row, file))
        .isInstanceOf(StateDictException.class)
        .hasMessageContaining("(got weight is missing; expected weight of shape [1, 2])");
    TrainedModel model = linear(List.of("x"), Outputs.numbers("y"));
    assertThatThrownBy(() -> OnnxFile.write(model, folder.resolve("none/model.onnx")))
        .isInstanceOf(CheckpointException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void theSameModelGivesTheSameBytes() throws Exception {
    TrainedModel model = linear(List.of("x", "z"), Outputs.labels("y", List.of("a", "b")));
    Path one = folder.resolve("one.onnx");
    Path other = folder.resolve("other.onnx");
    OnnxFile.write(model, one);
    OnnxFile.write(model, other);
    assertThat(other).hasSameBinaryContentAs(one);
    MlflowFolder.write(model, folder.resolve("mlflow"));
    assertThat(folder.resolve("mlflow/model.onnx")).hasSameBinaryContentAs(one);
    try (OnnxRun run = new OnnxRun(one)) {
      assertThat(run.session().getMetadata().getProducerName()).isEqualTo("kindling");
      assertThat(run.session().getMetadata().getCustomMetadata()).isEqualTo(model.notes());
    }
  }

  @Test
  void anMlflowFolderSaysWhatGoesInAndComesOut() throws Exception {
    Path mlflow = folder.resolve("mlflow");
    FeatureColumns columns =
        new FeatureColumns(
            List.of(
                FeatureColumn.number("it's"),
                new FeatureColumn("flag", new BooleanEncoding(), null)));
    MlflowFolder.write(
        new TrainedModel(
            ModuleSpec.parse("linear(2, 2, bias=false)"),
            columns,
            Outputs.labels("y", List.of("a", "b")),
            null,
            Map.of("weight", TensorData.full(Shape.of(2, 2), 1))),
        mlflow);
    assertThat(Files.readString(mlflow.resolve("MLmodel")))
        .isEqualTo(
            """
            flavors:
              onnx:
                code: null
                data: model.onnx
                onnx_version: 1.12.0
                providers:
                - CPUExecutionProvider
              python_function:
                data: model.onnx
                env:
                  virtualenv: python_env.yaml
                loader_module: mlflow.onnx
                python_version: "3.11"
            signature:
              inputs: '[{"name":"it''s","type":"tensor","tensor-spec":{"dtype":"float64","shape":[-1,1]}},{"name":"flag","type":"tensor","tensor-spec":{"dtype":"str","shape":[-1,1]}}]'
              outputs: '[{"name":"y","type":"tensor","tensor-spec":{"dtype":"str","shape":[-1,1]}},{"name":"y probabilities","type":"tensor","tensor-spec":{"dtype":"float64","shape":[-1,2]}}]'
              params: null
            """);
    assertThat(mlflow.resolve("requirements.txt")).content().contains("onnxruntime");
    assertThat(mlflow.resolve("python_env.yaml")).content().contains("-r requirements.txt");
  }
}
