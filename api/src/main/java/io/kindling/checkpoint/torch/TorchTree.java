package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.pickle.ForeignObject;
import io.kindling.checkpoint.pickle.NumpyObjects;
import io.kindling.checkpoint.pickle.PickleTree;
import io.kindling.checkpoint.pickle.ScriptObject;
import io.kindling.checkpoint.pickle.TensorReference;
import io.kindling.checkpoint.python.Counter;
import io.kindling.checkpoint.python.DefaultDict;
import io.kindling.checkpoint.python.FrozenSet;
import io.kindling.checkpoint.python.NestedTensor;
import io.kindling.checkpoint.python.OrderedDict;
import io.kindling.checkpoint.python.SparseTensor;
import io.kindling.checkpoint.python.TensorKey;
import io.kindling.checkpoint.python.Unread;
import io.kindling.core.Shape;
import io.kindling.core.Tuple;
import io.kindling.error.ShapeException;
import io.kindling.file.FileErrors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Copies a tree of values and puts others in some of their places. What is shared is copied once,
 * so a copy is no larger than the tree; how deep it goes has been checked. What an {@link Unread}
 * holds is copied after all else, so that it may be part of itself.
 */
final class TorchTree {
  private final Leaf leaf;
  private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();
  private final Deque<Filling> unfilled = new ArrayDeque<>();
  private final Map<ClassName, Integer> unread = new HashMap<>();

  private boolean dropsUnread;

  private TorchTree(Leaf leaf) {
    this.leaf = leaf;
  }

  /** What places are counted by; there may be a million of one name, which is long. */
  private record ClassName(String module, String name) implements Comparable<ClassName> {
    private static final Comparator<ClassName> ORDER =
        Comparator.comparing(ClassName::module).thenComparing(ClassName::name);

    @Override
    public int compareTo(ClassName other) {
      return ORDER.compare(this, other);
    }
  }

  /** What takes the place of a value that consists of no others; of a nested tensor, as a whole. */
  interface Leaf {
    Object replace(Object value) throws IOException;
  }

  /** Puts its contents into the copy of an object. */
  private interface Filling {
    void fill() throws IOException;
  }

  static @Nullable Object copy(@Nullable Object root, Leaf leaf) throws IOException {
    TorchTree tree = new TorchTree(leaf);
    Object copy = tree.copy(root);
    tree.finish();
    return copy;
  }

  private void finish() throws IOException {
    while (!unfilled.isEmpty()) {
      unfilled.remove().fill();
    }
  }

  /** Shows each value that consists of no others to somebody; what is shared, once. */
  static void forEach(@Nullable Object root, Consumer<Object> seen) {
    seen(root, seen);
  }

  /** How many places there are with objects that were not read, by the names of their classes. */
  static Map<String, Integer> unread(@Nullable Object root) {
    Map<String, Integer> places = new TreeMap<>();
    seen(root, value -> {})
        .unread
        .forEach(
            (name, count) ->
                places.merge(
                    new Unread.Draft(name.module(), name.name()).unread().toString(),
                    count,
                    Integer::sum));
    return places;
  }

  /** The same without them: entries are left out, items of lists and tuples become null. */
  static @Nullable Object withoutUnread(@Nullable Object root) {
    TorchTree tree = new TorchTree(value -> value);
    tree.dropsUnread = true;
    try {
      return root instanceof Unread ? null : tree.copy(root);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // nothing is read
    }
  }

  private static TorchTree seen(@Nullable Object root, Consumer<Object> seen) {
    TorchTree tree =
        new TorchTree(
            value -> {
              seen.accept(value);
              return value;
            });
    try {
      tree.copy(root);
      tree.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the consumer throws none
    }
    return tree;
  }

  /**
   * What a pickle holds, as users see it: modules of scripts are maps, NumPy's objects are values,
   * those of other classes unread, and tensors have a {@link Shape}.
   */
  static @Nullable Object of(PickleTree tree, FileErrors errors) throws IOException {
    NumpyObjects numpy = new NumpyObjects(tree.bytes());
    return copy(
        tree.root(),
        value -> {
          if (value instanceof TensorReference tensor) {
            return tensor(tensor, errors);
          }
          Object found = value instanceof ForeignObject object ? numpy.find(object) : null;
          return found == null ? value : found;
        });
  }

  private static TorchTensor tensor(TensorReference reference, FileErrors errors) {
    try {
      long[] sizes = reference.shape().stream().mapToLong(Long::longValue).toArray();
      return new TorchTensor(reference, Shape.of(sizes));
    } catch (ShapeException e) {
      throw errors.at(
          0, "a tensor must have a valid shape", reference.shape() + "", "fewer elements");
    }
  }

  private @Nullable Object copy(@Nullable Object value) throws IOException {
    if (value == null) {
      return null;
    }
    if (value instanceof Number || value instanceof Boolean || value instanceof String) {
      return leaf.replace(value); // there may be millions, and nobody asks whether they are shared
    }
    if (value instanceof Unread object) {
      unread.merge(new ClassName(object.module(), object.name()), 1, Integer::sum);
    }
    Object known = copies.get(value);
    if (known == null) {
      known = container(value);
      copies.put(value, known);
    }
    return known;
  }

  private Object container(Object value) throws IOException {
    if (value instanceof ScriptObject object) {
      return entries(object.attributes(), new LinkedHashMap<>());
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof List<?> list) {
      return items(list, new ArrayList<>(list.size()));
    }
    if (value instanceof Tuple tuple) {
      return new Tuple(items(tuple.items(), new ArrayList<>()));
    }
    if (value instanceof Set<?> set) {
      return items(set, new LinkedHashSet<>(0));
    }
    if (value instanceof FrozenSet set) {
      return new FrozenSet(items(set.items(), new LinkedHashSet<>(0)));
    }
    if (value instanceof SparseTensor tensor) {
      Tuple parts = (Tuple) Objects.requireNonNull(copy(tensor.parts()));
      return new SparseTensor(tensor.function(), tensor.layout(), parts);
    }
    if (value instanceof NestedTensor tensor) {
      return leaf.replace(new NestedTensor((Tuple) Objects.requireNonNull(copy(tensor.parts()))));
    }
    if (value instanceof TensorKey key) {
      return new TensorKey(Objects.requireNonNull(copy(key.tensor())));
    }
    return object(value);
  }

  private Object map(Map<?, ?> map) throws IOException {
    if (map instanceof OrderedDict dict) {
      OrderedDict copy = entries(map, new OrderedDict());
      if (!dict.attributes().isEmpty()) {
        copy.setAttributes((Map<?, ?>) Objects.requireNonNull(copy(dict.attributes())));
      }
      return copy;
    }
    if (map instanceof Counter) {
      return entries(map, new Counter());
    }
    return entries(
        map,
        map instanceof DefaultDict dict
            ? new DefaultDict(dict.factory())
            : new LinkedHashMap<>(2 * map.size()));
  }

  /** Tensors, whose attributes are values too; objects of other classes; what is left. */
  private Object object(Object value) throws IOException {
    if (value instanceof TensorReference tensor && !tensor.attributes().isEmpty()) {
      return leaf.replace(withAttributes(tensor));
    }
    if (value instanceof TorchTensor tensor && !tensor.reference().attributes().isEmpty()) {
      return leaf.replace(new TorchTensor(withAttributes(tensor.reference()), tensor.shape()));
    }
    if (value instanceof Unread object) {
      return copy(object);
    }
    Object replaced = leaf.replace(value);
    ForeignObject object = ForeignObject.of(replaced);
    return object == null ? replaced : copy(object);
  }

  private TensorReference withAttributes(TensorReference tensor) throws IOException {
    Map<?, ?> attributes = (Map<?, ?>) Objects.requireNonNull(copy(tensor.attributes()));
    return tensor.as(tensor.requiresGrad(), tensor.parameter(), attributes);
  }

  private Unread copy(Unread object) {
    Unread.Draft draft = new Unread.Draft(object.module(), object.name());
    unfilled.add(
        () -> {
          if (!object.isReference()) {
            draft.setArguments(
                new Tuple(items(object.arguments(), new ArrayList<>())), few(object.keywords()));
            draft.setContents(copy(object.state()), few(object.entries()), few(object.elements()));
          }
        });
    return draft.unread();
  }

  private Unread copy(ForeignObject object) {
    ForeignObject array = NumpyObjects.arrayClass(object);
    ForeignObject named = array == null ? object : array;
    Unread.Draft draft = new Unread.Draft(named.module(), named.name());
    Tuple arguments = object.arguments();
    unfilled.add(
        () -> {
          if (arguments != null) {
            draft.setArguments(
                array != null
                    ? Tuple.of()
                    : (Tuple) Objects.requireNonNull(copy((Object) arguments)),
                (Map<?, ?>) Objects.requireNonNull(copy((Object) object.keywords())));
            draft.setContents(copy(object.state()), few(object.entries()), few(object.elements()));
          }
        });
    return draft.unread();
  }

  /** What most objects do not have takes no room. */
  private Map<?, ?> few(Map<?, ?> map) throws IOException {
    return map.isEmpty() ? Map.of() : entries(map, new LinkedHashMap<>());
  }

  private List<?> few(List<?> items) throws IOException {
    return items.isEmpty() ? List.of() : items(items, new ArrayList<>(items.size()));
  }

  private <M extends Map<@Nullable Object, @Nullable Object>> M entries(Map<?, ?> map, M copy)
      throws IOException {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object key = entry.getKey();
      boolean plain = key instanceof Number || key instanceof Boolean || key instanceof String;
      if (!isDropped(key) && !isDropped(entry.getValue())) {
        copy.put(plain ? key : copy(key), copy(entry.getValue()));
      }
    }
    return copy;
  }

  private <C extends Collection<@Nullable Object>> C items(Collection<?> items, C copy)
      throws IOException {
    for (Object item : items) {
      if (!isDropped(item)) {
        copy.add(copy(item));
      } else if (copy instanceof List) {
        copy.add(null);
      }
    }
    return copy;
  }

  private boolean isDropped(@Nullable Object value) {
    return dropsUnread && value instanceof Unread;
  }
}
