package io.kindling.tck;

import static io.kindling.spec.Specs.mse;
import static io.kindling.tck.Tolerance.EXACT;
import static io.kindling.tck.Tolerance.FORWARD_F32;
import static io.kindling.tck.Tolerance.GRADIENT_F32;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Loss;
import io.kindling.Shape;
import io.kindling.Tensor;
import io.kindling.spec.Reduction;
import org.junit.jupiter.api.Test;

/** Losses: values and gradients, with literal numbers. */
public interface LossContract extends BackendUnderTest {
  @Test
  default void meanSquaredErrorHasNoHalf() {
    Tensor prediction = variable(Shape.of(2, 2), 1, 2, 3, 5);
    Tensor target = variable(Shape.of(2, 2), 0, 0, 3, 1);
    Tensor loss = backend().loss(mse()).forward(prediction, target);
    assertThat(loss.shape()).isEqualTo(Shape.scalar());
    Expect.close("loss", loss.item(), 5.25f, EXACT);
    loss.backward();
    Expect.close("dp", gradient(prediction), new float[] {0.5f, 1, 0, 2}, EXACT);
    Expect.close("dt", gradient(target), new float[] {-0.5f, -1, 0, -2}, EXACT);
  }

  @Test
  default void summedSquaredError() {
    Tensor prediction = variable(Shape.of(3), 1, 2, 3);
    Tensor target = tensor(Shape.of(3), 0, 4, 3);
    Tensor loss = backend().loss(mse().reduction(Reduction.SUM)).forward(prediction, target);
    Expect.close("loss", loss.item(), 5f, EXACT);
    loss.backward();
    Expect.close("dp", gradient(prediction), new float[] {2, -4, 0}, EXACT);
  }

  @Test
  default void unreducedSquaredError() {
    Tensor prediction = variable(Shape.of(3), 1, 2, 3);
    Tensor target = tensor(Shape.of(3), 0, 4, 3);
    Tensor loss = backend().loss(mse().reduction(Reduction.NONE)).forward(prediction, target);
    Expect.close("loss", loss.toFloatArray(), new float[] {1, 4, 0}, EXACT);
    loss.mul(tensor(Shape.of(3), 1, 10, 100)).sum().backward();
    Expect.close("dp", gradient(prediction), new float[] {2, -40, 0}, EXACT);
  }

  @Test
  default void theGradientOfTheLossScalesTheRest() {
    Tensor prediction = variable(Shape.of(2), 1, 3);
    Tensor target = tensor(Shape.of(2), 0, 0);
    backend().loss(mse()).forward(prediction, target).mul(10).backward();
    Expect.close("dp", gradient(prediction), new float[] {10, 30}, GRADIENT_F32);
  }

  @Test
  default void aLossOfOnesOwnIsALambda() {
    Loss halved = (p, t) -> p.sub(t).mul(p.sub(t)).mean().div(2);
    Tensor prediction = variable(Shape.of(2), 1, 3);
    Tensor loss = halved.forward(prediction, tensor(Shape.of(2), 0, 0));
    Expect.close("loss", loss.item(), 2.5f, FORWARD_F32);
    loss.backward();
    Expect.close("dp", gradient(prediction), new float[] {0.5f, 1.5f}, GRADIENT_F32);
  }
}
