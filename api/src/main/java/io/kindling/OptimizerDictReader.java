package io.kindling;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.python.PythonValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads an {@link OptimizerDict} that any version of Python's PyTorch has written, and finds
 * everything that is wrong with it. Which parameter has which state, the lists {@code params} say,
 * group by group; the numbers in them mean nothing else.
 */
final class OptimizerDictReader {
  private static final int SHOWN = 5;

  private final List<OptimizerSpec> specs;
  private final List<Integer> sizes;
  private final Map<Long, Object> states = new HashMap<>();
  private final Set<Object> strays = new LinkedHashSet<>();
  private final List<String> findings = new ArrayList<>();
  private final List<OptimizerSpec> foundSpecs = new ArrayList<>();
  private final List<ParameterState> foundStates = new ArrayList<>();

  private OptimizerDictReader(List<OptimizerSpec> specs, List<Integer> sizes) {
    this.specs = specs;
    this.sizes = sizes;
  }

  /**
   * Reads the state of groups of the same kind.
   *
   * @throws StateDictException if anything is wrong with it
   */
  static OptimizerState read(
      List<OptimizerSpec> specs, List<List<Shape>> parameters, Map<String, ?> dict) {
    List<Integer> sizes = parameters.stream().map(List::size).toList();
    OptimizerDictReader reader = new OptimizerDictReader(specs, sizes);
    reader.read(dict);
    OptimizerState state = new OptimizerState(reader.foundSpecs, reader.foundStates);
    List<String> findings = reader.findings;
    // otherwise nobody can say which state belongs to which parameter
    if (state.parameters().size() == sizes.stream().mapToInt(size -> size).sum()) {
      reader.strays();
      findings.addAll(OptimizerStates.findings(specs, parameters, state));
    }
    OptimizerStates.refuse("loadStateDict", findings, specs, parameters);
    return state;
  }

  private void read(Map<String, ?> dict) {
    if (dict.get(OptimizerDict.STATE) instanceof Map<?, ?> map) {
      map.forEach(this::keep);
    } else {
      findings.add(OptimizerDict.STATE + " is missing");
    }
    if (!(dict.get(OptimizerDict.GROUPS) instanceof List<?> groups)) {
      findings.add(OptimizerDict.GROUPS + " is missing");
    } else if (groups.size() != specs.size()) {
      findings.add(groups.size() + " groups, not " + specs.size());
    } else {
      for (int i = 0; i < specs.size(); i++) {
        group(i, groups.get(i));
      }
    }
  }

  private void keep(@Nullable Object key, @Nullable Object value) {
    Long number = number(key);
    if (number == null) {
      strays.add("a key that is not a number");
    } else {
      states.put(number, value == null ? Map.of() : value);
      strays.add(number);
    }
  }

  private static @Nullable Long number(@Nullable Object key) {
    return key instanceof Long || key instanceof Integer ? ((Number) key).longValue() : null;
  }

  private void group(int index, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> group)) {
      findings.add("group " + index + " is not a dict");
      return;
    }
    foundSpecs.add(described(index, PythonValues.of(group)));
    if (!(group.get(OptimizerDict.PARAMETERS) instanceof List<?> keys)) {
      findings.add("group " + index + ": " + OptimizerDict.PARAMETERS + " is missing");
    } else if (keys.size() != sizes.get(index)) {
      findings.add("group " + index + ": " + keys.size() + " parameters, not " + sizes.get(index));
    } else {
      keys.forEach(key -> parameter(index, key));
    }
  }

  /** What a group's options say; what this optimizer has, if they say nothing of use. */
  private OptimizerSpec described(int index, PythonValues options) {
    OptimizerSpec own = specs.get(index);
    List<String> wrong = new ArrayList<>();
    OptimizerSpec described = own;
    try {
      described = own.options(options);
    } catch (SpecException e) {
      wrong.add(e.rule() + " (got " + e.got() + ")");
    }
    if (!options.findings().isEmpty()) {
      wrong = options.findings(); // which may be why the values are out of range
    }
    wrong.forEach(finding -> findings.add("group " + index + ": " + finding));
    return wrong.isEmpty() ? described : own;
  }

  private void parameter(int group, @Nullable Object key) {
    String name = "parameter " + foundStates.size() + ": ";
    Long number = number(key);
    Object value = number == null ? null : states.get(number);
    ParameterState state = ParameterState.EMPTY;
    if (value instanceof Map<?, ?> map) {
      PythonValues entries = PythonValues.of(map);
      state = specs.get(group).entries(entries);
      entries.findings().forEach(finding -> findings.add(name + finding));
    } else if (value != null) {
      findings.add(name + "its state is not a dict");
    }
    if (value != null && !strays.remove(number)) {
      findings.add(name + "another parameter has the same state, " + number);
    }
    foundStates.add(state);
  }

  private void strays() {
    if (!strays.isEmpty()) {
      String shown =
          strays.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "));
      String more = strays.size() > SHOWN ? " …" : "";
      findings.add(OptimizerDict.STATE + " of " + shown + more + ", which are in no group");
    }
  }
}
