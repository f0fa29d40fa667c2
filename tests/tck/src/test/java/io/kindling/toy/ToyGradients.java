package io.kindling.toy;

import io.kindling.core.Shape;
import io.kindling.error.GradientException;
import io.kindling.toy.ToyTensor.Backward;
import io.kindling.toy.ToyTensor.History;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Remembers how tensors were computed, and goes that way back. */
final class ToyGradients {
  private final AtomicLong clock = new AtomicLong();
  private final ThreadLocal<Boolean> enabled = ThreadLocal.withInitial(() -> true);

  /** Each thread has a switch of its own: {@code noGrad} in one does not disturb another. */
  void enabled(boolean on) {
    enabled.set(on);
  }

  /** A result. It remembers its parents if one of them wants a gradient. */
  ToyTensor record(Shape shape, float[] values, List<ToyTensor> parents, Backward backward) {
    ToyTensor result = new ToyTensor(shape, values);
    if (enabled.get() && parents.stream().anyMatch(parent -> parent.requiresGrad)) {
      result.requiresGrad = true;
      result.history = new History(clock.incrementAndGet(), parents, backward);
    }
    return result;
  }

  /** Adds the gradient of a one-element tensor to all that it was computed from. */
  void backward(ToyTensor root) {
    Map<ToyTensor, float[]> gradients = new HashMap<>();
    gradients.put(root, new float[] {1});
    // the newest first: by its turn, a tensor has its gradient from all that came of it
    List<ToyTensor> order =
        ancestors(root).stream().sorted(Comparator.comparingLong(ToyGradients::time)).toList();
    for (ToyTensor tensor : order) {
      float[] gradient = Objects.requireNonNull(gradients.remove(tensor));
      if (tensor.history == null) {
        addTo(tensor, gradient);
      } else {
        passOn(tensor.history, gradient, gradients);
      }
    }
  }

  /**
   * The tensor and all before it that want a gradient; no loop calls itself, so any depth will do.
   */
  private static Set<ToyTensor> ancestors(ToyTensor root) {
    Set<ToyTensor> found = new HashSet<>();
    Deque<ToyTensor> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      ToyTensor tensor = open.pop();
      if (tensor.requiresGrad && found.add(tensor) && tensor.history != null) {
        if (tensor.history.parents == null) {
          throw GradientException.historyUsed();
        }
        tensor.history.parents.forEach(open::push);
      }
    }
    return found;
  }

  private static long time(ToyTensor tensor) {
    return tensor.history == null ? 0 : -tensor.history.time;
  }

  private static void passOn(History history, float[] gradient, Map<ToyTensor, float[]> gradients) {
    List<ToyTensor> parents = Objects.requireNonNull(history.parents);
    for (int i = 0; i < parents.size(); i++) {
      if (parents.get(i).requiresGrad) {
        float[] part = history.backward.towards(i, gradient);
        gradients.merge(parents.get(i), part, ToyGradients::sum);
      }
    }
    history.parents = null;
  }

  /** Gradients gather: what is there stays, until the optimizer's {@code zeroGrad}. */
  private static void addTo(ToyTensor leaf, float[] part) {
    if (leaf.gradient == null) {
      leaf.gradient = new ToyTensor(leaf.shape(), part.clone());
    } else {
      float[] gathered = leaf.gradient.values();
      System.arraycopy(sum(gathered, part), 0, gathered, 0, part.length);
    }
  }

  private static float[] sum(float[] a, float[] b) {
    float[] sum = new float[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + b[i];
    }
    return sum;
  }
}
