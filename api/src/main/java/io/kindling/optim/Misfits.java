package io.kindling.optim;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.util.List;
import java.util.Set;

/** What keeps a state from being that of an optimizer. */
final class Misfits {
  private Misfits() {}

  /** Adds to the findings what keeps a tensor from being what an engine computes with. */
  static void ofTensor(String name, TensorData tensor, Shape shape, List<String> findings) {
    if (!tensor.shape().equals(shape)) {
      findings.add(name + " has shape " + tensor.shape() + ", not " + shape);
    } else if (tensor.dtype() != DType.FLOAT32) {
      findings.add(name + " is " + tensor.dtype() + ", not " + DType.FLOAT32);
    }
  }

  /** Adds to the findings which names are missing and which are unexpected. */
  static void ofNames(List<String> expected, Set<String> given, List<String> findings) {
    expected.stream()
        .filter(name -> !given.contains(name))
        .forEach(name -> findings.add(name + " is missing"));
    given.stream()
        .filter(name -> !expected.contains(name))
        .sorted()
        .forEach(name -> findings.add(name + " is unexpected"));
  }
}
