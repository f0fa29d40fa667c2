package io.kindling.checkpoint.stored;

import io.kindling.core.DType;
import io.kindling.core.StoredType;
import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model as C++ sees it, modules within modules: the dotted name {@code 0.weight} is {@code
 * weight} in the module {@code 0}. Numbered modules have no gaps: between a {@code 0} and a {@code
 * 2} there is an empty {@code 1}, for C++ asks an activation for its state too.
 *
 * @param <T> what stands for a tensor
 */
public final class ModuleTree<T> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,3}");
  private static final int DEPTH = 64;

  private final String file;
  private final Node<T> root = new Node<>();

  private ModuleTree(String file) {
    this.file = file;
  }

  /**
   * Puts a state's tensors into modules. Integers, {@code running_mean} and {@code running_var}
   * become buffers, everything else parameters.
   *
   * @param file the file that they are for, for messages
   * @param state the tensors by their dotted names
   * @param type what a tensor's numbers are
   * @param modules names of modules that must be there though they may hold nothing, such as an
   *     activation at the end of a sequence
   * @param <T> what stands for a tensor
   * @return the tree
   * @throws CheckpointException if C++ could not load a name, or one is a tensor's and a module's
   */
  public static <T> ModuleTree<T> of(
      String file, Map<String, T> state, Function<T, StoredType> type, Collection<String> modules) {
    ModuleTree<T> tree = new ModuleTree<>(file);
    for (boolean buffers : new boolean[] {false, true}) {
      state.forEach(
          (name, tensor) -> {
            if (isBuffer(name, type.apply(tensor)) == buffers) {
              tree.addTensor(name, tensor, buffers);
            }
          });
    }
    modules.forEach(tree::addModule);
    return tree;
  }

  /**
   * A module: its own tensors, and the modules in it.
   *
   * @param <T> what stands for a tensor
   */
  public static final class Node<T> {
    private final Map<String, T> parameters = new LinkedHashMap<>();
    private final Map<String, T> buffers = new LinkedHashMap<>();
    private final Map<String, Node<T>> children = new LinkedHashMap<>();

    /** {@return its tensors that are trained, by name} */
    public Map<String, T> parameters() {
      return Collections.unmodifiableMap(parameters);
    }

    /** {@return its other tensors, by name} */
    public Map<String, T> buffers() {
      return Collections.unmodifiableMap(buffers);
    }

    /** {@return the modules in it: the numbered ones in order and without gaps, then the others} */
    public Map<String, Node<T>> modules() {
      TreeMap<Integer, Node<T>> numbered = new TreeMap<>();
      Map<String, Node<T>> named = new LinkedHashMap<>();
      children.forEach(
          (name, child) -> {
            if (NUMBER.matcher(name).matches()) {
              numbered.put(Integer.valueOf(name), child);
            } else {
              named.put(name, child);
            }
          });
      Map<String, Node<T>> modules = new LinkedHashMap<>();
      for (int i = 0; !numbered.isEmpty() && i <= numbered.lastKey(); i++) {
        @Nullable Node<T> child = numbered.get(i);
        if (child != null || !hasTensor(Integer.toString(i))) {
          modules.put(Integer.toString(i), child == null ? new Node<>() : child);
        }
      }
      modules.putAll(named);
      return modules;
    }

    private boolean hasTensor(String name) {
      return parameters.containsKey(name) || buffers.containsKey(name);
    }
  }

  /** {@return the model itself} */
  public Node<T> root() {
    return root;
  }

  private void addModule(String name) {
    Node<T> node = root;
    for (String part : parts(name)) {
      node = child(node, part, name);
    }
  }

  private void addTensor(String name, T tensor, boolean buffer) {
    List<String> parts = parts(name);
    String own = parts.get(parts.size() - 1);
    Node<T> node = root;
    for (String part : parts.subList(0, parts.size() - 1)) {
      node = child(node, part, name);
    }
    if (node.children.containsKey(own) || node.hasTensor(own)) {
      throw error("a name must be a tensor's or a module's", name, "each name once");
    }
    (buffer ? node.buffers : node.parameters).put(own, tensor);
  }

  private Node<T> child(Node<T> node, String part, String name) {
    if (node.hasTensor(part)) {
      throw error("a name must be a tensor's or a module's", name, "each name once");
    }
    return node.children.computeIfAbsent(part, added -> new Node<>());
  }

  private List<String> parts(String name) {
    List<String> parts = List.of(name.split("\\.", DEPTH + 1));
    if (parts.size() > DEPTH || !parts.stream().allMatch(part -> NAME.matcher(part).matches())) {
      throw error(
          "a name must be one that C++ can load",
          name,
          "at most " + DEPTH + " parts of letters, digits, _ and -, with dots between");
    }
    return parts;
  }

  /** Running averages and what cannot have a gradient are not trained. */
  private static boolean isBuffer(String name, StoredType type) {
    return type == StoredType.UINT64
        || type.becomes().equals(Optional.of(DType.INT64))
        || name.endsWith("running_mean")
        || name.endsWith("running_var");
  }

  private CheckpointException error(String rule, String got, String expected) {
    return new CheckpointException(
        file,
        rule,
        Printable.quoted(got),
        expected,
        "rename it, or write .pt or .safetensors, which take any name");
  }
}
