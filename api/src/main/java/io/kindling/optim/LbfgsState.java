package io.kindling.optim;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which states L-BFGS can go on from: what must be there depends on how far it has come. */
final class LbfgsState {
  /** What every iteration leaves behind. */
  private static final List<String> ITERATED = List.of("d", "H_diag", "prev_flat_grad");

  /** Numbers that belong to a direction. */
  private static final List<String> LAST = List.of("t", "prev_loss");

  /** Lists with an entry for every update of the curvature. */
  private static final List<String> HISTORY = List.of("old_dirs", "old_stps", "ro");

  private final ParameterState state;
  private final List<String> misfits = new ArrayList<>();

  private LbfgsState(ParameterState state) {
    this.state = state;
  }

  static List<String> misfits(LbfgsSpec spec, Shape shape, ParameterState state) {
    LbfgsState check = new LbfgsState(state);
    check.unexpected(state.numbers().keySet(), spec.stateNumbers());
    check.unexpected(state.tensors().keySet(), spec.stateTensors());
    check.iterated(shape);
    check.history(shape);
    return check.misfits;
  }

  private void unexpected(Collection<String> given, List<String> known) {
    Set<String> rest = new TreeSet<>(given);
    known.forEach(rest::remove);
    rest.forEach(name -> misfits.add(name + " is unexpected"));
  }

  private void iterated(Shape shape) {
    if (state.numbers().getOrDefault("n_iter", 0.0) > 0) {
      ITERATED.stream()
          .filter(name -> !state.tensors().containsKey(name))
          .forEach(name -> misfits.add(name + " is missing"));
    }
    if (state.tensors().containsKey("d")) {
      LAST.stream()
          .filter(name -> !state.numbers().containsKey(name))
          .forEach(name -> misfits.add(name + " is missing"));
    }
    shaped("d", shape);
    shaped("H_diag", Shape.scalar());
    shaped("prev_flat_grad", shape);
  }

  private void history(Shape shape) {
    List<Long> rows = HISTORY.stream().map(name -> rows(state.tensors().get(name))).toList();
    if (Set.copyOf(rows).size() > 1) {
      misfits.add(HISTORY + " must have one row for each update, not " + rows);
      return;
    }
    long updates = rows.get(0);
    shaped("old_dirs", Shape.of(updates, shape.numel()));
    shaped("old_stps", Shape.of(updates, shape.numel()));
    shaped("ro", Shape.of(updates));
  }

  private static long rows(@Nullable TensorData tensor) {
    return tensor == null || tensor.shape().rank() == 0 ? 0 : tensor.shape().size(0);
  }

  private void shaped(String name, Shape expected) {
    TensorData tensor = state.tensors().get(name);
    if (tensor != null) {
      Misfits.ofTensor(name, tensor, expected, misfits);
    }
  }
}
