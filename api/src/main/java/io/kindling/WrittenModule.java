package io.kindling;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.nn.ModuleBody;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.ModuleState;
import java.util.Map;
import java.util.Objects;

/** A module that its description writes in tensor operations, and no engine has of its own. */
final class WrittenModule extends LeafModule {
  private final Backend backend;
  private final ModuleBody body;
  private final Map<String, Tensor> state;

  WrittenModule(
      Backend backend, ModuleSpec spec, ModuleBody body, Map<String, TensorData> initial) {
    super(backend, spec, new HeldState(backend.operations(), initial, body.buffers()), initial);
    this.backend = backend;
    this.body = body;
    this.state = namedState();
  }

  /** Without parameters it lies nowhere, and takes an input of any device. */
  @Override
  Device deviceFor(Tensor input) {
    return state.isEmpty() ? input.device() : super.deviceFor(input);
  }

  @Override
  Tensor compute(Tensor input, Shape shape, boolean training) {
    Running running = new Running(input.device(), training);
    return WrittenBodies.run(backend, spec().name(), shape, () -> body.forward(input, running));
  }

  /** What the body sees of the module. */
  private final class Running implements ModuleState<Tensor> {
    private final Device device;
    private final boolean training;

    Running(Device device, boolean training) {
      this.device = device;
      this.training = training;
    }

    @Override
    public boolean isTraining() {
      return training;
    }

    @Override
    public Tensor get(String name) {
      return Objects.requireNonNull(state.get(name), name);
    }

    @Override
    public void set(String buffer, Tensor value) {
      get(buffer).assign(value);
    }

    @Override
    public Tensor bernoulli(Shape shape, double p) {
      return backend.tensor(backend.random().bernoulli(shape, p)).to(device);
    }
  }
}
