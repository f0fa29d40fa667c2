package io.kindling;

import io.kindling.core.DType;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.nn.ModuleSpec;
import io.kindling.spi.LiveModule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A module of a backend's own: its description checks, its engine computes. */
sealed class LeafModule implements Module permits WrittenModule {
  private final ModuleSpec spec;
  private final LiveModule<Object> live;
  private final Resources resources;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private Device device = Device.CPU;
  private boolean training = true;

  LeafModule(
      Backend backend, ModuleSpec spec, LiveModule<Object> live, Map<String, TensorData> initial) {
    this.spec = spec;
    this.live = live;
    this.resources = backend.own(new Resources(backend, initial));
    live.parameters()
        .forEach(
            (name, handle) ->
                parameters.put(
                    name, Tensor.parameter(resources, handle, initial(initial, name).shape())));
    live.buffers()
        .forEach(
            (name, handle) -> {
              TensorData values = initial(initial, name);
              buffers.put(name, Tensor.buffer(resources, handle, values.shape(), values.dtype()));
            });
  }

  private static TensorData initial(Map<String, TensorData> initial, String name) {
    return Objects.requireNonNull(initial.get(name), name);
  }

  /** What the engine holds for the module, and a scope closes. */
  private final class Resources extends Owned {
    private final long bytes;

    Resources(Backend backend, Map<String, TensorData> state) {
      super(backend);
      this.bytes =
          state.values().stream()
              .mapToLong(data -> data.shape().numel() * data.dtype().bytes())
              .sum();
      backend.operations().held(bytes);
    }

    @Override
    void release() {
      live.close();
      backend.operations().held(-bytes);
    }

    @Override
    String describe() {
      return "module " + spec;
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    resources.checkOpen(spec.name());
    return compute(input, check(input));
  }

  /** Computes the output, of a shape that is known, of an input that was checked. */
  Tensor compute(Tensor input, Shape shape) {
    Object output = live.forward(input.handle);
    return Tensor.computed(resources.backend, output, shape, device, recordsHistory(input));
  }

  /** The device that an input must be on. */
  Device deviceFor(Tensor input) {
    return device;
  }

  final ModuleSpec spec() {
    return spec;
  }

  /** Parameters and buffers by name. */
  final Map<String, Tensor> namedState() {
    Map<String, Tensor> state = new LinkedHashMap<>(parameters);
    state.putAll(buffers);
    return state;
  }

  /** Checks an input and says what shape comes out. */
  private Shape check(Tensor input) {
    if (spec.inputType() == DType.INT64) {
      input.checkIntegers(spec.name());
    } else {
      input.checkFloats(spec.name());
    }
    input.checkOn(spec.name(), resources.backend, deviceFor(input));
    Shape shape = spec.outputShape(input.shape());
    if (spec.inputType() == DType.INT64) {
      input.checkIndices(spec.name(), "an index", spec.indices());
    }
    if (training) {
      spec.checkTraining(input.shape());
    } else {
      spec.checkEvaluation(input.shape());
    }
    return shape;
  }

  private boolean recordsHistory(Tensor input) {
    if (!resources.backend.gradEnabled()) {
      return false;
    }
    if (input.requiresGrad()) {
      return true;
    }
    for (Tensor parameter : parameters.values()) {
      if (parameter.requiresGrad()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void move(Device target) {
    resources.checkOpen("to");
    if (!Device.same(target, device)) {
      Device known = resources.backend.device(target);
      live.to(known);
      device = known;
      parameters.values().forEach(parameter -> parameter.moved(known));
      buffers.values().forEach(buffer -> buffer.moved(known));
    }
  }

  @Override
  public Map<String, Tensor> ownParameters() {
    resources.checkOpen("parameters");
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public Map<String, Tensor> ownBuffers() {
    return Collections.unmodifiableMap(buffers);
  }

  @Override
  public boolean isTraining() {
    return training;
  }

  @Override
  public void mode(boolean mode) {
    training = mode;
    live.train(mode);
  }

  @Override
  public void leave(Scope scope) {
    scope.move(resources);
  }

  @Override
  public void close() {
    resources.close();
  }

  /** {@return the module's text form} */
  @Override
  public String toString() {
    return spec.toString();
  }
}
