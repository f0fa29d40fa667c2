package io.kindling.libtorch;

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
import io.kindling.core.Extremum;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Native memory is freed by scopes, not by the garbage collector. */
final class NativeMemoryTest {
  private static final Backend BACKEND = Backends.open("libtorch");

  /**
   * What two threads have used is freed when the garbage collector finds it: what tests before left
   * to it must not go while these count.
   */
  @BeforeAll
  static void collectWhatOthersLeft() {
    long last = -1;
    for (int same = 0, times = 0; same < 5 && times < 100; times++) {
      System.gc();
      same = pointers() == last ? same + 1 : 0;
      last = pointers();
    }
  }

  private static long pointers() {
    return Pointer.totalCount();
  }

  /** Does something many times, each in a scope of its own. */
  private static void assertLeavesNothingBehind(int times, Runnable something) {
    long before = pointers();
    for (int i = 0; i < times; i++) {
      try (Scope scope = BACKEND.scope()) {
        something.run();
      }
    }
    assertThat(pointers()).isEqualTo(before);
  }

  private static Tensor random(long... sizes) {
    return BACKEND.tensor(new TorchRandom(7).randn(Shape.of(sizes)));
  }

  @Test
  void aStepLeavesNothingBehind() {
    try (Scope run = BACKEND.scope()) {
      Module model = BACKEND.module(sequential(linear(3, 4), linear(4, 1)));
      Loss criterion = BACKEND.loss(mse());
      Optimizer optimizer = BACKEND.optimizer(sgd(0.01).momentum(0.9), model.parameters());
      Tensor x = BACKEND.tensor(new float[30], Shape.of(10, 3));
      Tensor y = BACKEND.tensor(new float[10], Shape.of(10, 1));
      assertLeavesNothingBehind(
          1000,
          () -> {
            optimizer.zeroGrad();
            Tensor loss = criterion.forward(model.forward(x), y);
            loss.backward();
            optimizer.step();
            loss.item();
            optimizer.learningRate(optimizer.learningRate() * 0.999);
            Objects.requireNonNull(model.parameters().get(0).grad()).toFloatArray();
          });
    }
  }

  @Test
  void anOperationLeavesNothingBehind() {
    try (Scope run = BACKEND.scope()) {
      Tensor x = random(10, 3).requiresGrad(true);
      Tensor indices = BACKEND.tensor(new long[] {2, 0}, Shape.of(2));
      assertLeavesNothingBehind(
          100,
          () -> {
            x.narrow(0, 1, 2).add(1).mul(2).div(3).sub(4).neg().reshape(-1).sum().backward();
            x.matmul(x.transpose()).detach().mean().data();
            x.exp().log().sqrt().abs().pow(2).pow(x).clamp(-1, 1).relu().sigmoid().tanh();
            x.softmax(0).logSoftmax(1).sum(0).mean(0, true).add(x).sub(x).mul(x).div(x);
            Extremum<Tensor> greatest = x.max(1);
            greatest.values().sum().backward();
            x.min(0, true).indices().data();
            Tensor.cat(List.of(x, x), 1).indexSelect(0, indices);
            x.gt(x).add(x.ge(0)).add(x.lt(x)).add(x.le(0)).add(x.eq(x)).add(x.ne(0));
            x.grad(x.detach());
            x.grad(null);
          });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "linear(4, 2)",
        "relu()",
        "leaky_relu(0.1)",
        "gelu()",
        "gelu(approximate=tanh)",
        "silu()",
        "sigmoid()",
        "tanh()",
        "softplus()",
        "layer_norm(4)",
        "batch_norm_1d(4)",
        "flatten()",
        "flatten(start_dim=1, end_dim=1)",
        "embedding(5, 3)"
      })
  void aModuleLeavesNothingBehind(String text) {
    try (Scope run = BACKEND.scope()) {
      ModuleSpec spec = ModuleSpec.parse(text);
      Tensor x =
          text.startsWith("embedding")
              ? BACKEND.tensor(new long[] {0, 4, 4}, Shape.of(3))
              : random(3, 4).requiresGrad(true);
      assertLeavesNothingBehind(
          50,
          () -> {
            Module module = BACKEND.module(spec);
            module.forward(x).sum().backward();
            module.eval().forward(x);
            module.loadStateDict(module.stateDict());
          });
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mse()",
        "l1(reduction=sum)",
        "smooth_l1(beta=0.5)",
        "huber(reduction=none)",
        "bce_with_logits()",
        "cross_entropy()",
        "poisson_nll(full=true)"
      })
  void aLossLeavesNothingBehind(String text) {
    try (Scope run = BACKEND.scope()) {
      LossSpec spec = LossSpec.parse(text);
      Tensor prediction = random(3, 4).requiresGrad(true);
      Tensor target =
          text.startsWith("cross_entropy")
              ? BACKEND.tensor(new long[] {0, 3, 1}, Shape.of(3))
              : random(3, 4);
      assertLeavesNothingBehind(
          50, () -> BACKEND.loss(spec).forward(prediction, target).sum().backward());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd(lr=0.01, momentum=0.9)",
        "adam(amsgrad=true)",
        "adamw()",
        "rmsprop(centered=true, momentum=0.5)",
        "adagrad()",
        "lbfgs(max_iter=3, history_size=2)",
        "lbfgs(max_iter=3, history_size=2, line_search=strong_wolfe)"
      })
  void anOptimizerLeavesNothingBehind(String text) {
    try (Scope run = BACKEND.scope()) {
      OptimizerSpec spec = OptimizerSpec.parse(text);
      Module model = BACKEND.module(linear(4, 1));
      Tensor x = random(3, 4);
      assertLeavesNothingBehind(
          50,
          () -> {
            Optimizer optimizer = BACKEND.optimizer(spec, model.parameters());
            for (int i = 0; i < 3; i++) {
              optimizer.step(
                  () -> {
                    optimizer.zeroGrad();
                    Tensor loss = model.forward(x).pow(2).sum();
                    loss.backward();
                    return loss;
                  });
            }
            optimizer.loadState(optimizer.state());
          });
    }
  }

  @Test
  void everythingThatAScopeMadeIsFreedWithIt() {
    assertLeavesNothingBehind(
        100,
        () -> {
          try (Scope scope = BACKEND.scope()) {
            Module model = BACKEND.module(sequential(linear(3, 4).bias(false), linear(4, 1)));
            BACKEND.loss(mse());
            BACKEND.optimizer(sgd(0.01), model.parameters());
            model.loadStateDict(model.stateDict());
            Tensor kept = scope.keep(BACKEND.tensor(new float[8], Shape.of(2, 4)));
            kept.close();
          }
        });
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
