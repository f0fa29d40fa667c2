package io.kindling.libtorch.optim;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.tanh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.OptimizerState;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.error.GradientException;
import io.kindling.optim.OptimizerSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LibTorch's optimizers: what is particular to reaching them through archives and callbacks. */
final class TorchOptimizerTest {
  private static final Backend BACKEND = Backends.open("libtorch");
  private static final String LBFGS = "lbfgs(lr=0.5, max_iter=3, history_size=4)";
  private static final String WOLFE = "lbfgs(max_iter=2, history_size=4, line_search=strong_wolfe)";

  /** A model under training. */
  private static final class Run {
    final Module model =
        BACKEND.module(sequential(linear(3, 4), tanh(), linear(4, 1)), new TorchRandom(1));
    final Tensor x = BACKEND.tensor(new TorchRandom(2).randn(Shape.of(6, 3)));
    final Tensor y = BACKEND.tensor(new TorchRandom(3).randn(Shape.of(6, 1)));
    Optimizer optimizer;

    Run(String spec) {
      optimizer = BACKEND.optimizer(OptimizerSpec.parse(spec), model.parameters());
    }

    Tensor loss() {
      return model.forward(x).sub(y).pow(2).mean();
    }

    Run steps(int count) {
      for (int i = 0; i < count; i++) {
        optimizer.step(
            () -> {
              optimizer.zeroGrad();
              Tensor loss = loss();
              loss.backward();
              return loss;
            });
      }
      return this;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd(lr=0.1)",
        "sgd(lr=0.1, momentum=0.9, dampening=0.1)",
        "adam(lr=0.05, betas=(0.8, 0.99))",
        "adam(lr=0.05, amsgrad=true)",
        "adamw(lr=0.05, amsgrad=true)",
        "rmsprop()",
        "rmsprop(centered=true, momentum=0.5)",
        "adagrad(lr=0.1, lr_decay=0.01)",
        LBFGS,
        WOLFE
      })
  void goesOnFromAStateBitForBit(String spec) {
    try (Scope scope = BACKEND.scope()) {
      Map<String, TensorData> undisturbed = new Run(spec).steps(10).model.stateDict();
      Run run = new Run(spec).steps(5);
      OptimizerState state = run.optimizer.state();
      run.optimizer.close();
      run.optimizer = BACKEND.optimizer(OptimizerSpec.parse(spec), run.model.parameters());
      run.optimizer.loadState(state);
      assertThat(run.optimizer.state()).isEqualTo(state);
      assertThat(run.steps(5).model.stateDict()).isEqualTo(undisturbed);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd(lr=0.1, momentum=0.9)", "adam()", "rmsprop()", LBFGS, WOLFE})
  void anEmptyStateIsThatOfANewOptimizer(String spec) {
    try (Scope scope = BACKEND.scope()) {
      Run run = new Run(spec);
      OptimizerState fresh = run.optimizer.state();
      assertThat(fresh.parameters()).hasSize(4).containsOnly(ParameterState.EMPTY);
      run.steps(2);
      assertThat(run.optimizer.state()).isNotEqualTo(fresh);
      run.optimizer.loadState(fresh);
      assertThat(run.optimizer.state()).isEqualTo(fresh);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd(lr=0.1, momentum=0.9)", "adam()", "adamw()", "rmsprop()"})
  void onlyAParameterWithAGradientHasAState(String spec) {
    try (Scope scope = BACKEND.scope()) {
      Run run = new Run(spec);
      run.loss().backward();
      run.model.parameters().get(1).grad(null);
      run.optimizer.step();
      List<ParameterState> states = run.optimizer.state().parameters();
      assertThat(states.get(1)).isEqualTo(ParameterState.EMPTY);
      assertThat(states.get(0).tensors()).isNotEmpty();
      run.optimizer.loadState(run.optimizer.state());
      assertThat(run.optimizer.state().parameters()).isEqualTo(states);
      run.steps(1);
      assertThat(run.optimizer.state().parameters().get(1).tensors()).isNotEmpty();
    }
  }

  @Test
  void aLearningRateOfTheMomentSurvivesAStateExactly() {
    try (Scope scope = BACKEND.scope()) {
      Run run = new Run("adam()").steps(1);
      run.optimizer.learningRate(1.0 / 3);
      run.optimizer.loadState(run.optimizer.state());
      assertThat(run.optimizer.learningRate()).isEqualTo(1.0 / 3);
    }
  }

  @Test
  void aShorterHistoryKeepsTheLatestUpdates() {
    try (Scope scope = BACKEND.scope()) {
      OptimizerState longer = new Run("lbfgs(lr=0.5, max_iter=3)").steps(4).optimizer.state();
      float[] all = ro(longer);
      assertThat(all).hasSizeGreaterThan(4);
      Run run = new Run(LBFGS);
      run.optimizer.loadState(
          new OptimizerState(List.of(OptimizerSpec.parse(LBFGS)), longer.parameters()));
      assertThat(ro(run.optimizer.state()))
          .containsExactly(Arrays.copyOfRange(all, all.length - 4, all.length));
      assertThat(run.steps(2).loss().item()).isFinite();
    }
  }

  private static float[] ro(OptimizerState state) {
    return Objects.requireNonNull(state.parameters().get(0).tensors().get("ro")).toFloatArray();
  }

  @Test
  void whatAClosureThrowsComesThroughAndHarmsNothing() {
    try (Scope scope = BACKEND.scope()) {
      Run run = new Run(WOLFE);
      int[] calls = {0};
      for (Throwable thrown : List.of(new IllegalStateException("mine"), new AssertionError())) {
        assertThatThrownBy(
                () ->
                    run.optimizer.step(
                        () -> {
                          if (calls[0]++ % 2 == 1) {
                            sneak(thrown);
                          }
                          run.optimizer.zeroGrad();
                          Tensor loss = run.loss();
                          loss.backward();
                          return loss;
                        }))
            .isSameAs(thrown);
      }
      float before = run.loss().item();
      assertThat(run.steps(5).loss().item()).isLessThan(before);
    }
  }

  private static void sneak(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sgd(lr=0.1)", "adam()", "adamw()", "rmsprop()", "adagrad()", LBFGS, WOLFE})
  void aStepBetweenForwardAndBackwardIsNoticed(String spec) {
    try (Scope scope = BACKEND.scope()) {
      Run run = new Run(spec);
      Tensor loss = run.loss();
      run.steps(1);
      assertThatThrownBy(loss::backward)
          .isInstanceOf(GradientException.class)
          .hasMessageContaining("a parameter must not change between forward and backward");
    }
  }
}
