package io.kindling.cli;

import static java.util.Objects.requireNonNull;

import io.kindling.checkpoint.python.NumpyArray;
import io.kindling.checkpoint.python.Unread;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.checkpoint.torch.TorchTensor;
import io.kindling.checkpoint.torch.Ways;
import io.kindling.cli.report.Contents;
import io.kindling.cli.report.PythonText;
import io.kindling.core.Tuple;
import io.kindling.text.Printable;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Shows the values of a torch file, each under the way to it: as {@code --entry} takes it, with
 * dots between.
 */
final class TorchContents {
  /** Storages of as many elements are read for a small view of them. */
  private static final long READABLE = 1 << 20;

  private static final int MOST_ITEMS = 10;

  /** So many objects within one another are looked into. */
  private static final int DEEPEST = 20;

  private final TorchFile open;
  private final Contents contents;

  /** The numbers of small tensors. */
  private final Map<TorchTensor, String> numbers = new HashMap<>();

  /** The tensors of modules, each of which may have many places. */
  private final IdentityHashMap<Unread, Map<String, TorchTensor>> modules = new IdentityHashMap<>();

  /** What is shown at present, one in another. */
  private final Set<Unread> within = Collections.newSetFromMap(new IdentityHashMap<>());

  private TorchContents(TorchFile open, Contents contents) {
    this.open = open;
    this.contents = contents;
  }

  /** Adds what a file holds. */
  static void add(TorchFile open, Contents contents) throws IOException {
    TorchContents torch = new TorchContents(open, contents);
    torch.readSmall();
    if (open.isModule() && open.root() instanceof Unread) {
      torch.entries("", open.modelState());
    } else if (open.root() instanceof Map<?, ?> root) {
      torch.entries("", root);
    } else {
      torch.value("", open.root());
    }
  }

  /** Adds the tensors of a file's state, under the names that they are to have. */
  static void addState(TorchFile open, Map<String, TorchTensor> state, Contents contents)
      throws IOException {
    TorchContents torch = new TorchContents(open, contents);
    torch.readSmall();
    torch.entries("", state);
  }

  /** Reads them at once, or a storage would be read anew for each of its views. */
  private void readSmall() throws IOException {
    Map<String, TorchTensor> small = new LinkedHashMap<>();
    for (TorchTensor tensor : open.tensors()) {
      if (tensor.shape().numel() <= Contents.SMALL && tensor.storageNumel() <= READABLE) {
        small.put(small.size() + "", tensor);
      }
    }
    open.readAll(small, open.raw())
        .forEach(
            (key, values) -> numbers.put(requireNonNull(small.get(key)), Contents.numbers(values)));
  }

  private void entries(String prefix, Map<?, ?> entries) {
    Map<Object, String> quoted = Ways.quoted(entries);
    for (Map.Entry<?, ?> entry : entries.entrySet()) {
      Object key = entry.getKey();
      String name = key == null ? null : quoted.get(key);
      value(prefix + (name == null ? PythonText.key(key) : name), entry.getValue());
    }
  }

  private void value(String name, @Nullable Object value) {
    if (!contents.open()) {
      return;
    }
    if (value instanceof TorchTensor tensor) {
      contents.tensor(
          shown(name),
          tensor.type().torchName(),
          tensor.shape().toString(),
          numbers.getOrDefault(tensor, ""));
    } else if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      entries(way(name), map);
    } else if (value instanceof List<?> list) {
      items(name, list, "[", "]");
    } else if (value instanceof Tuple tuple) {
      items(name, tuple.items(), "(", ")");
    } else if (value instanceof Set<?> set) {
      items(name, List.copyOf(set), "{", "}");
    } else if (value instanceof NumpyArray array) {
      StoredTensor values = array.values();
      String numbers = values.shape().numel() <= Contents.SMALL ? Contents.numbers(values) : "";
      contents.tensor(shown(name), array.type().toString(), values.shape().toString(), numbers);
    } else if (value instanceof Unread object) {
      unread(name, object);
    } else {
      contents.value(shown(name), PythonText.of(value));
    }
  }

  /** What the names of the parts of a value begin with; those of the file's own are ways in it. */
  private static String way(String name) {
    return name.isEmpty() ? "" : Printable.piece(name) + ".";
  }

  private static String shown(String name) {
    return name.isEmpty() ? "(all)" : name;
  }

  /** What stands in it is shown too, unless it stands in itself. */
  private void unread(String name, Unread object) {
    contents.value(shown(name), PythonText.of(object) + arguments(object));
    if (within.size() < DEEPEST && within.add(object)) {
      boolean isList = !object.elements().isEmpty();
      Map<Object, @Nullable Object> parts = Ways.own(object);
      // items are shown together, and plain arguments have been
      parts
          .entrySet()
          .removeIf(
              part ->
                  part.getKey() instanceof Long && (isList || PythonText.isPlain(part.getValue())));
      entries(way(name), parts);
      if (isList) {
        items(name, object.elements(), "[", "]");
      }
      // modules may share parts without end, so that it is long until none is found
      entries(way(name), modules.computeIfAbsent(object, open::moduleTensors));
      within.remove(object);
    }
  }

  /** What it is made of, where that says something. */
  private static String arguments(Unread object) {
    List<?> arguments = object.arguments();
    return arguments.stream().anyMatch(PythonText::isPlain)
        ? PythonText.of(new Tuple(object.arguments()))
        : "";
  }

  /** In one line, if they are plain; else one by one. */
  private void items(String name, List<?> items, String begin, String end) {
    boolean plain = items.stream().noneMatch(TorchContents::hasParts);
    if (!plain) {
      // of a long history, the ends; but no tensor is left out
      boolean all = items.size() <= MOST_ITEMS || holdsTensor(items.get(0));
      for (int i = 0; i < items.size() && contents.open(); i++) {
        if (all || i == 0 || i == items.size() - 1) {
          value(way(name) + i, items.get(i));
        } else if (i == 1) {
          contents.value(shown(name), "… " + (items.size() - 2) + " more");
        }
      }
      return;
    }
    String shown =
        items.stream().limit(MOST_ITEMS).map(PythonText::of).collect(Collectors.joining(", "));
    int more = items.size() - MOST_ITEMS;
    contents.value(shown(name), begin + shown + (more > 0 ? ", … " + more + " more" : "") + end);
  }

  private static boolean hasParts(@Nullable Object item) {
    return item instanceof TorchTensor
        || item instanceof Map
        || item instanceof List
        || item instanceof Tuple
        || item instanceof Set
        || item instanceof NumpyArray
        || (item instanceof Unread object && hasParts(object));
  }

  private static boolean hasParts(Unread object) {
    return object.state() != null
        || !object.entries().isEmpty()
        || !object.elements().isEmpty()
        || object.arguments().stream().anyMatch(TorchTensor.class::isInstance);
  }

  /** A module has some, or there is nothing to leave out. */
  private static boolean holdsTensor(@Nullable Object value) {
    return value instanceof TorchTensor
        || TorchFile.isModule(value)
        || (value instanceof Map<?, ?> map
            && map.values().stream().anyMatch(TorchContents::holdsTensor));
  }
}
