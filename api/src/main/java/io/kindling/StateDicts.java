package io.kindling;

import io.kindling.checkpoint.stored.Prefixes;
import io.kindling.core.TensorData;
import io.kindling.error.StateDictException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** State dicts: tensors by name, as {@link Module#stateDict()} returns them. */
public final class StateDicts {
  private StateDicts() {}

  /**
   * Takes a prefix off the names that have it: {@code module.} of what was saved from a {@code
   * DataParallel}, {@code _orig_mod.} of {@code torch.compile}, {@code model.} of Lightning. The
   * same as {@code torch.nn.modules.utils.consume_prefix_in_state_dict_if_present}, but not silent
   * where there is nothing to take off.
   *
   * @param state values by name; it stays as it is
   * @param prefix what to take off, with its dot
   * @param <T> what the values are
   * @return the values in their order; names without the prefix stay as they are
   * @throws StateDictException if no name begins with the prefix, or two names would be one
   */
  public static <T> Map<String, T> stripPrefix(Map<String, T> state, String prefix) {
    return Prefixes.strip("stripPrefix", state, prefix);
  }

  /** Finds out whether a state fits: everything that is wrong with it, at once. */
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
          differsInTypes(expected, state)
              ? "save it with the module's types, as with tensor.float()"
              : "load it into the model that it was saved from");
    }
  }

  /** Whether it is of such a module, but its numbers have been made others. */
  private static boolean differsInTypes(
      Map<String, Tensor> expected, Map<String, TensorData> state) {
    boolean types = false;
    for (Map.Entry<String, Tensor> named : expected.entrySet()) {
      TensorData values = state.get(named.getKey());
      if (values == null || !values.shape().equals(named.getValue().shape())) {
        return false;
      }
      types |= values.dtype() != named.getValue().dtype();
    }
    return types && state.size() == expected.size();
  }

  /** Names that differ by what a wrapper, as Python's are, has put in front of each. */
  private static void checkPrefix(Set<String> expected, Set<String> names) {
    if (Collections.disjoint(expected, names)) {
      Prefixes.before(expected, names)
          .ifPresent(
              prefix -> {
                throw names.size() == expected.size()
                    ? wrapped(expected, prefix)
                    : contained(expected, prefix);
              });
      Prefixes.before(names, expected)
          .ifPresent(
              prefix -> {
                throw otherNames(
                    expected,
                    "names without the '" + prefix + "' before each",
                    "load it into that part of the module");
              });
    }
  }

  private static StateDictException wrapped(Set<String> expected, String prefix) {
    return otherNames(
        expected,
        "the same with '" + prefix + "' before each",
        String.format(
            "take it off with StateDicts.stripPrefix(state, \"%1$s\") or kindling convert"
                + " --strip-prefix %1$s",
            prefix));
  }

  private static StateDictException contained(Set<String> expected, String prefix) {
    return otherNames(
        expected,
        "the same with '" + prefix + "' before each, and others",
        String.format(
            "take that part with StateFile.load(file, StateChoice.of(\"%1$s\")) or kindling convert"
                + " --entry %1$s",
            prefix.substring(0, prefix.length() - 1)));
  }

  private static StateDictException otherNames(Set<String> expected, String got, String nextStep) {
    return new StateDictException(
        "loadStateDict",
        "the state's names must be the module's",
        got,
        expected.toString(),
        nextStep);
  }
}
