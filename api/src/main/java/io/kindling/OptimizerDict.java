package io.kindling;

import io.kindling.core.ParameterState;
import io.kindling.optim.OptimizerSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * An optimizer's state as what Python's {@code optimizer.state_dict()} returns:
 *
 * <pre>
 * {"state": {0: {…}, 1: {…}}, "param_groups": [{"lr": …, …, "params": [0, 1]}]}
 * </pre>
 */
final class OptimizerDict {
  static final String STATE = "state";
  static final String GROUPS = "param_groups";
  static final String PARAMETERS = "params";

  private OptimizerDict() {}

  /** Writes the state of groups of so many parameters. */
  static Map<String, Object> write(OptimizerState state, List<Integer> sizes) {
    Map<Long, Object> states = new LinkedHashMap<>();
    List<Object> groups = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < sizes.size(); i++) {
      OptimizerSpec spec = state.groups().get(i);
      int to = from + sizes.get(i);
      for (int j = from; j < to; j++) {
        ParameterState parameter = state.parameters().get(j);
        if (!parameter.equals(ParameterState.EMPTY)) {
          states.put((long) j, spec.entries(parameter).toMap());
        }
      }
      Map<String, Object> group = new LinkedHashMap<>(spec.options().toMap());
      group.put(PARAMETERS, LongStream.range(from, to).boxed().toList());
      groups.add(Collections.unmodifiableMap(group));
      from = to;
    }
    Map<String, Object> dict = new LinkedHashMap<>();
    dict.put(STATE, Collections.unmodifiableMap(states));
    dict.put(GROUPS, List.copyOf(groups));
    return Collections.unmodifiableMap(dict);
  }
}
