package io.kindling.libtorch.state;

import io.kindling.checkpoint.stored.Payload;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Tensors of any type of number, between files and LibTorch, bit for bit. */
final class StoredTensors {
  private StoredTensors() {}

  static Tensor create(Payload values) {
    Tensor tensor;
    try (TensorOptions options = new TensorOptions(scalarType(values.type()))) {
      tensor = torch.empty(values.shape().sizes(), options, null);
    }
    if (values.bytes() > 0) {
      try (Memory memory = new Memory(new BytePointer(tensor.data_ptr()))) {
        values.writeTo(memory, Payload.piece());
      } catch (IOException e) {
        throw new UncheckedIOException(e); // memory has no end to meet
      }
    }
    return tensor;
  }

  /** A tensor's memory, from its beginning on. */
  private static final class Memory implements WritableByteChannel {
    private final BytePointer memory;
    private long at;

    Memory(BytePointer memory) {
      this.memory = memory;
    }

    @Override
    public int write(ByteBuffer bytes) {
      int length = bytes.remaining();
      memory.position(at).limit(at + length).asByteBuffer().put(bytes);
      at += length;
      return length;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    /** Does nothing: the memory is the tensor's. */
    @Override
    public void close() {}
  }

  static StoredTensor read(Tensor tensor) {
    StoredType type = storedType(tensor.scalar_type().intern());
    Shape shape = shape(tensor);
    byte[] bytes = new byte[Math.toIntExact(Math.multiplyExact(shape.numel(), type.bytes()))];
    if (bytes.length > 0) {
      new BytePointer(tensor.contiguous().data_ptr()).get(bytes);
    }
    return StoredTensor.of(type, shape, bytes);
  }

  private static Shape shape(Tensor tensor) {
    long[] sizes = new long[Math.toIntExact(tensor.dim())];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = tensor.size(i);
    }
    return Shape.of(sizes);
  }

  private static ScalarType scalarType(StoredType type) {
    return switch (type) {
      case FLOAT64 -> ScalarType.Double;
      case FLOAT32 -> ScalarType.Float;
      case FLOAT16 -> ScalarType.Half;
      case BFLOAT16 -> ScalarType.BFloat16;
      case COMPLEX128 -> ScalarType.ComplexDouble;
      case COMPLEX64 -> ScalarType.ComplexFloat;
      case INT64 -> ScalarType.Long;
      case INT32 -> ScalarType.Int;
      case INT16 -> ScalarType.Short;
      case INT8 -> ScalarType.Char;
      case UINT8 -> ScalarType.Byte;
      case BOOL -> ScalarType.Bool;
      case UINT16 -> ScalarType.UInt16;
      case UINT32 -> ScalarType.UInt32;
      case UINT64 -> ScalarType.UInt64;
      case FLOAT8_E4M3FN -> ScalarType.Float8_e4m3fn;
      case FLOAT8_E4M3FNUZ -> ScalarType.Float8_e4m3fnuz;
      case FLOAT8_E5M2 -> ScalarType.Float8_e5m2;
      case FLOAT8_E5M2FNUZ -> ScalarType.Float8_e5m2fnuz;
    };
  }

  private static StoredType storedType(ScalarType type) {
    for (StoredType stored : StoredType.values()) {
      if (scalarType(stored) == type) {
        return stored;
      }
    }
    throw new IllegalStateException("LibTorch read a tensor of type " + type);
  }
}
