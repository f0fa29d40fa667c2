package io.kindling.benchmarks.prediction;

import io.kindling.benchmarks.prediction.Contender.Answers;
import io.kindling.core.TensorData;
import io.kindling.model.TrainedModel;
import java.util.Arrays;
import java.util.List;

/** What a person would write for a known model, with the same sums in the same order. */
final class ByHand {
  private ByHand() {}

  static Contender of(Question question) {
    TrainedModel model = question.model();
    List<float[]> parameters =
        model.state().values().stream().map(TensorData::toFloatArray).toList();
    return () ->
        switch (question) {
          case LINEAR_10, LINEAR_64 -> new Linear(question, parameters);
          case SCALED_64 -> new Scaled(question, parameters);
          case RECORD -> new OfRecords(parameters);
          default -> new NetByHand(question, parameters);
        };
  }

  /** From the bias, each product fused into the sum. */
  static float dot(float[] x, int from, float[] weight, float bias) {
    float sum = bias;
    for (int k = 0; k < weight.length; k++) {
      sum = Math.fma(x[from + k], weight[k], sum);
    }
    return sum;
  }

  /** One sum. */
  private static final class Linear implements Answers {
    private final float[][] rows;
    private final float[] all;
    private final float[] weight;
    private final float bias;

    Linear(Question question, List<float[]> parameters) {
      rows = question.rows();
      all = question.allRows();
      weight = parameters.get(0);
      bias = parameters.get(1)[0];
    }

    @Override
    public double one(int row) {
      return dot(rows[row], 0, weight, bias);
    }

    @Override
    public void all(double[] into) {
      for (int row = 0; row < into.length; row++) {
        into[row] = dot(all, row * weight.length, weight, bias);
      }
    }
  }

  /** One sum of numbers that are scaled in float64, then rounded. */
  private static final class Scaled implements Answers {
    private final float[][] rows;
    private final float[] all;
    private final float[] weight;
    private final float bias;
    private final double[] mean;
    private final double[] scale;
    private final float[] scaled;

    Scaled(Question question, List<float[]> parameters) {
      rows = question.rows();
      all = question.allRows();
      weight = parameters.get(0);
      bias = parameters.get(1)[0];
      mean = new double[weight.length];
      scale = new double[weight.length];
      Arrays.fill(mean, Question.MEAN);
      Arrays.fill(scale, Question.SCALE);
      scaled = new float[weight.length];
    }

    @Override
    public double one(int row) {
      return one(rows[row], 0);
    }

    private float one(float[] x, int from) {
      for (int k = 0; k < scaled.length; k++) {
        scaled[k] = (float) ((x[from + k] - mean[k]) / scale[k]);
      }
      return dot(scaled, 0, weight, bias);
    }

    @Override
    public void all(double[] into) {
      for (int row = 0; row < into.length; row++) {
        into[row] = one(all, row * weight.length);
      }
    }
  }

  /** Of what is one-hot, one weight. */
  private static final class OfRecords implements Answers {
    private final List<Flat> flats = Question.flats();
    private final float[] weight;
    private final float bias;

    OfRecords(List<float[]> parameters) {
      weight = parameters.get(0);
      bias = parameters.get(1)[0];
    }

    @Override
    public double one(int row) {
      Flat flat = flats.get(row);
      float sum = Math.fma((float) flat.area(), weight[0], bias);
      sum = Math.fma((float) flat.rooms(), weight[1], sum);
      sum = Math.fma((float) flat.year(), weight[2], sum);
      return sum + weight[3 + district(flat.district())];
    }

    private static int district(String name) {
      return switch (name) {
        case "east" -> 0;
        case "middle" -> 1;
        case "north" -> 2;
        case "south" -> 3;
        case "west" -> 4;
        default -> throw new IllegalArgumentException(name);
      };
    }

    @Override
    public void all(double[] into) {
      for (int row = 0; row < into.length; row++) {
        into[row] = one(row);
      }
    }
  }
}
