package io.kindling.cpu.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.OptimizerState;
import io.kindling.Tensor;
import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.error.StateDictException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every optimizer gives the same bits again: in a second run, and going on from a state. */
final class OptimizerRunTest {
  private static final Backend BACKEND = Backends.open("cpu");

  /** A training that can be left and taken up again. */
  private static final class Training {
    private static final Tensor X = BACKEND.tensor(new TorchRandom(1).rand(Shape.of(20, 3)));
    private static final Tensor Y = BACKEND.tensor(new TorchRandom(2).rand(Shape.of(20, 2)));

    final Module model;
    final Optimizer optimizer;
    private final Loss loss = BACKEND.loss(LossSpec.parse("mse()"));

    Training(String optimizer) {
      BACKEND.manualSeed(0);
      model = BACKEND.module(ModuleSpec.parse("sequential(linear(3, 4), silu(), linear(4, 2))"));
      this.optimizer = BACKEND.optimizer(OptimizerSpec.parse(optimizer), model.parameters());
    }

    void steps(int count) {
      for (int i = 0; i < count; i++) {
        optimizer.step(
            () -> {
              optimizer.zeroGrad();
              Tensor value = loss.forward(model.forward(X), Y);
              value.backward();
              return value;
            });
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd(lr=0.1)",
        "sgd(lr=0.1, momentum=0.9, dampening=0.5, weight_decay=0.01)",
        "sgd(lr=0.1, momentum=0.9, nesterov=true)",
        "adam(lr=0.05)",
        "adam(lr=0.05, betas=(0.8, 0.99), weight_decay=0.01, amsgrad=true)",
        "adamw(lr=0.05, weight_decay=0.1)",
        "rmsprop(lr=0.01)",
        "rmsprop(lr=0.01, centered=true, momentum=0.5, weight_decay=0.01)",
        "adagrad(lr=0.1, lr_decay=0.01, initial_accumulator_value=0.1)",
        "lbfgs(lr=0.5, max_iter=3, history_size=4)",
        "lbfgs(lr=1, max_iter=3, history_size=4, line_search=strong_wolfe)"
      })
  void givesTheSameBitsAgain(String text) {
    Training whole = new Training(text);
    whole.steps(4);
    Map<String, TensorData> parameters = whole.model.stateDict();
    OptimizerState state = whole.optimizer.state();
    whole.steps(4);

    Training again = new Training(text);
    again.steps(8);
    assertThat(again.model.stateDict()).isEqualTo(whole.model.stateDict());

    Training continued = new Training(text);
    continued.model.loadStateDict(parameters);
    continued.optimizer.loadState(state);
    assertThat(continued.optimizer.state()).isEqualTo(state);
    continued.steps(4);
    assertThat(continued.model.stateDict()).isEqualTo(whole.model.stateDict());
    assertThat(continued.optimizer.state()).isEqualTo(whole.optimizer.state());
    assertThat(parameters).isNotEqualTo(whole.model.stateDict());
  }

  @Test
  void aStateBringsItsOwnDescription() {
    Training plain = new Training("sgd(lr=0.1)");
    Training momentum = new Training("sgd(lr=0.2, momentum=0.9)");
    momentum.steps(2);
    plain.optimizer.loadState(momentum.optimizer.state());
    assertThat(plain.optimizer).hasToString("sgd(lr=0.2, momentum=0.9)");
    assertThat(plain.optimizer.state()).isEqualTo(momentum.optimizer.state());
  }

  @Test
  void aStateOfAnotherModelDoesNotFit() {
    Training training = new Training("lbfgs(max_iter=2)");
    training.steps(1);
    OptimizerState state = training.optimizer.state();
    Module smaller = BACKEND.module(ModuleSpec.parse("linear(3, 2)"));
    Optimizer other =
        BACKEND.optimizer(OptimizerSpec.parse("lbfgs(max_iter=2)"), smaller.parameters());
    assertThatThrownBy(() -> other.loadState(state))
        .isInstanceOf(StateDictException.class)
        .hasMessageContaining("4 parameters, not 2");

    ParameterState first = state.parameters().get(0);
    OptimizerState forTwo =
        new OptimizerState(state.groups(), List.of(first, ParameterState.EMPTY));
    assertThatThrownBy(() -> other.loadState(forTwo))
        .isInstanceOf(StateDictException.class)
        .hasMessageContaining("parameter 0: d has shape [26], not [8]");
    assertThat(other.state().parameters()).containsOnly(ParameterState.EMPTY);
  }
}
