package io.kindling.cpu.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The walk back through the operations that led to a tensor. Iterative: any depth will do. */
final class Autograd {
  private Autograd() {}

  static void backward(CpuTensor root) {
    List<Operation> order = inputsFirst(root);
    root.giveGradient(new float[] {1f});
    for (int i = order.size() - 1; i >= 0; i--) {
      order.get(i).propagate();
    }
  }

  /** The operations behind a tensor, each after those that it depends on. */
  private static List<Operation> inputsFirst(CpuTensor root) {
    Object walk = new Object();
    List<Operation> order = new ArrayList<>();
    Deque<Operation> path = new ArrayDeque<>();
    enter(root, walk, path);
    while (!path.isEmpty()) {
      CpuTensor input = path.peek().nextInput();
      if (input == null) {
        order.add(path.pop());
      } else {
        enter(input, walk, path);
      }
    }
    return order;
  }

  private static void enter(CpuTensor tensor, Object walk, Deque<Operation> path) {
    Operation producer = tensor.producer();
    if (producer != null && producer.enter(walk)) {
      path.push(producer);
    }
  }
}
