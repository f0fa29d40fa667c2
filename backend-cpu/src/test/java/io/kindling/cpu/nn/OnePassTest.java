package io.kindling.cpu.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Slot;
import io.kindling.Specs;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.cpu.kernel.Processor;
import io.kindling.error.GradientException;
import io.kindling.nn.LossSpec;
import io.kindling.optim.OptimizerSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nobody observes whether a loss went through the samples once: not in a bit of a value or a
 * gradient, whatever the loss, the sizes, the kernels, the threads, and whatever else is done.
 * Samples that want a gradient themselves are never gone through once, so with them all is computed
 * the long way.
 */
final class OnePassTest {
  private static final List<String> LOSSES =
      List.of(
          "mse()",
          "mse(reduction=sum)",
          "l1()",
          "smooth_l1(beta=0.5)",
          "huber(delta=0.3,reduction=sum)",
          "bce_with_logits()",
          "poisson_nll()",
          "cross_entropy()",
          "cross_entropy(reduction=sum)");

  private Backend backend = Backends.open("cpu");

  @BeforeEach
  void fresh() {
    reopen("2", "true");
  }

  @AfterEach
  void close() {
    backend.close();
    System.clearProperty(Processor.THREADS);
    System.clearProperty(Processor.VECTOR);
  }

  private void reopen(String threads, String vector) {
    backend.close();
    System.setProperty(Processor.THREADS, threads);
    System.setProperty(Processor.VECTOR, vector);
    backend = Backends.open("cpu");
  }

  private Tensor random(int seed, int rows, int columns) {
    return backend.tensor(new TorchRandom(seed).uniform(Shape.of(rows, columns), 0, 1));
  }

  private Tensor classes(int rows, int count) {
    long[] classes = new long[rows];
    for (int row = 0; row < rows; row++) {
      classes[row] = row * 31L % count;
    }
    return backend.tensor(classes, Shape.of(rows));
  }

  private Module linear(int in, int out) {
    backend.manualSeed(7);
    return backend.module(Specs.linear(in, out));
  }

  private static float[] gradient(Tensor parameter) {
    return Objects.requireNonNull(parameter.grad()).toFloatArray();
  }

  private static Map<String, float[]> state(Module module) {
    Map<String, float[]> state = new TreeMap<>();
    module.stateDict().forEach((name, data) -> state.put(name, data.toFloatArray()));
    return state;
  }

  /** What a run computes: every loss, prediction and gradient, and the parameters after it. */
  private List<float[]> run(String loss, int rows, int in, int out, boolean longWay) {
    List<float[]> seen = new ArrayList<>();
    Module model = linear(in, out);
    Loss criterion = backend.loss(LossSpec.parse(loss));
    Optimizer optimizer =
        backend.optimizer(OptimizerSpec.parse("sgd(lr=0.01,momentum=0.9)"), model.parameters());
    Tensor x = random(1, rows, in).requiresGrad(longWay);
    Tensor y = loss.startsWith("cross") ? classes(rows, out) : random(2, rows, out);
    for (int step = 0; step < 4; step++) {
      try (Scope scope = backend.scope()) {
        optimizer.zeroGrad();
        Tensor prediction = model.forward(x);
        Tensor value = criterion.forward(prediction, y);
        value.backward();
        model.parameters().forEach(p -> seen.add(gradient(p)));
        optimizer.step();
        seen.add(new float[] {value.item()});
        seen.add(prediction.toFloatArray()); // what it was before the step
      }
    }
    state(model).values().forEach(seen::add);
    return seen;
  }

  static Stream<Object[]> runs() {
    List<Object[]> runs = new ArrayList<>();
    for (String loss : LOSSES) {
      runs.add(new Object[] {loss, 700, 5, 1});
      runs.add(new Object[] {loss, 530, 9, 3});
    }
    runs.add(new Object[] {"mse()", 1024, 1, 1});
    runs.add(new Object[] {"mse()", 255, 64, 8});
    runs.add(new Object[] {"mse()", 257, 20, 2});
    runs.add(new Object[] {"mse()", 20_000, 33, 1});
    runs.add(new Object[] {"mse()", 20, 1 << 16, 1});
    runs.add(new Object[] {"mse()", 20, (1 << 16) + 1, 1});
    return runs.stream();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void everyBitIsTheSame(String loss, int rows, int in, int out) {
    reopen("1", "false");
    List<float[]> expected = run(loss, rows, in, out, true);
    for (String threads : List.of("1", "2", "7")) {
      for (String vector : List.of("false", "true")) {
        reopen(threads, vector);
        for (boolean longWay : new boolean[] {false, true}) {
          List<float[]> actual = run(loss, rows, in, out, longWay);
          assertThat(actual).hasSameSizeAs(expected);
          for (int i = 0; i < expected.size(); i++) {
            assertThat(actual.get(i))
                .as("%s threads, vector %s", threads, vector)
                .isEqualTo(expected.get(i));
          }
        }
      }
    }
  }

  @Test
  void aPredictionHasTheValuesThatItHadWhenItWasMade() {
    Module model = linear(4, 1);
    Tensor x = random(1, 600, 4);
    Tensor before = model.forward(x);
    Tensor longWay = model.forward(random(1, 600, 4).requiresGrad(true));
    model.parameters().get(0).grad(backend.tensor(new float[] {1, 2, 3, 4}, Shape.of(1, 4)));
    backend.optimizer(Specs.sgd(0.1), model.parameters()).step();
    assertThat(before.toFloatArray()).isEqualTo(longWay.toFloatArray());
  }

  @Test
  void aPredictionMayServeTwoLossesAndALossMayBeScaled() {
    List<float[]> gradients = new ArrayList<>();
    for (boolean longWay : new boolean[] {false, true}) {
      Module model = linear(4, 1);
      Tensor prediction = model.forward(random(1, 600, 4).requiresGrad(longWay));
      Tensor y = random(2, 600, 1);
      Tensor mse = backend.loss(Specs.mse()).forward(prediction, y);
      Tensor l1 = backend.loss(Specs.l1()).forward(prediction, y);
      mse.add(l1.mul(0.5)).backward();
      gradients.add(gradient(model.parameters().get(0)));
      // a second backward adds to the first
      Tensor again = backend.loss(Specs.mse()).forward(model.forward(random(1, 600, 4)), y);
      again.backward();
      gradients.add(gradient(model.parameters().get(0)));
      gradients.add(gradient(model.parameters().get(1)));
    }
    for (int i = 0; i < 3; i++) {
      assertThat(gradients.get(i)).isEqualTo(gradients.get(3 + i));
    }
  }

  @Test
  void frozenParametersGetNoGradient() {
    for (int frozen : new int[] {0, 1}) {
      Module model = linear(4, 2);
      model.parameters().get(frozen).requiresGrad(false);
      Tensor x = random(1, 600, 4);
      Tensor y = random(2, 600, 2);
      backend.loss(Specs.mse()).forward(model.forward(x), y).backward();
      assertThat(model.parameters().get(frozen).grad()).isNull();
      assertThat(model.parameters().get(1 - frozen).grad()).isNotNull();
    }
  }

  @Test
  void aLossIsGoneBackFromOnce() {
    Module model = linear(4, 1);
    Tensor loss =
        backend.loss(Specs.mse()).forward(model.forward(random(1, 600, 4)), random(2, 600, 1));
    loss.backward();
    assertThatThrownBy(loss::backward).isInstanceOf(GradientException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 12}) // in one pass, and by products
  void batchesThatAreReadWhereTheyLieHaveTheSameBits(int outputs) {
    for (int size : new int[] {64, 100}) {
      List<float[]> seen = new ArrayList<>();
      for (boolean longWay : new boolean[] {false, true}) {
        Module model = linear(40, outputs);
        Optimizer optimizer = backend.optimizer(Specs.sgd(0.01), model.parameters());
        Tensor x = random(1, 1010, 40);
        Tensor y = random(2, 1010, outputs);
        for (int start = 0; start < 3 * 1010; start += size) {
          int from = start % 1010;
          int rows = Math.min(size, 1010 - from);
          optimizer.zeroGrad();
          Tensor batch = x.narrow(0, from, rows);
          if (longWay) {
            batch = backend.tensor(batch.toFloatArray(), batch.shape()).requiresGrad(true);
          }
          Tensor prediction = model.forward(batch);
          backend.loss(Specs.mse()).forward(prediction, y.narrow(0, from, rows)).backward();
          optimizer.step();
          seen.add(prediction.toFloatArray());
          seen.add(batch.toFloatArray());
        }
        seen.addAll(state(model).values());
      }
      for (int i = 0; i < seen.size() / 2; i++) {
        assertThat(seen.get(i)).isEqualTo(seen.get(seen.size() / 2 + i));
      }
    }
  }

  @Test
  void samplesThatWerePackedAreReadAsTheyWere() {
    Module model = linear(4, 1);
    Tensor x = random(1, 603, 4);
    Tensor y = random(2, 603, 1);
    float[] before = x.toFloatArray();
    for (int step = 0; step < 3; step++) {
      backend.loss(Specs.mse()).forward(model.forward(x), y).backward();
    }
    assertThat(x.toFloatArray()).isEqualTo(before);
    assertThat(x.narrow(0, 5, 2).toFloatArray()).isEqualTo(Arrays.copyOfRange(before, 20, 28));
    assertThat(x.mul(2).narrow(0, 0, 1).toFloatArray()[0]).isEqualTo(2 * before[0]);
  }

  @Test
  void whatWaitedIsComputedFromWhatWasThereBeforeABatchWasOverwritten() {
    Module model = linear(4, 1);
    float[] first = new TorchRandom(1).uniform(Shape.of(600, 4), 0, 1).toFloatArray();
    float[] second = new TorchRandom(2).uniform(Shape.of(600, 4), 0, 1).toFloatArray();
    Tensor x = backend.tensor(first, Shape.of(600, 4));
    Tensor y = random(3, 600, 1);
    float[] expected = model.forward(backend.tensor(first, Shape.of(600, 4))).toFloatArray();
    try (Slot slot = new Slot(backend, backend.devices().get(0), Shape.of(600, 4))) {
      Tensor batch = slot.load(first);
      for (int step = 0; step < 3; step++) { // packed by now
        backend.loss(Specs.mse()).forward(model.forward(batch), y).backward();
      }
      Tensor waiting = model.forward(batch);
      Tensor part = batch.narrow(0, 16, 32);
      Tensor next = slot.load(second);
      assertThat(waiting.toFloatArray()).isEqualTo(expected);
      assertThat(part.toFloatArray()).isEqualTo(Arrays.copyOfRange(first, 64, 192));
      assertThat(next.toFloatArray()).isEqualTo(second);
      Tensor after = model.forward(next);
      slot.load(first);
      assertThat(after.toFloatArray())
          .isEqualTo(model.forward(backend.tensor(second, Shape.of(600, 4))).toFloatArray());
    }
    assertThat(x.toFloatArray()).isEqualTo(first);
  }

  @Test
  void aLoanIsNotCopied() {
    float[] values = new TorchRandom(1).uniform(Shape.of(600, 4), 0, 1).toFloatArray();
    try (Slot slot = new Slot(backend, backend.devices().get(0), Shape.of(600, 4))) {
      Tensor batch = slot.lend(values);
      values[5] = 42;
      assertThat(batch.toFloatArray()).isEqualTo(values);
    }
  }

  @Test
  void aLoanThatLastsForManyStepsKeepsNoneOfThem() {
    int inputs = 60_000; // a step holds them as weights: all steps' together are more than the heap
    Module model = linear(inputs, 1);
    Loss criterion = backend.loss(Specs.mse());
    Tensor y = backend.tensor(new float[1], Shape.of(1, 1));
    try (Slot slot = new Slot(backend, backend.devices().get(0), Shape.of(1, inputs))) {
      Tensor batch = slot.lend(new float[inputs]);
      for (int step = 0; step < 5_000; step++) {
        try (Scope scope = backend.scope()) {
          criterion.forward(model.forward(batch), y).backward();
        }
      }
      for (int step = 0; step < 5_000; step++) {
        try (Scope scope = backend.scope()) {
          model.forward(batch); // and never back
        }
      }
    }
  }

  @Test
  void aLayerOfVeryManyInputsNeedsNoMoreMemoryThanAFewOfItsWeights() {
    // sixteen running sums for each of these would be larger than the tests' heap
    int inputs = 20_000_000;
    Module model = linear(inputs, 1);
    Tensor x = backend.tensor(new float[inputs], Shape.of(1, inputs));
    Tensor y = backend.tensor(new float[1], Shape.of(1, 1));
    backend.loss(Specs.mse()).forward(model.forward(x), y).backward();
    assertThat(gradient(model.parameters().get(0))).hasSize(inputs);
  }
}
