package io.kindling.tck.training;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sgd;
import static io.kindling.tck.kit.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.OptimizerState;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.error.CheckpointException;
import io.kindling.error.DeviceException;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.optim.OptimizerSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Numerics;
import io.kindling.train.Checkpoint;
import io.kindling.train.CheckpointFiles;
import io.kindling.train.History;
import io.kindling.train.Schedule;
import io.kindling.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Optimizers, losses and devices that a host writes itself, around others or from nothing. */
public interface OwnTrainingContract extends BackendUnderTest {
  /** Plain gradient descent, with a velocity: as little as an optimizer may say. */
  class Descent implements Optimizer {
    private final List<Tensor> parameters;
    final Map<Tensor, float[]> velocities = new LinkedHashMap<>();
    double rate;

    Descent(double rate, List<Tensor> parameters) {
      this.rate = rate;
      this.parameters = parameters;
    }

    @Override
    public List<Tensor> parameters() {
      return parameters;
    }

    @Override
    public void step() {
      for (Tensor parameter : parameters) {
        try (Tensor gradient = parameter.grad()) {
          if (gradient != null) {
            step(parameter, gradient.toFloatArray());
          }
        }
      }
    }

    private void step(Tensor parameter, float[] gradient) {
      float[] velocity = velocities.computeIfAbsent(parameter, p -> new float[gradient.length]);
      float[] values = parameter.toFloatArray();
      for (int i = 0; i < values.length; i++) {
        velocity[i] = 0.5f * velocity[i] + gradient[i];
        values[i] -= (float) rate * velocity[i];
      }
      parameter.assign(TensorData.of(values, parameter.shape()));
    }

    @Override
    public double groupLearningRate(int group) {
      return rate;
    }

    @Override
    public void groupLearningRate(int group, double learningRate) {
      rate = learningRate;
    }
  }

  /** The same, which says and takes its state. */
  final class SavedDescent extends Descent {
    SavedDescent(double rate, List<Tensor> parameters) {
      super(rate, parameters);
    }

    @Override
    public Map<String, Object> stateDict() {
      List<Object> saved = new ArrayList<>();
      parameters()
          .forEach(
              parameter -> {
                float[] velocity = velocities.get(parameter);
                saved.add(
                    velocity == null
                        ? TensorData.full(parameter.shape(), 0)
                        : TensorData.of(velocity, parameter.shape()));
              });
      return Map.of("rate", rate, "velocities", saved);
    }

    @Override
    public void loadStateDict(Map<String, ?> state) {
      if (!(state.get("rate") instanceof Double saved)
          || !(state.get("velocities") instanceof List<?> values)) {
        throw new StateDictException(
            "loadStateDict",
            "the state must be a descent's",
            "names " + state.keySet(),
            "rate and velocities",
            null);
      }
      rate = saved;
      for (int i = 0; i < values.size(); i++) {
        velocities.put(parameters().get(i), ((TensorData) values.get(i)).toFloatArray());
      }
    }
  }

  /** Counts the steps of the optimizer that it is around. */
  final class Counting implements Optimizer {
    private final Optimizer inner;
    private int steps;

    Counting(Optimizer inner) {
      this.inner = inner;
    }

    @Override
    public List<Tensor> parameters() {
      return inner.parameters();
    }

    @Override
    public void step() {
      steps++;
      inner.step();
    }

    @Override
    public Tensor step(Supplier<Tensor> closure) {
      steps++;
      return inner.step(closure);
    }

    @Override
    public double groupLearningRate(int group) {
      return inner.groupLearningRate(group);
    }

    @Override
    public void groupLearningRate(int group, double learningRate) {
      inner.groupLearningRate(group, learningRate);
    }

    @Override
    public Map<String, Object> stateDict() {
      return inner.stateDict();
    }

    @Override
    public void loadStateDict(Map<String, ?> state) {
      inner.loadStateDict(state);
    }

    @Override
    public List<OptimizerSpec> specs() {
      return inner.specs();
    }

    @Override
    public void leave(Scope scope) {
      scope.keep(inner);
    }

    @Override
    public void close() {
      inner.close();
    }
  }

  /** Notes the loss that it is around. */
  final class Logging implements Loss {
    private final Loss inner;
    private final List<Float> log = new ArrayList<>();

    Logging(Loss inner) {
      this.inner = inner;
    }

    @Override
    public Tensor forward(Tensor prediction, Tensor target) {
      Tensor loss = inner.forward(prediction, target);
      log.add(loss.item());
      return loss;
    }

    @Override
    public void leave(Scope scope) {
      scope.keep(inner);
    }
  }

  /** A device as somebody else describes it, who says nothing of equality. */
  final class Place implements Device {
    private final Device real;

    Place(Device real) {
      this.real = real;
    }

    @Override
    public String type() {
      return real.type();
    }

    @Override
    public int index() {
      return real.index();
    }
  }

  private static TableDataset line() {
    return Dataset.of(new float[] {0, 1, 2, 3}, 1, new float[] {1, 3, 5, 7}, 1);
  }

  private Module flat() {
    Module model = module(linear(1, 1));
    setParameters(model, new float[] {0}, new float[] {0});
    return model;
  }

  private Trainer trainer(Module model, Optimizer optimizer) {
    return new Trainer(model, backend().loss(mse()), optimizer).batchSize(3);
  }

  @Test
  default void anOptimizerOfOnesOwnTrains() {
    Module model = flat();
    Optimizer optimizer = new Descent(0.25, model.parameters());
    Tensor x = tensor(Shape.of(2, 1), 0, 2);
    Tensor y = tensor(Shape.of(2, 1), 1, 5);
    Supplier<Tensor> closure =
        () -> {
          optimizer.zeroGrad();
          Tensor loss = backend().loss(mse()).forward(model.forward(x), y);
          loss.backward();
          return loss;
        };
    assertThat(optimizer.step(closure).item()).isEqualTo(13);
    // the gradients are −2 · (0·1 + 2·5) / 2 and −2 · (1 + 5) / 2
    assertThat(values(model.stateDict(), "weight")).containsExactly(2.5f);
    assertThat(values(model.stateDict(), "bias")).containsExactly(1.5f);
    optimizer.zeroGrad();
    assertThat(model.parameters()).allMatch(parameter -> parameter.grad() == null);
    optimizer.learningRate(0.05);
    assertThat(optimizer.learningRate()).isEqualTo(0.05);
    Schedule schedule = new Schedule(io.kindling.Specs.exponential(0.5), optimizer);
    trainer(model, optimizer).schedule(schedule).train(line(), 2);
    assertThat(optimizer.learningRate()).isEqualTo(0.0125);
    History history = trainer(model, new Descent(0.05, model.parameters())).train(line(), 300);
    assertThat(history.last().loss()).isLessThan(1e-4);
  }

  @Test
  default void itIsTheSameAsTheBackendsOwn() {
    Module own = flat();
    Module model = flat();
    trainer(own, new Descent(0.0625, own.parameters())).train(line(), 4);
    trainer(model, backend().optimizer(sgd(0.0625).momentum(0.5), model.parameters()))
        .train(line(), 4);
    for (String name : model.stateDict().keySet()) {
      Expect.close(
          name,
          values(own.stateDict(), name),
          values(model.stateDict(), name),
          Numerics.run("losses").value());
    }
  }

  @Test
  default void withoutAStateItIsNotSaved(@TempDir Path folder) {
    Module model = flat();
    Map<String, TensorData> before = model.stateDict();
    Optimizer optimizer = new Descent(0.1, model.parameters());
    String name = Descent.class.getName();
    Trainer trainer = trainer(model, optimizer).checkpointEvery(2, folder.resolve("run.pt"));
    refused(
        StateDictException.class,
        "stateDict: an optimizer of your own must save and load its state itself (got "
            + name
            + " without stateDict(); expected stateDict() and loadStateDict(state); implement both"
            + " so that its training can be saved and resumed)",
        () -> trainer.train(line(), 3));
    assertThat(model.stateDict()).as("before the first step").isEqualTo(before);
    refused(
        StateDictException.class,
        "loadState: an optimizer of your own must save and load its state itself (got "
            + name
            + " without loadState(state); expected state() and loadState(state); implement both so"
            + " that its training can be saved and resumed)",
        () -> optimizer.loadState(new OptimizerState(List.of(), List.of(ParameterState.EMPTY))));
  }

  @Test
  default void withAStateItsTrainingResumesToTheBit(@TempDir Path folder) {
    Module whole = flat();
    trainer(whole, new SavedDescent(0.1, whole.parameters())).train(line(), 6);
    Module first = flat();
    trainer(first, new SavedDescent(0.1, first.parameters()))
        .checkpointEvery(5, folder.resolve("run.pt"))
        .train(line(), 4);
    Checkpoint checkpoint =
        Checkpoint.load(CheckpointFiles.newest(folder.resolve("run.pt")).orElseThrow());
    assertThat(checkpoint.specs()).containsEntry("optimizer", SavedDescent.class.getName());
    Module second = flat();
    trainer(second, new SavedDescent(0.7, second.parameters())).resume(checkpoint).train(line(), 6);
    assertThat(second.stateDict()).isEqualTo(whole.stateDict());

    Module third = flat();
    Optimizer other = backend().optimizer(sgd(0.1), third.parameters());
    assertThatThrownBy(() -> trainer(third, other).resume(checkpoint).train(line(), 6))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("optimizer: state is missing, param_groups is missing");
    Optimizer stateless = new Descent(0.1, third.parameters());
    assertThatThrownBy(() -> trainer(third, stateless).resume(checkpoint).train(line(), 6))
        .isInstanceOf(StateDictException.class)
        .hasMessageContaining("without stateDict()");
  }

  @Test
  default void aDecoratedOptimizerResumesAsWhatItSaysItIs(@TempDir Path folder) {
    Module model = flat();
    Counting optimizer =
        new Counting(backend().optimizer(sgd(0.1).momentum(0.5), model.parameters()));
    trainer(model, optimizer).checkpointEvery(5, folder.resolve("run.pt")).train(line(), 4);
    assertThat(optimizer.steps).isEqualTo(8);
    Checkpoint checkpoint = Checkpoint.load(folder.resolve("run.checkpoint-5.pt"));
    Module other = flat();
    Counting resumed =
        new Counting(backend().optimizer(sgd(0.1).momentum(0.5), other.parameters()));
    trainer(other, resumed).resume(checkpoint).train(line(), 4);
    assertThat(other.stateDict()).isEqualTo(model.stateDict());

    Module third = flat();
    Optimizer unlike = new Counting(backend().optimizer(sgd(0.1), third.parameters()));
    assertThatThrownBy(() -> trainer(third, unlike).resume(checkpoint).train(line(), 4))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("(got optimizer is sgd(lr=0.1), not sgd(lr=0.1, momentum=0.5);");
  }

  @Test
  default void anOptimizerCallsTheClosure() {
    Module model = flat();
    Optimizer idle =
        new Descent(0.1, model.parameters()) {
          @Override
          public Tensor step(Supplier<Tensor> closure) {
            return tensor(Shape.scalar(), 0);
          }

          @Override
          public String toString() {
            return "idle";
          }
        };
    refused(
        SpecException.class,
        "train: step(closure) must call the closure, which computes the loss and its gradients (got"
            + " idle, which has not; expected a call of closure.get() in step(closure))",
        () -> trainer(model, idle).train(line(), 1));
  }

  @Test
  default void anOptimizerOfAnotherModelIsRefused() {
    Module model = flat();
    Optimizer optimizer = backend().optimizer(sgd(0.1), flat().parameters());
    refused(
        SpecException.class,
        "train: the optimizer must update the model (got sgd(lr=0.1) of 2 other parameters;"
            + " expected an optimizer of model.parameters(); make it of the parameters of the model"
            + " that is trained)",
        () -> trainer(model, optimizer).train(line(), 1));
    Optimizer some = backend().optimizer(sgd(0.1), List.of(model.parameters().get(1)));
    assertThat(trainer(model, some).train(line(), 1).epochs()).as("a part of it").hasSize(1);
  }

  @Test
  default void aLossMayLog() {
    Module model = flat();
    Logging loss = new Logging(backend().loss(mse()));
    Optimizer optimizer = backend().optimizer(sgd(0), model.parameters());
    new Trainer(model, loss, optimizer).train(line(), 2);
    assertThat(loss.log).containsExactly(21f, 21f);
  }

  @Test
  default void aLossReturnsATensor() {
    Module model = flat();
    @SuppressWarnings("NullAway") // the mistake that this is about
    Loss nothing =
        new Loss() {
          @Override
          public Tensor forward(Tensor prediction, Tensor target) {
            return null;
          }

          @Override
          public String toString() {
            return "nothing";
          }
        };
    Optimizer optimizer = backend().optimizer(sgd(0.1), model.parameters());
    refused(
        SpecException.class,
        "train: forward of a loss must return a tensor (got null from nothing; expected one)",
        () -> new Trainer(model, nothing, optimizer).train(line(), 1));
  }

  @Test
  default void aScopeKeepsLossesAndOptimizers() {
    Module model = flat();
    Loss loss;
    Loss logging;
    Optimizer optimizer;
    Loss freed;
    try (Scope scope = backend().scope()) {
      loss = scope.keep(backend().loss(mse()));
      logging = scope.keep(new Logging(backend().loss(mse())));
      optimizer = scope.keep(new Counting(backend().optimizer(sgd(0.1), model.parameters())));
      freed = backend().loss(mse());
    }
    Tensor x = tensor(Shape.of(1, 1), 3);
    Tensor zero = tensor(Shape.of(1, 1), 0);
    assertThat(loss.forward(x, zero).item()).isEqualTo(9);
    assertThat(logging.forward(x, zero).item()).isEqualTo(9);
    optimizer.zeroGrad();
    optimizer.step();
    assertThatThrownBy(() -> freed.forward(x, zero))
        .hasMessageStartingWith("mse: what is closed cannot be used (got a closed loss mse()");
  }

  @Test
  default void devicesAreTheSameIfTypeAndIndexAre() {
    for (Device device : backend().devices()) {
      Device place = new Place(device);
      Module model = backend().module(linear(1, 1)).to(place);
      Tensor x = backend().tensor(new float[] {1}, Shape.of(1, 1)).to(place);
      assertThat(x.device()).isEqualTo(device).isNotEqualTo(new Object());
      assertThat(x.to(new Place(device))).isSameAs(x);
      assertThat(model.forward(x).device()).isEqualTo(device);
      assertThat(Device.same(place, new Place(device))).isTrue();
    }
    Device nowhere = new Place(Device.of("nowhere:3"));
    assertThatThrownBy(() -> tensor(Shape.of(1), 1).to(nowhere))
        .isInstanceOf(DeviceException.class)
        .hasMessageContaining("(got nowhere:3; expected one of [");
  }

  @Test
  default void aCancelBeforeTheTrainingCancelsIt() {
    Module model = flat();
    Trainer trainer = trainer(model, backend().optimizer(sgd(0.1), model.parameters()));
    trainer.cancel();
    History history = trainer.train(line(), 1000);
    assertThat(history.end()).isEqualTo(History.End.CANCELLED);
    assertThat(history.epochs()).isEmpty();
    assertThat(values(model.stateDict(), "weight")).as("no step was taken").containsExactly(0);
    assertThat(trainer.train(line(), 2).end()).isEqualTo(History.End.COMPLETED);
  }
}
