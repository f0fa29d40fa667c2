package io.kindling;

import io.kindling.checkpoint.stored.Prefixes;
import io.kindling.core.TensorData;
import io.kindling.error.StateDictException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
          remedy(expected.keySet(), state.keySet()));
    }
  }

  /** What to do: names that differ by a prefix only are the same model. */
  private static String remedy(Set<String> expected, Set<String> names) {
    Optional<String> more = Prefixes.before(expected, names);
    if (more.isPresent()) {
      String entry = more.get().substring(0, more.get().length() - 1);
      return String.format(
          "the model is what begins with '%s', which StateFile.load(file, StateChoice.of(\"%s\"))"
              + " takes alone, or kindling convert --entry %s",
          more.get(), entry, entry);
    }
    return Prefixes.before(names, expected)
        .map(
            prefix ->
                "the module's names begin with '"
                    + prefix
                    + "', those of the state do not; load it into that part of the module")
        .orElse("load it into the model that it was saved from");
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
          String.format(
              "save the state of what the wrapper holds, or take '%1$s' off the names:"
                  + " StateDicts.stripPrefix(state, \"%1$s\"), or kindling convert --strip-prefix"
                  + " %1$s",
              prefix));
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
