package io.kindling.tck.use;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Slot;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.error.ClosedException;
import io.kindling.error.GradientException;
import io.kindling.error.ShapeException;
import io.kindling.tck.kit.BackendUnderTest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Slots: batches one after the other, copied or lent, and what was computed from them. */
public interface SlotContract extends BackendUnderTest {
  /** Rows enough that a loss may go through them together with what comes before it. */
  int ROWS = 320;

  /** Their features. */
  int FEATURES = 4;

  private Slot slot() {
    return new Slot(backend(), device(), Shape.of(ROWS, FEATURES));
  }

  private static float[] batch(int seed) {
    return new TorchRandom(seed).uniform(Shape.of(ROWS, FEATURES), -1, 1).toFloatArray();
  }

  private Tensor targets() {
    return tensor(new TorchRandom(9).uniform(Shape.of(ROWS, 1), -1, 1));
  }

  @Test
  default void whatIsLoadedIsACopy() {
    try (Slot slot = slot()) {
      float[] values = batch(1);
      Tensor first = slot.load(values);
      Arrays.fill(values, 7f);
      assertThat(first.toFloatArray()).isEqualTo(batch(1));
      Tensor second = slot.load(values);
      assertThat(second.toFloatArray()).isEqualTo(values);
      assertThatThrownBy(first::data).isInstanceOf(ClosedException.class);
    }
  }

  @Test
  default void copiesAndLoansMayAlternate() {
    try (Slot slot = slot()) {
      for (int seed = 0; seed < 6; seed++) {
        float[] values = batch(seed);
        Tensor batch = seed % 3 == 0 ? slot.load(values) : slot.lend(values);
        assertThat(batch.toFloatArray()).isEqualTo(batch(seed));
        assertThat(values).isEqualTo(batch(seed));
      }
    }
  }

  @Test
  default void aLoanEndsWhenTheSlotIsUnloaded() {
    try (Slot slot = slot()) {
      Tensor batch = slot.lend(batch(1));
      slot.unload();
      slot.unload();
      assertThatThrownBy(batch::data).isInstanceOf(ClosedException.class);
      assertThatThrownBy(() -> slot.lend(new float[3])).isInstanceOf(ShapeException.class);
      assertThat(slot.lend(batch(2)).toFloatArray()).isEqualTo(batch(2));
    }
  }

  @Test
  default void whatWasComputedFromALoanStays() {
    try (Module model = module(linear(FEATURES, 1));
        Loss criterion = backend().loss(mse())) {
      Tensor targets = targets();
      afterALoan(batch -> batch.narrow(0, 16, 48));
      afterALoan(model::forward);
      afterALoan(batch -> criterion.forward(model.forward(batch), targets));
      afterALoan(batch -> model.forward(batch).add(model.forward(batch)));
    }
  }

  private void afterALoan(UnaryOperator<Tensor> computation) {
    try (Slot slot = slot()) {
      float[] values = batch(1);
      Tensor result = computation.apply(slot.lend(values));
      slot.unload();
      Arrays.fill(values, Float.NaN);
      Tensor whole = tensor(Shape.of(ROWS, FEATURES), batch(1));
      assertThat(result.toFloatArray()).isEqualTo(computation.apply(whole).toFloatArray());
    }
  }

  @Test
  default void noGradientIsWrongAfterALoan() {
    for (float factor : new float[] {1, 2}) {
      for (boolean frozen : new boolean[] {false, true}) {
        try (Module model = module(linear(FEATURES, 1));
            Slot slot = slot()) {
          Tensor whole = tensor(Shape.of(ROWS, FEATURES), batch(1));
          List<float[]> expected = gradients(model, loss(model, whole, factor), frozen);
          model.parameters().forEach(parameter -> parameter.grad(null));
          float[] values = batch(1);
          Tensor loss = loss(model, slot.lend(values), factor);
          slot.unload();
          Arrays.fill(values, Float.NaN);
          try {
            assertThat(gradients(model, loss, frozen)).containsExactlyElementsOf(expected);
          } catch (GradientException e) {
            assertThat(model.parameters()).allMatch(parameter -> parameter.grad() == null);
          }
        }
      }
    }
  }

  /** A loss that outlives the prediction that it was computed from. */
  private Tensor loss(Module model, Tensor batch, float factor) {
    Tensor targets = targets();
    try (Scope scope = backend().scope();
        Loss criterion = backend().loss(mse())) {
      Tensor loss = criterion.forward(model.forward(batch), targets);
      return scope.keep(factor == 1 ? loss : loss.mul(factor));
    }
  }

  /** The gradients after a backward, the weight being frozen only now or not at all. */
  private List<float[]> gradients(Module model, Tensor loss, boolean frozen) {
    Tensor weight = model.parameters().get(0);
    Tensor bias = model.parameters().get(1);
    weight.requiresGrad(!frozen);
    try {
      loss.backward();
    } finally {
      weight.requiresGrad(true);
    }
    return frozen ? List.of(gradient(bias)) : List.of(gradient(weight), gradient(bias));
  }

  @Test
  default void trainingOnLoansIsTrainingOnTensors() {
    assertThat(trained(true)).isEqualTo(trained(false));
  }

  private float[] trained(boolean onLoans) {
    backend().manualSeed(3);
    float[] values = new float[ROWS * FEATURES];
    try (Module model = module(linear(FEATURES, 1));
        Optimizer optimizer = backend().optimizer(sgd(0.1).momentum(0.9), model.parameters());
        Loss criterion = backend().loss(mse());
        Slot slot = slot()) {
      for (int step = 0; step < 5; step++) {
        System.arraycopy(batch(step), 0, values, 0, values.length);
        try (Scope scope = backend().scope()) {
          Tensor batch =
              onLoans ? slot.lend(values) : tensor(Shape.of(ROWS, FEATURES), values.clone());
          optimizer.zeroGrad();
          criterion.forward(model.forward(batch), targets()).backward();
          optimizer.step();
        }
        slot.unload();
        Arrays.fill(values, Float.NaN);
      }
      return Objects.requireNonNull(model.stateDict().get("weight")).toFloatArray();
    }
  }
}
