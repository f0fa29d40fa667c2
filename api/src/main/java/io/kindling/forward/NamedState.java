package io.kindling.forward;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.StateDictException;
import io.kindling.nn.ModuleSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model's state, of which each part takes what is its own; all of it must be taken. */
final class NamedState {
  private final Map<String, TensorData> state;
  private final Set<String> unused;

  NamedState(Map<String, TensorData> state) {
    this.state = state;
    this.unused = new LinkedHashSet<>(state.keySet());
  }

  /** A module that is made of no others, and what its names begin with. */
  record Part(ModuleSpec spec, NamedState state, String prefix) {
    /** Its floats of a name and shape. */
    float[] floats(String name, long... sizes) {
      return data(name, Shape.of(sizes), DType.FLOAT32).toFloatArray();
    }

    TensorData data(String name, Shape shape, DType dtype) {
      return state.take(prefix + name, shape, dtype);
    }
  }

  /** The parts of a model, one after the other. */
  List<Part> parts(ModuleSpec spec) {
    List<Part> parts = new ArrayList<>();
    collect(spec, "", parts);
    return parts;
  }

  private void collect(ModuleSpec spec, String prefix, List<Part> parts) {
    if (spec.parts().isEmpty()) {
      parts.add(new Part(spec, this, prefix));
    }
    for (int i = 0; i < spec.parts().size(); i++) {
      collect(spec.parts().get(i), prefix + i + ".", parts);
    }
  }

  private TensorData take(String name, Shape shape, DType dtype) {
    TensorData data = state.get(name);
    if (data == null || !data.shape().equals(shape) || data.dtype() != dtype) {
      throw misfit(name + (data == null ? " is missing" : " is " + data), dtype + "" + shape);
    }
    unused.remove(name);
    return data;
  }

  void checkAllUsed() {
    if (!unused.isEmpty()) {
      throw misfit(String.join(", ", unused) + " of no part of it", "no more than the model has");
    }
  }

  private static StateDictException misfit(String got, String expected) {
    return new StateDictException("Predictor", "the state must fit the model", got, expected, null);
  }
}
