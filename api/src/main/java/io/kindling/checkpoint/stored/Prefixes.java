package io.kindling.checkpoint.stored;

import io.kindling.error.StateDictException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the names of a state begin with, as {@code module.} where a model was saved in another. */
public final class Prefixes {
  private Prefixes() {}

  /**
   * Takes a prefix off the names that have it.
   *
   * @param operation what errors say was being done
   * @return the values in their order; names without the prefix stay
   * @throws StateDictException if no name has it, if it lacks the dot that the names have after it,
   *     or a name would be there twice or be empty
   */
  public static <T> Map<String, T> strip(String operation, Map<String, T> state, String prefix) {
    Map<String, T> stripped = new LinkedHashMap<>();
    boolean found = false;
    for (Map.Entry<String, T> entry : state.entrySet()) {
      boolean has = !prefix.isEmpty() && entry.getKey().startsWith(prefix);
      String name = has ? entry.getKey().substring(prefix.length()) : entry.getKey();
      found |= has;
      if (has && !prefix.endsWith(".") && name.startsWith(".")) {
        throw new StateDictException(
            operation,
            "the prefix must end with its dot",
            "'" + prefix + "'",
            "'" + prefix + ".'",
            null);
      }
      if (name.isEmpty() || stripped.put(name, entry.getValue()) != null) {
        throw new StateDictException(
            operation,
            "names must differ without the prefix",
            name.isEmpty()
                ? "'" + entry.getKey() + "', of which nothing is left"
                : "both '" + name + "' and '" + prefix + name + "'",
            "a name for each value",
            "rename one of them");
      }
    }
    if (!found) {
      throw new StateDictException(
          operation,
          "names must begin with the prefix",
          state.keySet().stream().limit(3).toList() + " without '" + prefix + "'",
          "a name that begins with '" + prefix + "'",
          "leave the prefix out, or take the one that the names have");
    }
    return Collections.unmodifiableMap(stripped);
  }

  /**
   * Finds what stands before each of some names.
   *
   * @param expected some names
   * @param names others
   * @return the text, not empty and ending with a dot, with which each expected name is among the
   *     others
   */
  public static Optional<String> before(Set<String> expected, Set<String> names) {
    if (expected.isEmpty()) {
      return Optional.empty();
    }
    String first = expected.iterator().next();
    return names.stream()
        .filter(name -> name.endsWith("." + first))
        .map(name -> name.substring(0, name.length() - first.length()))
        .filter(prefix -> expected.stream().allMatch(name -> names.contains(prefix + name)))
        .findFirst();
  }
}
