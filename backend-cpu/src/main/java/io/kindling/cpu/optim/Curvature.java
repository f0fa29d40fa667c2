package io.kindling.cpu.optim;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What the last steps have taught about the loss's second derivative: L-BFGS's memory. */
final class Curvature {
  /** Below it a step has taught nothing. */
  private static final double LEAST = 1e-10;

  private final int size;
  private final List<float[]> gradientChanges = new ArrayList<>();
  private final List<float[]> steps = new ArrayList<>();
  private final List<Float> ro = new ArrayList<>();
  private float scale = 1;

  /** Remembers as many steps as the size says. */
  Curvature(int size) {
    this.size = size;
  }

  /**
   * Learns from a step.
   *
   * @param y how the gradient has changed
   * @param s how the parameters have changed
   */
  void learn(float[] y, float[] s) {
    float ys = Vectors.dot(y, s);
    if (ys > LEAST) {
      if (steps.size() == size) {
        gradientChanges.remove(0);
        steps.remove(0);
        ro.remove(0);
      }
      gradientChanges.add(y);
      steps.add(s);
      ro.add(1 / ys);
      scale = ys / Vectors.dot(y, y);
    }
  }

  /** The negative gradient times the approximate inverse of the second derivative. */
  float[] direction(float[] gradient) {
    float[] q = Vectors.times(-1, gradient);
    float[] al = new float[steps.size()];
    for (int i = al.length - 1; i >= 0; i--) {
      al[i] = Vectors.dot(steps.get(i), q) * ro.get(i);
      Vectors.add(q, -al[i], gradientChanges.get(i));
    }
    float[] direction = Vectors.times(scale, q);
    for (int i = 0; i < al.length; i++) {
      float be = Vectors.dot(gradientChanges.get(i), direction) * ro.get(i);
      Vectors.add(direction, al[i] - be, steps.get(i));
    }
    return direction;
  }

  /** Copies it out, under PyTorch's names, of vectors of a length. */
  void write(Map<String, TensorData> tensors, int length) {
    tensors.put("old_dirs", stacked(gradientChanges, length));
    tensors.put("old_stps", stacked(steps, length));
    float[] ros = new float[ro.size()];
    for (int i = 0; i < ros.length; i++) {
      ros[i] = ro.get(i);
    }
    tensors.put("ro", TensorData.of(ros, Shape.of(ros.length)));
    tensors.put("H_diag", TensorData.full(Shape.scalar(), scale));
  }

  private static TensorData stacked(List<float[]> rows, int length) {
    float[] stacked = new float[rows.size() * length];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, stacked, i * length, length);
    }
    return TensorData.of(stacked, Shape.of(rows.size(), length));
  }

  /** Takes over what {@link #write} gave. */
  void read(Map<String, TensorData> tensors, int length) {
    unstack(floats(tensors, "old_dirs"), length, gradientChanges);
    unstack(floats(tensors, "old_stps"), length, steps);
    for (float value : floats(tensors, "ro")) {
      ro.add(value);
    }
    TensorData diagonal = tensors.get("H_diag");
    scale = diagonal == null ? 1 : diagonal.floats().get(0);
  }

  /** A tensor's values; none if another backend has left it out, as it had nothing to say. */
  private static float[] floats(Map<String, TensorData> tensors, String name) {
    TensorData tensor = tensors.get(name);
    return tensor == null ? new float[0] : tensor.toFloatArray();
  }

  private static void unstack(float[] stacked, int length, List<float[]> rows) {
    for (int from = 0; from < stacked.length; from += length) {
      rows.add(Arrays.copyOfRange(stacked, from, from + length));
    }
  }
}
