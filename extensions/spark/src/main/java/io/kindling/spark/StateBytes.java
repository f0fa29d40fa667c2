package io.kindling.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.util.LinkedHashMap;
import java.util.Map;

/** A model's parameters on their way to the executors: all in float32. */
final class StateBytes {
  private static final String LETTERS = "KPAR";

  private StateBytes() {}

  static byte[] of(Map<String, TensorData> state) {
    long length = Integer.BYTES;
    for (Map.Entry<String, TensorData> entry : state.entrySet()) {
      length += 2L * Integer.BYTES + entry.getKey().getBytes(UTF_8).length;
      length += (long) Long.BYTES * entry.getValue().shape().rank();
      length += Float.BYTES * entry.getValue().shape().numel();
    }
    Bytes bytes = Bytes.write(LETTERS, length).put(state.size());
    state.forEach(
        (name, data) -> {
          bytes.put(name.getBytes(UTF_8)).put(data.shape().rank());
          for (int i = 0; i < data.shape().rank(); i++) {
            bytes.put(data.shape().size(i));
          }
          bytes.put(data.floats());
        });
    return bytes.done();
  }

  static Map<String, TensorData> read(byte[] bytes) {
    return Bytes.read(LETTERS, bytes, StateBytes::read);
  }

  private static Map<String, TensorData> read(Bytes in) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    for (int left = in.getInt(); left > 0; left--) {
      String name = new String(in.getBytes(), UTF_8);
      long[] sizes = new long[in.getInt()];
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = in.getLong();
      }
      Shape shape = Shape.of(sizes);
      state.put(name, TensorData.view(in.getFloats(Math.toIntExact(shape.numel())), shape));
    }
    return state;
  }
}
