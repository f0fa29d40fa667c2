package io.kindling.tck.optim;

import static io.kindling.Specs.lbfgs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.optim.LbfgsSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.Tolerance;
import java.util.List;
import org.junit.jupiter.api.Test;

/** L-BFGS: an optimizer that asks for the loss as often as it needs it. */
public interface LbfgsContract extends BackendUnderTest {
  private Tensor squares(Optimizer optimizer, Tensor x) {
    optimizer.zeroGrad();
    Tensor loss = x.mul(x).sum();
    loss.backward();
    return loss;
  }

  @Test
  default void itsFirstDirectionIsTheGradientsButNoLongerThanTheLearningRate() {
    Tensor x = variable(Shape.of(1), 4);
    Optimizer optimizer = backend().optimizer(lbfgs(0.5).maxIter(1), List.of(x));
    Tensor loss = optimizer.step(() -> squares(optimizer, x));
    assertThat(loss.item()).as("the loss before the step").isEqualTo(16f);
    // min(1, 1 / Σ|g|) · lr · g
    assertThat(x.toFloatArray()).containsExactly(3.5f);
  }

  @Test
  default void aParabolaIsOneStep() {
    Tensor x = variable(Shape.of(2), 3, -4);
    LbfgsSpec spec = lbfgs(1).lineSearch(LbfgsSpec.LineSearch.STRONG_WOLFE);
    Optimizer optimizer = backend().optimizer(spec, List.of(x));
    optimizer.step(() -> squares(optimizer, x));
    Tolerance learned = Numerics.run("learned").value();
    Expect.close("the minimum", x.toFloatArray(), new float[2], learned);
  }

  @Test
  default void severalParametersAreOneVector() {
    Tensor x = variable(Shape.of(2), 3, -4);
    Tensor y = variable(Shape.of(1, 1), 5);
    LbfgsSpec spec = lbfgs(1).lineSearch(LbfgsSpec.LineSearch.STRONG_WOLFE);
    Optimizer optimizer = backend().optimizer(spec, List.of(x, y));
    optimizer.step(
        () -> {
          optimizer.zeroGrad();
          Tensor loss = x.mul(x).sum().add(y.mul(y).sum());
          loss.backward();
          return loss;
        });
    Tolerance learned = Numerics.run("learned").value();
    Expect.close("x", x.toFloatArray(), new float[2], learned);
    Expect.close("y", y.toFloatArray(), new float[1], learned);
  }

  @Test
  default void aClosureMayFail() {
    Tensor x = variable(Shape.of(1), 4);
    Optimizer optimizer = backend().optimizer(lbfgs(0.5).maxIter(3), List.of(x));
    assertThatThrownBy(
            () ->
                optimizer.step(
                    () -> {
                      throw new IllegalStateException("on purpose");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("on purpose");
    assertThat(x.toFloatArray()).containsExactly(4);
    try (Scope step = backend().scope()) {
      assertThat(optimizer.step(() -> squares(optimizer, x)).item()).isEqualTo(16f);
    }
    assertThat(optimizer.state().parameters().get(0).numbers()).containsEntry("func_evals", 3.0);
  }
}
