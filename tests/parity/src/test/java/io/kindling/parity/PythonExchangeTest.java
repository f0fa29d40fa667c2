package io.kindling.parity;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.ParameterGroup;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Numerics;
import io.kindling.tck.kit.TestDevices;
import io.kindling.tck.kit.Tolerance;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Training goes from Python to Kindling and back, and the other way round, as if nothing had
 * happened: through files, with the optimizer's state in them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PythonExchangeTest {
  private static final String SCRIPT = "train_on.py";
  private static final String START = "start";
  private static final ModuleSpec MODEL = sequential(linear(2, 3), tanh(), linear(3, 1));
  private static final int ROWS = 16;
  private static final Map<String, Backend> BACKENDS =
      Map.of("cpu", Backends.open("cpu"), "libtorch", Backends.open("libtorch"));

  /** As {@code train_on.py} has them; an optimizer of two groups has the layers apart. */
  private static final List<String> OPTIMIZERS =
      List.of(
          "sgd(lr=0.1)",
          "sgd(lr=0.1, momentum=0.9, weight_decay=0.01)",
          "sgd(lr=0.05, momentum=0.9, nesterov=true)",
          "sgd(lr=0.1, momentum=0.5, dampening=0.25) + sgd(lr=0.2)",
          "adam(lr=0.05, betas=(0.8, 0.99), weight_decay=0.01)",
          "adam(lr=0.05, amsgrad=true)",
          "adamw(lr=0.05)",
          "rmsprop(lr=0.01)",
          "rmsprop(lr=0.01, momentum=0.5, centered=true)",
          "adagrad(lr=0.1, lr_decay=0.1, initial_accumulator_value=0.5)",
          "lbfgs(lr=0.1, max_iter=2, history_size=5)",
          "lbfgs(lr=1, max_iter=2, line_search=strong_wolfe)");

  @TempDir private static Path folder;

  static Stream<Arguments> optimizersAndBackends() {
    return OPTIMIZERS.stream()
        .flatMap(text -> Stream.of("cpu", "libtorch").map(name -> Arguments.of(text, name)));
  }

  /** All that Python has to do, in two goes: it takes seconds to start. */
  @BeforeAll
  void trainInTurns() throws Exception {
    Python python = Python.in(folder);
    Module start = backend("cpu").module(MODEL, new TorchRandom(0));
    TorchFile.save(file("", START), Map.of("model", start.stateDict()));
    List<String> first = new ArrayList<>();
    for (String optimizer : OPTIMIZERS) {
      first.add(job(optimizer, 1, START, "python"));
      first.add(job(optimizer, 3, START, "python alone"));
    }
    python.script(SCRIPT, first);
    List<String> second = new ArrayList<>();
    for (String optimizer : OPTIMIZERS) {
      for (String name : BACKENDS.keySet()) {
        train(name, optimizer, 1, START, name);
        train(name, optimizer, 1, "python", "python " + name);
        second.add(job(optimizer, 1, name, name + " python"));
        second.add(job(optimizer, 1, "python " + name, "python " + name + " python"));
      }
    }
    python.script(SCRIPT, second);
  }

  /** A job for Python: so many turns from a checkpoint on, the result being another. */
  private static String job(String optimizer, int turns, String from, String to) {
    int steps = turns * stepsOfATurn(optimizer);
    return String.join(
        "\t", optimizer, steps + "", file(optimizer, from) + "", file(optimizer, to) + "");
  }

  /** A checkpoint is called for those who took turns at it. */
  private static Path file(String optimizer, String turns) {
    String of = turns.equals(START) ? "" : OPTIMIZERS.indexOf(optimizer) + " ";
    return folder.resolve(of + turns + ".pt");
  }

  /** Ten; fewer where after thirty not even undisturbed runs agree, so does rounding grow. */
  private static int stepsOfATurn(String optimizer) {
    return optimizer.contains("strong_wolfe") ? 3 : 10;
  }

  private static Backend backend(String name) {
    return Objects.requireNonNull(BACKENDS.get(name), name);
  }

  @ParameterizedTest
  @MethodSource("optimizersAndBackends")
  void pythonGoesOnFromWhatWentOnFromPython(String optimizer, String backend) {
    Map<String, Object> actual = load(optimizer, "python " + backend + " python");
    expectNear(optimizer, actual, load(optimizer, "python alone"));
  }

  @ParameterizedTest
  @MethodSource("optimizersAndBackends")
  void goesOnFromPythonThatWentOnFromIt(String optimizer, String backend) {
    String turns = backend + " python";
    train(backend, optimizer, 1, turns, turns + " " + backend);
    train(backend, optimizer, 3, START, backend + " alone");
    Map<String, Object> actual = load(optimizer, turns + " " + backend);
    expectNear(optimizer, actual, load(optimizer, backend + " alone"));
  }

  @ParameterizedTest
  @MethodSource("optimizersAndBackends")
  void theStateHasPythonsNames(String optimizer, String backend) {
    Map<?, ?> ours = states(load(optimizer, backend));
    Map<?, ?> pythons = states(load(optimizer, "python"));
    if (optimizer.equals("sgd(lr=0.1)")) {
      assertThat(ours).as("nothing, where Python may say None").isEmpty();
    } else if (!optimizer.contains(" + ")) {
      assertThat(ours.keySet()).isEqualTo(pythons.keySet());
      pythons.forEach((key, state) -> assertThat(names(ours.get(key))).isEqualTo(names(state)));
    }
  }

  private static Object names(@Nullable Object state) {
    return state instanceof Map<?, ?> map ? map.keySet() : "no dict";
  }

  private static Map<?, ?> states(Map<String, Object> checkpoint) {
    return (Map<?, ?>) Objects.requireNonNull(part(checkpoint, "optimizer").get("state"));
  }

  private static Map<String, Object> load(String optimizer, String turns) {
    return TorchFile.loadTree(file(optimizer, turns));
  }

  @SuppressWarnings("unchecked") // as both sides write it
  private static <V> Map<String, V> part(Map<String, Object> checkpoint, String name) {
    return (Map<String, V>) Objects.requireNonNull(checkpoint.get(name), name);
  }

  private static void expectNear(
      String optimizer, Map<String, Object> actual, Map<String, Object> expected) {
    Map<String, TensorData> weights = part(actual, "model");
    Map<String, TensorData> expectedWeights = part(expected, "model");
    assertThat(weights.keySet()).isEqualTo(expectedWeights.keySet());
    expectedWeights.forEach(
        (name, values) ->
            Expect.close(
                optimizer + ", " + name,
                Objects.requireNonNull(weights.get(name)).toFloatArray(),
                values.toFloatArray(),
                tolerance(optimizer)));
  }

  private static Tolerance tolerance(String optimizer) {
    if (optimizer.startsWith("lbfgs")) {
      return Numerics.optimizer("lbfgs").value();
    }
    boolean centred = optimizer.contains("centered=true");
    return Numerics.run(centred ? "weights of centred rmsprop" : "weights").value();
  }

  /** What {@code train_on.py} does. */
  private static void train(String name, String optimizer, int turns, String from, String to) {
    Backend backend = backend(name);
    try (Scope scope = backend.scope()) {
      Module model = backend.module(MODEL).to(TestDevices.of(backend));
      Map<String, Object> start = load(optimizer, from);
      model.loadStateDict(part(start, "model"));
      List<ParameterGroup> groups = groups(optimizer, model.parameters());
      Optimizer live = backend.optimizer(groups);
      if (start.containsKey("optimizer")) {
        live.loadStateDict(part(start, "optimizer"));
        assertThat(live.state().groups())
            .isEqualTo(groups.stream().map(ParameterGroup::spec).toList());
      }
      steps(backend, model, live, turns * stepsOfATurn(optimizer));
      Map<String, Object> end = Map.of("model", model.stateDict(), "optimizer", live.stateDict());
      TorchFile.save(file(optimizer, to), end);
    }
  }

  private static List<ParameterGroup> groups(String optimizer, List<Tensor> parameters) {
    int plus = optimizer.indexOf(" + ");
    if (plus < 0) {
      return List.of(new ParameterGroup(OptimizerSpec.parse(optimizer), parameters));
    }
    OptimizerSpec first = OptimizerSpec.parse(optimizer.substring(0, plus));
    OptimizerSpec second = OptimizerSpec.parse(optimizer.substring(plus + 3));
    return List.of(
        new ParameterGroup(first, parameters.subList(0, 2)),
        new ParameterGroup(second, parameters.subList(2, 4)));
  }

  private static void steps(Backend backend, Module model, Optimizer optimizer, int count) {
    float[] x = new float[2 * ROWS];
    float[] y = new float[ROWS];
    for (int i = 0; i < ROWS; i++) {
      float a = 5 * i % ROWS / 8f - 1;
      float b = 11 * i % ROWS / 8f - 1;
      x[2 * i] = a;
      x[2 * i + 1] = b;
      y[i] = a * a - b / 2;
    }
    Tensor inputs = backend.tensor(x, Shape.of(ROWS, 2)).to(TestDevices.of(backend));
    Tensor labels = backend.tensor(y, Shape.of(ROWS, 1)).to(TestDevices.of(backend));
    Loss mse = backend.loss(mse());
    for (int step = 0; step < count; step++) {
      optimizer.step(
          () -> {
            optimizer.zeroGrad();
            Tensor loss = mse.forward(model.forward(inputs), labels);
            loss.backward();
            return loss;
          });
    }
  }
}
