package io.kindling.tck.nn;

import static io.kindling.Specs.dropout;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.sgd;
import static io.kindling.tck.kit.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.CompositeModule;
import io.kindling.EvaluationMode;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.error.ClosedException;
import io.kindling.error.GradientException;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.train.Checkpoint;
import io.kindling.train.Evaluator;
import io.kindling.train.History;
import io.kindling.train.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that a host writes itself, over tensor operations or around other modules. */
public interface OwnModuleContract extends BackendUnderTest {
  /**
   * {@code x · scale + shift}, which keeps no mode: as little as a module may say.
   *
   * @param scale a parameter
   * @param shift another
   */
  record Affine(Tensor scale, Tensor shift) implements Module {
    static Affine on(Backend backend, float scale, float shift) {
      return new Affine(one(backend, scale), one(backend, shift));
    }

    private static Tensor one(Backend backend, float value) {
      return backend.tensor(new float[] {value}, Shape.of(1)).requiresGrad(true);
    }

    @Override
    public Tensor forward(Tensor input) {
      return input.mul(scale).add(shift);
    }

    @Override
    public Map<String, Tensor> ownParameters() {
      Map<String, Tensor> parameters = new LinkedHashMap<>();
      parameters.put("scale", scale);
      parameters.put("shift", shift);
      return parameters;
    }

    @Override
    public String toString() {
      return "affine";
    }
  }

  /** Counts the calls of the module that it is around, under a name of its own. */
  final class Counting implements Module {
    private final Module inner;
    private int calls;

    Counting(Module inner) {
      this.inner = inner;
    }

    @Override
    public Tensor forward(Tensor input) {
      calls++;
      return inner.forward(input);
    }

    @Override
    public Map<String, Module> namedChildren() {
      return Map.of("inner", inner);
    }
  }

  /** Stands for another module, under its names. */
  final class Passing implements Module {
    private final Module inner;

    Passing(Module inner) {
      this.inner = inner;
    }

    @Override
    public Tensor forward(Tensor input) {
      return inner.forward(input);
    }

    @Override
    public Map<String, Module> namedChildren() {
      return inner.namedChildren();
    }

    @Override
    public Map<String, Tensor> ownParameters() {
      return inner.ownParameters();
    }

    @Override
    public Map<String, Tensor> ownBuffers() {
      return inner.ownBuffers();
    }

    @Override
    public boolean isTraining() {
      return inner.isTraining();
    }

    @Override
    public void mode(boolean training) {
      inner.mode(training);
    }

    @Override
    public void move(Device device) {
      inner.move(device);
    }

    @Override
    public void leave(Scope scope) {
      inner.leave(scope);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  /** Has a parameter, a buffer and parts. */
  final class Mixed extends CompositeModule {
    private final Tensor factor;
    private final Tensor offset;
    private final Module body;

    Mixed(Backend backend) {
      body = child("body", Affine.on(backend, 3, 1));
      factor = parameter("factor", backend.tensor(new float[] {2}, Shape.of(1)));
      offset = buffer("offset", backend.tensor(new float[] {10}, Shape.of(1)));
    }

    @Override
    public Tensor forward(Tensor input) {
      return body.forward(input).mul(factor).add(offset);
    }
  }

  private static TableDataset line() {
    return Dataset.of(new float[] {0, 1, 2, 3}, 1, new float[] {1, 3, 5, 7}, 1);
  }

  private Trainer trainer(Module model, double lr) {
    Optimizer optimizer = backend().optimizer(sgd(lr).momentum(0.5), model.parameters());
    return new Trainer(model, backend().loss(mse()), optimizer).batchSize(3);
  }

  @Test
  default void aModuleOverTensorOperationsTrains() {
    Module model = Affine.on(backend(), 0, 0).to(device());
    assertThat(model.namedParameters().keySet()).containsExactly("scale", "shift");
    Optimizer optimizer = backend().optimizer(sgd(0.25), model.parameters());
    Tensor x = tensor(Shape.of(2, 1), 0, 2);
    backend().loss(mse()).forward(model.forward(x), tensor(Shape.of(2, 1), 1, 5)).backward();
    optimizer.step();
    // the gradients are −2 · (0·1 + 2·5) / 2 and −2 · (1 + 5) / 2
    assertThat(values(model.stateDict(), "scale")).containsExactly(2.5f);
    assertThat(values(model.stateDict(), "shift")).containsExactly(1.5f);
    History history = trainer(model, 0.05).train(line(), 200);
    assertThat(history.last().loss()).isLessThan(1e-6);
    assertThat(new Evaluator(model).predict(line())[3]).isBetween(6.99f, 7.01f);
  }

  @Test
  default void anOwnModulesStateGoesThroughAFile(@TempDir Path folder) {
    Module model = new Mixed(backend()).to(device());
    assertThat(model.namedParameters().keySet())
        .containsExactly("factor", "body.scale", "body.shift");
    assertThat(model.stateDict().keySet())
        .containsExactly("factor", "offset", "body.scale", "body.shift");
    assertThat(model.toString()).isEqualTo("Mixed(body: affine)");
    Path file = folder.resolve("mixed.pt");
    TorchFile.save(file, model.stateDict());
    Module other = new Mixed(backend()).to(device());
    other.parameters().forEach(parameter -> parameter.assign(TensorData.full(Shape.of(1), 9)));
    other.loadStateDict(TorchFile.load(file));
    assertThat(other.stateDict()).isEqualTo(model.stateDict());
    assertThat(other.forward(tensor(Shape.of(1, 1), 1)).item()).isEqualTo(18);
    refused(
        StateDictException.class,
        "loadStateDict: the state must fit the module (got factor has shape [2], not [1], offset"
            + " is missing, body.scale is missing, body.shift is missing, other is unexpected;"
            + " expected [factor, offset, body.scale, body.shift]; load it into the model that it"
            + " was saved from)",
        () ->
            other.loadStateDict(
                Map.of(
                    "factor", TensorData.full(Shape.of(2), 1),
                    "other", TensorData.full(Shape.of(1), 1))));
    assertThat(other.stateDict()).as("all or nothing").isEqualTo(model.stateDict());
  }

  @Test
  default void itsTrainingResumesToTheBit(@TempDir Path folder) {
    Counting whole = new Counting(Affine.on(backend(), 0, 0));
    trainer(whole.to(device()), 0.1).train(line(), 6);
    assertThat(whole.calls).isEqualTo(12);
    Path series = folder.resolve("run.pt");
    Module first = new Counting(Affine.on(backend(), 0, 0)).to(device());
    trainer(first, 0.1).checkpointEvery(5, series).train(line(), 4);
    Module second = new Counting(Affine.on(backend(), 7, 7)).to(device());
    Checkpoint checkpoint = Checkpoint.load(folder.resolve("run.checkpoint-5.pt"));
    assertThat(checkpoint.specs()).containsEntry("model", Counting.class.getName());
    assertThat(checkpoint.model().keySet()).containsExactly("inner.scale", "inner.shift");
    trainer(second, 0.1).resume(checkpoint).train(line(), 6);
    assertThat(second.stateDict()).isEqualTo(whole.stateDict());
  }

  @Test
  default void whatIsSharedIsListedOnceAndSavedUnderEachName() {
    Module shared = Affine.on(backend(), 2, 1);
    Module model = new io.kindling.Sequential(List.of(shared, shared));
    assertThat(model.namedParameters().keySet()).containsExactly("0.scale", "0.shift");
    assertThat(model.parameters()).hasSize(2);
    assertThat(model.stateDict().keySet())
        .containsExactly("0.scale", "0.shift", "1.scale", "1.shift");
    model.to(device());
    assertThat(model.forward(tensor(Shape.of(1, 1), 3)).item()).isEqualTo(15);
    Affine one = Affine.on(backend(), 2, 1);
    Affine tied = new Affine(one.scale(), one.scale());
    assertThat(tied.namedParameters().keySet()).containsExactly("scale");
    assertThat(tied.stateDict().keySet()).containsExactly("scale", "shift");
  }

  @Test
  default void aModuleIsNoPartOfItself() {
    class Loop implements Module {
      @Override
      public Tensor forward(Tensor input) {
        return input;
      }

      @Override
      public Map<String, Module> namedChildren() {
        return Map.of("around", new Counting(this));
      }
    }

    Module loop = new Loop();
    String message =
        "module: a module must not contain itself (got 'around.inner'; expected another module)";
    refused(SpecException.class, message, loop::parameters);
    refused(SpecException.class, message, loop::stateDict);
    refused(SpecException.class, message, () -> loop.to(device()));
    refused(SpecException.class, message, loop::eval);
    refused(SpecException.class, message, loop::close);
  }

  @Test
  default void eachTensorHasANameOfItsOwn() {
    Module inner = Affine.on(backend(), 1, 1);
    Module confusing =
        new Module() {
          @Override
          public Tensor forward(Tensor input) {
            return inner.forward(input);
          }

          @Override
          public Map<String, Module> namedChildren() {
            return Map.of("a", inner);
          }

          @Override
          public Map<String, Tensor> ownParameters() {
            return Map.of("a.scale", variable(Shape.of(1), 1));
          }
        };
    refused(
        SpecException.class,
        "module: each parameter and buffer has a name of its own (got a.scale; expected another"
            + " name)",
        confusing::namedParameters);
  }

  @Test
  default void aComputedTensorCannotBeSet() {
    Tensor computed = variable(Shape.of(1), 1).mul(2);
    Module model = new Affine(variable(Shape.of(1), 1), computed);
    refused(
        StateDictException.class,
        "loadStateDict: the state must fit the module (got shift was computed from other tensors,"
            + " and cannot be set; expected [scale, shift]; load it into the model that it was"
            + " saved from)",
        () -> model.loadStateDict(model.stateDict()));
    refused(
        GradientException.class,
        "assign: a tensor that was computed from others cannot be overwritten (got a"
            + " computed tensor of shape [1]; expected a parameter or a tensor made from values;"
            + " take detach() of it first)",
        () -> computed.assign(TensorData.full(Shape.of(1), 1)));
  }

  @Test
  default void whatIsOverwrittenLeavesWhatWasComputedFromIt() {
    Tensor tensor = tensor(Shape.of(2), 1, 2);
    Tensor reshaped = tensor.reshape(2, 1);
    Tensor detached = tensor.detach();
    tensor.assign(TensorData.of(new float[] {5, 6}, Shape.of(2)));
    assertThat(tensor.toFloatArray()).containsExactly(5, 6);
    assertThat(reshaped.toFloatArray()).containsExactly(1, 2);
    assertThat(detached.toFloatArray()).containsExactly(1, 2);
  }

  @Test
  default void aModuleWithoutAModeIsInThatOfItsParts() {
    Module dropout = module(dropout(0.5));
    Module model = new Counting(new Counting(dropout));
    assertThat(model.isTraining()).isTrue();
    try (EvaluationMode evaluating = model.evaluating()) {
      assertThat(model.isTraining()).isFalse();
      assertThat(dropout.isTraining()).isFalse();
    }
    assertThat(model.isTraining()).isTrue();
    assertThat(model.eval().isTraining()).isFalse();
    assertThat(dropout.isTraining()).isFalse();
    assertThat(model.train().isTraining()).isTrue();
    assertThat(Affine.on(backend(), 1, 1).eval().isTraining()).as("the same in both").isTrue();
  }

  @Test
  default void anOwnModuleMovesInPlaceWithItsGradients() {
    for (Device device : backend().devices()) {
      Affine model = Affine.on(backend(), 2, 1);
      model.forward(backend().tensor(new float[] {3}, Shape.of(1))).sum().backward();
      Module moved = model.to(device);
      assertThat(moved).isSameAs(model);
      assertThat(model.scale().device()).isEqualTo(device);
      assertThat(gradient(model.scale())).containsExactly(3);
      Tensor x = backend().tensor(new float[] {4}, Shape.of(1)).to(device);
      model.forward(x).sum().backward();
      assertThat(gradient(model.scale())).containsExactly(7);
    }
  }

  @Test
  default void aScopeFreesOrKeepsAllOfIt() {
    Affine freed;
    Module kept;
    try (Scope scope = backend().scope()) {
      freed = Affine.on(backend(), 1, 1);
      Module leaf = new Passing(backend().module(linear(1, 1)));
      kept = scope.keep(new Counting(sequentially(leaf, Affine.on(backend(), 1, 1))));
    }
    refused(
        ClosedException.class,
        "data: what is closed cannot be used (got a closed tensor of shape [1]; expected an open"
            + " one; a Scope closes what was made in it unless scope.keep(…) moves it out)",
        freed::stateDict);
    assertThat(kept.stateDict().keySet())
        .containsExactly("inner.0.weight", "inner.0.bias", "inner.1.scale", "inner.1.shift");
    List<Tensor> parameters = kept.parameters();
    kept.close();
    kept.close();
    assertThat(parameters)
        .allSatisfy(
            parameter -> assertThatThrownBy(parameter::data).isInstanceOf(ClosedException.class));
  }

  private static Module sequentially(Module... modules) {
    return new io.kindling.Sequential(List.of(modules));
  }

  @Test
  default void aDecoratorStandsForTheModuleThatItIsAround() {
    Module inner = backend().module(sequential(linear(1, 2), linear(2, 1)));
    Module model = new Passing(inner).to(device());
    assertThat(model.stateDict()).isEqualTo(inner.stateDict());
    assertThat(model.parameters()).isEqualTo(inner.parameters());
    History history = trainer(model, 0.01).train(line(), 3);
    assertThat(history.epochs()).hasSize(3);
    assertThat(model.eval().isTraining()).isFalse();
    assertThat(inner.isTraining()).isFalse();
    model.close();
    assertThatThrownBy(inner::parameters).isInstanceOf(ClosedException.class);
  }

  @Test
  default void itsOwnNamesAreChecked() {
    for (String name : new String[] {"", "a.b", "taken"}) {
      refused(
          SpecException.class,
          "parameter: a part's name must be new, not empty and without a dot (got '"
              + name
              + "'; expected another name)",
          () ->
              new CompositeModule() {
                {
                  buffer("taken", variable(Shape.of(1), 1));
                  parameter(name, variable(Shape.of(1), 1));
                }

                @Override
                public Tensor forward(Tensor input) {
                  return input;
                }
              });
    }
  }
}
