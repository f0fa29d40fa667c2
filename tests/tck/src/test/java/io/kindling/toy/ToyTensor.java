package io.kindling.toy;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.GradientException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers, row by row, and where they come from. */
final class ToyTensor {
  private final Shape shape;
  private final DType dtype;
  private final float[] values;
  private final long[] integers;
  private int version;
  private ToyTensor source = this;
  boolean requiresGrad;
  @Nullable ToyTensor gradient;
  @Nullable History history;

  /** How a tensor was computed. Once used, it has no parents any more. */
  static final class History {
    final long time;
    final Backward backward;
    @Nullable List<ToyTensor> parents;

    History(long time, List<ToyTensor> parents, Backward backward) {
      this.time = time;
      this.parents = parents;
      this.backward = backward;
    }
  }

  /** Turns the gradient of a result into that of one of its parents. */
  @FunctionalInterface
  interface Backward {
    float[] towards(int parent, float[] gradient);
  }

  /** Values that a gradient will need. By then they must be what they were. */
  record Saved(ToyTensor tensor, int version) {
    float[] values() {
      if (tensor.source.version != version) {
        throw GradientException.parameterChanged();
      }
      return tensor.values;
    }
  }

  private ToyTensor(Shape shape, DType dtype, float[] values, long[] integers) {
    this.shape = shape;
    this.dtype = dtype;
    this.values = values;
    this.integers = integers;
  }

  ToyTensor(Shape shape, float[] values) {
    this(shape, DType.FLOAT32, values, new long[0]);
  }

  ToyTensor(Shape shape, long[] integers) {
    this(shape, DType.INT64, new float[0], integers);
  }

  static ToyTensor of(TensorData data) {
    return data.dtype() == DType.FLOAT32
        ? new ToyTensor(data.shape(), data.toFloatArray())
        : new ToyTensor(data.shape(), data.toLongArray());
  }

  /** A number, rounded to float32, as a tensor. */
  static ToyTensor number(double value) {
    return new ToyTensor(Shape.scalar(), new float[] {(float) value});
  }

  Shape shape() {
    return shape;
  }

  DType dtype() {
    return dtype;
  }

  int numel() {
    return (int) shape.numel();
  }

  int size(int dim) {
    return (int) shape.size(dim);
  }

  float[] values() {
    return values;
  }

  long[] integers() {
    return integers;
  }

  TensorData data() {
    return dtype == DType.FLOAT32 ? TensorData.of(values, shape) : TensorData.of(integers, shape);
  }

  Saved saved() {
    return new Saved(this, source.version);
  }

  /** Says whose values it shows: once those change, its own are old ones too. */
  ToyTensor showing(ToyTensor shown) {
    source = shown.source;
    return this;
  }

  /** Overwrites the values. */
  void assign(TensorData data) {
    if (dtype == DType.FLOAT32) {
      data.floats().get(values);
    } else {
      data.longs().get(integers);
    }
    version++;
  }
}
