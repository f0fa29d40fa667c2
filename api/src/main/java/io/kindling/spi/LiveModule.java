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
   * Computes the output.
   *
   * @param input an input that the module's description accepts, float32 unless it says otherwise,
   *     on the module's device
   * @return a new tensor, differentiable with respect to input and parameters
   */
  T forward(T input);

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

  /**
   * Switches between training and evaluation, for modules that differ in it. New modules train.
   *
   * @param training whether to train
   */
  default void train(boolean training) {}

  /** Frees the parameters. Called once. */
  @Override
  void close();
}
