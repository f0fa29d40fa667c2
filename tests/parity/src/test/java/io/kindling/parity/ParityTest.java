package io.kindling.parity;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.TestDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The same program on both backends gives the same numbers, {@code libtorch} on any device. */
final class ParityTest {
  private static final Backend CPU = Backends.open("cpu");
  private static final Backend LIBTORCH = Backends.open("libtorch");

  /** What a run leaves. */
  private static final class Outcome {
    final float[] losses;
    final Map<String, TensorData> state;

    Outcome(float[] losses, Map<String, TensorData> state) {
      this.losses = losses;
      this.state = state;
    }
  }

  private static Outcome train(
      Backend backend,
      ModuleSpec spec,
      OptimizerSpec optimizerSpec,
      TensorData x,
      TensorData y,
      int epochs) {
    Device device = TestDevices.of(backend);
    try (Scope run = backend.scope()) {
      Module model = backend.module(spec, new TorchRandom(0)).to(device);
      Loss criterion = backend.loss(mse());
      Optimizer optimizer = backend.optimizer(optimizerSpec, model.parameters());
      Tensor inputs = backend.tensor(x).to(device);
      Tensor labels = backend.tensor(y).to(device);
      float[] losses = new float[epochs];
      for (int epoch = 0; epoch < epochs; epoch++) {
        try (Scope step = backend.scope()) {
          optimizer.zeroGrad();
          Tensor loss = criterion.forward(model.forward(inputs), labels);
          loss.backward();
          optimizer.step();
          losses[epoch] = loss.item();
        }
      }
      return new Outcome(losses, model.stateDict());
    }
  }

  private static void expectParity(
      String what,
      ModuleSpec spec,
      OptimizerSpec optimizer,
      TensorData x,
      TensorData y,
      int epochs) {
    Outcome cpu = train(CPU, spec, optimizer, x, y, epochs);
    Outcome libtorch = train(LIBTORCH, spec, optimizer, x, y, epochs);
    Expect.close(what, cpu.losses, libtorch.losses, Numerics.run("losses").value());
    assertThat(cpu.state.keySet()).isEqualTo(libtorch.state.keySet());
    libtorch.state.forEach(
        (name, values) ->
            Expect.close(
                what + ", " + name,
                Objects.requireNonNull(cpu.state.get(name)).toFloatArray(),
                values.toFloatArray(),
                Numerics.run("weights").value()));
  }

  @Test
  void theDiabetesTable() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("../../docs/data/diabetes.csv"));
    List<String> header = List.of(lines.get(0).split(","));
    int bmi = header.indexOf("bmi");
    int progression = header.indexOf("progression");
    int rows = lines.size() - 1;
    float[] x = new float[rows];
    float[] y = new float[rows];
    for (int row = 0; row < rows; row++) {
      String[] cells = lines.get(row + 1).split(",");
      x[row] = Float.parseFloat(cells[bmi]);
      y[row] = Float.parseFloat(cells[progression]);
    }
    TensorData inputs = TensorData.of(x, Shape.of(rows, 1));
    TensorData labels = TensorData.of(y, Shape.of(rows, 1));
    expectParity("diabetes", linear(1, 1), sgd(0.001), inputs, labels, 2000);
  }

  @Test
  void randomTablesOfManyShapes() {
    TorchRandom random = new TorchRandom(3);
    for (int rows : new int[] {1, 2, 17, 255, 256, 257, 1000}) {
      for (int features : new int[] {1, 3, 16, 33}) {
        TensorData x = random.uniform(Shape.of(rows, features), -1, 1);
        TensorData y = random.uniform(Shape.of(rows, 2), -1, 1);
        String what = rows + " x " + features;
        expectParity(what, linear(features, 2), sgd(0.05), x, y, 50);
        ModuleSpec deep = sequential(linear(features, 5), linear(5, 2).bias(false));
        expectParity(what + ", deep", deep, sgd(0.02).momentum(0.9).nesterov(true), x, y, 30);
      }
    }
  }

  @Test
  void longTablesInManyBlocks() {
    TorchRandom random = new TorchRandom(4);
    TensorData x = random.uniform(Shape.of(50_000, 4), -1, 1);
    TensorData y = random.uniform(Shape.of(50_000, 1), 0, 100);
    expectParity("50000 rows", linear(4, 1), sgd(0.1), x, y, 20);
  }
}
