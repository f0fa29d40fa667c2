package io.kindling.tck;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.kindling.Backend;
import io.kindling.Device;
import io.kindling.Module;
import io.kindling.Shape;
import io.kindling.Tensor;
import io.kindling.TensorData;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the contract's tests need to know: the backend, and on which of its devices to work. */
public interface BackendUnderTest {
  /** {@return the backend; the same at every call, open} */
  Backend backend();

  /** {@return the device to work on; the backend's best unless overridden} */
  default Device device() {
    return backend().bestDevice();
  }

  /**
   * Makes a tensor on the device.
   *
   * @param shape its shape
   * @param values its values, row by row
   * @return the tensor
   */
  default Tensor tensor(Shape shape, float... values) {
    return backend().tensor(values, shape).to(device());
  }

  /**
   * Makes a tensor on the device that wants a gradient.
   *
   * @param shape its shape
   * @param values its values, row by row
   * @return the tensor
   */
  default Tensor variable(Shape shape, float... values) {
    return tensor(shape, values).requiresGrad(true);
  }

  /**
   * Copies a gradient out.
   *
   * @param variable what the gradient is of
   * @return the gradient, which must be there
   */
  default float[] gradient(@Nullable Tensor variable) {
    assertNotNull(variable, "there must be a tensor");
    Tensor gradient = variable.grad();
    assertNotNull(gradient, "there must be a gradient");
    return gradient.toFloatArray();
  }

  /**
   * Copies a parameter out of a state.
   *
   * @param state the state
   * @param name the parameter, which must be there
   * @return its values
   */
  default float[] values(Map<String, TensorData> state, String name) {
    TensorData values = state.get(name);
    assertNotNull(values, name + " must be there");
    return values.toFloatArray();
  }

  /**
   * Sets a module's parameters, in the order of their names.
   *
   * @param module the module
   * @param values each parameter's values
   */
  default void setParameters(Module module, float[]... values) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    int next = 0;
    for (Map.Entry<String, Tensor> parameter : module.namedParameters().entrySet()) {
      state.put(parameter.getKey(), TensorData.of(values[next++], parameter.getValue().shape()));
    }
    module.loadStateDict(state);
  }
}
