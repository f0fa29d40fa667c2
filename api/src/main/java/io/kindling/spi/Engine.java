package io.kindling.spi;

import io.kindling.Device;
import io.kindling.TensorData;
import io.kindling.error.BackendException;
import io.kindling.spec.LossSpec;
import io.kindling.spec.ModuleSpec;
import io.kindling.spec.OptimizerSpec;
import io.kindling.spec.Spec;
import java.util.List;
import java.util.Map;

/**
 * A backend's engine: it turns descriptions into live objects and computes with its own tensors.
 * Safe to share between threads; what it makes belongs to one thread at a time.
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
   * Makes a live module on the processor. {@code sequential} and {@code dropout} do not come here:
   * they are made of tensor operations.
   *
   * @param spec what to make
   * @param initial its first state, by name
   * @return the module
   * @throws io.kindling.error.BackendException if the engine does not have it; see {@link
   *     #doesNotHave}
   */
  LiveModule<T> module(ModuleSpec spec, Map<String, TensorData> initial);

  /**
   * Makes a live loss.
   *
   * @param spec what to make
   * @return the loss
   * @throws io.kindling.error.BackendException if the engine does not have it
   */
  LiveLoss<T> loss(LossSpec spec);

  /**
   * Makes a live optimizer.
   *
   * @param spec what to make
   * @param parameters what it updates, at least one
   * @return the optimizer
   * @throws io.kindling.error.BackendException if the engine does not have it
   */
  LiveOptimizer<T> optimizer(OptimizerSpec spec, List<T> parameters);

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
