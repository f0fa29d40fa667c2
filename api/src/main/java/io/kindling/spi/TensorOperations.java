package io.kindling.spi;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What an engine does with its own tensors: values in and out, devices, gradients, and all that it
 * computes. Shapes, types and devices were checked before.
 *
 * <p>Each operation that computes makes a new tensor and leaves its inputs alone; each is
 * differentiable unless it says otherwise. Tensors are float32 unless it says otherwise; a number
 * that comes as a double is rounded to float32. A dimension is counted from 0, and exists. One that
 * an engine does not override is refused, with {@link #doesNotHave}; so a new operation here breaks
 * no engine that was compiled without it.
 *
 * @param <T> the engine's own tensor type
 */
public interface TensorOperations<T>
    extends ArithmeticOperations<T>,
        FunctionOperations<T>,
        ReductionOperations<T>,
        LayoutOperations<T>,
        ComparisonOperations<T> {
  /**
   * Copies values in.
   *
   * @param data the values
   * @param device where to
   * @return a new tensor without gradient
   */
  T create(TensorData data, Device device);

  /**
   * Copies floats in, to the processor. An engine whose tensors are off the heap does so at once.
   *
   * @param values as many values as the shape has elements, from the buffer's position on, which
   *     may move; a view that is read-only, and the caller's again afterwards
   * @param shape their shape
   * @return a new tensor without gradient
   */
  default T create(FloatBuffer values, Shape shape) {
    return create(TensorData.filledFloats(shape, values::get), Device.CPU);
  }

  /**
   * A float32 tensor on the processor over values that are lent, from an engine that computes in
   * the JVM's memory.
   *
   * @param values the caller's, who changes them only after {@link #release}; what was computed
   *     from the tensor, and can still be asked for, no longer needs them then
   * @param shape their shape
   * @return a new tensor without gradient; null from an engine that must copy them
   */
  default @Nullable T borrow(float[] values, Shape shape) {
    return null;
  }

  /**
   * Copies values out, waiting for them where they are still being computed.
   *
   * @param tensor any tensor
   * @return its values, which nobody else has
   */
  TensorData read(T tensor);

  /**
   * Copies floats out as {@link #read} does, once.
   *
   * @param tensor a float32 tensor
   * @return its values, which nobody else has
   */
  default float[] readFloats(T tensor) {
    return read(tensor).toFloatArray();
  }

  /**
   * Copies out the one value of a float32 tensor with one element.
   *
   * @param tensor the tensor
   * @return its value
   */
  float item(T tensor);

  /**
   * Overwrites the values in place, unseen by the gradient.
   *
   * @param tensor a tensor without history: a parameter
   * @param data values of the same type and shape
   */
  void assign(T tensor, TensorData data);

  /**
   * Overwrites a tensor with the values of another in place, unseen by the gradient.
   *
   * @param from a tensor of the same type, shape and device, which stays as it is
   * @param to a tensor without history: a parameter
   */
  default void copy(T from, T to) {
    assign(to, read(from));
  }

  /**
   * Frees a tensor. Called at most once for each; and not at all for one that several threads have
   * used, unless it is {@link #garbageCollected()}: a call may be under way. So an engine with
   * memory of its own must also free what becomes unreachable.
   *
   * @param tensor the tensor
   */
  void release(T tensor);

  /**
   * Frees a tensor as {@link #release} does, instead of it, where it is known that no other thread
   * is in a call that uses it: its memory may serve another one at once.
   *
   * @param tensor the tensor
   */
  default void reclaim(T tensor) {
    release(tensor);
  }

  /**
   * Hears that tensors and modules hold more memory, or less, because one was made or released: for
   * an engine whose memory the garbage collector does not see, and who must call it before too much
   * belongs to what nobody can reach.
   *
   * @param bytes how many more; negative for less
   */
  default void held(long bytes) {}

  /**
   * {@return whether all memory is the garbage collector's, so that a tensor may be released, and a
   * module, loss or optimizer closed, while another thread computes with it} False unless
   * overridden.
   */
  default boolean garbageCollected() {
    return false;
  }

  /**
   * Copies to another device; differentiable.
   *
   * @param tensor any tensor
   * @param device one of the engine's devices, not the tensor's own
   * @return a new tensor there
   */
  T to(T tensor, Device device);

  /**
   * Moves a tensor without history to another device in place, and its gradient with it. Called for
   * the parameters of modules that are not the engine's own; never where there is but one device.
   *
   * @param tensor the tensor, which stays the same object
   * @param device one of the engine's devices, not the tensor's own
   */
  default void move(T tensor, Device device) {
    throw doesNotHave("to");
  }

  /**
   * Says whether a tensor without history wants a gradient.
   *
   * @param tensor the tensor
   * @param requires whether it does
   */
  void requiresGrad(T tensor, boolean requires);

  /**
   * Switches the recording of history on or off for the calling thread; it starts on.
   *
   * @param enabled whether to record
   */
  void gradEnabled(boolean enabled);

  /**
   * Adds the gradient of a one-element tensor to every tensor that it was computed from and that
   * wants one, and forgets the history.
   *
   * @param tensor a tensor that requires a gradient
   * @throws io.kindling.error.GradientException if the history was used before, or if a parameter
   *     whose old value is needed has changed since; see its factory methods
   */
  void backward(T tensor);

  /**
   * Returns the gradient that has gathered on a tensor.
   *
   * @param tensor any tensor
   * @return its gradient, or null if there is none; the caller releases it
   */
  @Nullable T grad(T tensor);

  /**
   * Replaces the gradient that has gathered on a tensor.
   *
   * @param tensor a tensor without history that wants a gradient
   * @param gradient a tensor of the same shape and device without history, which stays the
   *     caller's; null for none
   */
  void grad(T tensor, @Nullable T gradient);

  /**
   * Shows the same values without history.
   *
   * @param tensor any tensor
   * @return a new tensor that requires no gradient
   */
  T detach(T tensor);
}
