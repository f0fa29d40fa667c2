package io.kindling.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which losses are right: plain loops in float64. Whoever is measured must come as near as 1e-4 of
 * the loss after a few steps, or has not done the same work.
 */
public final class Reference {
  /** How many losses are compared. */
  public static final int STEPS = 4;

  private static final double TOLERANCE = 1e-4;

  private final Workload workload;
  private final Data data;
  private final Descent[] parameters;

  private Reference(Workload workload, Data data) {
    this.workload = workload;
    this.data = data;
    this.parameters =
        data.initial().stream()
            .map(initial -> new Descent(workload, initial))
            .toArray(Descent[]::new);
  }

  /**
   * Computes the first losses of a workload.
   *
   * @param workload which
   * @param data its numbers
   * @return as many as {@link #STEPS}
   */
  public static List<Double> losses(Workload workload, Data data) {
    Reference reference = new Reference(workload, data);
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      int from = step * workload.batch() % workload.rows();
      losses.add(workload.isAnswer() ? reference.answer(from) : reference.step(from));
    }
    return losses;
  }

  /**
   * {@return what stands for the loss where there is none: the root of the answers' mean square}
   *
   * @param answers to one batch
   */
  public static float size(float[] answers) {
    double squares = 0;
    for (float answer : answers) {
      squares += (double) answer * answer;
    }
    return (float) Math.sqrt(squares / answers.length);
  }

  /**
   * Lets a training step and compares its losses with a file's, where a line is the name of a
   * workload and the losses, with commas.
   *
   * @param name of the workload
   * @param training has not stepped yet
   * @param file what {@link #losses} were
   * @throws IllegalStateException if a loss is another
   */
  public static void check(String name, Training training, Path file) throws IOException {
    List<String> expected =
        Files.readAllLines(file).stream()
            .map(line -> List.of(line.split(",", -1)))
            .filter(cells -> cells.get(0).equals(name))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no losses of " + name + " in " + file));
    for (int step = 0; step < STEPS; step++) {
      double loss = training.step();
      double right = Double.parseDouble(expected.get(step + 1));
      if (!(Math.abs(loss - right) <= TOLERANCE * right)) {
        throw new IllegalStateException(
            name + ": step " + (step + 1) + " has the loss " + loss + "; right is " + right);
      }
    }
  }

  /** A step on the batch that starts at a row; returns its loss. */
  private double step(int from) {
    double[][] values = values();
    double loss = 0;
    for (int row = from; row < from + workload.batch(); row++) {
      forward(row, values);
      double[] gradient = new double[workload.outputs()];
      loss += loss(row, values[values.length - 1], gradient);
      for (int layer = values.length - 1; layer > 0; layer--) {
        gradient = backward(layer, values[layer - 1], gradient);
      }
    }
    for (Descent parameter : parameters) {
      parameter.step();
    }
    return loss;
  }

  /** The {@link #size} of the answers to the batch that starts at a row. */
  private double answer(int from) {
    double[][] values = values();
    double squares = 0;
    for (int row = from; row < from + workload.batch(); row++) {
      forward(row, values);
      for (double value : values[values.length - 1]) {
        squares += value * value;
      }
    }
    return Math.sqrt(squares / ((double) workload.batch() * workload.outputs()));
  }

  /** Room for a row and what comes out of each layer. */
  private double[][] values() {
    double[][] values = new double[workload.layers().size()][];
    for (int layer = 0; layer < values.length; layer++) {
      values[layer] = new double[workload.layers().get(layer)];
    }
    return values;
  }

  private void forward(int row, double[][] values) {
    for (int i = 0; i < workload.features(); i++) {
      values[0][i] = data.x()[row * workload.features() + i];
    }
    for (int layer = 1; layer < values.length; layer++) {
      forward(layer, values[layer - 1], values[layer]);
    }
  }

  private void forward(int layer, double[] in, double[] out) {
    double[] weight = parameters[2 * layer - 2].value;
    double[] bias = parameters[2 * layer - 1].value;
    boolean last = layer == workload.layers().size() - 1;
    for (int o = 0; o < out.length; o++) {
      double sum = bias[o];
      for (int i = 0; i < in.length; i++) {
        sum += weight[o * in.length + i] * in[i];
      }
      out[o] = last ? sum : Math.max(0, sum);
    }
  }

  /** Adds the layer's gradients; returns that of its input, through the relu before it. */
  private double[] backward(int layer, double[] in, double[] gradient) {
    Descent weight = parameters[2 * layer - 2];
    Descent bias = parameters[2 * layer - 1];
    double[] back = new double[layer == 1 ? 0 : in.length];
    for (int o = 0; o < gradient.length; o++) {
      bias.gradient[o] += gradient[o];
      int start = o * in.length;
      for (int i = 0; i < in.length; i++) {
        weight.gradient[start + i] += gradient[o] * in[i];
      }
      for (int i = 0; i < back.length; i++) {
        back[i] += in[i] > 0 ? gradient[o] * weight.value[start + i] : 0;
      }
    }
    return back;
  }

  /** A row's share of the loss; fills in its gradient. */
  private double loss(int row, double[] out, double[] gradient) {
    if (workload.criterion() == Workload.Criterion.CROSS_ENTROPY) {
      return crossEntropy((int) data.labels()[row], out, gradient);
    }
    double share = 1.0 / ((double) workload.batch() * out.length);
    double loss = 0;
    for (int o = 0; o < out.length; o++) {
      double difference = out[o] - data.y()[row * out.length + o];
      if (workload.criterion() == Workload.Criterion.MSE) {
        loss += difference * difference * share;
        gradient[o] = 2 * difference * share;
      } else {
        double size = Math.abs(difference);
        loss += (size <= 1 ? difference * difference / 2 : size - 0.5) * share;
        gradient[o] = Math.max(-1, Math.min(1, difference)) * share;
      }
    }
    return loss;
  }

  private double crossEntropy(int label, double[] out, double[] gradient) {
    double share = 1.0 / workload.batch();
    double sum = 0;
    for (double value : out) {
      sum += Math.exp(value);
    }
    for (int o = 0; o < out.length; o++) {
      gradient[o] = (Math.exp(out[o]) / sum - (o == label ? 1 : 0)) * share;
    }
    return (Math.log(sum) - out[label]) * share;
  }
}
