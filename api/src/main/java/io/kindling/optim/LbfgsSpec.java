package io.kindling.optim;

import static io.kindling.description.Field.choice;
import static io.kindling.description.Field.integer;
import static io.kindling.description.Field.number;
import static io.kindling.description.Range.AT_LEAST_ONE;
import static io.kindling.description.Range.NOT_NEGATIVE;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.description.Field;
import io.kindling.description.Schema;
import io.kindling.optim.python.PythonValues;
import java.util.List;
import java.util.Locale;

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
  static final String NAME = "lbfgs";

  private static final Field<LbfgsSpec, Double> LR = OptimizerSpec.lrField(1);
  private static final Field<LbfgsSpec, Integer> MAX_ITER =
      integer("max_iter", LbfgsSpec::maxIter, AT_LEAST_ONE, 20);
  private static final Field<LbfgsSpec, Integer> MAX_EVAL =
      integer("max_eval", LbfgsSpec::maxEval, NOT_NEGATIVE, 0);
  private static final Field<LbfgsSpec, Double> TOLERANCE_GRAD =
      number("tolerance_grad", LbfgsSpec::toleranceGrad, NOT_NEGATIVE, 1e-7);
  private static final Field<LbfgsSpec, Double> TOLERANCE_CHANGE =
      number("tolerance_change", LbfgsSpec::toleranceChange, NOT_NEGATIVE, 1e-9);
  private static final Field<LbfgsSpec, Integer> HISTORY_SIZE =
      integer("history_size", LbfgsSpec::historySize, AT_LEAST_ONE, 100);
  private static final Field<LbfgsSpec, LineSearch> LINE_SEARCH =
      choice("line_search", LbfgsSpec::lineSearch, LineSearch.NONE);

  public static final Schema<LbfgsSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "for full batches; `max_eval=0` is 5/4 of `max_iter`; line searches are `none`,"
              + " `strong_wolfe`",
          LR,
          MAX_ITER,
          MAX_EVAL,
          TOLERANCE_GRAD,
          TOLERANCE_CHANGE,
          HISTORY_SIZE,
          LINE_SEARCH,
          LbfgsSpec::new);

  /** Checks the values. */
  public LbfgsSpec {
    SCHEMA.check(lr, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearch);
  }

  @Override
  public LbfgsSpec lr(double lr) {
    return SCHEMA.with(this, LR.of(lr));
  }

  /** With another most of iterations a step. */
  public LbfgsSpec maxIter(int maxIter) {
    return SCHEMA.with(this, MAX_ITER.of(maxIter));
  }

  /** With another most of evaluations a step; 0 for max_iter · 5/4. */
  public LbfgsSpec maxEval(int maxEval) {
    return SCHEMA.with(this, MAX_EVAL.of(maxEval));
  }

  /** With another gradient that ends a step. */
  public LbfgsSpec toleranceGrad(double toleranceGrad) {
    return SCHEMA.with(this, TOLERANCE_GRAD.of(toleranceGrad));
  }

  /** With another change that ends a step. */
  public LbfgsSpec toleranceChange(double toleranceChange) {
    return SCHEMA.with(this, TOLERANCE_CHANGE.of(toleranceChange));
  }

  /** With more or fewer updates remembered. */
  public LbfgsSpec historySize(int historySize) {
    return SCHEMA.with(this, HISTORY_SIZE.of(historySize));
  }

  /** With another line search. */
  public LbfgsSpec lineSearch(LineSearch lineSearch) {
    return SCHEMA.with(this, LINE_SEARCH.of(lineSearch));
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
  public List<String> stateNumbers() {
    return List.of("func_evals", "n_iter", "t", "prev_loss");
  }

  @Override
  public List<String> stateTensors() {
    return List.of("d", "H_diag", "prev_flat_grad", "old_dirs", "old_stps", "ro");
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
    return SCHEMA.text(this);
  }
}
