package io.kindling.cpu.tensor;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.ArrayPool;
import io.kindling.cpu.kernel.Processor;
import io.kindling.error.GradientException;
import io.kindling.error.MemoryException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A differentiable operation: how its values are computed, and beside it how a gradient goes back.
 */
public abstract class Operation {
  private final Shape shape;
  private CpuTensor @Nullable [] inputs;
  private final int[] versions;
  private @Nullable CpuTensor output;

  /** What computes; known once this is to run. */
  private @Nullable Processor processor;

  /** The walk that has seen this, so that none sees it twice. */
  private @Nullable Object visitor;

  /** How many of the inputs that walk has looked at. */
  private int visited;

  /** The operation that follows in that walk's path, and later in its order. */
  private @Nullable Operation link;

  /**
   * Names what goes in and the shape of what comes out.
   *
   * @param shape the result's shape
   * @param inputs what the values are computed from
   */
  protected Operation(Shape shape, CpuTensor... inputs) {
    this.shape = shape;
    this.inputs = inputs;
    this.versions = new int[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      versions[i] = inputs[i].version();
    }
  }

  /**
   * The values of an input, for {@link #backward}: they must be those that went in.
   *
   * @param index which input, in the order in which they were named
   * @return its values, row by row; its own array
   * @throws GradientException if they have changed since
   */
  protected final float[] saved(int index) {
    return check(index).values();
  }

  /**
   * Looks whether an input still has the values that went in.
   *
   * @param index which input, in the order in which they were named
   * @return the input
   * @throws GradientException if they have changed since
   */
  protected final CpuTensor check(int index) {
    CpuTensor input = Objects.requireNonNull(inputs)[index];
    if (input.version() != versions[index]) {
      throw GradientException.parameterChanged();
    }
    return input;
  }

  /**
   * The values of the result, for {@link #backward} where the derivative is easier told from them.
   *
   * @return its values, row by row; its own array
   */
  protected final float[] result() {
    return Objects.requireNonNull(output).values();
  }

  /** {@return what computes} */
  protected final Processor processor() {
    return Objects.requireNonNull(processor);
  }

  /**
   * Room for the result, or for what else is computed on the way.
   *
   * @param length how many elements
   * @return an array with anything in it; it may, or may not, go back to the pool
   */
  protected final float[] room(int length) {
    return processor().pool().take(length);
  }

  /**
   * Room for the gradient of an input.
   *
   * @param input which
   * @return an array with anything in it, to be given to the input
   */
  protected final float[] roomForGradient(CpuTensor input) {
    float[] free = input.roomForGradient();
    if (free != null) {
      return free;
    }
    // what a tensor keeps that no operation has computed never comes back
    return input.producer() == null ? new float[input.numel()] : room(input.numel());
  }

  /**
   * Adds to the gradient of an input.
   *
   * @param input which
   * @param part what to add, row by row; the array stays the caller's
   */
  protected final void addGradient(CpuTensor input, float[] part) {
    float[] copy = roomForGradient(input);
    System.arraycopy(part, 0, copy, 0, part.length);
    input.giveGradient(copy);
  }

  /** Says what will compute. */
  void runOn(Processor computes) {
    processor = computes;
  }

  /**
   * Computes the values.
   *
   * @throws MemoryException if there is no room for them
   */
  final float[] compute() {
    try {
      return forward();
    } catch (OutOfMemoryError e) {
      throw MemoryException.heap("cpu", e);
    }
  }

  /**
   * Computes the values.
   *
   * @return them, row by row, in an array that nobody else has: a new one, or {@link #room}
   */
  protected abstract float[] forward();

  /**
   * Adds to the gradients of the inputs that want one.
   *
   * @param gradient the result's gradient, row by row; not to be changed, kept or handed on
   */
  protected abstract void backward(float[] gradient);

  Shape shape() {
    return shape;
  }

  /** Begins to look at the inputs; false if this walk did so before. */
  boolean enter(Object walk) {
    if (visitor == walk) {
      return false;
    }
    if (inputs == null) {
      throw GradientException.historyUsed();
    }
    visitor = walk;
    visited = 0;
    return true;
  }

  /** The next input to look at, or null after the last. */
  @Nullable CpuTensor nextInput() {
    CpuTensor[] all = Objects.requireNonNull(inputs);
    return visited < all.length ? all[visited++] : null;
  }

  void link(@Nullable Operation next) {
    link = next;
  }

  /** The operation that follows, which this knows no more. */
  @Nullable Operation unlink() {
    Operation next = link;
    link = null;
    return next;
  }

  boolean wantsGradient() {
    if (inputs != null) {
      for (CpuTensor input : inputs) {
        if (input.requiresGrad()) {
          return true;
        }
      }
    }
    return false;
  }

  void produces(CpuTensor tensor) {
    output = tensor;
    tensor.producedBy(this);
    tensor.hold();
    for (CpuTensor input : Objects.requireNonNull(inputs)) {
      input.hold();
    }
  }

  /** Says that a result waits for the inputs' values. */
  void awaitedAs(CpuTensor result) {
    for (CpuTensor input : Objects.requireNonNull(inputs)) {
      input.awaitedBy(result);
    }
  }

  /** Whether the gradient has gone back, so that nobody will compute it any more. */
  boolean spent() {
    return inputs == null;
  }

  /**
   * Adds to the gradients of the inputs what is already known of them.
   *
   * @param promise the result's gradient, as it was promised
   * @return whether that was all; if not, {@link #backward} follows
   */
  protected boolean backward(Promise promise) {
    return false;
  }

  /** Forgets the result's gradient, which will not be handed on. */
  void forgetGradient() {
    if (output != null) {
      output.surrenderGradient();
    }
  }

  /** Hands the result's gradient on, then lets go of it, of the result and of the inputs. */
  void propagate() {
    if (output != null) {
      propagate(output, Objects.requireNonNull(inputs));
    }
    inputs = null;
  }

  private void propagate(CpuTensor result, CpuTensor[] all) {
    Promise promise = result.promise();
    if (promise == null || !backward(promise)) {
      float[] gradient = result.gradient();
      if (gradient != null) {
        backward(gradient);
      }
    }
    ArrayPool pool = processor().pool();
    float[] free = result.surrenderGradient();
    if (free != null) {
      pool.give(free);
    }
    result.letGo(pool);
    for (CpuTensor input : all) {
      input.letGo(pool);
    }
  }
}
