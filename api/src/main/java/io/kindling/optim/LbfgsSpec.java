package io.kindling.optim;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.description.Arguments;
import io.kindling.description.SpecCheck;
import io.kindling.description.SpecText;
import io.kindling.error.SpecException;
import io.kindling.optim.python.PythonValues;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * L-BFGS: a quasi-Newton method for full batches. A step computes the loss several times, so it
 * takes a closure.
 *
 * <p>State, all of it on the first parameter and over all of them, flattened: the numbers {@code
 * func_evals}, {@code n_iter}, {@code t} and {@code prev_loss}; the tensors {@code d}, {@code
 * H_diag}, {@code prev_flat_grad}, {@code old_dirs} and {@code old_stps}, a row an update, and
 * {@code ro}.
 *
 * @param lr the learning rate η, 0 or more; default 1, as PyTorch's
 * @param maxIter how many iterations a step has at most, at least 1; default 20
 * @param maxEval how many evaluations of the closure a step has at most; 0, the default, for
 *     max_iter · 5/4
 * @param toleranceGrad a gradient whose largest element is no larger ends a step; default 1e-7
 * @param toleranceChange a change no larger, of loss or parameters, ends a step; default 1e-9
 * @param historySize how many updates are remembered, at least 1; default 100
 * @param lineSearch none (the default) or strong_wolfe
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.optim.LBFGS.html">
 *     torch.optim.LBFGS</a>
 */
public record LbfgsSpec(
    double lr,
    int maxIter,
    int maxEval,
    double toleranceGrad,
    double toleranceChange,
    int historySize,
    LineSearch lineSearch)
    implements OptimizerSpec {
  public static final String NAME = "lbfgs";

  private static final double DEFAULT_LR = 1;
  private static final int DEFAULT_MAX_ITER = 20;
  private static final int DEFAULT_MAX_EVAL = 0;
  private static final double DEFAULT_TOLERANCE_GRAD = 1e-7;
  private static final double DEFAULT_TOLERANCE_CHANGE = 1e-9;
  private static final int DEFAULT_HISTORY_SIZE = 100;

  /**
   * Checks the values.
   *
   * @throws SpecException if a value is out of its range
   */
  public LbfgsSpec {
    SpecCheck.notNegative(NAME, "lr", lr);
    SpecCheck.atLeastOne(NAME, "max_iter", maxIter);
    SpecCheck.notNegative(NAME, "max_eval", maxEval);
    SpecCheck.notNegative(NAME, "tolerance_grad", toleranceGrad);
    SpecCheck.notNegative(NAME, "tolerance_change", toleranceChange);
    SpecCheck.atLeastOne(NAME, "history_size", historySize);
    Objects.requireNonNull(lineSearch);
  }

  public static LbfgsSpec from(Arguments arguments) {
    arguments.names(
        "lr",
        "max_iter",
        "max_eval",
        "tolerance_grad",
        "tolerance_change",
        "history_size",
        "line_search");
    return new LbfgsSpec(
        arguments.number("lr", DEFAULT_LR),
        arguments.integer("max_iter", DEFAULT_MAX_ITER),
        arguments.integer("max_eval", DEFAULT_MAX_EVAL),
        arguments.number("tolerance_grad", DEFAULT_TOLERANCE_GRAD),
        arguments.number("tolerance_change", DEFAULT_TOLERANCE_CHANGE),
        arguments.integer("history_size", DEFAULT_HISTORY_SIZE),
        arguments.choice("line_search", LineSearch.values(), LineSearch.NONE));
  }

  @Override
  public LbfgsSpec lr(double lr) {
    return new LbfgsSpec(
        lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearch);
  }

  /**
   * With another maxIter.
   *
   * @param maxIter how many iterations a step has at most, at least 1
   * @return the changed description
   */
  public LbfgsSpec maxIter(int maxIter) {
    return new LbfgsSpec(
        lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearch);
  }

  /**
   * With another maxEval.
   *
   * @param maxEval how many evaluations of the closure a step has at most; 0, the default, for
   *     max_iter · 5/4
   * @return the changed description
   */
  public LbfgsSpec maxEval(int maxEval) {
    return new LbfgsSpec(
        lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearch);
  }

  /**
   * With another toleranceGrad.
   *
   * @param toleranceGrad a gradient whose largest element is no larger ends a step
   * @return the changed description
   */
  public LbfgsSpec toleranceGrad(double toleranceGrad) {
    return new LbfgsSpec(
        lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearch);
  }

  /**
   * With another toleranceChange.
   *
   * @param toleranceChange a change no larger, of loss or parameters, ends a step
   * @return the changed description
   */
  public LbfgsSpec toleranceChange(double toleranceChange) {
    return new LbfgsSpec(
        lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearch);
  }

  /**
   * With another historySize.
   *
   * @param historySize how many updates are remembered, at least 1
   * @return the changed description
   */
  public LbfgsSpec historySize(int historySize) {
    return new LbfgsSpec(
        lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearch);
  }

  /**
   * With another lineSearch.
   *
   * @param lineSearch none (the default) or strong_wolfe
   * @return the changed description
   */
  public LbfgsSpec lineSearch(LineSearch lineSearch) {
    return new LbfgsSpec(
        lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearch);
  }

  @Override
  public List<String> stateNumbers() {
    return List.of("func_evals", "n_iter", "t", "prev_loss");
  }

  @Override
  public List<String> stateTensors() {
    return List.of("d", "H_diag", "prev_flat_grad", "old_dirs", "old_stps", "ro");
  }

  /** How far a step goes along its direction. */
  public enum LineSearch {
    /** As far as the learning rate says. */
    NONE,
    /** As far as the strong Wolfe conditions allow, by cubic interpolation. */
    STRONG_WOLFE;

    /** {@return PyTorch's name for it: {@code none}, {@code strong_wolfe}} */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@return how many evaluations of the closure a step has at most} */
  public int evaluations() {
    return maxEval == 0 ? (int) Math.min(Integer.MAX_VALUE, maxIter * 5L / 4) : maxEval;
  }

  @Override
  public boolean takesGroups() {
    return false;
  }

  @Override
  public PythonValues options() {
    return LbfgsPython.options(this);
  }

  @Override
  public LbfgsSpec options(PythonValues options) {
    return LbfgsPython.options(options);
  }

  @Override
  public PythonValues entries(ParameterState state) {
    return LbfgsPython.entries(this, state);
  }

  @Override
  public ParameterState entries(PythonValues entries) {
    return LbfgsPython.entries(entries);
  }

  @Override
  public List<String> misfits(Shape shape, ParameterState state) {
    return LbfgsState.misfits(this, shape, state);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return new SpecText(NAME)
        .add("lr", lr)
        .add("max_iter", maxIter, DEFAULT_MAX_ITER)
        .add("max_eval", maxEval, DEFAULT_MAX_EVAL)
        .add("tolerance_grad", toleranceGrad, DEFAULT_TOLERANCE_GRAD)
        .add("tolerance_change", toleranceChange, DEFAULT_TOLERANCE_CHANGE)
        .add("history_size", historySize, DEFAULT_HISTORY_SIZE)
        .add("line_search", lineSearch, LineSearch.NONE)
        .toString();
  }
}
