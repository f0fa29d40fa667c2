package io.kindling.onnx;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.StateDictException;
import java.util.Map;

/**
 * A module's part of a state, as constants of a graph.
 *
 * @param graph where they go
 * @param state the parameters and buffers of the whole model
 * @param prefix what stands before the module's own names
 */
record Parameters(Graph graph, Map<String, TensorData> state, String prefix) {
  /** {@return those of a module within this one} */
  Parameters of(int part) {
    return new Parameters(graph, state, prefix + part + ".");
  }

  /** With a parameter; returns its name. */
  String constant(String name, Shape shape) {
    return graph.floats(prefix + name, values(name, shape).floats(), shape);
  }

  /** With a parameter, or where the module has none, as many numbers that leave all as it is. */
  String constant(String name, Shape shape, boolean there, float neutral) {
    return there
        ? constant(name, shape)
        : graph.floats("neutral", TensorData.full(shape, neutral).floats(), shape);
  }

  TensorData values(String name, Shape shape) {
    TensorData values = state.get(prefix + name);
    if (values == null || !values.shape().equals(shape)) {
      throw new StateDictException(
          "onnx",
          "the state must be that of the model",
          prefix + name + (values == null ? " is missing" : " of shape " + values.shape()),
          prefix + name + " of shape " + shape,
          null);
    }
    return values;
  }
}
