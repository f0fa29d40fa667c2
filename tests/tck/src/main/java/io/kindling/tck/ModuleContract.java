package io.kindling.tck;

import static io.kindling.spec.Specs.linear;
import static io.kindling.spec.Specs.sequential;
import static io.kindling.tck.Tolerance.EXACT;
import static io.kindling.tck.Tolerance.GRADIENT_F32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.CompositeModule;
import io.kindling.Module;
import io.kindling.Shape;
import io.kindling.Tensor;
import io.kindling.TensorData;
import io.kindling.error.StateDictException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Modules: what they compute, what their parameters are called, how their state moves. */
public interface ModuleContract extends BackendUnderTest {
  /** A model class of one's own, with tensor operations between its parts. */
  final class Residual extends CompositeModule {
    private final Module inner;
    private final Module outer;

    Residual(Backend backend) {
      inner = child("inner", backend.module(sequential(linear(2, 3), linear(3, 2))));
      outer = child("outer", backend.module(linear(2, 1)));
    }

    @Override
    public Tensor forward(Tensor x) {
      return outer.forward(inner.forward(x).add(x));
    }
  }

  @Test
  default void linearIsXTimesWTransposedPlusB() {
    Module linear = backend().module(linear(2, 3)).to(device());
    setParameters(linear, new float[] {1, 2, 3, 4, 5, 6}, new float[] {10, 20, 30});
    Tensor x = variable(Shape.of(2, 2), 1, 2, 3, 4);
    Tensor y = linear.forward(x);
    assertThat(y.shape()).isEqualTo(Shape.of(2, 3));
    Expect.close("y", y.toFloatArray(), new float[] {15, 31, 47, 21, 45, 69}, EXACT);
    y.mul(tensor(Shape.of(2, 3), 1, 2, 3, 4, 5, 6)).sum().backward();
    Expect.close("dx", gradient(x), new float[] {22, 28, 49, 64}, EXACT);
    Map<String, Tensor> parameters = linear.namedParameters();
    Expect.close(
        "dW", gradient(parameters.get("weight")), new float[] {13, 18, 17, 24, 21, 30}, EXACT);
    Expect.close("db", gradient(parameters.get("bias")), new float[] {5, 7, 9}, EXACT);
  }

  @Test
  default void linearWithoutBias() {
    Module linear = backend().module(linear(2, 1).bias(false)).to(device());
    assertThat(linear.namedParameters()).containsOnlyKeys("weight");
    setParameters(linear, new float[] {2, 3});
    float[] y = linear.forward(tensor(Shape.of(2, 2), 1, 1, 2, -1)).toFloatArray();
    Expect.close("y", y, new float[] {5, 1}, EXACT);
  }

  @Test
  default void linearTakesNoRowsAndManyRows() {
    Module linear = backend().module(linear(3, 2)).to(device());
    setParameters(linear, new float[] {1, 0, 0, 0, 1, 1}, new float[] {0, 1});
    assertThat(linear.forward(tensor(Shape.of(0, 3))).shape()).isEqualTo(Shape.of(0, 2));
    int rows = 1000;
    float[] x = new float[rows * 3];
    float[] expected = new float[rows * 2];
    for (int row = 0; row < rows; row++) {
      x[row * 3] = row;
      x[row * 3 + 2] = 1;
      expected[row * 2] = row;
      expected[row * 2 + 1] = 2;
    }
    Tensor y = linear.forward(tensor(Shape.of(rows, 3), x));
    Expect.close("y", y.toFloatArray(), expected, EXACT);
    y.mean().backward();
    float[] dw = gradient(linear.namedParameters().get("weight"));
    Expect.close("dW", dw, new float[] {249.75f, 0, 0.5f, 249.75f, 0, 0.5f}, GRADIENT_F32);
  }

  @Test
  default void namesAreThoseOfPyTorch() {
    Module sequential = backend().module(sequential(linear(1, 2), linear(2, 1)));
    assertThat(sequential.namedParameters().keySet())
        .containsExactly("0.weight", "0.bias", "1.weight", "1.bias");
    assertThat(new Residual(backend()).namedParameters().keySet())
        .containsExactly(
            "inner.0.weight",
            "inner.0.bias",
            "inner.1.weight",
            "inner.1.bias",
            "outer.weight",
            "outer.bias");
  }

  @Test
  default void sequentialIsOneAfterTheOther() {
    Module model = backend().module(sequential(linear(1, 1), linear(1, 1))).to(device());
    setParameters(model, new float[] {2}, new float[] {1}, new float[] {10}, new float[] {5});
    float[] y = model.forward(tensor(Shape.of(2, 1), 1, 3)).toFloatArray();
    Expect.close("y", y, new float[] {35, 75}, EXACT);
  }

  @Test
  default void aModelOfOnesOwnDifferentiates() {
    Module model = new Residual(backend()).to(device());
    setParameters(
        model,
        new float[] {1, 0, 0, 1, 0, 0},
        new float[3],
        new float[] {1, 0, 0, 0, 1, 0},
        new float[2],
        new float[] {1, 1},
        new float[1]);
    Tensor x = variable(Shape.of(1, 2), 3, 4);
    Tensor y = model.forward(x);
    Expect.close("y", y.toFloatArray(), new float[] {14}, EXACT);
    y.sum().backward();
    Expect.close("dx", gradient(x), new float[] {2, 2}, EXACT);
  }

  @Test
  default void stateMovesFromOneModelToAnother() {
    Module from = new Residual(backend()).to(device());
    Module to = new Residual(backend()).to(device());
    Map<String, TensorData> state = from.stateDict();
    to.loadStateDict(state);
    assertThat(to.stateDict()).isEqualTo(state);
    Tensor x = tensor(Shape.of(2, 2), 1, 2, 3, 4);
    Expect.close("y", to.forward(x).toFloatArray(), from.forward(x).toFloatArray(), EXACT);
  }

  @Test
  default void stateIsASnapshot() {
    Module model = backend().module(linear(1, 1));
    setParameters(model, new float[] {1}, new float[] {2});
    Map<String, TensorData> before = model.stateDict();
    setParameters(model, new float[] {3}, new float[] {4});
    assertThat(values(before, "weight")).containsExactly(1);
  }

  @Test
  default void aStateThatDoesNotFitIsRefusedWhole() {
    Module model = backend().module(linear(2, 1));
    Map<String, TensorData> before = model.stateDict();
    Map<String, TensorData> wrong =
        Map.of(
            "weight", TensorData.of(new float[3], Shape.of(1, 3)),
            "scale", TensorData.of(new float[1], Shape.of(1)));
    assertThatThrownBy(() -> model.loadStateDict(wrong))
        .isInstanceOf(StateDictException.class)
        .hasMessage(
            "loadStateDict: the state must fit the module (got weight has shape [1, 3], not [1, 2],"
                + " bias is missing, scale is unexpected; expected [weight, bias]; load it into the"
                + " model that it was saved from)");
    assertThat(model.stateDict()).isEqualTo(before);
  }

  @Test
  default void modulesTrainUntilToldOtherwise() {
    Module model = new Residual(backend());
    assertThat(model.isTraining()).isTrue();
    assertThat(model.eval().isTraining()).isFalse();
    assertThat(model.train().isTraining()).isTrue();
  }
}
