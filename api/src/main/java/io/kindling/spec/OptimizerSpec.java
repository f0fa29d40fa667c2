package io.kindling.spec;

import io.kindling.ParameterState;
import io.kindling.Shape;
import io.kindling.TensorData;
import io.kindling.error.SpecException;
import java.util.ArrayList;
import java.util.List;

/** A description of an optimizer, for instance {@code sgd(lr=0.01)}. */
public interface OptimizerSpec extends Spec {
  /** {@return the learning rate that it starts with} */
  double lr();

  /**
   * With another learning rate.
   *
   * @param lr the learning rate, 0 or more
   * @return the changed description
   */
  OptimizerSpec lr(double lr);

  /** {@return PyTorch's names for the numbers that it remembers of a parameter} */
  List<String> stateNumbers();

  /** {@return PyTorch's names for the tensors that it remembers of a parameter} */
  List<String> stateTensors();

  /** {@return whether parameters may come in groups} */
  default boolean takesGroups() {
    return true;
  }

  /**
   * What is wrong with a parameter's state: names that are missing or unexpected, tensors that have
   * not the parameter's shape. A state without anything fits: no step has touched the parameter.
   *
   * @param shape the parameter's shape; of an optimizer that takes no groups, and so keeps its
   *     state on the first parameter, that of all of them flattened, and {@code [0]} for the others
   * @param state its state
   * @return the findings; none if it fits
   */
  default List<String> misfits(Shape shape, ParameterState state) {
    List<String> misfits = new ArrayList<>();
    if (state.equals(ParameterState.EMPTY)) {
      return misfits;
    }
    SpecCheck.names(stateNumbers(), state.numbers().keySet(), misfits);
    SpecCheck.names(stateTensors(), state.tensors().keySet(), misfits);
    for (String name : stateTensors()) {
      TensorData tensor = state.tensors().get(name);
      if (tensor != null) {
        SpecCheck.fits(name, tensor, shape, misfits);
      }
    }
    return misfits;
  }

  /**
   * Reads an optimizer's text form, for instance {@code sgd(lr=0.01, momentum=0.9)}.
   *
   * @param text the text
   * @return the description; it prints as an equivalent text
   * @throws SpecException if the text is malformed; the message names the place and what was
   *     expected there
   */
  static OptimizerSpec parse(String text) {
    return SpecParser.parse(text, SpecCatalog.OPTIMIZERS);
  }
}
