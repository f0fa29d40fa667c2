package io.kindling;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.optim.OptimizerSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is written for Python: names, types and values as PyTorch 1.13's own, in its order. */
final class OptimizerDictTest {
  private static final TensorData ONES = TensorData.full(Shape.of(2), 1);

  /** One group of parameters in these states, as Python would print it. */
  private static String written(String spec, ParameterState... states) {
    OptimizerState state = new OptimizerState(List.of(OptimizerSpec.parse(spec)), List.of(states));
    return PythonText.of(OptimizerDict.write(state, List.of(states.length)));
  }

  private static String dict(String state, String group) {
    return "{'state': {" + state + "}, 'param_groups': [{" + group + "}]}";
  }

  @Test
  void sgd() {
    ParameterState moved = new ParameterState(Map.of(), Map.of("momentum_buffer", ONES));
    assertThat(written("sgd(lr=0.1, momentum=0.9, nesterov=true)", ParameterState.EMPTY, moved))
        .isEqualTo(
            dict(
                "1: {'momentum_buffer': tensor[2][1.0, 1.0]}",
                "'lr': 0.1, 'momentum': 0.9, 'dampening': 0.0, 'weight_decay': 0.0,"
                    + " 'nesterov': True, 'maximize': False, 'foreach': None,"
                    + " 'differentiable': False, 'params': [0, 1]"));
  }

  @Test
  void adam() {
    ParameterState moved =
        new ParameterState(
            Map.of("step", 3.0),
            Map.of("exp_avg", ONES, "exp_avg_sq", ONES, "max_exp_avg_sq", ONES));
    assertThat(written("adam(lr=0.1, amsgrad=true)", moved))
        .isEqualTo(
            dict(
                "0: {'step': tensor[][3.0], 'exp_avg': tensor[2][1.0, 1.0],"
                    + " 'exp_avg_sq': tensor[2][1.0, 1.0], 'max_exp_avg_sq': tensor[2][1.0, 1.0]}",
                "'lr': 0.1, 'betas': (0.9, 0.999), 'eps': 1.0E-8, 'weight_decay': 0.0,"
                    + " 'amsgrad': True, 'maximize': False, 'foreach': None, 'capturable': False,"
                    + " 'differentiable': False, 'fused': False, 'params': [0]"));
  }

  @Test
  void adamW() {
    assertThat(written("adamw(lr=0.1, betas=(0.5, 0.75))", ParameterState.EMPTY))
        .isEqualTo(
            dict(
                "",
                "'lr': 0.1, 'betas': (0.5, 0.75), 'eps': 1.0E-8, 'weight_decay': 0.01,"
                    + " 'amsgrad': False, 'foreach': None, 'maximize': False, 'capturable': False,"
                    + " 'params': [0]"));
  }

  @Test
  void rmspropCountsItsStepsWithAnInt() {
    ParameterState moved =
        new ParameterState(Map.of("step", 3.0), Map.of("square_avg", ONES, "grad_avg", ONES));
    assertThat(written("rmsprop(lr=0.1, centered=true)", moved))
        .isEqualTo(
            dict(
                "0: {'step': 3, 'square_avg': tensor[2][1.0, 1.0],"
                    + " 'grad_avg': tensor[2][1.0, 1.0]}",
                "'lr': 0.1, 'momentum': 0.0, 'alpha': 0.99, 'eps': 1.0E-8, 'centered': True,"
                    + " 'weight_decay': 0.0, 'foreach': None, 'maximize': False,"
                    + " 'differentiable': False, 'params': [0]"));
  }

  @Test
  void adagrad() {
    ParameterState moved = new ParameterState(Map.of("step", 0.0), Map.of("sum", ONES));
    assertThat(written("adagrad(lr=0.1, lr_decay=0.5, initial_accumulator_value=1)", moved))
        .isEqualTo(
            dict(
                "0: {'step': tensor[][0.0], 'sum': tensor[2][1.0, 1.0]}",
                "'lr': 0.1, 'lr_decay': 0.5, 'eps': 1.0E-10, 'weight_decay': 0.0,"
                    + " 'initial_accumulator_value': 1.0, 'foreach': None, 'maximize': False,"
                    + " 'params': [0]"));
  }

  /** L-BFGS after so many iterations, which have left so many updates. */
  private static ParameterState lbfgs(int iterations, int updates) {
    return new ParameterState(
        Map.of("func_evals", 5.0, "n_iter", (double) iterations, "t", 0.5, "prev_loss", 0.25),
        Map.of(
            "d", ONES,
            "prev_flat_grad", ONES,
            "H_diag", TensorData.full(Shape.scalar(), updates + 1),
            "old_dirs", TensorData.full(Shape.of(updates, 2), 1),
            "old_stps", TensorData.full(Shape.of(updates, 2), 2),
            "ro", TensorData.full(Shape.of(updates), 3)));
  }

  @Test
  void lbfgsHasItsStateOnTheFirstParameter() {
    String spec = "lbfgs(lr=1, max_iter=10, history_size=3, line_search=strong_wolfe)";
    assertThat(written(spec, lbfgs(4, 2), ParameterState.EMPTY))
        .isEqualTo(
            dict(
                "0: {'func_evals': 5, 'n_iter': 4, 'al': [None, None, None],"
                    + " 'd': tensor[2][1.0, 1.0], 't': 0.5,"
                    + " 'old_dirs': [tensor[2][1.0, 1.0], tensor[2][1.0, 1.0]],"
                    + " 'old_stps': [tensor[2][2.0, 2.0], tensor[2][2.0, 2.0]],"
                    + " 'ro': [tensor[][3.0], tensor[][3.0]], 'H_diag': tensor[][3.0],"
                    + " 'prev_flat_grad': tensor[2][1.0, 1.0], 'prev_loss': 0.25}",
                "'lr': 1.0, 'max_iter': 10, 'max_eval': 12, 'tolerance_grad': 1.0E-7,"
                    + " 'tolerance_change': 1.0E-9, 'history_size': 3,"
                    + " 'line_search_fn': 'strong_wolfe', 'params': [0, 1]"));
  }

  @Test
  void lbfgsBeforeItHasLearned() {
    assertThat(written("lbfgs(lr=1)", lbfgs(1, 0)))
        .contains("{'func_evals': 5, 'n_iter': 1, 'd': ")
        .contains("'t': 0.5, 'old_dirs': [], 'old_stps': [], 'ro': [], 'H_diag': 1, 'prev");
    ParameterState optimal = new ParameterState(Map.of("func_evals", 1.0, "n_iter", 0.0), Map.of());
    assertThat(written("lbfgs(lr=1)", optimal))
        .contains("{0: {'func_evals': 1, 'n_iter': 0}}")
        .contains("'line_search_fn': None, 'params': [0]");
  }

  @Test
  void groupsCountTheirParametersOn() {
    OptimizerSpec adamW = OptimizerSpec.parse("adamw(lr=0.5)");
    OptimizerState state =
        new OptimizerState(
            List.of(adamW, adamW.lr(0.25)), Collections.nCopies(3, ParameterState.EMPTY));
    assertThat(PythonText.of(OptimizerDict.write(state, List.of(1, 2))))
        .startsWith("{'state': {}, 'param_groups': [{'lr': 0.5, ")
        .contains("'params': [0]}, {'lr': 0.25, ")
        .endsWith("'params': [1, 2]}]}");
  }
}
