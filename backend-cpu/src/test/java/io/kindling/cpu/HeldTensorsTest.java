package io.kindling.cpu;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.CompositeModule;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.error.ClosedException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arrays are used again, but never one that a host can still look into. */
final class HeldTensorsTest {
  /** Rows and columns: arrays that are long enough to be kept. */
  private static final int SIZE = 64;

  private static final Shape SQUARE = Shape.of(SIZE, SIZE);
  private static final long BYTES = (long) SIZE * SIZE * Float.BYTES;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Backend backend = Backends.open("cpu");
  private final Tensor x = backend.tensor(new TorchRandom(1).rand(SQUARE));
  private final Tensor y = backend.tensor(new TorchRandom(2).rand(SQUARE));
  private final Loss criterion = backend.loss(mse());
  private final Own model = new Own(backend);
  private final Optimizer optimizer = backend.optimizer(adam(0.01), model.parameters());

  /** A module of one's own, which remembers what is between its layers. */
  private static final class Own extends CompositeModule {
    private final Module first;
    private final Module second;
    Tensor hidden;

    Own(Backend backend) {
      first = child("first", backend.module(linear(SIZE, SIZE)));
      second = child("second", backend.module(linear(SIZE, SIZE)));
      hidden = backend.tensor(new float[] {0}, Shape.scalar());
    }

    @Override
    public Tensor forward(Tensor input) {
      hidden = first.forward(input).tanh();
      return second.forward(hidden);
    }
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private Tensor step() {
    optimizer.zeroGrad();
    Tensor prediction = model.forward(x);
    criterion.forward(prediction, y).backward();
    optimizer.step();
    return prediction;
  }

  private void steps() {
    for (int i = 0; i < 100; i++) {
      try (Scope scope = backend.scope()) {
        step();
      }
    }
  }

  /** Trains on and looks whether tensors stay as they are. */
  private void checkThatTheyStay(List<Tensor> held) {
    List<float[]> values = new ArrayList<>();
    held.forEach(tensor -> values.add(tensor.toFloatArray()));
    steps();
    for (int i = 0; i < held.size(); i++) {
      assertThat(held.get(i).toFloatArray()).as("tensor %s", i).isEqualTo(values.get(i));
    }
  }

  @Test
  void whatIsKeptOutOfAScopeStays() {
    List<Tensor> held = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      try (Scope scope = backend.scope()) {
        held.add(scope.keep(step()));
        held.add(scope.keep(model.hidden));
        for (Tensor parameter : model.parameters()) {
          held.add(scope.keep(Objects.requireNonNull(parameter.grad())));
        }
        held.add(scope.keep(model.hidden.mul(2)));
        held.add(scope.keep(model.hidden.detach()));
        held.add(scope.keep(model.hidden.reshape(SIZE * SIZE)));
        held.add(scope.keep(model.hidden.narrow(0, 1, SIZE - 1)));
        held.add(scope.keep(criterion.forward(model.forward(x), y)));
      }
    }
    checkThatTheyStay(held);
  }

  @Test
  void rowsOfAClosedTensorStay() {
    Tensor rows;
    try (Scope scope = backend.scope()) {
      Tensor table = x.mul(3);
      rows = scope.keep(table.narrow(0, 16, 32));
    }
    steps();
    assertThat(rows.toFloatArray()).isEqualTo(x.mul(3).narrow(0, 16, 32).toFloatArray());
  }

  @Test
  void aLossThatIsKeptHasTheGradientThatItHadAtFirst() {
    Tensor input = backend.tensor(new TorchRandom(3).rand(SQUARE)).requiresGrad(true);
    Tensor expected = gradient(input, loss(input));
    Tensor kept;
    try (Scope scope = backend.scope()) {
      kept = scope.keep(loss(input));
    }
    steps();
    assertThat(gradient(input, kept).toFloatArray()).isEqualTo(expected.toFloatArray());
  }

  /** A loss that needs, on the way back, what lies between. */
  private static Tensor loss(Tensor input) {
    return input.exp().mul(input.tanh()).sigmoid().matmul(input.relu()).sum();
  }

  private static Tensor gradient(Tensor input, Tensor loss) {
    input.grad(null);
    loss.backward();
    return Objects.requireNonNull(input.grad());
  }

  @Test
  void aBatchThatALossWaitsForStays() {
    Module layer = backend.module(linear(SIZE, SIZE));
    Tensor weight = layer.parameters().get(0);
    Tensor table = x.exp();
    criterion.forward(layer.forward(table.narrow(0, 0, 32)), y.narrow(0, 0, 32)).backward();
    float[] expected = Objects.requireNonNull(weight.grad()).toFloatArray();
    weight.grad(null);
    Tensor loss = criterion.forward(layer.forward(table.narrow(0, 0, 32)), y.narrow(0, 0, 32));
    table.close();
    steps();
    loss.backward();
    assertThat(Objects.requireNonNull(weight.grad()).toFloatArray()).isEqualTo(expected);
  }

  /** Whoever else has used it may be in the middle of a call that reads it. */
  @Test
  void onlyWhatOneThreadAloneHasUsedIsUsedAgain() {
    x.exp().close();
    assertThat(bytesOfAnother()).isLessThan(BYTES);

    Tensor read = x.exp();
    elsewhere(read::toFloatArray);
    read.close();
    assertThat(bytesOfAnother()).as("read elsewhere").isGreaterThanOrEqualTo(BYTES);

    Tensor closed = x.exp();
    elsewhere(Executors.callable(closed::close));
    assertThat(bytesOfAnother()).as("closed elsewhere").isGreaterThanOrEqualTo(BYTES);

    elsewhere(x::exp).close();
    assertThat(bytesOfAnother()).as("made elsewhere").isGreaterThanOrEqualTo(BYTES);

    try (Scope scope = backend.scope()) {
      elsewhere(x.exp()::toFloatArray);
    }
    assertThat(bytesOfAnother()).as("closed by a scope").isGreaterThanOrEqualTo(BYTES);
  }

  /** What this thread allocates for a tensor as long as the last one, whose array goes nowhere. */
  private long bytesOfAnother() {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    x.exp();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  private static <T> T elsewhere(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    new Thread(task).start();
    try {
      return task.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatAnotherThreadMakesOfItStays() {
    List<Tensor> held = new ArrayList<>();
    List<float[]> expected = new ArrayList<>();
    try (Scope scope = backend.scope()) {
      step();
      Tensor hidden = model.hidden;
      held.addAll(
          elsewhere(
              () ->
                  List.of(hidden.detach(), hidden.narrow(0, 8, 32), hidden.reshape(SIZE * SIZE))));
      held.forEach(tensor -> expected.add(tensor.toFloatArray()));
    }
    steps();
    for (int i = 0; i < held.size(); i++) {
      assertThat(held.get(i).toFloatArray()).as("tensor %s", i).isEqualTo(expected.get(i));
    }
  }

  @Test
  void whoReadsWhatIsBeingClosedReadsAllOfItOrNothing() {
    for (int i = 1; i <= 300; i++) {
      Tensor shared = x.mul(0).add(i);
      FutureTask<Set<Float>> reader = new FutureTask<>(() -> valuesUntilClosed(shared));
      new Thread(reader).start();
      shared.close();
      x.mul(0).sub(i).close();
      Set<Float> seen = elsewhere(reader::get);
      assertThat(seen).isSubsetOf((float) i);
    }
  }

  private static Set<Float> valuesUntilClosed(Tensor tensor) {
    Set<Float> values = new HashSet<>();
    try {
      while (true) {
        for (float value : tensor.toFloatArray()) {
          values.add(value);
        }
      }
    } catch (ClosedException e) {
      return values;
    }
  }

  @Test
  void whatWasComputedStaysWhereAnOptimizerTakesItsValues() {
    Tensor computed = model.forward(x);
    float[] expected = computed.toFloatArray();
    Tensor start = computed.detach().requiresGrad(true);
    Optimizer descent = backend.optimizer(sgd(1), List.of(start));
    start.sum().backward();
    descent.step();
    assertThat(start.toFloatArray()).isNotEqualTo(expected);
    assertThat(computed.toFloatArray()).isEqualTo(expected);
  }

  @Test
  void aGradientThatIsReadStaysAsItIs() {
    Tensor weight = model.parameters().get(0);
    step();
    Tensor gradient = Objects.requireNonNull(weight.grad());
    optimizer.zeroGrad();
    assertThat(weight.grad()).isNull();
    checkThatTheyStay(List.of(gradient));
  }
}
