package io.kindling.parity;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.mockito.Mockito.withSettings;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Sequential;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.error.SpecException;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.InOrder;

/** What a host's tests do: each of the four is mocked, the rest is real. */
final class MockedPartsTest {
  private static final TableDataset LINE =
      Dataset.of(new float[] {0, 1, 2}, 1, new float[] {1, 3, 5}, 1);

  /** Answers what is stubbed, and by the interface's own methods otherwise. */
  private static <T> T partly(Class<T> type) {
    return mock(type, withSettings().defaultAnswer(CALLS_REAL_METHODS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void aModuleIsMocked(String name) {
    try (Backend backend = Backends.open(name)) {
      Tensor factor = backend.tensor(new float[] {3}, Shape.of(1)).requiresGrad(true);
      Module module = partly(Module.class);
      when(module.ownParameters()).thenReturn(Map.of("factor", factor));
      when(module.forward(any())).thenAnswer(call -> call.<Tensor>getArgument(0).mul(factor));
      Module model = new Sequential(List.of(module));
      assertThat(model.namedParameters()).containsExactly(Map.entry("0.factor", factor));
      Optimizer optimizer = backend.optimizer(sgd(0.05), model.parameters());
      History history = new Trainer(model, backend.loss(mse()), optimizer).train(LINE, 50);
      assertThat(history.last().loss()).isLessThan(history.epochs().get(0).loss());
      verify(module, times(50)).forward(any());
      model.eval();
      verify(module).mode(false);
      try (Scope scope = backend.scope()) {
        scope.keep(model);
        verify(module).leave(scope);
      }
      model.close();
      assertThatThrownBy(factor::data)
          .hasMessageStartingWith("data: what is closed cannot be used");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void anOptimizerIsMocked(String name) {
    try (Backend backend = Backends.open(name)) {
      Module model = backend.module(linear(1, 1));
      Optimizer optimizer = mock(Optimizer.class);
      Trainer trainer = new Trainer(model, backend.loss(mse()), optimizer);
      assertThatThrownBy(() -> trainer.train(LINE, 1))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("of 0 other parameters");
      when(optimizer.parameters()).thenReturn(model.parameters());
      when(optimizer.step(any())).thenAnswer(call -> call.<Supplier<Tensor>>getArgument(0).get());
      History history = trainer.batchSize(2).train(LINE, 2);
      assertThat(history.epochs()).hasSize(2);
      InOrder order = inOrder(optimizer);
      order.verify(optimizer).step(any());
      order.verify(optimizer).zeroGrad();
      verify(optimizer, times(4)).step(any());
      verify(optimizer, never()).learningRate(anyDouble());
      verify(optimizer, never()).stateDict();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void aLossIsMocked(String name) {
    try (Backend backend = Backends.open(name)) {
      Module model = backend.module(linear(1, 1));
      Loss loss = mock(Loss.class);
      when(loss.forward(any(), any()))
          .thenAnswer(
              call -> call.<Tensor>getArgument(0).sub(call.<Tensor>getArgument(1)).pow(2).mean());
      Optimizer optimizer = backend.optimizer(sgd(0.05), model.parameters());
      History history = new Trainer(model, loss, optimizer).validation(LINE).train(LINE, 3);
      assertThat(history.last().validationLoss()).isPresent();
      verify(loss, times(6)).forward(any(), any());
      try (Scope scope = backend.scope()) {
        assertThat(scope.keep(loss)).isSameAs(loss);
        verify(loss).leave(scope);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void aDeviceIsMocked(String name) {
    try (Backend backend = Backends.open(name)) {
      Device device = mock(Device.class);
      when(device.type()).thenReturn("cpu");
      Module model = backend.module(linear(1, 1)).to(device);
      Tensor x = backend.tensor(new float[] {1}, Shape.of(1, 1));
      assertThat(x.to(device)).isSameAs(x);
      assertThat(model.forward(x).device()).isEqualTo(Device.CPU);
      when(device.index()).thenReturn(7);
      assertThatThrownBy(() -> model.to(device))
          .hasMessageStartingWith(
              "device: backend " + name + " has no such device here (got cpu:7; expected one of [");
    }
  }
}
