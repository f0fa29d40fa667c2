package io.kindling;

import io.kindling.error.StateDictException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a state dict fits: everything that is wrong with it, at once. */
final class StateDicts {
  private StateDicts() {}

  static void check(Map<String, Tensor> parameters, Map<String, TensorData> state) {
    List<String> findings = new ArrayList<>();
    parameters.forEach(
        (name, parameter) -> {
          TensorData values = state.get(name);
          if (values == null) {
            findings.add(name + " is missing");
          } else if (!values.shape().equals(parameter.shape())) {
            findings.add(name + " has shape " + values.shape() + ", not " + parameter.shape());
          } else if (values.dtype() != parameter.dtype()) {
            findings.add(name + " is " + values.dtype() + ", not " + parameter.dtype());
          }
        });
    state.keySet().stream()
        .filter(name -> !parameters.containsKey(name))
        .forEach(name -> findings.add(name + " is unexpected"));
    if (!findings.isEmpty()) {
      throw new StateDictException(
          "loadStateDict",
          "the state must fit the module",
          String.join(", ", findings),
          parameters.keySet().toString(),
          "load it into the model that it was saved from");
    }
  }
}
