package io.kindling.checkpoint.pickle;

import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The modules that dotted names speak of: {@code 0.weight} is {@code weight} in the module {@code
 * 0}. Numbered modules have no gaps: between a {@code 0} and a {@code 2} there is an empty {@code
 * 1}, for C++ asks an activation for its state too.
 */
final class ScriptModules {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,3}");
  private static final int DEPTH = 64;

  private final String file;
  private final Node root = new Node();

  ScriptModules(String file) {
    this.file = file;
  }

  /** A module: its own tensors, and the modules in it. */
  static final class Node {
    final Map<String, TensorReference> parameters = new LinkedHashMap<>();
    final Map<String, TensorReference> buffers = new LinkedHashMap<>();
    final Map<String, Node> children = new LinkedHashMap<>();

    boolean hasTensor(String name) {
      return parameters.containsKey(name) || buffers.containsKey(name);
    }
  }

  Node root() {
    return root;
  }

  void addModule(String name) {
    Node node = root;
    for (String part : parts(name)) {
      node = child(node, part, name);
    }
  }

  void addTensor(String name, TensorReference tensor, boolean buffer) {
    List<String> parts = parts(name);
    String own = parts.get(parts.size() - 1);
    Node node = root;
    for (String part : parts.subList(0, parts.size() - 1)) {
      node = child(node, part, name);
    }
    if (node.children.containsKey(own) || node.hasTensor(own)) {
      throw error("a name must be a tensor's or a module's", name, "each name once");
    }
    (buffer ? node.buffers : node.parameters).put(own, tensor);
  }

  private Node child(Node node, String part, String name) {
    if (node.hasTensor(part)) {
      throw error("a name must be a tensor's or a module's", name, "each name once");
    }
    return node.children.computeIfAbsent(part, added -> new Node());
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

  /** The modules in a module: the numbered ones in order and without gaps, then the others. */
  static Map<String, Node> children(Node node) {
    TreeMap<Integer, Node> numbered = new TreeMap<>();
    Map<String, Node> named = new LinkedHashMap<>();
    node.children.forEach(
        (name, child) -> {
          if (NUMBER.matcher(name).matches()) {
            numbered.put(Integer.valueOf(name), child);
          } else {
            named.put(name, child);
          }
        });
    Map<String, Node> children = new LinkedHashMap<>();
    for (int i = 0; !numbered.isEmpty() && i <= numbered.lastKey(); i++) {
      @Nullable Node child = numbered.get(i);
      if (child != null || !node.hasTensor(Integer.toString(i))) {
        children.put(Integer.toString(i), child == null ? new Node() : child);
      }
    }
    children.putAll(named);
    return children;
  }

  private CheckpointException error(String rule, String got, String expected) {
    return new CheckpointException(
        file, rule, Printable.quoted(got), expected, "rename it, or save a state dict");
  }
}
