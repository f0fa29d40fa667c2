package io.kindling.optim;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.description.Field;
import io.kindling.description.Range;
import io.kindling.description.Spec;
import io.kindling.description.SpecKind;
import io.kindling.error.SpecException;
import io.kindling.optim.python.PythonValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A description of an optimizer, for instance {@code sgd(lr=0.01)}. */
public interface OptimizerSpec extends Spec {
  /** All descriptions of optimizers. */
  SpecKind<OptimizerSpec> KIND = new SpecKind<>("optimizer", new Optimizers());

  /**
   * The field of the learning rate, which always prints.
   *
   * @param byDefault its default
   * @param <S> the description
   * @return the field
   */
  static <S extends OptimizerSpec> Field<S, Double> lrField(double byDefault) {
    return Field.always(Field.number("lr", OptimizerSpec::lr, Range.NOT_NEGATIVE, byDefault));
  }

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
   * A step in tensor operations, for engines that have no optimizer of this kind of their own.
   *
   * @return the body; null where the optimizer must be an engine's own
   */
  default @Nullable OptimizerBody body() {
    return this instanceof OptimizerBody body ? body : null;
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
    Misfits.ofNames(stateNumbers(), state.numbers().keySet(), misfits);
    Misfits.ofNames(stateTensors(), state.tensors().keySet(), misfits);
    for (String name : stateTensors()) {
      TensorData tensor = state.tensors().get(name);
      if (tensor != null) {
        Misfits.ofTensor(name, tensor, shape, misfits);
      }
    }
    return misfits;
  }

  /**
   * The options as PyTorch 1.13 writes them for a group of parameters, every one that it has: what
   * this library has no choice in has PyTorch's default. Later versions add what they lack.
   *
   * @return the options, in PyTorch's order, but for {@code params}
   */
  PythonValues options();

  /**
   * A description of this kind, from options that any version of PyTorch since 1.6 has written.
   * What does not change the numbers is ignored; what would and cannot be done here is noted.
   *
   * @param options the options, which note what is wrong with them
   * @return the description; of no use if something was noted
   * @throws SpecException if a value is out of its range
   */
  OptimizerSpec options(PythonValues options);

  /**
   * What is remembered of a parameter, as PyTorch 1.13 writes it: unless overridden, numbers are
   * tensors of no dimension.
   *
   * @param state a state that fits and is not empty
   * @return its numbers and tensors
   */
  default PythonValues entries(ParameterState state) {
    PythonValues entries = new PythonValues();
    state
        .numbers()
        .forEach(
            (name, number) ->
                entries.with(name, TensorData.full(Shape.scalar(), number.floatValue())));
    stateTensors().forEach(name -> entries.with(name, state.tensors().get(name)));
    return entries;
  }

  /**
   * What is remembered of a parameter, as any version of PyTorch has written it: unless overridden,
   * the numbers are counts, be they ints, floats or tensors.
   *
   * @param entries the numbers and tensors, which note what is wrong with them
   * @return the state, which need not fit
   */
  default ParameterState entries(PythonValues entries) {
    Map<String, Double> numbers = new HashMap<>();
    Map<String, TensorData> tensors = new HashMap<>();
    for (String name : entries.names()) {
      if (stateNumbers().contains(name)) {
        numbers.put(name, entries.count(name));
      } else {
        entries.tensor(name).ifPresent(tensor -> tensors.put(name, tensor));
      }
    }
    return new ParameterState(numbers, tensors);
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
    return KIND.parse(text);
  }
}
