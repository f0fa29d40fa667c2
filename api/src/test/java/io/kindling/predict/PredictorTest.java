package io.kindling.predict;

import static io.kindling.Specs.batchNorm1d;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.error.CheckpointException;
import io.kindling.error.DataException;
import io.kindling.error.KindlingException;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import io.kindling.table.BooleanEncoding;
import io.kindling.table.CategoryEncoding;
import io.kindling.table.Classes;
import io.kindling.table.DateEncoding;
import io.kindling.table.FeatureColumn;
import io.kindling.table.FeatureColumns;
import io.kindling.table.NumberEncoding;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows as they are in a table go in, and numbers in the targets' units or labels come out. */
final class PredictorTest {
  private static final Scaling FEATURES = new Scaling(List.of(10.0, 100.0), List.of(2.0, 50.0));
  private static final Scaling TARGET = new Scaling(List.of(1000.0), List.of(8.0));

  /** So many that what the measuring allocates itself does not count. */
  private static final int CALLS = 1000;

  @TempDir Path folder;

  private static Map<String, TensorData> state(int outputs, float... numbers) {
    int in = numbers.length / outputs - 1;
    int weights = outputs * in;
    return Map.of(
        "weight", TensorData.of(Arrays.copyOf(numbers, weights), Shape.of(outputs, in)),
        "bias",
            TensorData.of(Arrays.copyOfRange(numbers, weights, numbers.length), Shape.of(outputs)));
  }

  private static TrainedModel price() {
    return new TrainedModel(
        linear(2, 1),
        List.of("rooms", "area"),
        Outputs.numbers("price"),
        new Standardizer(FEATURES, TARGET),
        state(1, 3, 0.5f, 0.25f));
  }

  private static TrainedModel kind() {
    Outputs outputs = Outputs.labels("kind", List.of("bat", "cat", "owl"));
    return new TrainedModel(
        linear(1, 3), List.of("x"), outputs, null, state(3, 1, 0, -1, 0, 0.5f, 0));
  }

  @Test
  void whatGoesInIsScaledAndWhatComesOutIsScaledBack() {
    Predictor predictor = Predictor.of(price());
    assertThat(predictor.inputs()).containsExactly("rooms", "area");
    double expected = (3 * (14 - 10) / 2.0 + 0.5 * (150 - 100) / 50.0 + 0.25) * 8 + 1000;
    assertThat(predictor.predict(14, 150)).isEqualTo(expected);
    assertThat(predictor.predict(new float[] {14, 150})).isEqualTo(expected);
    double[] both = new double[2];
    predictor.predict(new float[] {14, 150, 10, 100}, 2, both);
    assertThat(both).containsExactly(expected, 1002);
    assertThat(predictor.predictions(14, 150, 10, 100).number(1)).isEqualTo(1002);
  }

  @Test
  void aFileIsEnough() {
    Path file = folder.resolve("model.pt");
    price().save(file);
    assertThat(Predictor.load(file).predict(14, 150))
        .isEqualTo(Predictor.of(price()).predict(14, 150));
  }

  @Test
  void theOffsetComesLastAndIsAdded() {
    TrainedModel counts =
        new TrainedModel(linear(1, 1), List.of("x"), Outputs.numbers("n"), null, state(1, 2, 1))
            .withOffset("log hours");
    Predictor predictor = Predictor.of(counts);
    assertThat(predictor.inputs()).containsExactly("x", "log hours");
    assertThat(predictor.predict(3, 0.5)).isEqualTo(7.5);
    assertThat(predictor.predict(new float[] {3, 0.5f})).isEqualTo(7.5);
    assertThat(predictor.predictions(3, 0.5, 0, 1).values()).containsExactly(7.5, 2);
    assertThat(predictor.predict(Map.of("x", 3, "log hours", "0.5"))).isEqualTo(7.5);
    refused(() -> predictor.predict(3, Double.NaN), "predict: an offset must be a finite");
  }

  @Test
  void labelsHaveProbabilities() {
    Predictor predictor = Predictor.of(kind());
    assertThat(predictor.predictLabel(2)).isEqualTo("bat");
    assertThat(predictor.predictLabel(new float[] {0})).isEqualTo("cat");
    assertThat(predictor.predictLabel(Map.of("x", -2))).isEqualTo("owl");
    double sum = Math.exp(2) + Math.exp(0.5) + Math.exp(-2);
    assertThat(predictor.probabilities(2))
        .usingComparatorWithPrecision(1e-12)
        .containsExactly(Math.exp(2) / sum, Math.exp(0.5) / sum, Math.exp(-2) / sum);
    assertThat(predictor.probabilities(new float[] {2})).isEqualTo(predictor.probabilities(2));
    assertThat(predictor.probabilities(Map.of("x", 2))).isEqualTo(predictor.probabilities(2));
    refused(
        () -> predictor.predict(2),
        "predict: the model must predict one number (got labels [[bat, cat, owl]]; expected"
            + " predictLabel(row))");
    refused(
        () -> Predictor.of(price()).probabilities(1, 2),
        "probabilities: the model must predict labels");
    refused(() -> Predictor.of(price()).predictLabel(1, 2), "Predictions: the model must predict");
  }

  private static Predictor mixed() {
    FeatureColumns columns =
        new FeatureColumns(
            List.of(
                new FeatureColumn("size", new NumberEncoding(), new FeatureColumn.Filling(7, true)),
                new FeatureColumn(
                    "colour", new CategoryEncoding(new Classes(List.of("blue", "red"))), null),
                new FeatureColumn("new", new BooleanEncoding(), null),
                new FeatureColumn("built", new DateEncoding(false), null)));
    return Predictor.of(
        new TrainedModel(
            linear(6, 1),
            columns,
            Outputs.numbers("y"),
            null,
            state(1, 1, 100, 1000, 2000, 10_000, 100_000, 0)));
  }

  @Test
  void namedValuesBecomeFeaturesAsCellsDo() {
    Map<String, Object> row = new HashMap<>();
    row.put("size", 3.5);
    row.put("colour", "red");
    row.put("new", true);
    row.put("built", LocalDate.of(1970, 1, 3));
    row.put("other", "whatever");
    assertThat(mixed().predict(row)).isEqualTo(3.5 + 2000 + 10_000 + 200_000);
    row.put("size", null);
    row.put("colour", "green");
    row.put("new", "no");
    row.put("built", "1970-01-02");
    assertThat(mixed().predict(row)).isEqualTo(7 + 100 + 100_000);
    row.put("new", "perhaps");
    refused(() -> mixed().predict(row), "predict, row 1, column new: a cell must be true or false");
    row.remove("new");
    refused(() -> mixed().predict(row), "predict: there must be a value for each column (got none");
  }

  @Test
  void aLevelIsALevelWithSpacesToo() {
    FeatureColumn colour =
        new FeatureColumn("colour", new CategoryEncoding(new Classes(List.of("NA", "red"))), null);
    Predictor predictor =
        Predictor.of(
            new TrainedModel(
                linear(2, 1),
                new FeatureColumns(List.of(colour)),
                Outputs.numbers("y"),
                null,
                state(1, 1, 2, 4)));
    assertThat(predictor.predict(Map.of("colour", "red"))).isEqualTo(6);
    assertThat(predictor.predict(Map.of("colour", " red "))).isEqualTo(6);
    assertThat(predictor.predict(Map.of("colour", new StringBuilder("red")))).isEqualTo(6);
    assertThat(predictor.predict(Map.of("colour", "blue"))).isEqualTo(4);
    refused(
        () -> predictor.predict(Map.of("colour", "NA")),
        "predict, row 1, column colour: a cell must hold a label (got 'NA', a missing value;");
  }

  /** A row with components of the columns' names. */
  private record Thing(double size, String colour, Boolean isNew, LocalDate built) {}

  private record Flat(int rooms, float area, String street) {}

  @Test
  void aRecordIsBoundOnce() {
    Binding<Flat> flats = Predictor.of(price()).binding(Flat.class);
    assertThat(flats.predict(new Flat(14, 150, "")))
        .isEqualTo(Predictor.of(price()).predict(14, 150));
    assertThat(flats.inputs(new Flat(3, 2.5f, ""))).containsExactly(3, 2.5);
    refused(() -> flats.predict(new Flat(3, Float.NaN, "")), "predict, row 1, column area: ");
    Binding<Flat> own = Predictor.of(price()).binding(Flat.class, MethodHandles.lookup());
    assertThat(own.predict(new Flat(10, 100, ""))).isEqualTo(1002);
  }

  /** A record that another class loader defines anew. */
  public record Plot(int rooms, float area) {}

  /** Has a {@link Plot} of its own. */
  private static final class Elsewhere extends ClassLoader {
    Class<? extends Record> plot() throws IOException {
      String file = "/" + Plot.class.getName().replace('.', '/') + ".class";
      try (InputStream bytes = Plot.class.getResourceAsStream(file)) {
        byte[] read = bytes.readAllBytes();
        return defineClass(Plot.class.getName(), read, 0, read.length).asSubclass(Record.class);
      }
    }
  }

  @Test
  void aRecordOfAnotherClassLoaderIsBound() throws Exception {
    Class<? extends Record> type = new Elsewhere().plot();
    Object plot = type.getConstructor(int.class, float.class).newInstance(10, 100);
    assertThat(answer(Predictor.of(price()).binding(type), plot)).isEqualTo(1002);
    assertThat(answer(Predictor.of(price()).binding(type, MethodHandles.lookup()), plot))
        .isEqualTo(1002);
  }

  @SuppressWarnings("unchecked") // the type is known at run time only
  private static double answer(Binding<?> binding, Object row) {
    return ((Binding<Object>) binding).predict(row);
  }

  @Test
  void aRecordThatDoesNotFitIsRefused() {
    refused(
        () -> mixed().binding(Thing.class),
        "binding: the record must have a component for each column (got none called new in"
            + " Thing[size, colour, isNew, built]; expected one, or a map by name)");
    refused(
        () -> Predictor.of(price()).binding(Flat.class, MethodHandles.publicLookup()),
        "binding: Kindling must have access to the record (got none to "
            + Flat.class.getName()
            + " in unnamed module");
  }

  @Test
  void whatIsNoRowIsRefused() {
    Predictor predictor = Predictor.of(price());
    refused(
        () -> predictor.predict(1),
        "predict: a row must have a number for each input (got 1 numbers; expected 2: rooms, area)");
    refused(
        () -> predictor.predict(new float[3], -1, new double[2]),
        "predict: there must be rows, or none (got -1; expected 0 or more)");
    refused(
        () -> predictor.predict(new float[3], 2, new double[2]),
        "predict: the arrays must hold all rows (got 3 numbers and room for 2; expected 4 for 2"
            + " rows, and 2)");
    refused(() -> predictor.predictions(1, 2, 3), "predict: a row must have a number");
    refused(
        () -> predictor.predict(1, Double.NaN),
        "predict: a feature must be a finite float32 (got NaN for area; expected a number like those"
            + " that the model was trained on; fill the gap or leave the row out)");
    refused(
        () -> predictor.predict(1e300, 1), "predict: a feature must be a finite float32 (got Inf");
    Predictor relu = Predictor.of(relu(), 2, Map.of());
    refused(
        () -> relu.predictions(1, Double.NEGATIVE_INFINITY), "predict: a feature must be a finite");
  }

  @Test
  void aRowAloneIsWhatItIsAmongOthers() {
    TorchRandom random = new TorchRandom(2);
    int width = 11;
    int rows = 9;
    Scaling odd = new Scaling(Collections.nCopies(width, 0.1), Collections.nCopies(width, 0.7));
    for (Standardizer scaling :
        Arrays.asList(null, new Standardizer(odd, null), new Standardizer(odd, TARGET))) {
      ModuleSpec spec = linear(width, 1);
      List<String> names = IntStream.range(0, width).mapToObj(i -> "x" + i).toList();
      Predictor predictor =
          Predictor.of(
              new TrainedModel(
                  spec, names, Outputs.numbers("y"), scaling, spec.initialState(random)));
      float[] narrow = random.randn(Shape.of(rows, width)).toFloatArray();
      double[] wide = new double[narrow.length];
      Arrays.setAll(wide, i -> narrow[i] / 3.0);
      double[] ofNarrow = new double[rows];
      double[] ofWide = new double[rows];
      predictor.predict(narrow, rows, ofNarrow);
      predictor.predict(wide, rows, ofWide);
      for (int row = 0; row < rows; row++) {
        int from = row * width;
        assertThat(predictor.predict(Arrays.copyOfRange(narrow, from, from + width)))
            .isEqualTo(ofNarrow[row]);
        assertThat(predictor.predict(Arrays.copyOfRange(wide, from, from + width)))
            .isEqualTo(ofWide[row]);
      }
    }
  }

  @Test
  void largeNumbersOverflowAsOnABackend() {
    Predictor predictor = Predictor.of(linear(1, 1), 1, state(1, 1e10f, 0));
    assertThat(predictor.predict(3e38f)).isInfinite();
  }

  @Test
  void whatIsNoModelIsRefused() {
    assertThatThrownBy(() -> Predictor.of(linear(2, 1), 2, state(1, 1, 1)))
        .isInstanceOf(StateDictException.class)
        .hasMessageContaining("weight is float32[1, 1]");
    assertThatThrownBy(() -> Predictor.of(relu(), 2, state(1, 1, 1)))
        .isInstanceOf(StateDictException.class)
        .hasMessageContaining("of no part of it");
    assertThatThrownBy(() -> Predictor.of(linear(2, 1), 3, state(1, 1, 1, 1)))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(
            () -> Predictor.of(batchNorm1d(2).trackRunningStats(false).affine(false), 2, Map.of()))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("batch_norm_1d: to predict a row alone, there must be running");
  }

  @Test
  void nothingIsAllocated() {
    ModuleSpec net = sequential(linear(64, 16), relu(), linear(16, 1));
    TorchRandom random = new TorchRandom(1);
    Predictor mlp = Predictor.of(net, 64, net.initialState(random));
    Predictor line = Predictor.of(linear(64, 1), 64, linear(64, 1).initialState(random));
    float[] row = random.randn(Shape.of(64)).toFloatArray();
    float[] rows = random.randn(Shape.of(100, 64)).toFloatArray();
    double[] into = new double[100];
    Runnable predictions =
        () -> {
          into[0] = line.predict(row) + mlp.predict(row);
          line.predict(rows, 100, into);
          mlp.predict(rows, 100, into);
        };
    allocated(predictions); // what is made once: rooms, classes
    assertThat(allocated(predictions) / CALLS).as("bytes for four calls").isZero();
  }

  private static long allocated(Runnable predictions) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      predictions.run();
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static void refused(Runnable asked, String message) {
    assertThatThrownBy(asked::run)
        .isInstanceOf(KindlingException.class)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void anInterruptedThreadIsToldSo() {
    Path file = folder.resolve("model.pt");
    price().save(file);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> Predictor.load(file))
          .isInstanceOf(CheckpointException.class)
          .hasMessage(
              file
                  + ": the thread must not be interrupted while it reads (got an interrupt; expected"
                  + " the file as a whole; call Thread.interrupted(), or read in another thread)");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(Predictor.load(file).inputs()).isEqualTo(price().features());
  }

  @Test
  void aTimeAtTheEndOfAllTimesIsRefused() {
    Predictor predictor = Predictor.of(price());
    for (Object time : List.of(Instant.MAX, OffsetDateTime.MIN, OffsetDateTime.MAX)) {
      assertThatThrownBy(() -> predictor.predict(Map.of("rooms", time, "area", 1)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(time.toString());
    }
  }
}
