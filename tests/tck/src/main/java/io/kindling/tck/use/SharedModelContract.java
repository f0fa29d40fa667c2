package io.kindling.tck.use;

import static io.kindling.Specs.batchNorm1d;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.CompositeModule;
import io.kindling.EvaluationMode;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.ModuleClaim;
import io.kindling.NoGrad;
import io.kindling.Optimizer;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.data.Dataset;
import io.kindling.error.BusyException;
import io.kindling.error.ClosedException;
import io.kindling.nn.ModuleSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.train.Evaluator;
import io.kindling.train.Trainer;
import io.kindling.train.TrainingListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * One model and several threads: what they predict side by side is right; beside a thread that
 * trains, changes or closes the model it is right or refused.
 */
public interface SharedModelContract extends BackendUnderTest {
  /** How many threads predict. */
  int THREADS = 8;

  /** How many rows they predict for. */
  int ROWS = 4;

  /** {@return how often each of them does; more in a long run} */
  default int predictions() {
    return 1_000;
  }

  /** {@return how often a model is closed beside predictions; more in a long run} */
  default int swaps() {
    return 300;
  }

  private static Dataset rows() {
    TorchRandom random = new TorchRandom(1);
    float[] x = random.rand(Shape.of(ROWS, 3)).toFloatArray();
    return Dataset.of(x, 3, random.rand(Shape.of(ROWS, 1)).toFloatArray(), 1);
  }

  private static ModuleSpec plain() {
    return sequential(linear(3, 8), relu(), linear(8, 1));
  }

  private static ModuleSpec normed() {
    return sequential(linear(3, 8), batchNorm1d(8), relu(), linear(8, 1));
  }

  private Module seeded(ModuleSpec spec) {
    return backend().module(spec, new TorchRandom(7)).to(device());
  }

  /** A prediction as a whole, to be found in sets of them. */
  private static List<Float> predicted(Module model) {
    return list(new Evaluator(model).predict(rows()));
  }

  private static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  /** Predicts as a host's own code does. */
  private List<Float> computed(Module model) {
    try (Scope scope = backend().scope();
        EvaluationMode evaluating = model.evaluating();
        NoGrad noGrad = backend().noGrad()) {
      Tensor x = tensor(new TorchRandom(1).rand(Shape.of(ROWS, 3)));
      return list(model.forward(x).toFloatArray());
    }
  }

  /** Threads at work, until they are closed. */
  final class Threads implements AutoCloseable {
    private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    private final List<Future<Set<List<Float>>>> results = new ArrayList<>();

    private Threads() {}

    /** Lets half of the threads do one thing, time and again, and half the other. */
    static Threads doing(
        Class<? extends RuntimeException> refusal,
        int times,
        Supplier<List<Float>> one,
        Supplier<List<Float>> other) {
      Threads threads = new Threads();
      for (int i = 0; i < THREADS; i++) {
        Supplier<List<Float>> work = i % 2 == 0 ? one : other;
        threads.results.add(threads.pool.submit(() -> repeated(refusal, times, work)));
      }
      return threads;
    }

    private static Set<List<Float>> repeated(
        Class<? extends RuntimeException> refusal, int times, Supplier<List<Float>> work) {
      Set<List<Float>> results = new HashSet<>();
      for (int i = 0; i < times; i++) {
        try {
          results.add(work.get());
        } catch (RuntimeException e) {
          if (!refusal.isInstance(e)) {
            throw e;
          }
        }
      }
      return results;
    }

    /** Waits for all; all that was not refused. */
    Set<List<Float>> results() throws Exception {
      Set<List<Float>> all = new HashSet<>();
      for (Future<Set<List<Float>>> result : results) {
        all.addAll(result.get());
      }
      return all;
    }

    @Override
    public void close() {
      pool.shutdownNow();
    }
  }

  /** Does something in another thread and waits for it. */
  private static <R> R elsewhere(Callable<R> work) throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      return other.submit(work).get();
    } finally {
      other.shutdown();
    }
  }

  /** Two normalisations, with something in between. */
  final class Gated extends CompositeModule {
    private final Module first;
    private final Module second;
    private Runnable between = () -> {};

    Gated(Module first, Module second) {
      this.first = child("first", first);
      this.second = child("second", second);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor y = first.forward(x);
      between.run();
      return second.forward(y);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  default void oneThreadEvaluatesOnWhereAnotherHasEnded() throws Exception {
    Gated model = new Gated(module(batchNorm1d(3)), module(batchNorm1d(3)));
    List<Float> alone = predicted(model);
    Map<String, TensorData> state = model.stateDict();
    Thread here = Thread.currentThread();
    CountDownLatch otherIsInside = new CountDownLatch(1);
    CountDownLatch thisHasEnded = new CountDownLatch(1);
    ExecutorService pool = Executors.newSingleThreadExecutor();
    List<Future<List<Float>>> other = new ArrayList<>();
    model.between =
        () -> {
          if (Thread.currentThread() == here) {
            other.add(pool.submit(() -> predicted(model)));
            await(otherIsInside);
          } else {
            otherIsInside.countDown();
            await(thisHasEnded);
          }
        };
    try {
      assertThat(predicted(model)).isEqualTo(alone);
      assertThat(model.isTraining()).isTrue();
      thisHasEnded.countDown();
      assertThat(other.get(0).get()).isEqualTo(alone);
      assertThat(model.stateDict()).isEqualTo(state);
      assertThat(model.isTraining()).isTrue();
    } finally {
      pool.shutdown();
    }
  }

  @Test
  default void aModuleKeepsTheModeOfNoCall() throws Exception {
    Module model = seeded(normed());
    Tensor x = tensor(new TorchRandom(1).rand(Shape.of(ROWS, 3)));
    List<Float> training = list(model.forward(x).toFloatArray());
    try (EvaluationMode evaluating = model.evaluating()) {
      assertThat(model.isTraining()).isFalse();
      assertThat(list(model.forward(x).toFloatArray())).isNotEqualTo(training);
      assertThat(elsewhere(model::isTraining)).isTrue();
      assertThat(elsewhere(() -> list(model.forward(x).toFloatArray()))).isEqualTo(training);
    }
    assertThat(list(model.forward(x).toFloatArray())).isEqualTo(training);
  }

  @Test
  default void threadsPredictWhatOneDoes() throws Exception {
    Module model = seeded(normed());
    Map<String, TensorData> state = model.stateDict();
    List<Float> alone = predicted(model);
    try (Threads threads =
        Threads.doing(
            ClosedException.class, predictions(), () -> predicted(model), () -> computed(model))) {
      assertThat(threads.results()).containsExactly(alone);
    }
    assertThat(model.stateDict()).isEqualTo(state);
  }

  private Map<String, TensorData> trained(Module model) {
    Loss loss = backend().loss(mse());
    Optimizer optimizer = backend().optimizer(sgd(0.01), model.parameters());
    new Trainer(model, loss, optimizer).validation(rows()).train(rows(), 200);
    return model.stateDict();
  }

  private void expectRightBesideATrainer(ModuleSpec spec) throws Exception {
    Map<String, TensorData> alone = trained(seeded(spec));
    Module model = seeded(spec);
    List<Float> before = predicted(model);
    try (Threads threads =
        Threads.doing(
            BusyException.class, predictions(), () -> predicted(model), () -> computed(model))) {
      assertThat(trained(model)).isEqualTo(alone);
      assertThat(Set.of(before, predicted(model))).containsAll(threads.results());
    }
    assertThat(model.stateDict()).isEqualTo(alone);
  }

  @Test
  default void predictionsBesideATrainerAreRightOrRefused() throws Exception {
    expectRightBesideATrainer(plain());
  }

  @Test
  default void predictionsWithNormsBesideATrainerAreRightOrRefused() throws Exception {
    expectRightBesideATrainer(normed());
  }

  /** Steps by hand; adds what is right after each to the predictions. */
  private Map<String, TensorData> stepped(Module model, Set<List<Float>> right) {
    try (Scope scope = backend().scope()) {
      Loss loss = backend().loss(mse());
      Optimizer optimizer = backend().optimizer(sgd(0.01), model.parameters());
      TorchRandom random = new TorchRandom(1);
      Tensor x = tensor(random.rand(Shape.of(ROWS, 3)));
      Tensor y = tensor(random.rand(Shape.of(ROWS, 1)));
      for (int i = 0; i < 200; i++) {
        try (Scope step = backend().scope()) {
          right.add(computed(model));
          optimizer.zeroGrad();
          Tensor value = loss.forward(model.forward(x), y);
          right.add(computed(model)); // with the statistics of the batch that was seen
          value.backward();
          optimizer.step();
        }
      }
      right.add(computed(model));
      return model.stateDict();
    }
  }

  private void expectRightBesideSteps(ModuleSpec spec) throws Exception {
    Map<String, TensorData> alone = stepped(seeded(spec), new HashSet<>());
    Module model = seeded(spec);
    Set<List<Float>> right = Collections.synchronizedSet(new HashSet<>());
    try (Threads threads =
        Threads.doing(
            BusyException.class, predictions(), () -> predicted(model), () -> computed(model))) {
      assertThat(stepped(model, right)).isEqualTo(alone);
      assertThat(right).containsAll(threads.results());
    }
  }

  @Test
  default void predictionsBesideStepsAreRightOrRefused() throws Exception {
    expectRightBesideSteps(plain());
  }

  @Test
  default void predictionsWithNormsBesideStepsAreRightOrRefused() throws Exception {
    expectRightBesideSteps(normed());
  }

  @Test
  default void predictionsBesideLoadedStatesAreRightOrRefused() throws Exception {
    Module model = seeded(plain());
    Map<String, TensorData> one = model.stateDict();
    List<Float> ofOne = predicted(model);
    Map<String, TensorData> other = trained(seeded(plain()));
    model.loadStateDict(other);
    List<Float> ofOther = predicted(model);
    try (Threads threads =
        Threads.doing(
            BusyException.class, predictions(), () -> predicted(model), () -> computed(model))) {
      for (int i = 0; i < predictions(); i++) {
        model.loadStateDict(i % 2 == 0 ? one : other);
      }
      assertThat(Set.of(ofOne, ofOther)).containsAll(threads.results());
    }
  }

  private void expectRefused(String operation, Callable<?> work) {
    assertThatThrownBy(() -> elsewhere(work))
        .cause()
        .isInstanceOf(BusyException.class)
        .hasMessage(
            operation
                + ": while one thread trains or changes a model, no other can use it (got a model"
                + " that thread '"
                + Thread.currentThread().getName()
                + "' is working on; expected one that no other thread changes; predict with a"
                + " Predictor that the training thread makes of it, as in a listener, or after the"
                + " training)");
  }

  private void expectAllRefused(Module model) {
    Loss loss = backend().loss(mse());
    Map<String, TensorData> state = model.stateDict();
    Optimizer optimizer = backend().optimizer(sgd(0.01), model.parameters());
    Tensor x = tensor(Shape.of(1, 3), 1, 2, 3);
    expectRefused("linear", () -> model.forward(x));
    expectRefused("evaluating", () -> predicted(model));
    expectRefused("stateDict", model::stateDict);
    expectRefused("loadStateDict", () -> model.loadStateDict(state));
    expectRefused("claim", model::claim);
    expectRefused("claim", () -> new Trainer(model, loss, optimizer).train(rows(), 1));
    expectRefused(
        "zeroGrad",
        () -> {
          optimizer.zeroGrad();
          return optimizer;
        });
    expectRefused(
        "step",
        () -> {
          optimizer.step();
          return optimizer;
        });
    expectRefused("data", () -> model.parameters().get(0).data());
  }

  @Test
  default void whatOthersDoBesideATrainerIsRefusedAtOnce() {
    Module model = seeded(plain());
    Optimizer optimizer = backend().optimizer(sgd(0.01), model.parameters());
    AtomicBoolean seen = new AtomicBoolean();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void stepped(int epoch, int batch, float loss) {
            expectAllRefused(model);
            seen.set(true);
          }
        };
    new Trainer(model, backend().loss(mse()), optimizer).listener(listener).train(rows(), 1);
    assertThat(seen).isTrue();
  }

  @Test
  default void aClaimIsOneThreadsUntilItIsClosed() throws Exception {
    Module model = seeded(plain());
    List<Float> alone = predicted(model);
    try (ModuleClaim mine = model.claim();
        ModuleClaim again = model.claim()) {
      again.close();
      expectAllRefused(model);
      assertThat(predicted(model)).isEqualTo(alone);
    }
    assertThat(elsewhere(() -> predicted(model))).isEqualTo(alone);
    elsewhere(model::claim); // never closed
    assertThatThrownBy(() -> predicted(model)).isInstanceOf(BusyException.class);
  }

  @Test
  default void aStepOfAnotherThreadBetweenForwardAndBackwardIsSeen() throws Exception {
    Module model = seeded(plain());
    Tensor loss = model.forward(tensor(Shape.of(1, 3), 1, 2, 3)).sum();
    elsewhere(() -> stepped(model, new HashSet<>()));
    assertThatThrownBy(loss::backward)
        .isInstanceOf(BusyException.class)
        .hasMessageStartingWith("backward: while one thread trains or changes a model, no other")
        .hasMessageContaining("has changed meanwhile");
  }

  @Test
  default void twoThreadsOneAfterTheOtherMayTrain() throws Exception {
    Module model = seeded(normed());
    Module other = seeded(normed());
    stepped(model, new HashSet<>());
    stepped(other, new HashSet<>());
    elsewhere(() -> stepped(model, new HashSet<>()));
    assertThat(model.stateDict()).isEqualTo(stepped(other, new HashSet<>()));
  }

  private static <T> T now(AtomicReference<T> current) {
    return Objects.requireNonNull(current.get());
  }

  @Test
  default void predictionsWithModelsThatAreClosedAreRightOrRefused() throws Exception {
    AtomicReference<Module> current = new AtomicReference<>(seeded(normed()));
    List<Float> right = predicted(now(current));
    AtomicBoolean ended = new AtomicBoolean();
    Supplier<List<Float>> untilEnded =
        () -> {
          List<Float> last = right;
          while (!ended.get() && last.equals(right)) {
            last = predicted(now(current));
          }
          return last;
        };
    try (Threads threads = Threads.doing(ClosedException.class, swaps(), untilEnded, untilEnded)) {
      for (int i = 0; i < swaps(); i++) {
        current.getAndSet(seeded(normed())).close();
      }
      ended.set(true);
      assertThat(threads.results()).containsExactly(right);
    }
    now(current).close();
  }

  @Test
  default void operationsOnTensorsThatAreClosedAreRightOrRefused() throws Exception {
    AtomicReference<Tensor> current = new AtomicReference<>(tensor(Shape.of(2), 1, 2));
    Supplier<List<Float>> work =
        () -> {
          try (Scope scope = backend().scope()) {
            return list(now(current).mul(2).add(now(current)).toFloatArray());
          }
        };
    try (Threads threads = Threads.doing(ClosedException.class, predictions(), work, work)) {
      for (int i = 0; i < predictions(); i++) {
        current.getAndSet(tensor(Shape.of(2), 1, 2)).close();
      }
      assertThat(threads.results()).isSubsetOf(Set.of(List.of(3f, 6f)));
    }
  }

  @Test
  default void predictionsWithABackendThatIsClosedAreRightOrRefused() throws Exception {
    Backend closing = another();
    Module model = closing.module(normed(), new TorchRandom(7));
    List<Float> right = predicted(model);
    try (Threads threads =
        Threads.doing(ClosedException.class, 100, () -> predicted(model), () -> predicted(model))) {
      closing.close();
      assertThat(threads.results()).isSubsetOf(Set.of(right));
    }
    assertThatThrownBy(() -> predicted(model)).isInstanceOf(ClosedException.class);
  }
}
