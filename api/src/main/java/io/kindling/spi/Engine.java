package io.kindling.spi;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.description.Spec;
import io.kindling.error.BackendException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A backend's engine: it turns descriptions into live objects and computes with its own tensors.
 * Safe to share between threads; what it makes belongs to one thread at a time, but for modules in
 * evaluation and tensors that are only read.
 *
 * @param <T> the engine's own tensor type
 */
public interface Engine<T> extends AutoCloseable {
  /**
   * {@return what computes and in which version, for people, for instance {@code LibTorch 2.10.0}}
   */
  String version();

  /** {@return the devices that can be used, the best first; the processor is always among them} */
  List<Device> devices();

  /**
   * {@return the kinds of device that the engine knows but cannot use here, each with the reason
   * and what to do about it}
   */
  default Map<String, String> unusableDevices() {
    return Map.of();
  }

  /**
   * {@return how the engine was set up where somebody may want it otherwise: settings by name, each
   * with its value, the reason, and what changes it; they are logged when a backend opens}
   */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** {@return what the engine does with its tensors} */
  TensorOperations<T> tensors();

  /**
   * Makes a live module on the processor. {@code sequential} does not come here: it is made of
   * others.
   *
   * @param spec what to make
   * @param initial its first state, by name
   * @return the module; null if the engine has none of its own: then the description's {@link
   *     ModuleSpec#body body} is run over the engine's tensors, and where there is none, the module
   *     is refused
   */
  @Nullable LiveModule<T> module(ModuleSpec spec, Map<String, TensorData> initial);

  /**
   * Makes a live loss.
   *
   * @param spec what to make
   * @return the loss; null if the engine has none of its own: then the description's {@link
   *     LossSpec#body body} is run over the engine's tensors, and where there is none, the loss is
   *     refused
   */
  @Nullable LiveLoss<T> loss(LossSpec spec);

  /**
   * Makes a live optimizer.
   *
   * @param spec what to make
   * @param parameters what it updates, at least one
   * @return the optimizer; null if the engine has none of its own: then the description's {@link
   *     OptimizerSpec#body body} is run over the engine's tensors, and where there is none, the
   *     optimizer is refused
   */
  @Nullable LiveOptimizer<T> optimizer(OptimizerSpec spec, List<T> parameters);

  /**
   * {@return how the engine's own library writes and reads states; null if it has no files of its
   * own}
   */
  default @Nullable StateArchives stateArchives() {
    return null;
  }

  /**
   * The refusal of a description that the engine does not have.
   *
   * @param spec the description
   * @return the exception to throw
   */
  default BackendException doesNotHave(Spec spec) {
    return BackendException.doesNotHave(spec.name(), version());
  }

  /** Frees what the engine itself holds: threads, memory. Called once. */
  @Override
  void close();
}
