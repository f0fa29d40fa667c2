package io.kindling.libtorch.tensor;

import io.kindling.DType;
import io.kindling.Shape;
import io.kindling.TensorData;
import io.kindling.error.DTypeException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Copies values between the JVM's memory and tensors on the processor. */
final class TorchMemory {
  /** A buffer of at most 2³¹ bytes. */
  private static final long CHUNK = 1L << 27;

  private TorchMemory() {}

  static Tensor create(TensorData data) {
    boolean floats = data.dtype() == DType.FLOAT32;
    try (TensorOptions options = new TensorOptions(floats ? ScalarType.Float : ScalarType.Long)) {
      Tensor tensor = torch.empty(data.shape().sizes(), options, null);
      if (floats) {
        write(tensor, data.floats());
      } else {
        write(tensor, data.longs());
      }
      return tensor;
    }
  }

  private static void write(Tensor tensor, FloatBuffer values) {
    FloatPointer memory = tensor.data_ptr_float();
    long count = values.remaining();
    for (long at = 0; at < count; at += CHUNK) {
      int length = (int) Math.min(CHUNK, count - at);
      memory.position(at).limit(at + length).asBuffer().put(values.slice((int) at, length));
    }
  }

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
    int count = Math.toIntExact(shape.numel());
    ScalarType type = tensor.scalar_type().intern();
    if (type == ScalarType.Float) {
      float[] values = new float[count];
      if (count > 0) {
        tensor.data_ptr_float().get(values);
      }
      return TensorData.of(values, shape);
    }
    if (type == ScalarType.Long) {
      long[] values = new long[count];
      if (count > 0) {
        tensor.data_ptr_long().get(values);
      }
      return TensorData.of(values, shape);
    }
    throw new DTypeException(
        "data", "the tensor must be of a type that Kindling has", type + "", "Float or Long", null);
  }

  private static Shape shape(Tensor tensor) {
    long[] sizes = new long[Math.toIntExact(tensor.dim())];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = tensor.size(i);
    }
    return Shape.of(sizes);
  }
}
