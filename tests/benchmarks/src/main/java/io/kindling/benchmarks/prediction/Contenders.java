package io.kindling.benchmarks.prediction;

import io.kindling.benchmarks.prediction.Contender.Answers;
import io.kindling.predict.Binding;
import io.kindling.predict.Predictor;
import java.util.List;

/** Who is asked. Nobody's classes are loaded but those of the one that is asked for. */
public final class Contenders {
  /** A {@code Predictor}. */
  public static final String KINDLING = "kindling";

  /** Loops with the same sums in the same order. */
  public static final String BY_HAND = "by hand";

  /** ONNX Runtime. */
  public static final String ONNX_RUNTIME = "onnxruntime";

  /** Deep Java Library. */
  public static final String DJL = "djl";

  private Contenders() {}

  /** Who knows a question's model. */
  static Contender named(String name, Question question) {
    return switch (name) {
      case KINDLING -> kindling(question);
      case BY_HAND -> ByHand.of(question);
      case ONNX_RUNTIME -> OnnxRuntimeContender.of(question);
      case DJL -> DjlContender.of(question);
      default -> throw new IllegalArgumentException("there is no contender " + name);
    };
  }

  private static Contender kindling(Question question) {
    Predictor predictor = Predictor.of(question.model());
    if (question.isOfNumbers()) {
      return () -> new OfNumbers(predictor, question.rows(), question.allRows());
    }
    Binding<Flat> binding = predictor.binding(Flat.class);
    return () -> new OfRecords(binding, Question.flats());
  }

  /** A predictor that is asked about arrays. */
  private static final class OfNumbers implements Answers {
    private final Predictor predictor;
    private final float[][] rows;
    private final float[] all;

    OfNumbers(Predictor predictor, float[][] rows, float[] all) {
      this.predictor = predictor;
      this.rows = rows;
      this.all = all;
    }

    @Override
    public double one(int row) {
      return predictor.predict(rows[row]);
    }

    @Override
    public void all(double[] into) {
      predictor.predict(all, Question.ROWS, into);
    }
  }

  /** A predictor that is asked about objects. */
  private record OfRecords(Binding<Flat> binding, List<Flat> flats) implements Answers {
    @Override
    public double one(int row) {
      return binding.predict(flats.get(row));
    }

    @Override
    public void all(double[] into) {
      for (int row = 0; row < into.length; row++) {
        into[row] = one(row);
      }
    }
  }
}
