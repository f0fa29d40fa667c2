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
import org.jspecify.annotations.Nullable;

/** A module of a backend's own: its description checks, its engine computes. */
sealed class LeafModule implements Module permits WrittenModule {
  private final ModuleSpec spec;
  private final LiveModule<Object> live;
  private final Resources resources;
  private final Map<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, Tensor> buffers = new LinkedHashMap<>();
  private Device device = Device.CPU;
  private final boolean stateless;

  /** The parameters once more, to go through in every call. */
  private final Tensor[] trained;

  /** The shapes of the last call; those of the next are mostly the same. */
  private @Nullable Shapes last;

  final Mode mode = new Mode();

  LeafModule(
      Backend backend, ModuleSpec spec, LiveModule<Object> live, Map<String, TensorData> initial) {
    this.spec = spec;
    this.live = live;
    this.resources = backend.own(new Resources(backend, initial));
    live.parameters()
        .forEach(
            (name, handle) ->
                parameters.put(
                    name,
                    Tensor.parameter(
                        resources, resources.claim, handle, initial(initial, name).shape())));
    live.buffers()
        .forEach(
            (name, handle) -> {
              TensorData values = initial(initial, name);
              buffers.put(
                  name,
                  Tensor.buffer(
                      resources, resources.claim, handle, values.shape(), values.dtype()));
            });
    this.trained = parameters.values().toArray(new Tensor[0]);
    this.stateless = parameters.isEmpty() && buffers.isEmpty();
  }

  private static TensorData initial(Map<String, TensorData> initial, String name) {
    return Objects.requireNonNull(initial.get(name), name);
  }

  /** What the engine holds for the module, and a scope closes. */
  private final class Resources extends Owned {
    final Claim claim = new Claim();
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
    String name = spec.name();
    resources.checkOpen(name);
    boolean training = mode.training();
    Shape shape = check(input, training);
    if (stateless) {
      return compute(input, shape, training).from(input);
    }
    Claim claim = resources.claim;
    if (training) {
      resources.backend.checkPart(claim, this);
    }
    if (!training || buffers.isEmpty()) {
      int seen = claim.read(name);
      Tensor output = compute(input, shape, training);
      claim.verify(name, seen);
      input.verifySource(name);
      return output.from(claim, seen);
    }
    claim.change(name);
    try {
      return compute(input, shape, training).from(claim, claim.changes());
    } finally {
      claim.release();
    }
  }

  /** Computes the output, of a shape that is known, of an input that was checked. */
  Tensor compute(Tensor input, Shape shape, boolean training) {
    Object output = live.forward(input.handle, training);
    return Tensor.computed(resources.backend, output, shape, device, recordsHistory(input));
  }

  /** The device that an input must be on. */
  Device deviceFor(Tensor input) {
    return device;
  }

  @Override
  public final ModuleSpec spec() {
    return spec;
  }

  /** Whether gradients change it. */
  final boolean learns() {
    return parameters.values().stream().anyMatch(Tensor::requiresGrad);
  }

  /** Parameters and buffers by name. */
  final Map<String, Tensor> namedState() {
    Map<String, Tensor> state = new LinkedHashMap<>(parameters);
    state.putAll(buffers);
    return state;
  }

  /** Checks an input and says what shape comes out. */
  private Shape check(Tensor input, boolean training) {
    if (spec.inputType() == DType.INT64) {
      input.checkIntegers(spec.name());
    } else {
      input.checkFloats(spec.name());
    }
    input.checkOn(spec.name(), resources.backend, deviceFor(input));
    Shape shape = outputShape(input.shape());
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

  private Shape outputShape(Shape input) {
    Shapes known = last;
    if (known == null || !known.input.equals(input)) {
      known = new Shapes(input, spec.outputShape(input));
      last = known;
    }
    return known.output;
  }

  /** An input's shape that was checked, and the output's. */
  private record Shapes(Shape input, Shape output) {}

  private boolean recordsHistory(Tensor input) {
    if (!resources.backend.gradEnabled()) {
      return false;
    }
    if (input.requiresGrad()) {
      return true;
    }
    for (Tensor parameter : trained) {
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
      resources.claim.change("to");
      try {
        moveTo(resources.backend.device(target));
      } finally {
        resources.claim.release();
      }
    }
  }

  private void moveTo(Device known) {
    live.to(known);
    device = known;
    parameters.values().forEach(parameter -> parameter.moved(known));
    buffers.values().forEach(buffer -> buffer.moved(known));
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
    return mode.training();
  }

  @Override
  public void mode(boolean training) {
    mode.training(training);
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
