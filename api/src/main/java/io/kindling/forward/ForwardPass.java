package io.kindling.forward;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.ShapeException;
import io.kindling.nn.ModuleSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a model makes of rows in evaluation: the same bits as its module on {@code cpu}, for each
 * row what it would be alone. Immutable: any number of threads may use it, each with a {@link Room}
 * of its own.
 */
public final class ForwardPass {
  /** How many rows are computed at once, at most: as many as hide the latency of one sum. */
  public static final int ROWS = 8;

  private final Layer[] layers;
  private final int features;
  private final int outputs;
  private final int widest;

  private ForwardPass(List<Layer> layers, int features, int outputs, int widest) {
    this.layers = layers.toArray(new Layer[0]);
    this.features = features;
    this.outputs = outputs;
    this.widest = widest;
  }

  /**
   * Prepares a model's forward.
   *
   * @param spec what the model is
   * @param features how many numbers a row has
   * @param state its parameters and buffers, copied
   * @return the forward
   * @throws ShapeException if the model does not make rows of rows of as many features
   * @throws io.kindling.error.StateDictException if the state is not that of such a model
   * @throws io.kindling.error.SpecException if a part of the model has no forward in Java, or one
   *     that mixes rows
   */
  public static ForwardPass of(ModuleSpec spec, int features, Map<String, TensorData> state) {
    NamedState named = new NamedState(state);
    List<Layer> layers = new ArrayList<>();
    Shape row = Shape.of(1, features);
    int widest = features;
    for (NamedState.Part part : named.parts(spec)) {
      Shape next = part.spec().outputShape(row);
      Layer layer = Layers.of(part, row, layers.isEmpty());
      if (layer != null) {
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
    return new ForwardPass(layers, features, Math.toIntExact(row.numel()), widest);
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
   * @param x the rows, one after the other: anybody's, or {@link Room#input}; not changed but for
   *     that
   * @param from where in x the first one begins
   * @param rows how many, at most {@value #ROWS}
   * @param room the thread's own
   * @return what comes out, from 0 on, row by row; the room's, or x
   */
  public float[] forward(float[] x, int from, int rows, Room room) {
    float[] now = x;
    int at = from;
    if (at != 0 && layers.length > 0 && !(layers[0] instanceof Affine)) {
      System.arraycopy(x, from, room.even, 0, rows * features);
      now = room.even;
      at = 0;
    }
    for (Layer layer : layers) {
      float[] next = now == room.odd ? room.even : room.odd;
      layer.forward(now, at, next, rows);
      now = next;
      at = 0;
    }
    return now;
  }
}
