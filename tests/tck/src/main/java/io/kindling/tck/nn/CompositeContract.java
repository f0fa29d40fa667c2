package io.kindling.tck.nn;

import static io.kindling.Specs.batchNorm1d;
import static io.kindling.Specs.dropout;
import static io.kindling.Specs.layerNorm;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.sgd;
import static io.kindling.tck.kit.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.CompositeModule;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.error.SpecException;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.train.Trainer;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Models of one's own, nested to any depth: their names, their state, their parts' modes. */
public interface CompositeContract extends BackendUnderTest {
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

  /** A model made of such models. */
  final class Nested extends CompositeModule {
    private final Module first;
    private final Module norm;

    Nested(Backend backend) {
      first = child("first", new Residual(backend));
      norm = child("norm", backend.module(batchNorm1d(1)));
    }

    @Override
    public Tensor forward(Tensor x) {
      return norm.forward(first.forward(x)).tanh();
    }
  }

  /** A model one of whose two parts has no name. */
  final class Forgetful extends CompositeModule {
    private final Module named;
    private final Module forgotten;

    Forgetful(Module named, Module forgotten) {
      this.named = child("named", named);
      this.forgotten = forgotten;
    }

    @Override
    public Tensor forward(Tensor x) {
      return named.forward(forgotten.forward(x));
    }
  }

  private Trainer trainer(Module forgotten) {
    Module model = new Forgetful(backend().module(linear(2, 1)), forgotten).to(device());
    Optimizer optimizer = backend().optimizer(sgd(0.1), model.parameters());
    return new Trainer(model, backend().loss(mse()), optimizer);
  }

  @Test
  default void aPartThatHasNoNameAndLearnsIsSaidToBeThat() {
    TableDataset row = Dataset.of(new float[] {1, 2}, 2, new float[] {1}, 1);
    refused(
        SpecException.class,
        "forward: what learns in a module must be a part of it (got linear(2, 2), which computes in"
            + " Forgetful(named: linear(2, 1)); expected a part, which is trained, moved and saved"
            + " with it; name it in the constructor: child(\"name\", module))",
        () -> trainer(backend().module(linear(2, 2)).to(device())).train(row, 1));
    trainer(backend().module(relu())).train(row, 1);
    trainer(backend().module(linear(2, 2)).to(device()).eval()).train(row, 1);
    Module frozen = backend().module(linear(2, 2)).to(device());
    frozen.parameters().forEach(parameter -> parameter.requiresGrad(false));
    assertThat(trainer(frozen).train(row, 2).epochs()).hasSize(2);
  }

  @Test
  default void namesAreThoseOfPyTorchInItsOrder() {
    Module model = new Nested(backend());
    assertThat(model.namedParameters().keySet())
        .containsExactly(
            "first.inner.0.weight",
            "first.inner.0.bias",
            "first.inner.1.weight",
            "first.inner.1.bias",
            "first.outer.weight",
            "first.outer.bias",
            "norm.weight",
            "norm.bias");
    assertThat(model.stateDict().keySet())
        .containsSequence(
            "norm.weight",
            "norm.bias",
            "norm.running_mean",
            "norm.running_var",
            "norm.num_batches_tracked");
    Module deep = backend().module(sequential(relu(), sequential(layerNorm(2), dropout(0.5))));
    assertThat(deep.stateDict().keySet()).containsExactly("1.0.weight", "1.0.bias");
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
    assertThat(y.toFloatArray()).containsExactly(14);
    y.sum().backward();
    assertThat(gradient(x)).containsExactly(2, 2);
  }

  @Test
  default void stateMovesFromOneModelToAnother() {
    Module from = new Nested(backend()).to(device());
    from.forward(tensor(Shape.of(2, 2), 1, 2, 3, 5));
    Module to = new Nested(backend()).to(device());
    Map<String, TensorData> state = from.stateDict();
    to.loadStateDict(state);
    assertThat(to.stateDict()).isEqualTo(state);
    Tensor x = tensor(Shape.of(2, 2), 1, 2, 3, 4);
    assertThat(to.eval().forward(x).toFloatArray())
        .containsExactly(from.eval().forward(x).toFloatArray());
  }

  @Test
  default void stateIsASnapshot() {
    Module model = module(sequential(linear(1, 1), batchNorm1d(1)));
    Map<String, TensorData> before = model.stateDict();
    Map<String, TensorData> copy = Map.copyOf(before);
    model.forward(tensor(Shape.of(2, 1), 1, 9)).sum().backward();
    Optimizer optimizer = backend().optimizer(sgd(1), model.parameters());
    optimizer.step();
    assertThat(before).isEqualTo(copy);
    assertThat(model.stateDict()).isNotEqualTo(copy);
  }

  @Test
  default void everyPartTrainsUntilToldOtherwise() {
    Module model = new Nested(backend()).to(device());
    assertThat(model.isTraining()).isTrue();
    assertThat(model.eval().isTraining()).isFalse();
    Map<String, TensorData> before = model.stateDict();
    model.forward(tensor(Shape.of(2, 2), 1, 2, 3, 5));
    assertThat(model.stateDict()).as("evaluation tracks nothing").isEqualTo(before);
    model.train().forward(tensor(Shape.of(2, 2), 1, 2, 3, 5));
    assertThat(model.stateDict()).isNotEqualTo(before);
  }

  @Test
  default void frozenParametersStayAndTheOthersLearn() {
    Module body = module(linear(1, 1));
    Module head = module(linear(1, 1));
    setParameters(body, new float[] {2}, new float[] {1});
    setParameters(head, new float[] {3}, new float[] {1});
    body.parameters().forEach(parameter -> parameter.requiresGrad(false));
    List<Tensor> all =
        Stream.of(body, head).flatMap(module -> module.parameters().stream()).toList();
    Optimizer optimizer = backend().optimizer(sgd(0.5), all);
    head.forward(body.forward(tensor(Shape.of(1, 1), 1))).sum().backward();
    optimizer.step();
    assertThat(values(body.stateDict(), "weight")).containsExactly(2);
    assertThat(values(body.stateDict(), "bias")).containsExactly(1);
    assertThat(body.parameters().get(0).grad()).isNull();
    assertThat(values(head.stateDict(), "weight")).containsExactly(1.5f);
    assertThat(values(head.stateDict(), "bias")).containsExactly(0.5f);
  }

  @Test
  default void aModuleMovesWithEverythingItHas() {
    for (Device device : backend().devices()) {
      Module model = new Nested(backend());
      Map<String, TensorData> before = model.stateDict();
      List<Tensor> parameters = model.parameters();
      model.to(device);
      assertThat(model.stateDict()).isEqualTo(before);
      assertThat(parameters).allMatch(parameter -> parameter.device().equals(device));
      Tensor x = backend().tensor(new float[] {1, 2, 3, 5}, Shape.of(2, 2)).to(device);
      model.forward(x).sum().backward();
      assertThat(parameters).allMatch(parameter -> parameter.grad() != null);
    }
  }
}
