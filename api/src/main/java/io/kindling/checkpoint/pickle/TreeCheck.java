package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.python.FrozenSet;
import io.kindling.checkpoint.python.NestedTensor;
import io.kindling.checkpoint.python.OrderedDict;
import io.kindling.checkpoint.python.SparseTensor;
import io.kindling.checkpoint.python.TensorKey;
import io.kindling.core.Tuple;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the finished tree, each shared part once: no circle, not too deep, only values, and not
 * so much sharing that walking it would never end.
 */
final class TreeCheck {
  private static final Measure OPEN = new Measure(-1, -1);

  private final PickleInput input;
  private final long most;
  private final IdentityHashMap<Object, Measure> measures = new IdentityHashMap<>();
  private final Deque<Branch> path = new ArrayDeque<>();

  TreeCheck(PickleInput input) {
    this.input = input;
    most = Math.max(input.limits().expanded(), input.length());
  }

  /** Of a container: its values with shared ones counted each time, and how deep they nest. */
  private record Measure(long values, int depth) {}

  /** A container on the way from the root, and what of it is still to be seen. */
  private static final class Branch {
    final Object container;
    final Iterator<?> children;
    final @Nullable Iterator<?> more;
    long values = 1;
    int depth = 1;

    Branch(Object container, Iterator<?> children, @Nullable Iterator<?> more) {
      this.container = container;
      this.children = children;
      this.more = more;
    }

    boolean hasNext() {
      return children.hasNext() || (more != null && more.hasNext());
    }

    @Nullable Object next() {
      return more != null && !children.hasNext() ? more.next() : children.next();
    }
  }

  void check(@Nullable Object root) {
    enter(root);
    while (!path.isEmpty()) {
      Branch branch = path.element();
      if (branch.hasNext()) {
        enter(branch.next());
      } else {
        path.pop();
        Measure measure = new Measure(branch.values, branch.depth);
        measures.put(branch.container, measure);
        count(measure);
      }
    }
  }

  /** Looks at what an object of another class holds, each part of which is a tree of its own. */
  void checkParts(ForeignObject object) {
    check(object.arguments());
    check(object.keywords());
    check(object.state());
    check(object.entries());
    check(object.elements());
  }

  private void enter(@Nullable Object value) {
    @Nullable Branch branch = value == null ? null : branch(value);
    if (value == null || branch == null) {
      count(new Measure(1, 0));
      return;
    }
    @Nullable Measure known = measures.get(value);
    if (known != null && known.depth() < 0) {
      throw input.error(
          "a value must not contain itself",
          "a circle through " + Arguments.describe(value),
          "a tree",
          "save a copy without the circle");
    }
    if (known != null) {
      count(known);
      return;
    }
    measures.put(value, OPEN);
    path.push(branch);
    checkDepth(path.size());
  }

  private @Nullable Branch branch(Object value) {
    if (value instanceof Map<?, ?> map) {
      return new Branch(value, map.values().iterator(), beside(map).iterator());
    }
    if (value instanceof TensorKey key) {
      return new Branch(value, List.of(key.tensor()).iterator(), null);
    }
    if (value instanceof Collection<?> items) {
      return new Branch(value, items.iterator(), null);
    }
    if (value instanceof FrozenSet set) {
      return new Branch(value, set.items().iterator(), null);
    }
    if (value instanceof SparseTensor tensor) {
      return new Branch(value, List.of(tensor.parts()).iterator(), null);
    }
    if (value instanceof NestedTensor tensor) {
      return new Branch(value, tensor.parts().items().iterator(), null);
    }
    if (value instanceof TensorReference tensor && !tensor.attributes().isEmpty()) {
      return new Branch(value, List.of(tensor.attributes()).iterator(), null);
    }
    if (value instanceof Tuple tuple) {
      return new Branch(value, tuple.items().iterator(), null);
    }
    if (value instanceof ScriptObject object) {
      return new Branch(value, object.attributes().values().iterator(), null);
    }
    requireValue(input, value);
    return null;
  }

  /** What a map holds beside its values: of its keys, only tensors can have parts that count. */
  private static Stream<?> beside(Map<?, ?> map) {
    Stream<?> tensors = map.keySet().stream().filter(TensorKey.class::isInstance);
    return map instanceof OrderedDict dict && !dict.attributes().isEmpty()
        ? Stream.concat(tensors, Stream.of(dict.attributes()))
        : tensors;
  }

  /** Refuses what is no value: the class of a storage. */
  static void requireValue(PickleInput input, @Nullable Object value) {
    if (value == Global.Function.GET_ATTRIBUTE
        || (value instanceof Global && !(value instanceof Global.Function))) {
      throw input.error(
          "values must be tensors, numbers, strings, lists and maps",
          Arguments.describe(value),
          "a value",
          "save tensors instead of their storages, and no functions");
    }
  }

  /** Adds what was just seen to the container that it is in. */
  private void count(Measure measure) {
    @Nullable Branch parent = path.peek();
    if (parent == null) {
      return;
    }
    parent.values += measure.values();
    parent.depth = Math.max(parent.depth, measure.depth() + 1);
    checkDepth(path.size() - 1 + parent.depth);
    if (parent.values > most) {
      throw input.error(
          "shared values must not add up to too many",
          "more than " + most + " values when shared ones are counted each time",
          "at most " + most,
          "save fewer references to the same list or map");
    }
  }

  private void checkDepth(int depth) {
    if (depth > input.limits().depth()) {
      throw input.error(
          "collections must not be nested too deeply",
          "a depth of " + depth,
          "at most " + input.limits().depth(),
          "save a flatter structure");
    }
  }
}
