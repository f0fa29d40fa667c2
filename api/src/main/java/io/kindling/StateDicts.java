package io.kindling;

import io.kindling.core.TensorData;
import io.kindling.error.StateDictException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
      throw new StateDictException(
          "loadStateDict",
          "the state must fit the module",
          String.join(", ", findings),
          expected.keySet().toString(),
          "load it into the model that it was saved from");
    }
  }
}
