package io.kindling.checkpoint;

import io.kindling.checkpoint.stored.Prefixes;
import io.kindling.error.CheckpointException;
import io.kindling.error.StateDictException;
import io.kindling.text.Printable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a file is meant, and what its names lose.
 *
 * @param entry the way to the part, with dots between the keys: {@code model.state_dict}; in a zip
 *     of files it begins with the file's name, {@code policy.pth}, and in a state it is what stands
 *     before the dot in the names of the part; null for the model's state, wherever it is
 * @param prefix what is taken off the names, with its dot, as {@link
 *     io.kindling.StateDicts#stripPrefix} does; null for nothing
 */
public record StateChoice(@Nullable String entry, @Nullable String prefix) {
  private static final int MOST_TOLD = 5;

  /** The model's state as it is. */
  public static final StateChoice MODEL = new StateChoice(null, null);

  /**
   * Chooses a part of a file.
   *
   * @param entry the way to it
   * @return the choice
   */
  public static StateChoice of(String entry) {
    return new StateChoice(entry, null);
  }

  /**
   * {@return the same part with names that lose a prefix}
   *
   * @param value what is taken off, with its dot
   */
  public StateChoice stripPrefix(String value) {
    return new StateChoice(entry, value);
  }

  /**
   * Chooses among values whose names say what belongs together: those under the entry, without it
   * and without the prefix.
   *
   * @param file what errors name
   * @param state values by name
   * @param <T> what the values are
   * @return the values that are meant, in their order
   * @throws CheckpointException if there is none under the entry
   * @throws StateDictException if no name begins with the prefix, or two names would be one
   */
  public <T> Map<String, T> of(String file, Map<String, T> state) {
    if (entry == null) {
      return named(file, state);
    }
    Map<String, T> part = new LinkedHashMap<>();
    state.forEach(
        (name, value) -> {
          if (name.startsWith(entry + ".")) {
            part.put(name.substring(entry.length() + 1), value);
          }
        });
    if (part.isEmpty()) {
      throw new CheckpointException(
          file,
          "the file must have tensors under the entry " + Printable.quoted(entry),
          state.containsKey(entry) ? "a tensor of that name" : "the names " + some(state),
          "what stands before a dot in their names",
          "kindling inspect shows all names");
    }
    return named(file, part);
  }

  private static String some(Map<String, ?> state) {
    String first =
        state.keySet().stream()
            .limit(MOST_TOLD)
            .map(Printable::piece)
            .collect(Collectors.joining(", "));
    return first + (state.size() > MOST_TOLD ? ", …" : "");
  }

  /** The values of a part under the names that they are to have. */
  <T> Map<String, T> named(String file, Map<String, T> part) {
    return prefix == null ? part : Prefixes.strip(file, part, prefix);
  }
}
