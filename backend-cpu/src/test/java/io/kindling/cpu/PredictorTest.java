package io.kindling.cpu;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.EvaluationMode;
import io.kindling.Module;
import io.kindling.NoGrad;
import io.kindling.Scope;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.cpu.kernel.Processor;
import io.kindling.data.Dataset;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.data.TableDataset;
import io.kindling.model.IndexInput;
import io.kindling.model.Outputs;
import io.kindling.model.Predictions;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ElementwiseSpec;
import io.kindling.nn.ModuleBody;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.ModuleState;
import io.kindling.ops.Operations;
import io.kindling.predict.Predictor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A predictor, which knows no backend, has the bits of this one's modules: of every description,
 * with vectors and without, for a row alone and among others.
 */
final class PredictorTest {
  private static final int ROWS = 1000;

  @AfterEach
  void forget() {
    System.clearProperty(Processor.VECTOR);
  }

  /** Models of every kind, for rows of a width. */
  private static List<String> models(int width) {
    String to8 = "linear(" + width + ", 8)";
    int half = (width + 1) / 2;
    return List.of(
        "linear(%1$d, 1)",
        "linear(%1$d, 2, bias=false)",
        "linear(%1$d, 7)",
        "linear(%1$d, 8)",
        "linear(%1$d, 9)",
        "linear(%1$d, 17)",
        "sequential(linear(%1$d, 16), relu(), linear(16, 1))",
        "sequential(linear(%1$d, 33), leaky_relu(), linear(33, 10), tanh())",
        "sequential(" + to8 + ", sequential(sigmoid(), linear(8, 3)), dropout(0.5))",
        "relu()",
        "leaky_relu(negative_slope=0.2)",
        "gelu()",
        "gelu(approximate=tanh)",
        "silu()",
        "sigmoid()",
        "tanh()",
        "softplus(beta=2, threshold=1)",
        "elu(alpha=0.7)",
        "selu()",
        "mish()",
        "logsigmoid()",
        "hardswish()",
        "prelu()",
        "prelu(num_parameters=%1$d)",
        "dropout()",
        "sequential(flatten(), layer_norm(%1$d))",
        "layer_norm(%1$d, elementwise_affine=false)",
        "rms_norm(%1$d)",
        "batch_norm_1d(%1$d)",
        "batch_norm_1d(%1$d, affine=false)",
        "sequential(linear(%1$d, 300), rms_norm(300), linear(300, 2))",
        "sequential(embedding(5, 3), flatten(), linear(" + 3 * width + ", 2))",
        "sequential(embedding(5, 3), batch_norm_1d(%1$d), layer_norm((%1$d, 3)), prelu(), flatten(),"
            + " linear("
            + 3 * width
            + ", 2))",
        "sequential(column_embedding(columns=(0), num_embeddings=(5), embedding_dim=(3)), linear("
            + (width + 2)
            + ", 2))",
        "column_embedding(columns=(0, " + half + "), num_embeddings=(5, 4), embedding_dim=(1, 2))");
  }

  private static Stream<String> everyModel() {
    return IntStream.of(1, 2, 7, 8, 15, 16, 17, 64, 784)
        .boxed()
        .flatMap(
            width ->
                models(width).stream()
                    .map(model -> width + " " + String.format(model, width))
                    .filter(model -> width > 1 || !model.contains("(0, ")));
  }

  @Test
  void everyDescriptionThereIsIsAmongThese() {
    String all = String.join(" ", models(8));
    assertThat(ModuleSpec.KIND.builtIn())
        .allSatisfy(name -> assertThat(all).as(name).contains(name + "("));
  }

  @ParameterizedTest
  @MethodSource("everyModel")
  void theBitsAreThoseOfForward(String line) {
    int width = Integer.parseInt(line.substring(0, line.indexOf(' ')));
    ModuleSpec spec = ModuleSpec.parse(line.substring(line.indexOf(' ') + 1));
    TorchRandom random = new TorchRandom(7);
    Map<String, TensorData> state = state(spec, random);
    float[] rows = rows(spec, width, width > 100 ? 100 : ROWS, random);
    Predictor predictor = Predictor.of(spec, width, state);
    float[] vectors = forward(spec, state, rows, width);
    System.setProperty(Processor.VECTOR, "false");
    assertSame(forward(spec, state, rows, width), vectors);
    assertSame(batch(predictor, rows), vectors);
    assertSame(oneByOne(predictor, rows), vectors);
    assertSame(wide(predictor, rows), vectors);
    float[] first = Arrays.copyOf(rows, width);
    assertSame(
        forward(spec, state, first, width), Arrays.copyOf(vectors, predictor.outputs().width()));
  }

  /** A layer of somebody else's, which computes one thing with each operation. */
  private record Foreign(int which) implements ElementwiseSpec, ModuleBody {
    static final int COUNT = 27;

    @Override
    public <V extends Operations<V>> V forward(V x, ModuleState<V> state) {
      V row = x.reshape(-1);
      long size = row.shape().size(0);
      return switch (which) {
        case 0 -> x.add(x.mean()).sub(0.3).div(x.abs().add(1.5));
        case 1 -> x.mul(x.sum(1, /* keep= */ true)).div(3);
        case 2 -> x.sub(x.transpose().reshape(1, size).mean(0)).mul(0.7);
        case 3 -> x.softmax(1).add(x.softmax(0));
        case 4 -> x.logSoftmax(-1);
        case 5 -> x.transpose().matmul(x).sum(0).reshape(1, size);
        case 6 -> x.transpose().matmul(x).softmax(0).mean(1).reshape(1, size);
        case 7 -> x.abs().pow(1.3).add(x.pow(2)).sub(x.abs().add(0.1).pow(-0.5));
        case 8 -> x.abs().pow(x.clamp(-1, 2));
        case 9 -> x.abs().add(0.01).log().add(x.abs().log1p()).add(x.expm1());
        case 10 -> x.exp().sqrt().neg().sigmoid().tanh().relu();
        case 11 -> x.max(1).values().reshape(1, 1).mul(x);
        case 12 -> x.sub(x.min(1, /* keep= */ true).values());
        case 13 -> x.max(1).indices().oneHot(size).add(x.min(1).indices().oneHot(size));
        case 14 -> x.indexSelect(1, x.max(1).indices()).mul(x);
        case 15 -> x.narrow(1, size / 2, size - size / 2).sum().add(x);
        case 16 -> x.where(x.gt(0.1), x.mul(-2)).where(x.lt(1), 5);
        case 17 -> x.ge(0.2).add(x.le(0.1)).add(x.ne(0)).add(x.eq(0));
        case 18 -> x.ge(x.mean()).add(x.le(x.mean())).mul(x.ne(x.mean())).sub(x.eq(x.mean()));
        case 19 -> x.gt(x.mean()).sub(x.lt(x.mean()));
        case 20 -> x.mul(x.constant(TensorData.full(Shape.of(1), 0.37f))).detach();
        case 21 -> x.reshape(1, -1, 1).sum(1).reshape(1, 1).mul(x);
        case 22 -> x.transpose().matmul(x).sum(1).reshape(1, size);
        case 23 -> x.transpose().matmul(x).reshape(size, 1, size).sum(0).reshape(1, size);
        case 24 -> x.mean(1).reshape(1, 1).sub(x).mul(row.mean());
        case 25 -> x.transpose().add(x).sum(1).reshape(1, size);
        default -> x.relu().expm1().where(x.gt(0), x.exp());
      };
    }

    @Override
    public String name() {
      return "foreign";
    }
  }

  private static Stream<Arguments> foreign() {
    return IntStream.of(1, 2, 17, 300, 601)
        .boxed()
        .flatMap(width -> IntStream.range(0, Foreign.COUNT).mapToObj(i -> Arguments.of(width, i)));
  }

  @ParameterizedTest
  @MethodSource("foreign")
  void whatOthersWriteInOperationsHasTheseBitsToo(int width, int which) {
    Foreign spec = new Foreign(which);
    float[] rows = rows(spec, width, 3, new TorchRandom(11));
    float[] said = batch(Predictor.of(spec, width, Map.of()), rows);
    for (int row = 0; row < 3; row++) {
      int from = row * width;
      float[] alone = Arrays.copyOfRange(rows, from, from + width);
      assertSame(
          Arrays.copyOfRange(said, from, from + width), forward(spec, Map.of(), alone, width));
    }
  }

  /** Trained models with each kind of preparation. */
  private static Stream<TrainedModel> prepared() {
    ModuleSpec net = sequential(linear(3, 16), relu(), linear(16, 2));
    Map<String, TensorData> state = state(net, new TorchRandom(5));
    List<String> names = List.of("a", "b", "c");
    Scaling features = new Scaling(List.of(0.1, 1e9, -3.0), List.of(0.7, 3.3, 1e-3));
    Scaling targets = new Scaling(List.of(1e12, -5.0), List.of(0.3, 1e3));
    TrainedModel numbers = new TrainedModel(net, names, Outputs.numbers("y", "z"), null, state);
    Outputs labels = Outputs.labels("k", List.of("u", "v"));
    return Stream.of(
        numbers,
        new TrainedModel(net, names, numbers.outputs(), new Standardizer(features, targets), state),
        new TrainedModel(net, names, numbers.outputs(), new Standardizer(null, targets), state),
        new TrainedModel(net, names, numbers.outputs(), new Standardizer(features, null), state)
            .withOffset("o"),
        new TrainedModel(net, names, labels, new Standardizer(features, null), state));
  }

  @ParameterizedTest
  @MethodSource("prepared")
  void thePreparationIsTheTrainedModels(TrainedModel model) {
    boolean offset = model.offset() != null;
    double[] features = new double[300];
    double[] offsets = new double[100];
    double[] rows = new double[offset ? 400 : 300];
    for (int row = 0; row < 100; row++) {
      double[] cells = {row / 7.0, 1e9 + row * 0.013, -3 + row * 1e-5, row / 3.0 - 20};
      System.arraycopy(cells, 0, features, row * 3, 3);
      System.arraycopy(cells, 0, rows, row * rows.length / 100, rows.length / 100);
      offsets[row] = (float) cells[3];
    }
    TableDataset data = Dataset.of(features, 3, new double[100], 1);
    try (Backend backend = Backends.open("cpu");
        Module module = model.module(backend)) {
      Predictions said = model.predict(module, offset ? data.offset(floats(offsets)) : data);
      assertThat(Predictor.of(model).predictions(rows).values()).isEqualTo(said.values());
    }
  }

  @Test
  void manyThreadsGetWhatOneGets() throws Exception {
    ModuleSpec spec = sequential(linear(64, 16), relu(), linear(16, 1));
    TorchRandom random = new TorchRandom(3);
    Predictor predictor = Predictor.of(spec, 64, state(spec, random));
    float[] rows = rows(spec, 64, ROWS, random);
    float[] alone = batch(predictor, rows);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<float[]>> all =
          threads.invokeAll(Collections.nCopies(100, () -> oneByOne(predictor, rows)));
      for (Future<float[]> each : all) {
        assertSame(each.get(), alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static void assertSame(float[] got, float[] expected) {
    assertThat(got).hasSameSizeAs(expected);
    for (int i = 0; i < got.length; i++) {
      if (Float.floatToIntBits(got[i]) != Float.floatToIntBits(expected[i])) {
        assertThat(got[i]).as("element " + i).isEqualTo(expected[i]);
        assertThat(Float.floatToIntBits(got[i])).isEqualTo(Float.floatToIntBits(expected[i]));
      }
    }
  }

  /** A state in which no number is special, as those are that training starts from. */
  private static Map<String, TensorData> state(ModuleSpec spec, TorchRandom random) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    spec.initialState(random)
        .forEach(
            (name, data) -> {
              boolean isFloat = data.dtype() == DType.FLOAT32;
              float least = name.endsWith("running_var") ? 0.1f : -1;
              state.put(name, isFloat ? random.uniform(data.shape(), least, 1) : data);
            });
    return state;
  }

  private static float[] rows(ModuleSpec spec, int width, int count, TorchRandom random) {
    float[] rows = random.randn(Shape.of(count, width)).toFloatArray();
    for (int i = 0; i < rows.length; i++) {
      boolean index = spec.indexColumns().containsKey(i % width);
      rows[i] = index || spec.inputType() == DType.INT64 ? i % 7 % 4 : rows[i] * 2;
    }
    return rows;
  }

  private static float[] forward(
      ModuleSpec spec, Map<String, TensorData> state, float[] rows, int width) {
    try (Backend backend = Backends.open("cpu");
        Scope scope = backend.scope();
        Module module = backend.module(spec).loadStateDict(state);
        EvaluationMode evaluating = module.evaluating();
        NoGrad noGrad = backend.noGrad()) {
      return IndexInput.around(spec, module)
          .forward(backend.tensor(rows, Shape.of(rows.length / width, width)))
          .toFloatArray();
    }
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static float[] batch(Predictor predictor, float[] rows) {
    int count = rows.length / predictor.inputs().size();
    double[] said = new double[count * predictor.outputs().width()];
    predictor.predict(rows, count, said);
    return floats(said);
  }

  private static float[] oneByOne(Predictor predictor, float[] rows) {
    int width = predictor.inputs().size();
    float[] all = new float[rows.length / width * predictor.outputs().width()];
    double[] said = new double[predictor.outputs().width()];
    for (int row = 0; row < rows.length / width; row++) {
      predictor.predict(Arrays.copyOfRange(rows, row * width, (row + 1) * width), 1, said);
      System.arraycopy(floats(said), 0, all, row * said.length, said.length);
    }
    return all;
  }

  private static float[] wide(Predictor predictor, float[] rows) {
    return floats(
        predictor
            .predictions(IntStream.range(0, rows.length).mapToDouble(i -> rows[i]).toArray())
            .values());
  }
}
