package io.kindling;

import io.kindling.core.DType;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Spec;
import io.kindling.error.BackendException;
import io.kindling.error.ClosedException;
import io.kindling.error.DTypeException;
import io.kindling.error.DeviceException;
import io.kindling.error.GradientException;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import io.kindling.nn.ColumnEmbeddingSpec;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.spi.Engine;
import io.kindling.spi.GradientMode;
import io.kindling.spi.LiveLoss;
import io.kindling.spi.LiveModule;
import io.kindling.spi.LiveOptimizer;
import io.kindling.spi.StateArchives;
import io.kindling.spi.TensorOperations;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A live engine: it makes tensors, modules, losses and optimizers, and knows its devices. {@link
 * Backends} finds one.
 *
 * <p>Safe to share between threads. Scopes, {@link #noGrad()} and the default random numbers are
 * each thread's own, so trainings in two threads do not disturb each other; what two threads may do
 * with one model says {@link Module}.
 */
public final class Backend implements AutoCloseable {
  private final String name;
  private final Engine<Object> engine;
  private final TensorOperations<Object> operations;

  // What is kept for a thread is the JVM's own, or null as soon as nothing is open: in a pool of
  // threads of a host's, anything else would hold our class loader for good.
  private final ThreadLocal<AtomicReference<@Nullable Scope>> scopes =
      ThreadLocal.withInitial(this::innermost);
  private final Set<AtomicReference<@Nullable Scope>> innermosts =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private final GradientMode gradientMode = new GradientMode();
  private final Map<Thread, TorchRandom> randoms = Collections.synchronizedMap(new WeakHashMap<>());

  /** Whose parts are being looked at, by thread: mostly none. */
  private final Map<Thread, Module> examined = new ConcurrentHashMap<>();

  private volatile TorchRandom common = new TorchRandom();
  private volatile boolean closed;

  // The engine meets only tensors of its own type: nothing else gets past Tensor.checkOn.
  @SuppressWarnings("unchecked")
  Backend(String name, Engine<?> engine) {
    this.name = name;
    this.engine = (Engine<Object>) engine;
    this.operations = this.engine.tensors();
  }

  /** {@return the name that users choose it by: {@code cpu}, {@code libtorch}} */
  public String name() {
    return name;
  }

  /** {@return what computes and in which version, for people} */
  public String version() {
    return engine.version();
  }

  /** {@return the devices that can be used, the best first} */
  public List<Device> devices() {
    return engine.devices();
  }

  /**
   * {@return the kinds of device that the backend knows but cannot use here, each with the reason
   * and what to do about it}
   */
  public Map<String, String> unusableDevices() {
    return engine.unusableDevices();
  }

  /**
   * {@return how the backend was set up where somebody may want it otherwise: settings by name,
   * each with its value, the reason, and what changes it}
   */
  public Map<String, String> settings() {
    return engine.settings();
  }

  /**
   * {@return the best device that can be used: {@code cuda:0} if there is one, else {@code cpu}}
   */
  public Device bestDevice() {
    return devices().get(0);
  }

  /**
   * Finds a device.
   *
   * @param text its name, as PyTorch writes it: {@code cpu}, {@code cuda}, {@code cuda:1}
   * @return the device
   * @throws DeviceException if there is no such device here; the message says why
   */
  public Device device(String text) {
    return device(Device.of(text));
  }

  /** The backend's own description of a device. */
  Device device(Device wanted) {
    for (Device device : devices()) {
      if (Device.same(device, wanted)) {
        return device;
      }
    }
    throw new DeviceException(
        "device",
        "backend " + name + " has no such device here",
        Device.of(wanted.type(), wanted.index()).toString(),
        "one of " + devices(),
        unusableDevices().get(wanted.type()));
  }

  /**
   * Makes a tensor on the processor from floats.
   *
   * @param values the values, row by row; they are copied
   * @param shape their shape
   * @return the tensor
   * @throws ShapeException if the shape has not as many elements as there are values
   */
  public Tensor tensor(float[] values, Shape shape) {
    return tensor(FloatBuffer.wrap(values), shape);
  }

  /**
   * Makes a tensor on the processor from floats on or off the heap, mapped files among them.
   *
   * <p>They are copied, once: what an optimizer may overwrite must not be the host's, and what the
   * host may change, or unmap, must not be a tensor's.
   *
   * @param values the values, row by row, from the buffer's position to its limit, both of which
   *     stay
   * @param shape their shape
   * @return the tensor
   * @throws ShapeException if the shape has not as many elements as there are values
   */
  public Tensor tensor(FloatBuffer values, Shape shape) {
    checkOpen("tensor");
    if (values.remaining() != shape.numel()) {
      throw new ShapeException(
          "tensor",
          "there must be as many values as the shape has elements",
          values.remaining() + " values for shape " + shape,
          shape.numel() + " values",
          null);
    }
    Object handle = operations.create(values.asReadOnlyBuffer(), shape);
    return Tensor.leaf(this, handle, shape, DType.FLOAT32, Device.CPU);
  }

  /**
   * Makes a tensor on the processor from integers, to carry labels.
   *
   * @param values the values, row by row; they are copied
   * @param shape their shape
   * @return the tensor
   * @throws ShapeException if the shape has not as many elements as there are values
   */
  public Tensor tensor(long[] values, Shape shape) {
    return tensor(TensorData.of(values, shape));
  }

  /**
   * Makes a tensor on the processor.
   *
   * @param data the values
   * @return the tensor
   */
  public Tensor tensor(TensorData data) {
    checkOpen("tensor");
    Object handle = operations.create(data, Device.CPU);
    return Tensor.leaf(this, handle, data);
  }

  /**
   * Makes a module on the processor; its first values come from {@link #random()}.
   *
   * @param spec its description
   * @return the module
   * @throws BackendException if the backend does not have it
   */
  public Module module(ModuleSpec spec) {
    return module(spec, random());
  }

  /**
   * Makes a module on the processor.
   *
   * @param spec its description
   * @param random where its first values come from
   * @return the module
   * @throws BackendException if the backend does not have it
   */
  public Module module(ModuleSpec spec, TorchRandom random) {
    checkOpen("module");
    if (!spec.parts().isEmpty()) {
      List<Module> modules = new ArrayList<>();
      spec.parts().forEach(part -> modules.add(module(part, random)));
      return new Sequential(modules);
    }
    Map<String, TensorData> initial = spec.initialState(random);
    return spec instanceof ColumnEmbeddingSpec columns
        ? ColumnEmbedding.of(columns, initial, this::leaf)
        : leaf(spec, initial);
  }

  /** A module that is not made of others. */
  private Module leaf(ModuleSpec spec, Map<String, TensorData> initial) {
    LiveModule<Object> live = engine.module(spec, initial);
    if (live != null) {
      return new LeafModule(this, spec, live, initial);
    }
    return new WrittenModule(this, spec, orRefuse(spec, spec.body()), initial);
  }

  /**
   * Makes a loss.
   *
   * @param spec its description
   * @return the loss
   * @throws BackendException if the backend does not have it
   */
  public Loss loss(LossSpec spec) {
    checkOpen("loss");
    LiveLoss<Object> live = engine.loss(spec);
    return own(
        live != null
            ? new LeafLoss(this, spec, live)
            : new WrittenLoss(this, spec, orRefuse(spec, spec.body())));
  }

  /**
   * Makes an optimizer. Move a module to its device before.
   *
   * @param spec its description
   * @param parameters what it is to update, mostly {@code model.parameters()}
   * @return the optimizer
   * @throws BackendException if the backend does not have it, or did not make a parameter
   * @throws SpecException if there is no parameter, or one twice
   * @throws DTypeException if a parameter does not hold floats
   * @throws GradientException if a parameter was computed from others
   */
  public Optimizer optimizer(OptimizerSpec spec, List<Tensor> parameters) {
    return optimizer(List.of(new ParameterGroup(spec, parameters)));
  }

  /**
   * Makes an optimizer that treats some parameters otherwise than others. Move a module to its
   * device before.
   *
   * @param groups what it is to update, and how
   * @return the optimizer
   * @throws BackendException if the backend does not have it, or did not make a parameter
   * @throws SpecException if there is no parameter, or one twice, if the groups' descriptions are
   *     of different kinds, or if there are several for an optimizer that takes but one
   * @throws DTypeException if a parameter does not hold floats
   * @throws GradientException if a parameter was computed from others
   */
  public Optimizer optimizer(List<ParameterGroup> groups) {
    checkOpen("optimizer");
    Parameters.check(this, groups);
    return own(new GroupedOptimizer(this, groups));
  }

  LiveOptimizer<Object> live(OptimizerSpec spec, List<Tensor> parameters) {
    LiveOptimizer<Object> live =
        engine.optimizer(spec, parameters.stream().map(tensor -> tensor.handle).toList());
    return live != null
        ? live
        : new WrittenOptimizer(this, spec, orRefuse(spec, spec.body()), parameters);
  }

  /** What a description writes itself, where an engine has nothing of its own. */
  private <B> B orRefuse(Spec spec, @Nullable B body) {
    if (body == null) {
      throw engine.doesNotHave(spec);
    }
    return body;
  }

  /**
   * Opens a scope: what the thread makes on this backend from now on is freed when it closes.
   *
   * @return the scope, to be closed by try-with-resources
   */
  public Scope scope() {
    checkOpen("scope");
    AtomicReference<@Nullable Scope> innermost = scopes.get();
    Scope scope = new Scope(this, innermost.getPlain());
    innermost.setPlain(scope);
    return scope;
  }

  private AtomicReference<@Nullable Scope> innermost() {
    AtomicReference<@Nullable Scope> innermost = new AtomicReference<>();
    innermosts.add(innermost);
    return innermost;
  }

  /** A scope closes. */
  void leave(Scope scope, @Nullable Scope outer) {
    AtomicReference<@Nullable Scope> innermost = scopes.get();
    if (closed) {
      innermost.setPlain(null);
      return;
    }
    if (innermost.getPlain() != scope) {
      throw new ClosedException(
          "Scope.close",
          "the innermost scope must be closed first",
          "a scope with another still open inside",
          "the inner scope closed",
          "open scopes in try-with-resources");
    }
    innermost.setPlain(outer);
  }

  <O extends Owned> O own(O object) {
    Scope scope = scopes.get().getPlain();
    if (scope != null) {
      scope.add(object);
    }
    return object;
  }

  /**
   * Stops recording history in this thread, until it is closed.
   *
   * @return what to close, by try-with-resources
   */
  public NoGrad noGrad() {
    checkOpen("noGrad");
    NoGrad noGrad = new NoGrad(this, gradEnabled());
    gradEnabled(false);
    return noGrad;
  }

  boolean gradEnabled() {
    return gradientMode.enabled();
  }

  void gradEnabled(boolean enabled) {
    gradientMode.enabled(enabled);
    operations.gradEnabled(enabled);
  }

  /**
   * Starts this thread's random numbers anew: the next modules get the weights that PyTorch gives
   * them after {@code torch.manual_seed}, bit for bit.
   *
   * <p>A thread that calls this has a stream of its own from then on, which no other thread
   * disturbs. Threads that never did, such as those that a notebook runs its cells in, share one
   * that starts from the seed that was given last.
   *
   * @param seed the seed; its low 32 bits count
   */
  public void manualSeed(long seed) {
    randoms.put(Thread.currentThread(), new TorchRandom(seed));
    common = new TorchRandom(seed);
  }

  /**
   * {@return the random numbers that this thread draws from, see {@link #manualSeed}; before any
   * seed was given they start from one of chance}
   */
  public TorchRandom random() {
    TorchRandom own = randoms.get(Thread.currentThread());
    return own == null ? common : own;
  }

  /**
   * {@return how the engine's own library writes and reads states, for {@link
   * io.kindling.checkpoint.StateFile}: LibTorch's {@code torch::save} and {@code torch::load};
   * nothing where there is no such library}
   */
  public Optional<StateArchives> stateArchives() {
    checkOpen("stateArchives");
    return Optional.ofNullable(engine.stateArchives());
  }

  /** Computes a module's output, and looks at which others compute it. */
  Tensor examined(Module module, Tensor input) {
    Thread thread = Thread.currentThread();
    examined.put(thread, module);
    try {
      return module.forward(input);
    } finally {
      examined.remove(thread);
    }
  }

  /** Finds out that a module which learns is a part of that which this thread looks at, if any. */
  void checkPart(Claim claim, LeafModule part) {
    if (examined.isEmpty() || claim.isMine() || !gradEnabled() || !part.learns()) {
      return;
    }
    Module whole = examined.get(Thread.currentThread());
    if (whole != null) {
      throw new SpecException(
          "forward",
          "what learns in a module must be a part of it",
          part + ", which computes in " + whole,
          "a part, which is trained, moved and saved with it",
          "name it in the constructor: child(\"name\", module)");
    }
  }

  TensorOperations<Object> operations() {
    return operations;
  }

  boolean closed() {
    return closed;
  }

  /** Whether nothing that a call is using can be freed under it. */
  boolean garbageCollected() {
    return operations.garbageCollected();
  }

  private void checkOpen(String operation) {
    if (closed) {
      throw refusal(operation, "closed backend " + name);
    }
  }

  /** What is said of something that is used after this was closed. */
  ClosedException refusal(String operation, String got) {
    return new ClosedException(
        operation,
        "what is closed cannot be used",
        got,
        "an open one",
        "a backend is to be closed after the trainings on it, which cancel() ends");
  }

  /**
   * Frees what the engine holds; what it made cannot be used any more: calls that are under way end
   * as if nothing were, later ones, and so trainings, in a {@link ClosedException}. Then no thread
   * and no file of the backend's is left. Closing again does nothing.
   */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      innermosts.forEach(innermost -> innermost.setPlain(null)); // of threads that live on
      engine.close();
    }
  }

  /** {@return the name} */
  @Override
  public String toString() {
    return name;
  }
}
