package io.kindling.tck.use;

import static io.kindling.Specs.crossEntropy;
import static io.kindling.Specs.embedding;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static io.kindling.tck.kit.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.error.BackendException;
import io.kindling.error.ClosedException;
import io.kindling.error.DTypeException;
import io.kindling.error.DeviceException;
import io.kindling.tck.kit.BackendUnderTest;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Tensors of the wrong type, device or backend, and those that are closed. */
public interface WrongTensorContract extends BackendUnderTest {
  @Test
  default void integersAreNotComputedWith() {
    Tensor labels = integers(1, 2);
    Tensor floats = tensor(Shape.of(2), 1, 2);
    String rest = ": the tensor must hold floats (got int64; expected float32)";
    refused(DTypeException.class, "mul" + rest, () -> labels.mul(2));
    refused(DTypeException.class, "add" + rest, () -> floats.add(labels));
    refused(DTypeException.class, "softmax" + rest, () -> labels.softmax(0));
    refused(DTypeException.class, "requiresGrad" + rest, () -> labels.requiresGrad(true));
    refused(
        DTypeException.class, "mse" + rest, () -> backend().loss(mse()).forward(floats, labels));
    refused(DTypeException.class, "linear" + rest, () -> module(linear(2, 1)).forward(labels));
    refused(
        DTypeException.class, "sgd" + rest, () -> backend().optimizer(sgd(0.1), List.of(labels)));
    refused(
        DTypeException.class,
        "cat: all tensors must be of one type (got int64 after float32; expected float32)",
        () -> Tensor.cat(List.of(floats, labels), 0));
    assertThat(labels.data().toLongArray()).containsExactly(1, 2);
  }

  @Test
  default void indicesAreIntegers() {
    Tensor floats = tensor(Shape.of(2), 0, 1);
    String rest =
        ": the tensor must hold integers (got float32; expected int64; make it from a long[])";
    refused(DTypeException.class, "indexSelect" + rest, () -> floats.indexSelect(0, floats));
    refused(
        DTypeException.class, "embedding" + rest, () -> module(embedding(3, 2)).forward(floats));
    refused(
        DTypeException.class,
        "cross_entropy" + rest,
        () -> backend().loss(crossEntropy()).forward(floats.reshape(1, 2), floats));
  }

  @Test
  default void aDeviceThatIsNotThereIsRefused() {
    String start =
        "device: backend " + backend().name() + " has no such device here (got cuda:999;";
    Device missing = Device.of("cuda:999");
    Tensor a = tensor(Shape.of(1), 1);
    Module linear = module(linear(1, 1));
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> backend().device("cuda:999"), () -> a.to(missing), () -> linear.to(missing))) {
      assertThatThrownBy(call)
          .isExactlyInstanceOf(DeviceException.class)
          .hasMessageStartingWith(start);
    }
    assertThat(a.item()).isEqualTo(1f);
    assertThat(linear.forward(a.reshape(1, 1)).shape()).isEqualTo(Shape.of(1, 1));
  }

  @Test
  default void twoDevicesDoNotMix() {
    for (Device other : backend().devices()) {
      if (!other.equals(device())) {
        Tensor here = tensor(Shape.of(1, 1), 1);
        Tensor there = here.to(other);
        String rest =
            ": all tensors must be on one device (got a tensor on "
                + other
                + "; expected "
                + device()
                + "; move it with to(Device))";
        refused(DeviceException.class, "add" + rest, () -> here.add(there));
        refused(DeviceException.class, "linear" + rest, () -> module(linear(1, 1)).forward(there));
        Loss loss = backend().loss(mse());
        refused(DeviceException.class, "mse" + rest, () -> loss.forward(here, there));
        assertThat(here.add(there.to(device())).item()).isEqualTo(2f);
      }
    }
  }

  @Test
  default void twoBackendsDoNotMix() {
    try (Backend another = another()) {
      Tensor mine = tensor(Shape.of(1, 1), 1);
      Tensor other = another.tensor(new float[] {1}, Shape.of(1, 1)).to(device());
      String rest =
          ": all tensors must be of one backend (got tensors of two backends that were opened as "
              + backend().name()
              + "; expected tensors of one; open the backend once and share it)";
      refused(BackendException.class, "add" + rest, () -> mine.add(other));
      refused(BackendException.class, "matmul" + rest, () -> mine.matmul(other));
      refused(BackendException.class, "cat" + rest, () -> Tensor.cat(List.of(mine, other), 0));
      refused(BackendException.class, "linear" + rest, () -> module(linear(1, 1)).forward(other));
      Loss loss = backend().loss(mse());
      refused(BackendException.class, "mse" + rest, () -> loss.forward(mine, other));
      refused(BackendException.class, "mse" + rest, () -> loss.forward(other, other));
      Module theirs = another.module(linear(1, 1));
      refused(
          BackendException.class,
          "sgd" + rest,
          () -> backend().optimizer(sgd(0.1), theirs.parameters()));
      assertThat(mine.add(mine).item()).isEqualTo(2f);
      assertThat(other.add(other).item()).isEqualTo(2f);
    }
  }

  @Test
  default void aClosedBackendIsClosed() {
    Backend another = another();
    Tensor tensor = another.tensor(new float[] {1}, Shape.of(1));
    another.close();
    another.close();
    assertThatThrownBy(tensor::item).isExactlyInstanceOf(ClosedException.class);
    refused(
        ClosedException.class,
        "module: what is closed cannot be used (got closed backend "
            + another.name()
            + "; expected an open one; a backend is to be closed after the trainings on it, which"
            + " cancel() ends)",
        () -> another.module(linear(1, 1)));
    tensor.close();
    assertThat(tensor(Shape.of(1), 1).item()).isEqualTo(1f);
  }

  private static String closed(String operation, String what) {
    return operation
        + ": what is closed cannot be used (got a closed "
        + what
        + "; expected an open one; a Scope closes what was made in it unless scope.keep(…) moves it"
        + " out)";
  }

  @Test
  default void aClosedTensorIsClosed() {
    Tensor a = variable(Shape.of(2), 1, 2);
    Tensor b = tensor(Shape.of(2), 1, 2);
    Tensor sum = a.mul(a).sum();
    a.close();
    String what = "tensor of shape [2]";
    refused(ClosedException.class, closed("data", what), a::data);
    refused(ClosedException.class, closed("add", what), () -> b.add(a));
    refused(ClosedException.class, closed("neg", what), a::neg);
    refused(ClosedException.class, closed("grad", what), a::grad);
    refused(ClosedException.class, closed("mse", what), () -> backend().loss(mse()).forward(b, a));
    assertThat(sum.item()).isEqualTo(5f);
    sum.backward();
    assertThat(b.add(1).toFloatArray()).containsExactly(2, 3);
  }

  @Test
  default void aClosedModuleLossOrOptimizerIsClosed() {
    Module linear = module(linear(1, 1));
    Tensor weight = linear.parameters().get(0);
    Optimizer optimizer = backend().optimizer(sgd(0.1), linear.parameters());
    Loss loss = backend().loss(mse());
    Tensor x = tensor(Shape.of(1, 1), 1);
    linear.close();
    refused(
        ClosedException.class, closed("linear", "module linear(1, 1)"), () -> linear.forward(x));
    refused(ClosedException.class, closed("parameters", "module linear(1, 1)"), linear::stateDict);
    refused(ClosedException.class, closed("data", "tensor of shape [1, 1]"), weight::data);
    refused(ClosedException.class, closed("step", "tensor of shape [1, 1]"), optimizer::step);
    optimizer.close();
    String what = "optimizer sgd(lr=0.1)";
    refused(ClosedException.class, closed("step", what), optimizer::step);
    refused(ClosedException.class, closed("zeroGrad", what), optimizer::zeroGrad);
    refused(ClosedException.class, closed("state", what), optimizer::state);
    assertThat(loss.forward(x, x).item()).isZero();
    try (var scope = backend().scope()) {
      Loss scoped = backend().loss(mse());
      scope.close();
      refused(ClosedException.class, closed("mse", "loss mse()"), () -> scoped.forward(x, x));
    }
  }
}
