package io.kindling.tck;

import static io.kindling.spec.Specs.linear;
import static io.kindling.spec.Specs.mse;
import static io.kindling.spec.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Device;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Shape;
import io.kindling.Tensor;
import io.kindling.error.DTypeException;
import io.kindling.error.DeviceException;
import io.kindling.error.GradientException;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Wrong use: one clear exception, the same text on every backend, and everything goes on. */
public interface WrongUseContract extends BackendUnderTest {
  private static void refused(
      Class<? extends Exception> type, String message, ThrowingCallable call) {
    assertThatThrownBy(call).isExactlyInstanceOf(type).hasMessage(message);
  }

  @Test
  default void aFlatInputIsToldToBecomeAColumn() {
    Module linear = backend().module(linear(1, 1)).to(device());
    refused(
        ShapeException.class,
        "linear: input must be 2-D (got shape [11]; expected [n, 1]; reshape it with reshape(11,"
            + " 1))",
        () -> linear.forward(tensor(Shape.of(11), new float[11])));
    assertThat(linear.forward(tensor(Shape.of(11, 1), new float[11])).shape())
        .isEqualTo(Shape.of(11, 1));
  }

  @Test
  default void anInputOfTheWrongWidthIsRefused() {
    Module linear = backend().module(linear(3, 1)).to(device());
    refused(
        ShapeException.class,
        "linear: input must have as many columns as in_features (got shape [2, 4]; expected [n,"
            + " 3])",
        () -> linear.forward(tensor(Shape.of(2, 4), new float[8])));
  }

  @Test
  default void predictionAndTargetMustHaveOneShape() {
    Loss loss = backend().loss(mse());
    refused(
        ShapeException.class,
        "mse: target must have the prediction's shape (got shape [3]; expected [3, 1]; reshape it"
            + " with reshape(3, 1))",
        () ->
            loss.forward(tensor(Shape.of(3, 1), new float[3]), tensor(Shape.of(3), new float[3])));
  }

  @Test
  default void shapesMustBroadcast() {
    Tensor a = tensor(Shape.of(2), 1, 2);
    Tensor b = tensor(Shape.of(3), 1, 2, 3);
    refused(
        ShapeException.class,
        "add: shapes must broadcast (got shapes [2] and [3]; expected sizes that are equal or 1,"
            + " counted from the last dimension)",
        () -> a.add(b));
    assertThat(a.add(1).toFloatArray()).containsExactly(2, 3);
  }

  @Test
  default void matricesMustMatchInside() {
    Tensor a = tensor(Shape.of(2, 3), new float[6]);
    refused(
        ShapeException.class,
        "matmul: two matrices must match inside (got shapes [2, 3] and [2, 3]; expected [n, k] and"
            + " [k, m])",
        () -> a.matmul(a));
  }

  @Test
  default void aReshapeKeepsTheNumberOfElements() {
    Tensor a = tensor(Shape.of(2, 3), new float[6]);
    refused(
        ShapeException.class,
        "reshape: the number of elements must stay (got shape [4, -1] for the 6 elements of [2, 3];"
            + " expected sizes whose product is 6, one of them −1 to have it worked out)",
        () -> a.reshape(4, -1));
  }

  @Test
  default void aRangeMustLieInItsDimension() {
    Tensor a = tensor(Shape.of(2, 3), new float[6]);
    refused(
        ShapeException.class,
        "narrow: the range must lie in dimension 1 (got start 2, length 2; expected a range in 0 …"
            + " 3)",
        () -> a.narrow(1, 2, 2));
    refused(
        ShapeException.class,
        "narrow: there is no dimension 2 (got shape [2, 3]; expected a dimension from -2 to 1)",
        () -> a.narrow(2, 0, 1));
  }

  @Test
  default void onlyOneElementIsAnItem() {
    refused(
        ShapeException.class,
        "item: there must be exactly one element (got shape [2]; expected a scalar; reduce it with"
            + " sum() or mean())",
        () -> tensor(Shape.of(2), 1, 2).item());
  }

  @Test
  default void integersAreNotComputedWith() {
    Tensor labels = backend().tensor(new long[] {1, 2}, Shape.of(2)).to(device());
    refused(
        DTypeException.class,
        "mul: the tensor must hold floats (got int64; expected float32)",
        () -> labels.mul(2));
  }

  @Test
  default void backwardStartsFromAScalarThatWantsIt() {
    Tensor a = variable(Shape.of(2), 1, 2);
    refused(
        ShapeException.class,
        "backward: there must be exactly one element (got shape [2]; expected a scalar; reduce it"
            + " with sum() or mean())",
        () -> a.mul(2).backward());
    refused(
        GradientException.class,
        "backward: the tensor must require a gradient (got a tensor that was computed from none"
            + " that does; expected a loss of a model with parameters that require one)",
        () -> tensor(Shape.of(1), 1).sum().backward());
  }

  @Test
  default void aHistoryIsUsedOnce() {
    Tensor a = variable(Shape.of(2), 1, 2);
    Tensor squares = a.mul(a);
    Tensor loss = squares.sum();
    loss.backward();
    String message =
        "backward: a history is gone once it was used (got a tensor computed from one that was"
            + " differentiated before; expected a freshly computed one; compute the loss again)";
    refused(GradientException.class, message, loss::backward);
    refused(GradientException.class, message, () -> squares.mean().backward());
    assertThat(gradient(a)).containsExactly(2, 4);
  }

  @Test
  default void onlyLeavesCanBeFrozenOrUpdated() {
    Tensor computed = variable(Shape.of(1), 1).mul(2);
    refused(
        GradientException.class,
        "requiresGrad: only a tensor that was not computed from others can be told (got a computed"
            + " tensor of shape [1]; expected a parameter or a tensor made from values; take"
            + " detach() of it first)",
        () -> computed.requiresGrad(false));
    refused(
        GradientException.class,
        "sgd: only a tensor that was not computed from others can be updated (got a computed tensor"
            + " of shape [1]; expected a parameter or a tensor made from values)",
        () -> backend().optimizer(sgd(0.1), List.of(computed)));
  }

  @Test
  default void anOptimizerNeedsParametersEachOnce() {
    refused(
        SpecException.class,
        "sgd: there must be a parameter (got none; expected model.parameters())",
        () -> backend().optimizer(sgd(0.1), List.of()));
    Tensor a = variable(Shape.of(1), 1);
    refused(
        SpecException.class,
        "sgd: each parameter comes once (got a parameter of shape [1] twice; expected different"
            + " parameters)",
        () -> backend().optimizer(sgd(0.1), List.of(a, a)));
  }

  @Test
  default void learningRatesAreNotNegative() {
    refused(
        SpecException.class,
        "sgd: lr must not be negative (got -1; expected 0 or more)",
        () -> sgd(-1));
    Optimizer optimizer = backend().optimizer(sgd(0.1), List.of(variable(Shape.of(1), 1)));
    refused(
        SpecException.class,
        "sgd: the learning rate must be finite and not negative (got NaN; expected 0 or more)",
        () -> optimizer.learningRate(Double.NaN));
    assertThat(optimizer.learningRate()).isEqualTo(0.1);
  }

  @Test
  default void aDeviceThatIsNotThereIsRefused() {
    Device missing = Device.of("cuda:999");
    assertThatThrownBy(() -> backend().device("cuda:999"))
        .isInstanceOf(DeviceException.class)
        .hasMessageStartingWith(
            "device: backend " + backend().name() + " has no such device here (got cuda:999;");
    Tensor a = tensor(Shape.of(1), 1);
    assertThatThrownBy(() -> a.to(missing)).isInstanceOf(DeviceException.class);
    Module linear = backend().module(linear(1, 1));
    assertThatThrownBy(() -> linear.to(missing)).isInstanceOf(DeviceException.class);
    assertThat(a.item()).isEqualTo(1f);
  }
}
