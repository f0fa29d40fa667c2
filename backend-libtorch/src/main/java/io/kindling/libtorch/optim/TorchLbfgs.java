package io.kindling.libtorch.optim;

import io.kindling.core.ParameterState;
import io.kindling.libtorch.natives.TorchFailures;
import io.kindling.libtorch.tensor.TorchOperations;
import io.kindling.optim.LbfgsSpec;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.pytorch.LossClosure;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** LibTorch's {@code torch::optim::LBFGS}, which computes the loss several times a step. */
public final class TorchLbfgs extends TorchOptimizer {
  /**
   * Makes the optimizer.
   *
   * @param operations copies the values of its state
   * @param spec its description
   * @param parameters what it updates
   */
  public TorchLbfgs(TorchOperations operations, LbfgsSpec spec, List<Tensor> parameters) {
    super(
        parameters,
        vector -> TorchOptimizers.lbfgs(spec, vector),
        new LbfgsArchive(spec, operations));
    state(Collections.nCopies(parameters.size(), ParameterState.EMPTY)); // see LbfgsArchive
  }

  @Override
  public boolean needsClosure() {
    return true;
  }

  @Override
  public Tensor step(Supplier<Tensor> closure) {
    Evaluation evaluation = new Evaluation(closure);
    try (evaluation) {
      live().step(evaluation).close();
    } catch (RuntimeException e) {
      throw evaluation.thrown(e);
    }
    return evaluation.first();
  }

  /** What LibTorch calls back: the closure, with memory of its first answer and of its failure. */
  private static final class Evaluation extends LossClosure {
    private final Supplier<Tensor> closure;
    private @Nullable Tensor first;
    private @Nullable Throwable thrown;

    Evaluation(Supplier<Tensor> closure) {
      this.closure = closure;
    }

    @Override
    public Tensor call() {
      try {
        Tensor loss = closure.get();
        if (first == null) {
          first = loss;
        }
        return loss;
      } catch (RuntimeException | Error e) {
        thrown = e;
        throw e;
      }
    }

    Tensor first() {
      return Objects.requireNonNull(first);
    }

    /** What the closure threw, of which only the text comes through native code; else that. */
    RuntimeException thrown(RuntimeException translated) {
      if (thrown instanceof Error error) {
        throw error;
      }
      return thrown instanceof RuntimeException own ? own : TorchFailures.of("step", translated);
    }
  }
}
