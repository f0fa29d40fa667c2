package io.kindling.tck.kit;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.nn.ModuleSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the contract's tests need to know: the backend, on which of its devices to work, and what it
 * lacks.
 */
@ExtendWith(GapExtension.class)
public interface BackendUnderTest {
  /** {@return the backend; the same at every call, open} */
  Backend backend();

  /**
   * {@return the device to work on; unless overridden the one that {@link TestDevices#PROPERTY}
   * names, else the backend's best}
   */
  default Device device() {
    return TestDevices.of(backend());
  }

  /**
   * What the backend lacks: tests that need a lacking piece see that the backend refuses it with
   * {@link io.kindling.error.BackendException#doesNotHave} and are aborted with the reason. What is
   * declared here must be refused, and what is refused must be declared.
   *
   * @return from the name of a description ({@code gelu}, {@code lbfgs}) or of a method of {@link
   *     Tensor} ({@code softmax}) to the reason; nothing unless overridden
   */
  default Map<String, String> gaps() {
    return Map.of();
  }

  /**
   * Opens the backend once more, to see that two of them do not mix.
   *
   * @return another backend of the same name, which the caller closes
   */
  default Backend another() {
    return Backends.open(backend().name());
  }

  /**
   * How much memory is in use, to find leaks. Unless overridden: the heap, after a collection; a
   * backend with memory outside the heap adds it.
   *
   * @return the number of bytes
   */
  default long memoryInUse() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /**
   * Makes a tensor on the device.
   *
   * @param data its values
   * @return the tensor
   */
  default Tensor tensor(TensorData data) {
    return backend().tensor(data).to(device());
  }

  /**
   * Makes a tensor of integers on the device.
   *
   * @param values its values
   * @return the tensor, of one dimension
   */
  default Tensor integers(long... values) {
    return tensor(TensorData.of(values, Shape.of(values.length)));
  }

  /**
   * Makes a module on the device.
   *
   * @param spec its description
   * @return the module
   */
  default Module module(ModuleSpec spec) {
    return backend().module(spec).to(device());
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
    assertNotNull(variable, "there must be at least one tensor");
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

  /**
   * A scalar whose gradient with respect to a tensor is 1, 2, 3 …: so that a test sees which
   * element's gradient went where.
   *
   * @param result a tensor
   * @return the sum of its elements times their positions
   */
  default Tensor weighted(Tensor result) {
    float[] weights = new float[Math.toIntExact(result.shape().numel())];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i + 1;
    }
    return result.mul(tensor(result.shape(), weights)).sum();
  }
}
