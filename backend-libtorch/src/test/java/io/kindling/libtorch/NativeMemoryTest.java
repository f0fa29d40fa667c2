package io.kindling.libtorch;

import static io.kindling.spec.Specs.linear;
import static io.kindling.spec.Specs.mse;
import static io.kindling.spec.Specs.sequential;
import static io.kindling.spec.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Shape;
import io.kindling.Tensor;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;

/** Native memory is freed by scopes, not by the garbage collector. */
final class NativeMemoryTest {
  private static final Backend BACKEND = Backends.open("libtorch");

  private static long pointers() {
    return Pointer.totalCount();
  }

  @Test
  void aStepLeavesNothingBehind() {
    try (Scope run = BACKEND.scope()) {
      Module model = BACKEND.module(sequential(linear(3, 4), linear(4, 1)));
      Loss criterion = BACKEND.loss(mse());
      Optimizer optimizer = BACKEND.optimizer(sgd(0.01).momentum(0.9), model.parameters());
      Tensor x = BACKEND.tensor(new float[30], Shape.of(10, 3));
      Tensor y = BACKEND.tensor(new float[10], Shape.of(10, 1));
      long before = pointers();
      for (int i = 0; i < 1000; i++) {
        try (Scope step = BACKEND.scope()) {
          optimizer.zeroGrad();
          Tensor loss = criterion.forward(model.forward(x), y);
          loss.backward();
          optimizer.step();
          loss.item();
          optimizer.learningRate(optimizer.learningRate() * 0.999);
          Objects.requireNonNull(model.parameters().get(0).grad()).toFloatArray();
          x.narrow(0, 1, 2).add(1).mul(2).div(3).sub(4).neg().reshape(-1).sum().item();
          x.matmul(x.transpose()).detach().mean().data();
        }
      }
      assertThat(pointers()).isEqualTo(before);
    }
  }

  @Test
  void everythingThatAScopeMadeIsFreedWithIt() {
    long before = pointers();
    for (int i = 0; i < 100; i++) {
      try (Scope scope = BACKEND.scope()) {
        Module model = BACKEND.module(sequential(linear(3, 4).bias(false), linear(4, 1)));
        BACKEND.loss(mse());
        BACKEND.optimizer(sgd(0.01), model.parameters());
        model.loadStateDict(model.stateDict());
        Tensor kept = scope.keep(BACKEND.tensor(new float[8], Shape.of(2, 4)));
        kept.close();
      }
    }
    assertThat(pointers()).isEqualTo(before);
  }

  @Test
  void aModelClosedByHandIsGone() {
    long before = pointers();
    Module model = BACKEND.module(linear(1000, 10));
    assertThat(pointers()).isGreaterThan(before);
    model.close();
    assertThat(pointers()).isEqualTo(before);
  }
}
