package io.kindling.forward;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import io.kindling.error.ShapeException;
import io.kindling.nn.ModuleSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model makes of rows in evaluation: the same bits as its module on {@code cpu}, for each
 * row what it would be alone. Immutable: any number of threads may use it, each with a {@link Room}
 * of its own.
 */
public final class ForwardPass {
  /** How many rows are computed at once, at most: as many as hide the latency of one sum. */
  public static final int ROWS = 8;

  private final Layer[] layers;
  private final List<String> names;
  private final int features;
  private final int outputs;
  private final int widest;

  private ForwardPass(List<Layer> layers, List<String> names, int outputs, int widest) {
    this.layers = layers.toArray(new Layer[0]);
    this.names = names;
    this.features = names.size();
    this.outputs = outputs;
    this.widest = widest;
  }

  /**
   * Prepares a model's forward.
   *
   * @param spec what the model is
   * @param names the names of the numbers that a row has
   * @param state its parameters and buffers, copied
   * @return the forward
   * @throws ShapeException if the model does not make rows of rows of as many features
   * @throws io.kindling.error.StateDictException if the state is not that of such a model
   * @throws io.kindling.error.SpecException if a part of the model has no forward in Java, or one
   *     that mixes rows
   */
  public static ForwardPass of(ModuleSpec spec, List<String> names, Map<String, TensorData> state) {
    int features = names.size();
    NamedState named = new NamedState(state);
    List<Layer> layers = new ArrayList<>();
    Shape row = Shape.of(1, features);
    int widest = features;
    for (NamedState.Part part : named.parts(spec)) {
      Shape next = part.spec().outputShape(row);
      int last = layers.size() - 1;
      Layer layer = Layers.of(part, row, layers.isEmpty());
      if (layer instanceof Relu && last >= 0 && layers.get(last) instanceof WideAffine affine) {
        layers.set(last, affine.thenPositive());
      } else if (layer != null) {
        layers.add(layer);
        widest = Math.max(widest, Math.toIntExact(next.numel()));
      }
      row = next;
    }
    named.checkAllUsed();
    if (row.rank() != 2 || row.size(0) != 1) {
      throw new ShapeException(
          spec.name(), "each row must become a row", "shape " + row, "[1, m]", null);
    }
    return new ForwardPass(layers, List.copyOf(names), Math.toIntExact(row.numel()), widest);
  }

  /** {@return how many numbers go in, a row} */
  public int features() {
    return features;
  }

  /** {@return how many numbers come out, a row} */
  public int outputs() {
    return outputs;
  }

  /** {@return room for a thread} */
  public Room room() {
    return new Room(widest);
  }

  /**
   * Computes some rows.
   *
   * @param x the rows, one after the other: anybody's, or {@link Room#input}; not changed
   * @param from where in x the first one begins
   * @param rows how many, at most {@value #ROWS}
   * @param room the thread's own
   * @return what comes out, from 0 on, row by row; the room's, or x
   * @throws DataException if a number is not finite, or none that the model takes
   */
  public float[] forward(float[] x, int from, int rows, Room room) {
    int next = 0;
    float[] now;
    if (layers.length > 0 && layers[0] instanceof Affine affine) {
      if (!affine.sum(x, from, room.odd, rows)) {
        checkFinite(x, from, rows);
      }
      now = room.odd;
      next = 1;
    } else {
      checkFinite(x, from, rows);
      now = from == 0 ? x : copy(x, from, rows, room);
    }
    for (; next < layers.length; next++) {
      float[] out = now == room.odd ? room.even : room.odd;
      layers[next].forward(now, out, rows);
      now = out;
    }
    return now;
  }

  /** {@return the sum that is all there is to compute; null where there is more} */
  public @Nullable OneSum oneSum() {
    boolean one = layers.length == 1 && outputs == 1;
    return one && layers[0] instanceof SlimAffine sum ? sum.alone() : null;
  }

  private float[] copy(float[] x, int from, int rows, Room room) {
    System.arraycopy(x, from, room.even, 0, rows * features);
    return room.even;
  }

  private void checkFinite(float[] x, int from, int rows) {
    for (int i = 0; i < rows * features; i++) {
      if (!Float.isFinite(x[from + i])) {
        throw new DataException(
            "predict",
            "a feature must be a finite float32",
            x[from + i] + " for " + names.get(i % features),
            "a number like those that the model was trained on",
            "fill the gap or leave the row out");
      }
    }
  }
}
