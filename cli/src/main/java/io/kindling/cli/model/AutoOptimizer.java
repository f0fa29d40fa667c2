package io.kindling.cli.model;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.lbfgs;
import static io.kindling.Specs.plateau;

import io.kindling.Backend;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.data.Batches;
import io.kindling.data.Dataset;
import io.kindling.data.Rows;
import io.kindling.data.TableDataset;
import io.kindling.model.IndexInput;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.LbfgsSpec.LineSearch;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.ScheduleSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An optimizer that somebody has not chosen, and when to end.
 *
 * @param optimizer the optimizer
 * @param schedule how its learning rate changes; null if it does not
 * @param patience for how many epochs the loss need not fall before training ends
 * @param epochs how many there are at most
 */
public record AutoOptimizer(
    OptimizerSpec optimizer, @Nullable ScheduleSpec schedule, int patience, int epochs) {
  /** L-BFGS has come to the end of float32 if so many times twenty iterations find nothing. */
  private static final int LINEAR_PATIENCE = 3;

  /**
   * Adam's steps overshoot valleys, and jump to and fro over edges, as long as the rate is what it
   * was at first: it is halved whenever the loss has not fallen for a while.
   */
  private static final ScheduleSpec FALLING = plateau(0.5, 20);

  /** So many epochs are seven halvings that have brought nothing. */
  private static final int PATIENCE = 150;

  private static final int FEWEST_EPOCHS = 100;

  /** With as many steps Adam has mostly come to where it goes. */
  private static final int STEPS = 1000;

  /** More products of rows and parameters than this take longer than anybody likes to wait. */
  private static final double MOST_WORK = 2e10;

  /** As many rows as tell how large a step may be. */
  private static final int MOST_ROWS = 2048;

  private static final double SMALLEST_RATE = 1e-5;
  private static final double LARGEST_RATE = 1;
  private static final double GROWTH = 1.3;

  /** A loss that rises by so many times the least one, whatever its sign, has left the valley. */
  private static final double GONE = 4;

  /** A rate that much smaller than the one at which the loss was least is safe. */
  private static final double SAFE = 3;

  /**
   * L-BFGS, which takes its step from the curvature that it meets, for linear models on all rows at
   * once: their losses are convex. It goes on until float32 has no more to give.
   */
  public static AutoOptimizer linear() {
    return new AutoOptimizer(
        lbfgs(1).toleranceGrad(1e-9).toleranceChange(0).lineSearch(LineSearch.STRONG_WOLFE),
        null,
        LINEAR_PATIENCE,
        FEWEST_EPOCHS);
  }

  /**
   * Adam, with a learning rate that is found by trying on a copy of the model: it grows from step
   * to step until the loss does not fall any more (Smith, Cyclical learning rates for training
   * neural networks, 2017). No random number is used up.
   *
   * @param count how many rows there are
   * @param steps how many steps an epoch has
   */
  public static AutoOptimizer adaptive(
      Backend backend,
      ModuleSpec spec,
      Map<String, TensorData> state,
      LossSpec loss,
      Device device,
      Dataset rows,
      long count,
      long steps) {
    byte[] random = backend.random().state();
    try (Scope scope = backend.scope();
        Module copy = backend.module(spec).loadStateDict(state).to(device)) {
      Rows some = some(rows);
      Tensor x = backend.tensor(some.features()).to(device);
      Tensor y = backend.tensor(some.targets()).to(device);
      Module fed = IndexInput.around(spec, copy);
      Function<Tensor, Tensor> answer =
          rows.beside().offset() && some.beside() != null
              ? adding(backend.tensor(some.beside()).to(device), rows.beside().offsetColumn(), fed)
              : fed::forward;
      double rate = rate(backend, copy, answer, backend.loss(loss), x, y);
      return new AutoOptimizer(adam(rate), FALLING, PATIENCE, epochs(copy, count, steps));
    } finally {
      backend.random().state(random);
    }
  }

  private static int epochs(Module model, long rows, long steps) {
    double parameters =
        model.parameters().stream().mapToDouble(weights -> weights.shape().numel()).sum();
    double bearable = Math.min((double) STEPS / steps, MOST_WORK / (rows * parameters));
    return Math.max(FEWEST_EPOCHS, (int) bearable);
  }

  /** Rows from all over a table; the first ones of what is streamed. */
  private static Rows some(Dataset rows) {
    if (rows instanceof TableDataset table) {
      int count = Math.min(MOST_ROWS, table.rows());
      int[] places = new int[count];
      for (int i = 0; i < count; i++) {
        places[i] = (int) ((long) i * table.rows() / count);
      }
      return table.pick(places);
    }
    try (Batches.Cursor epoch = Batches.of(rows, MOST_ROWS).epoch()) {
      return epoch.next();
    }
  }

  private static Function<Tensor, Tensor> adding(Tensor beside, int column, Module model) {
    Tensor offset = beside.narrow(1, column, 1);
    return x -> model.forward(x).add(offset);
  }

  private static double rate(
      Backend backend,
      Module model,
      Function<Tensor, Tensor> answer,
      Loss loss,
      Tensor x,
      Tensor y) {
    Optimizer optimizer = backend.optimizer(adam(SMALLEST_RATE), model.parameters());
    double least = Double.POSITIVE_INFINITY;
    double best = SMALLEST_RATE;
    for (double rate = SMALLEST_RATE; rate <= LARGEST_RATE; rate *= GROWTH) {
      try (Scope step = backend.scope()) {
        optimizer.learningRate(rate);
        optimizer.zeroGrad();
        Tensor now = loss.forward(answer.apply(x), y);
        double value = now.item();
        if (!Double.isFinite(value) || value - least > GONE * (Math.abs(least) + 1)) {
          break;
        }
        if (value < least) {
          least = value;
          best = rate;
        }
        now.backward();
        optimizer.step();
      }
    }
    return round(best / SAFE);
  }

  /** To one digit, which is as much as was found out. */
  private static double round(double rate) {
    return new BigDecimal(rate).round(new MathContext(1)).doubleValue();
  }
}
