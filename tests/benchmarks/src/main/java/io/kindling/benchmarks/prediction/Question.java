package io.kindling.benchmarks.prediction;

import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import io.kindling.table.CategoryEncoding;
import io.kindling.table.Classes;
import io.kindling.table.FeatureColumn;
import io.kindling.table.FeatureColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Which model is asked about which rows. */
public enum Question {
  /** Ten numbers, one sum. */
  LINEAR_10("linear 10–1", 10, "linear(10, 1)"),
  /** What the goals name. */
  LINEAR_64("linear 64–1", 64, "linear(64, 1)"),
  /** What the goals name. */
  NET_64("64–16–1, relu", 64, "sequential(linear(64, 16), relu(), linear(16, 1))"),
  /** A net of two hidden layers. */
  NET_10("10–64–64–1, relu", 10, net("relu")),
  /** The same with a function in float64. */
  NET_10_SIGMOID("10–64–64–1, sigmoid", 10, net("sigmoid")),
  /** The same with another. */
  NET_10_TANH("10–64–64–1, tanh", 10, net("tanh")),
  /** Numbers that are scaled first. */
  SCALED_64("linear 64–1, scaled", 64, "linear(64, 1)"),
  /** Three numbers and a district: a record, as a host has them. */
  RECORD("a record, one-hot", 8, "linear(8, 1)");

  /** How many rows there are. */
  static final int ROWS = 1000;

  /** Of each number that is scaled. */
  static final double MEAN = 0.25;

  /** Of each number that is scaled. */
  static final double SCALE = 1.75;

  private final String title;
  private final int features;
  private final String spec;

  Question(String title, int features, String spec) {
    this.title = title;
    this.features = features;
    this.spec = spec;
  }

  private static String net(String function) {
    return "sequential(linear(10, 64), F(), linear(64, 64), F(), linear(64, 1))"
        .replace("F", function);
  }

  /** {@return what people call it} */
  public String title() {
    return title;
  }

  /** {@return whether it is asked of everyone, by threads, and how its times are spread} */
  public boolean isOfTheGoals() {
    return this == LINEAR_64 || this == NET_64;
  }

  /** {@return whether there are arrays of rows} */
  public boolean isOfNumbers() {
    return this != RECORD;
  }

  /** How many numbers go into the model. */
  int features() {
    return features;
  }

  /** The model, the same in every process. */
  TrainedModel model() {
    ModuleSpec module = ModuleSpec.parse(spec);
    return new TrainedModel(
        module, columns(), Outputs.numbers("y"), scaling(), module.initialState(random()));
  }

  private FeatureColumns columns() {
    if (this != RECORD) {
      return FeatureColumns.numbers(IntStream.range(0, features).mapToObj(i -> "x" + i).toList());
    }
    return new FeatureColumns(
        List.of(
            FeatureColumn.number("area"),
            FeatureColumn.number("rooms"),
            FeatureColumn.number("year"),
            new FeatureColumn(
                "district", new CategoryEncoding(new Classes(Flat.DISTRICTS)), null)));
  }

  private @Nullable Standardizer scaling() {
    if (this != SCALED_64) {
      return null;
    }
    Scaling scaling =
        new Scaling(Collections.nCopies(features, MEAN), Collections.nCopies(features, SCALE));
    return new Standardizer(scaling, null);
  }

  private static TorchRandom random() {
    return new TorchRandom(1);
  }

  /** All rows, one after the other: numbers of about 1. */
  float[] allRows() {
    return random().randn(Shape.of(ROWS, features)).toFloatArray();
  }

  /** The rows, each in an array of its own. */
  float[][] rows() {
    float[] all = allRows();
    float[][] rows = new float[ROWS][];
    for (int row = 0; row < ROWS; row++) {
      rows[row] = Arrays.copyOfRange(all, row * features, (row + 1) * features);
    }
    return rows;
  }

  /** The rows as records. */
  static List<Flat> flats() {
    List<Flat> flats = new ArrayList<>();
    for (float[] row : RECORD.rows()) {
      flats.add(Flat.of(row));
    }
    return flats;
  }
}
