package io.kindling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.BackendException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.spi.Engine;
import io.kindling.spi.LiveLoss;
import io.kindling.spi.LiveModule;
import io.kindling.spi.LiveOptimizer;
import io.kindling.spi.TensorOperations;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An engine that was compiled without an operation, before there was one: its class is the same as
 * one that leaves the operation out. It loads, and refuses what it lacks by name.
 */
final class MissingOperationTest {
  private final Backend backend = new Backend("bare", new BareEngine());

  private record Use(String name, UnaryOperator<Tensor> operation) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Use> uses() {
    return Stream.of(
        new Use("add", a -> a.add(a)),
        new Use("add", a -> a.add(1)),
        new Use("sub", a -> a.sub(a)),
        new Use("mul", a -> a.mul(a)),
        new Use("div", a -> a.div(2)),
        new Use("pow", a -> a.pow(a)),
        new Use("matmul", a -> a.matmul(a)),
        new Use("exp", Tensor::exp),
        new Use("expm1", Tensor::expm1),
        new Use("log1p", Tensor::log1p),
        new Use("clamp", a -> a.clamp(0, 1)),
        new Use("softmax", a -> a.softmax(0)),
        new Use("sum", Tensor::sum),
        new Use("mean", a -> a.mean(0)),
        new Use("max", a -> a.max(0).values()),
        new Use("transpose", Tensor::transpose),
        new Use("reshape", a -> a.reshape(-1)),
        new Use("narrow", a -> a.narrow(0, 0, 1)),
        new Use("cat", a -> Tensor.cat(List.of(a, a), 0)),
        new Use("gt", a -> a.gt(0)),
        new Use("ne", a -> a.ne(a)),
        new Use("where", a -> a.where(a, a)));
  }

  @ParameterizedTest
  @MethodSource("uses")
  void anOperationThatAnEngineLacksIsRefusedByName(Use use) {
    Tensor tensor = backend.tensor(new float[4], Shape.of(2, 2));
    String refusal = use.name() + ": this backend does not have it (got ";
    assertThatThrownBy(() -> use.operation().apply(tensor))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith(refusal + BareOperations.class.getName());
  }

  @Test
  void everyOperationHasADefaultSoThatANewOneBreaksNoEngine() {
    for (Class<?> noun : TensorOperations.class.getInterfaces()) {
      assertThat(noun.getDeclaredMethods()).isNotEmpty().allMatch(Method::isDefault);
    }
    assertThat(TensorOperations.class.getInterfaces()).hasSize(5);
  }

  @Test
  void aCopyGoesThroughTheJvmUnlessAnEngineKnowsBetter() {
    BareOperations operations = new BareOperations();
    TensorData[] from = {TensorData.full(Shape.of(2), 3)};
    TensorData[] to = {TensorData.full(Shape.of(2), 0)};
    operations.copy(from, to);
    assertThat(to[0]).isEqualTo(from[0]);
  }

  /** Has tensors, and nothing that computes. */
  private static final class BareOperations implements TensorOperations<TensorData[]> {
    @Override
    public TensorData[] create(TensorData data, Device device) {
      return new TensorData[] {data};
    }

    @Override
    public TensorData read(TensorData[] tensor) {
      return tensor[0];
    }

    @Override
    public float item(TensorData[] tensor) {
      return tensor[0].toFloatArray()[0];
    }

    @Override
    public void assign(TensorData[] tensor, TensorData data) {
      tensor[0] = data;
    }

    @Override
    public void release(TensorData[] tensor) {}

    @Override
    public TensorData[] to(TensorData[] tensor, Device device) {
      return tensor;
    }

    @Override
    public void requiresGrad(TensorData[] tensor, boolean requires) {}

    @Override
    public void gradEnabled(boolean enabled) {}

    @Override
    public void backward(TensorData[] tensor) {}

    @Override
    public TensorData @Nullable [] grad(TensorData[] tensor) {
      return null;
    }

    @Override
    public void grad(TensorData[] tensor, TensorData @Nullable [] gradient) {}

    @Override
    public TensorData[] detach(TensorData[] tensor) {
      return tensor;
    }
  }

  private static final class BareEngine implements Engine<TensorData[]> {
    @Override
    public String version() {
      return "bare 1.0";
    }

    @Override
    public List<Device> devices() {
      return List.of(Device.CPU);
    }

    @Override
    public TensorOperations<TensorData[]> tensors() {
      return new BareOperations();
    }

    @Override
    public @Nullable LiveModule<TensorData[]> module(
        ModuleSpec spec, Map<String, TensorData> initial) {
      return null;
    }

    @Override
    public @Nullable LiveLoss<TensorData[]> loss(LossSpec spec) {
      return null;
    }

    @Override
    public @Nullable LiveOptimizer<TensorData[]> optimizer(
        OptimizerSpec spec, List<TensorData[]> parameters) {
      return null;
    }

    @Override
    public void close() {}
  }
}
