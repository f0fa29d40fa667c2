package io.kindling;

import io.kindling.core.ParameterState;
import io.kindling.core.TensorData;
import io.kindling.optim.OptimizerBody;
import io.kindling.optim.Remembered;
import java.util.HashMap;
import java.util.Map;

/** One parameter of a {@link WrittenOptimizer}, with what is remembered of it. */
final class WrittenParameter extends Owned {
  private final OptimizerBody body;
  private final Tensor parameter;
  private final Map<String, Tensor> tensors = new HashMap<>();
  private Map<String, Double> numbers = Map.of();
  private boolean touched;

  WrittenParameter(OptimizerBody body, Tensor parameter) {
    super(parameter.backend);
    this.body = body;
    this.parameter = parameter;
  }

  void zeroGrad() {
    backend.operations().grad(parameter.handle, null);
  }

  /** Updates the parameter if it has a gradient; in a scope, which frees what that takes. */
  void step(double learningRate) {
    Tensor gradient = parameter.grad();
    if (gradient == null) {
      return;
    }
    if (!touched) {
      state(body.initialState(parameter.shape()));
    }
    Remembered<Tensor> before = new Remembered<>(parameter, numbers, tensors);
    Remembered<Tensor> after = body.step(before, gradient, learningRate);
    parameter.assign(after.parameter());
    tensors.forEach((name, tensor) -> tensor.assign(after.tensor(name)));
    numbers = after.numbers();
  }

  ParameterState state() {
    Map<String, TensorData> values = new HashMap<>();
    tensors.forEach((name, tensor) -> values.put(name, tensor.data()));
    return new ParameterState(numbers, values);
  }

  void state(ParameterState state) {
    release();
    tensors.clear();
    state.tensors().forEach((name, values) -> tensors.put(name, held(values)));
    numbers = state.numbers();
    touched = !state.equals(ParameterState.EMPTY);
  }

  /** A tensor in no scope, which lives until the optimizer is closed or gets another state. */
  private Tensor held(TensorData values) {
    Object handle = backend.operations().create(values, parameter.device());
    Tensor tensor = Tensor.buffer(this, new Claim(), handle, values.shape(), values.dtype());
    tensor.moved(parameter.device());
    return tensor;
  }

  @Override
  void release() {
    tensors.values().forEach(tensor -> backend.operations().release(tensor.handle));
  }

  @Override
  String describe() {
    return "optimizer of a parameter of shape " + parameter.shape();
  }
}
