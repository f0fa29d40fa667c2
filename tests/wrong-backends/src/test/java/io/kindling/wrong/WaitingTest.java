package io.kindling.wrong;

import static io.kindling.Specs.crossEntropy;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.spi.TensorOperations;
import io.kindling.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * When a training waits for its device: where it copies values to it or from it. The backend is
 * right, and tells of those calls.
 */
final class WaitingTest {
  private final List<String> calls = new ArrayList<>();
  private final Backend backend = WrongBackendProvider.open(Defects.operations(this::telling));
  private final Module model = backend.module(linear(1, 2));
  private final Optimizer optimizer = backend.optimizer(sgd(0.01), model.parameters());
  private Scope scope = backend.scope();

  private <T> TensorOperations<T> telling(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T create(TensorData data, Device device) {
        calls.add("create " + data.shape());
        return super.create(data, device);
      }

      @Override
      public TensorData read(T tensor) {
        calls.add("read");
        return super.read(tensor);
      }

      @Override
      public float item(T tensor) {
        calls.add("item");
        return super.item(tensor);
      }

      @Override
      public void backward(T tensor) {
        calls.add("backward");
        super.backward(tensor);
      }
    };
  }

  @BeforeEach
  void forgetHowTheModelWasMade() {
    calls.clear();
  }

  @AfterEach
  void close() {
    scope.close();
    backend.close();
  }

  private Tensor integers(long... values) {
    return backend.tensor(values, Shape.of(values.length));
  }

  @Test
  void aStepWaitsForNothing() {
    Tensor x = backend.tensor(new float[] {1, 2}, Shape.of(2, 1));
    Tensor y = backend.tensor(new float[4], Shape.of(2, 2));
    Loss criterion = backend.loss(mse());
    calls.clear();
    optimizer.zeroGrad();
    criterion.forward(model.forward(x), y).backward();
    optimizer.step();
    assertThat(calls).containsExactly("backward");
  }

  @Test
  void labelsAreNotReadToBeChecked() {
    Tensor x = backend.tensor(new float[] {1, 2}, Shape.of(2, 1));
    Tensor given = Tensor.cat(List.of(integers(1), integers(0)), 0);
    Loss criterion = backend.loss(crossEntropy());
    calls.clear();
    Tensor logits = model.forward(x);
    criterion.forward(logits, given);
    criterion.forward(logits, logits.max(1).indices());
    criterion.forward(logits, logits.min(1).indices());
    assertThat(calls).isEmpty();
  }

  @Test
  void aTrainerCopiesTheOrderOnceAnEpochAndReadsEachLossOnceTheGradientsAreUnderWay() {
    Dataset data = Dataset.of(new float[] {1, 2, 3}, 1, new float[6], 2);
    new Trainer(model, backend.loss(mse()), optimizer)
        .batchSize(2)
        .shuffle(new TorchRandom(1))
        .train(data, 2);
    List<String> epoch = List.of("create [3]", "backward", "item", "backward", "item");
    assertThat(calls.subList(0, 2)).containsExactly("create [3, 1]", "create [3, 2]");
    assertThat(calls.subList(2, 7)).isEqualTo(epoch);
    assertThat(calls.subList(7, calls.size())).isEqualTo(epoch);
  }
}
