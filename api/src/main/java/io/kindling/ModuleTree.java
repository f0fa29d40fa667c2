package io.kindling;

import io.kindling.error.SpecException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A module with all its parts, in PyTorch's order: each before its own parts. Modules are the same
 * if they are one object; what a host's module says of equality does not matter.
 */
final class ModuleTree {
  private ModuleTree() {}

  /**
   * A part in one of its places.
   *
   * @param prefix what its tensors' names begin with: nothing, {@code linear.}, {@code 0.1.}
   * @param module the part
   */
  record Part(String prefix, Module module) {}

  /**
   * Every part in each of its places.
   *
   * @throws SpecException if one is a part of itself
   */
  static List<Part> parts(Module root) {
    List<Part> parts = new ArrayList<>();
    walk("", root, identitySet(), parts);
    return parts;
  }

  private static void walk(String prefix, Module module, Set<Module> around, List<Part> parts) {
    if (!around.add(module)) {
      String place = prefix.substring(0, prefix.length() - 1);
      throw new SpecException(
          "module", "a module must not contain itself", "'" + place + "'", "another module", null);
    }
    parts.add(new Part(prefix, module));
    module
        .namedChildren()
        .forEach((name, child) -> walk(prefix + name + ".", child, around, parts));
    around.remove(module);
  }

  /** Every part once. */
  static List<Module> modules(Module root) {
    Set<Module> seen = identitySet();
    return parts(root).stream().map(Part::module).filter(seen::add).toList();
  }

  /** The parts of a module itself, none of which is around it. */
  static Collection<Module> children(Module root) {
    parts(root);
    return root.namedChildren().values();
  }

  /** The tensors that a module holds itself. */
  static Stream<Tensor> own(Module module) {
    return Stream.concat(
        module.ownParameters().values().stream(), module.ownBuffers().values().stream());
  }

  /** Every parameter once, under its first full name. */
  static Map<String, Tensor> parameters(Module root) {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    Set<Tensor> seen = identitySet();
    for (Part part : parts(root)) {
      part.module
          .ownParameters()
          .forEach(
              (name, tensor) -> {
                if (seen.add(tensor)) {
                  put(parameters, part.prefix + name, tensor);
                }
              });
    }
    return parameters;
  }

  /** Every parameter and every buffer under each of its full names. */
  static Map<String, Tensor> state(Module root) {
    Map<String, Tensor> state = new LinkedHashMap<>();
    for (Part part : parts(root)) {
      part.module.ownParameters().forEach((name, it) -> put(state, part.prefix + name, it));
      part.module.ownBuffers().forEach((name, it) -> put(state, part.prefix + name, it));
    }
    return state;
  }

  private static void put(Map<String, Tensor> tensors, String name, Tensor tensor) {
    Tensor other = tensors.put(name, tensor);
    if (other != null && other != tensor) {
      throw new SpecException(
          "module", "each parameter and buffer has a name of its own", name, "another name", null);
    }
  }

  private static <E> Set<E> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }
}
