package io.kindling;

import io.kindling.core.TensorData;
import io.kindling.error.StateDictException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a state dict fits: everything that is wrong with it, at once. */
final class StateDicts {
  private StateDicts() {}

  static void check(Map<String, Tensor> expected, Map<String, TensorData> state) {
    List<String> findings = new ArrayList<>();
    expected.forEach(
        (name, tensor) -> {
          tensor.checkOpen("loadStateDict");
          TensorData values = state.get(name);
          if (tensor.hasHistory()) {
            findings.add(name + " was computed from other tensors, and cannot be set");
          }
          if (values == null) {
            findings.add(name + " is missing");
          } else if (!values.shape().equals(tensor.shape())) {
            findings.add(name + " has shape " + values.shape() + ", not " + tensor.shape());
          } else if (values.dtype() != tensor.dtype()) {
            findings.add(name + " is " + values.dtype() + ", not " + tensor.dtype());
          }
        });
    state.keySet().stream()
        .filter(name -> !expected.containsKey(name))
        .forEach(name -> findings.add(name + " is unexpected"));
    if (!findings.isEmpty()) {
      checkPrefix(expected.keySet(), state.keySet());
      throw new StateDictException(
          "loadStateDict",
          "the state must fit the module",
          String.join(", ", findings),
          expected.keySet().toString(),
          "load it into the model that it was saved from");
    }
  }

  /** Names that differ by what a wrapper, as Python's are, has put in front of each. */
  private static void checkPrefix(Set<String> expected, Set<String> names) {
    String prefix = prefix(expected, names);
    if (prefix != null) {
      throw new StateDictException(
          "loadStateDict",
          "the state's names must be the module's",
          "the same with '" + prefix + "' before each",
          expected.toString(),
          "save the state of what the wrapper holds, or take '" + prefix + "' off the names");
    }
  }

  private static @Nullable String prefix(Set<String> expected, Set<String> names) {
    for (String name : names) {
      for (String other : expected) {
        String prefix = name.substring(0, Math.max(0, name.length() - other.length()));
        if (prefix.endsWith(".")
            && expected.stream().map(prefix::concat).collect(Collectors.toSet()).equals(names)) {
          return prefix;
        }
      }
      return null; // the prefix is one of the first name's, or none
    }
    return null;
  }
}
