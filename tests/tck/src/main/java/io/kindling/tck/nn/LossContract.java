package io.kindling.tck.nn;

import static io.kindling.Specs.bceWithLogits;
import static io.kindling.Specs.crossEntropy;
import static io.kindling.Specs.huber;
import static io.kindling.Specs.l1;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.poissonNll;
import static io.kindling.Specs.smoothL1;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Loss;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.nn.LossSpec;
import io.kindling.nn.Reduction;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Bounds;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Numerics;
import org.junit.jupiter.api.Test;

/** Losses: values and gradients, with literal numbers. */
public interface LossContract extends BackendUnderTest {
  private void check(LossSpec spec, float[] at, float[] truth, float value, float... slopes) {
    Tensor prediction = variable(Shape.of(at.length), at);
    check(spec, prediction, tensor(Shape.of(truth.length), truth), value, slopes);
  }

  private void check(
      LossSpec spec, Tensor prediction, Tensor target, float value, float... slopes) {
    Tensor loss = backend().loss(spec).forward(prediction, target);
    assertThat(loss.shape()).isEqualTo(Shape.scalar());
    Bounds bounds = Numerics.loss(spec.name());
    Expect.close(spec.toString(), loss.item(), value, bounds.value());
    loss.backward();
    Expect.close(spec + "'s gradient", gradient(prediction), slopes, bounds.gradient());
  }

  private static float[] of(float... numbers) {
    return numbers;
  }

  @Test
  default void meanSquaredErrorHasNoHalf() {
    check(mse(), of(1, 2, 3, 5), of(0, 0, 3, 1), 5.25f, 0.5f, 1, 0, 2);
  }

  @Test
  default void absoluteErrorHasNoSlopeAtZero() {
    check(l1(), of(1, 2, 3, 5), of(2, 0, 3, 1), 1.75f, -0.25f, 0.25f, 0, 0.25f);
  }

  @Test
  default void smoothL1IsDividedByBeta() {
    // (½ · 0.25² / 0.5 + 2 − ½ · 0.5) / 2
    check(smoothL1(0.5), of(0.25f, 2), of(0, 0), 0.90625f, 0.25f, 0.5f);
  }

  @Test
  default void huberIsNotDividedByDelta() {
    // (½ · 0.25² + 0.5 · (2 − ½ · 0.5)) / 2
    check(huber(0.5), of(0.25f, 2), of(0, 0), 0.453125f, 0.125f, 0.25f);
  }

  @Test
  default void binaryCrossEntropyTakesLogits() {
    check(bceWithLogits(), of(0, 0), of(0, 1), 0.6931472f, 0.25f, -0.25f);
    // a large logit does not overflow
    check(bceWithLogits(), of(200, -200), of(0, 1), 200, 0.5f, -0.5f);
  }

  @Test
  default void crossEntropyTakesClasses() {
    Tensor logits = variable(Shape.of(2, 2), 0, 0, 5, 5);
    check(crossEntropy(), logits, integers(1, 0), 0.6931472f, 0.25f, -0.25f, -0.25f, 0.25f);
  }

  @Test
  default void poissonTakesLogarithms() {
    // (e⁰ − 3 · 0 + e¹ − 0) / 2
    check(poissonNll(), of(0, 1), of(3, 0), 1.8591409f, -1, 1.3591409f);
  }

  @Test
  default void aLossIsSummedWhereToldTo() {
    check(mse().reduction(Reduction.SUM), of(1, 2, 3), of(0, 4, 3), 5, 2, -4, 0);
    check(l1().reduction(Reduction.SUM), of(1, 2, 3), of(0, 4, 3), 3, 1, -1, 0);
    Tensor logits = variable(Shape.of(2, 2), 0, 0, 5, 5);
    LossSpec sum = crossEntropy().reduction(Reduction.SUM);
    check(sum, logits, integers(1, 0), 1.3862944f, 0.5f, -0.5f, -0.5f, 0.5f);
  }

  @Test
  default void aLossIsLeftAloneWhereToldTo() {
    Tensor prediction = variable(Shape.of(3), 1, 2, 3);
    Tensor target = tensor(Shape.of(3), 0, 4, 3);
    Tensor loss = backend().loss(mse().reduction(Reduction.NONE)).forward(prediction, target);
    assertThat(loss.toFloatArray()).containsExactly(1, 4, 0);
    loss.mul(tensor(Shape.of(3), 1, 10, 100)).sum().backward();
    assertThat(gradient(prediction)).containsExactly(2, -40, 0);
    Tensor logits = tensor(Shape.of(2, 2), 0, 1000, 1000, 0);
    Loss perRow = backend().loss(crossEntropy().reduction(Reduction.NONE));
    Expect.close(
        "cross_entropy of each row",
        perRow.forward(logits, integers(1, 1)).toFloatArray(),
        of(0, 1000),
        Numerics.loss("cross_entropy").value());
  }

  @Test
  default void theTargetHasAGradientToo() {
    Tensor prediction = variable(Shape.of(2), 1, 3);
    Tensor target = variable(Shape.of(2), 0, 5);
    backend().loss(mse()).forward(prediction, target).backward();
    assertThat(gradient(target)).containsExactly(-1, 2);
    assertThat(gradient(prediction)).containsExactly(1, -2);
  }

  @Test
  default void theGradientOfTheLossScalesTheRest() {
    Tensor prediction = variable(Shape.of(2), 1, 3);
    Tensor target = tensor(Shape.of(2), 0, 0);
    backend().loss(mse()).forward(prediction, target).mul(10).backward();
    Bounds bounds = Numerics.loss("mse");
    Expect.close("mse's gradient", gradient(prediction), of(10, 30), bounds.gradient());
  }

  @Test
  default void aLossOfOnesOwnIsALambda() {
    Loss quantile =
        (p, t) -> {
          Tensor error = t.sub(p);
          return error.relu().mul(0.75).add(error.neg().relu().mul(0.25)).mean();
        };
    Tensor prediction = variable(Shape.of(2), 1, 4);
    Tensor loss = quantile.forward(prediction, tensor(Shape.of(2), 3, 2));
    assertThat(loss.item()).isEqualTo(1f);
    loss.backward();
    assertThat(gradient(prediction)).containsExactly(-0.375f, 0.125f);
  }

  @Test
  default void theMeanOfNothingIsNotANumber() {
    Tensor nothing = tensor(Shape.of(0, 2));
    assertThat(backend().loss(mse()).forward(nothing, nothing).item()).isNaN();
    LossSpec sum = mse().reduction(Reduction.SUM);
    assertThat(backend().loss(sum).forward(nothing, nothing).item()).isZero();
  }
}
