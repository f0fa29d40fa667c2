package io.kindling.cpu.tensor;

import io.kindling.error.GradientException;
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

  /** An operation on the way, and how many of its inputs were looked at. */
  private static final class Visit {
    final Operation operation;
    final CpuTensor[] inputs;
    int next;

    Visit(Operation operation, CpuTensor[] inputs) {
      this.operation = operation;
      this.inputs = inputs;
    }
  }

  /** The operations behind a tensor, each after those that it depends on. */
  private static List<Operation> inputsFirst(CpuTensor root) {
    Object walk = new Object();
    List<Operation> order = new ArrayList<>();
    Deque<Visit> path = new ArrayDeque<>();
    enter(root, walk, path);
    while (!path.isEmpty()) {
      Visit visit = path.peek();
      if (visit.next < visit.inputs.length) {
        enter(visit.inputs[visit.next++], walk, path);
      } else {
        order.add(path.pop().operation);
      }
    }
    return order;
  }

  private static void enter(CpuTensor tensor, Object walk, Deque<Visit> path) {
    Operation producer = tensor.producer();
    if (producer == null || producer.visitor == walk) {
      return;
    }
    producer.visitor = walk;
    CpuTensor[] inputs = producer.inputs();
    if (inputs == null) {
      throw GradientException.historyUsed();
    }
    path.push(new Visit(producer, inputs));
  }
}
