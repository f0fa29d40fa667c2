package io.kindling.cpu.tensor;

import io.kindling.error.MemoryException;
import org.jspecify.annotations.Nullable;

/**
 * The walk back through the operations that led to a tensor. Iterative, and its stacks are links
 * between the operations themselves: any depth will do, and nothing is made.
 */
final class Autograd {
  /** What a walk starts with; read, never written. */
  private static final float[] ONE = {1f};

  private Autograd() {}

  static void backward(CpuTensor root) {
    try {
      walk(root);
    } catch (OutOfMemoryError e) {
      throw MemoryException.heap("backward", e);
    }
  }

  private static void walk(CpuTensor root) {
    Operation operation = inputsLast(root);
    if (operation == null) {
      root.addGradient(ONE);
    } else {
      root.giveGradient(ONE);
    }
    try {
      while (operation != null) {
        operation.propagate();
        operation = operation.unlink();
      }
    } finally {
      while (operation != null) { // this one has failed, and what it was to hand on ends here
        operation.forgetGradient();
        operation = operation.unlink();
      }
    }
  }

  /**
   * The operations behind a tensor, each before those that it depends on.
   *
   * @return the first, linked to the others; null if there is none
   */
  private static @Nullable Operation inputsLast(CpuTensor root) {
    Object walk = new Object();
    Operation order = null;
    Operation path = enter(root, walk, null);
    while (path != null) {
      CpuTensor input = path.nextInput();
      if (input == null) {
        Operation done = path;
        path = done.unlink();
        done.link(order);
        order = done;
      } else {
        path = enter(input, walk, path);
      }
    }
    return order;
  }

  /** The path with the operation that a tensor comes from, or as it was if that was seen before. */
  private static @Nullable Operation enter(
      CpuTensor tensor, Object walk, @Nullable Operation path) {
    Operation producer = tensor.producer();
    if (producer == null || !producer.enter(walk)) {
      return path;
    }
    producer.link(path);
    return producer;
  }
}
