package io.kindling.libtorch.tensor;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DTypeException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Copies values between the JVM's memory and tensors on the processor: once, each way. LibTorch
 * could also take memory as it is ({@code from_blob}), but none is safe to give: the garbage
 * collector moves arrays, a host changes or unmaps its buffers, and an optimizer would write into
 * either.
 */
final class TorchMemory {
  /** A buffer of at most 2³¹ bytes. */
  private static final long CHUNK = 1L << 27;

  private TorchMemory() {}

  static Tensor create(TensorData data) {
    Tensor tensor =
        empty(data.shape(), data.dtype() == DType.FLOAT32 ? ScalarType.Float : ScalarType.Long);
    write(tensor, data);
    return tensor;
  }

  static Tensor create(FloatBuffer values, Shape shape) {
    Tensor tensor = empty(shape, ScalarType.Float);
    write(tensor, values.slice());
    return tensor;
  }

  private static Tensor empty(Shape shape, ScalarType type) {
    try (TensorOptions options = new TensorOptions(type)) {
      return torch.empty(shape.sizes(), options, null);
    }
  }

  /** Overwrites a contiguous tensor on the processor. */
  static void write(Tensor tensor, TensorData data) {
    if (data.dtype() == DType.FLOAT32) {
      write(tensor, data.floats());
    } else {
      write(tensor, data.longs());
    }
  }

  /** Of a buffer that starts with its first value. */
  private static void write(Tensor tensor, FloatBuffer values) {
    FloatPointer memory = tensor.data_ptr_float();
    long count = values.remaining();
    for (long at = 0; at < count; at += CHUNK) {
      int length = (int) Math.min(CHUNK, count - at);
      memory.position(at).limit(at + length).asBuffer().put(values.slice((int) at, length));
    }
  }

  /** Of a buffer that starts with its first value. */
  private static void write(Tensor tensor, LongBuffer values) {
    LongPointer memory = tensor.data_ptr_long();
    long count = values.remaining();
    for (long at = 0; at < count; at += CHUNK) {
      int length = (int) Math.min(CHUNK, count - at);
      memory.position(at).limit(at + length).asBuffer().put(values.slice((int) at, length));
    }
  }

  /** The values of a contiguous tensor on the processor. */
  static TensorData read(Tensor tensor) {
    Shape shape = shape(tensor);
    ScalarType type = tensor.scalar_type().intern();
    if (type == ScalarType.Float) {
      return TensorData.filledFloats(shape, values -> read(tensor, values));
    }
    if (type == ScalarType.Long) {
      return TensorData.filledLongs(shape, values -> read(tensor, values));
    }
    throw new DTypeException(
        "data", "the tensor must be of a type that Kindling has", type + "", "Float or Long", null);
  }

  private static void read(Tensor tensor, float[] values) {
    if (values.length > 0) {
      tensor.data_ptr_float().get(values);
    }
  }

  private static void read(Tensor tensor, long[] values) {
    if (values.length > 0) {
      tensor.data_ptr_long().get(values);
    }
  }

  private static Shape shape(Tensor tensor) {
    long[] sizes = new long[Math.toIntExact(tensor.dim())];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = tensor.size(i);
    }
    return Shape.of(sizes);
  }

  /** A number as float32: LibTorch refuses one that only a double can hold. */
  static Scalar number(double value) {
    return new Scalar((float) value);
  }
}
