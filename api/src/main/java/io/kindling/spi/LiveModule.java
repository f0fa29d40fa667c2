package io.kindling.spi;

import io.kindling.core.Device;
import java.util.Map;

/**
 * A module as an engine runs it.
 *
 * @param <T> the engine's own tensor type
 */
public interface LiveModule<T> extends AutoCloseable {
  /**
   * Computes the output. In evaluation any number of threads may call this at once, and it changes
   * nothing that another call reads; in training one thread calls it at a time.
   *
   * @param input an input that the module's description accepts, float32 unless it says otherwise,
   *     on the module's device
   * @param training whether this call is part of a training, for modules that differ in it; a mode
   *     of the call, which the module must not keep
   * @return a new tensor, differentiable with respect to input and parameters
   */
  T forward(T input, boolean training);

  /**
   * {@return the parameters by name, in the order of PyTorch's {@code state_dict}; the same tensors
   * at every call}
   */
  Map<String, T> parameters();

  /**
   * {@return what belongs to the state and no gradient changes, such as running statistics, by
   * name; the same tensors at every call}
   */
  default Map<String, T> buffers() {
    return Map.of();
  }

  /**
   * Moves parameters and buffers in place: their tensors stay the same objects.
   *
   * @param device one of the engine's devices
   */
  void to(Device device);

  /** Frees the parameters. Called once. */
  @Override
  void close();
}
