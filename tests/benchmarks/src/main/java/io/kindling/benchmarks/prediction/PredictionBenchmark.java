package io.kindling.benchmarks.prediction;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.nn.ModuleSpec;
import io.kindling.predict.Predictor;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One row of 64 numbers. {@link PredictionMeasure} runs it. */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PredictionBenchmark {
  private static final int FEATURES = 64;
  private static final int HIDDEN = 16;

  /** A power of two. */
  private static final int ROWS = 64;

  /** What predicts. */
  @Param({"linear(64, 1)", "sequential(linear(64, 16), relu(), linear(16, 1))"})
  public String model = "";

  private boolean net;
  private Predictor predictor = Predictor.of(ModuleSpec.parse("relu()"), 1, Map.of());
  private ByHand byHand =
      new ByHand(ModuleSpec.parse("linear(1, 1)").initialState(random()), false);

  /** What a thread has of its own: whose turn it is, and room. */
  @State(Scope.Thread)
  public static class Turn {
    private final float[][] rows = new float[ROWS][];
    private final float[] hidden = new float[HIDDEN];
    private int next;

    /** Draws rows. */
    @Setup
    public void draw() {
      TorchRandom random = random();
      for (int i = 0; i < ROWS; i++) {
        rows[i] = random.randn(Shape.of(FEATURES)).toFloatArray();
      }
    }

    float[] row() {
      return rows[next++ & ROWS - 1];
    }
  }

  private static TorchRandom random() {
    return new TorchRandom(1);
  }

  /** Makes the model, which both must compute alike. */
  @Setup
  public void start() {
    ModuleSpec spec = ModuleSpec.parse(model);
    Map<String, TensorData> state = spec.initialState(random());
    net = !spec.parts().isEmpty();
    predictor = Predictor.of(spec, FEATURES, state);
    byHand = new ByHand(state, net);
    Turn turn = new Turn();
    turn.draw();
    for (float[] row : turn.rows) {
      float hand = net ? byHand.net(row, turn.hidden) : byHand.linear(row);
      if (predictor.predict(row) != hand) {
        throw new IllegalStateException(predictor.predict(row) + " is not " + hand);
      }
    }
  }

  /** {@return what the predictor says} */
  @Benchmark
  public double predictor(Turn turn) {
    return predictor.predict(turn.row());
  }

  /** {@return what loops by hand say} */
  @Benchmark
  public double byHand(Turn turn) {
    return net ? byHand.net(turn.row(), turn.hidden) : byHand.linear(turn.row());
  }
}
