package io.kindling.libtorch;

import static io.kindling.Specs.batchNorm1d;
import static io.kindling.Specs.embedding;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.nn.ModuleSpec;
import io.kindling.tck.KindlingContract;
import io.kindling.tck.kit.GpuMemory;
import io.kindling.tck.kit.TestDevices;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The backend {@code libtorch} keeps the contract on a GPU too; skipped where there is none. */
final class TorchCudaTest implements KindlingContract {
  private static final Backend BACKEND = Backends.open("libtorch");

  @BeforeAll
  static void needsAGpu() {
    TestDevices.required(BACKEND, "cuda:0");
  }

  @Override
  public Backend backend() {
    return BACKEND;
  }

  @Override
  public Device device() {
    return BACKEND.device("cuda:0");
  }

  @Override
  public long memoryInUse() {
    return KindlingContract.super.memoryInUse() + GpuMemory.used();
  }

  @Test
  void itIsTheBestDevice() {
    assertThat(BACKEND.bestDevice()).isEqualTo(device());
    assertThat(BACKEND.unusableDevices()).isEmpty();
  }

  @Test
  void aSeedGivesTheSameFirstWeightsAsOnTheProcessor() {
    ModuleSpec spec = sequential(linear(7, 33), batchNorm1d(33), linear(33, 3), embedding(5, 4));
    BACKEND.manualSeed(0);
    Module here = BACKEND.module(spec);
    BACKEND.manualSeed(0);
    Module there = BACKEND.module(spec).to(device());
    assertThat(there.stateDict()).isEqualTo(here.stateDict());
  }

  @Test
  void valuesComeBackBitForBit() {
    float[] values = {
      0f, -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN, 0.1f
    };
    TensorData floats = TensorData.of(values, Shape.of(7));
    assertThat(tensor(floats).data()).isEqualTo(floats);
    TensorData integers = TensorData.of(new long[] {Long.MIN_VALUE, -1, 1L << 53}, Shape.of(3));
    assertThat(tensor(integers).data()).isEqualTo(integers);
  }

  @Test
  void productsHaveAllBitsOfAFloat() {
    TensorData a = new TorchRandom(1).rand(Shape.of(256, 1024));
    TensorData b = new TorchRandom(2).rand(Shape.of(1024, 256));
    float[] product = tensor(a).matmul(tensor(b)).toFloatArray();
    float[] left = a.toFloatArray();
    float[] right = b.toFloatArray();
    for (int at = 0; at < product.length; at += 997) {
      double exact = 0;
      for (int k = 0; k < 1024; k++) {
        exact += (double) left[at / 256 * 1024 + k] * right[k * 256 + at % 256];
      }
      // with the 10 bits that TF32 has of each factor it would be 1e-4 away
      assertThat(Math.abs(product[at] / exact - 1)).isLessThan(5e-6);
    }
  }

  @Test
  void aGradientMovesWithItsParameter() {
    Module model = BACKEND.module(linear(1, 1), new TorchRandom(0));
    Optimizer optimizer = BACKEND.optimizer(sgd(0.1), model.parameters());
    float[] one = {1};
    for (Device device : new Device[] {Device.CPU, device(), Device.CPU}) {
      model.to(device);
      Tensor x = BACKEND.tensor(one, Shape.of(1, 1)).to(device);
      BACKEND.loss(mse()).forward(model.forward(x), x).backward();
    }
    optimizer.step();
    Module expected = BACKEND.module(linear(1, 1), new TorchRandom(0));
    Optimizer plain = BACKEND.optimizer(sgd(0.1), expected.parameters());
    Tensor x = BACKEND.tensor(one, Shape.of(1, 1));
    for (int i = 0; i < 3; i++) {
      BACKEND.loss(mse()).forward(expected.forward(x), x).backward();
    }
    plain.step();
    assertThat(values(model.stateDict(), "bias")[0])
        .isCloseTo(values(expected.stateDict(), "bias")[0], within(1e-6f));
  }
}
