package io.kindling.cpu.sums;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Tensor;
import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.cpu.kernel.BlockSum;
import io.kindling.cpu.kernel.Processor;
import io.kindling.data.Beside;
import io.kindling.data.Rows;
import io.kindling.error.DataException;
import io.kindling.error.SpecException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.train.FullBatch;
import io.kindling.train.batch.Batch;
import io.kindling.train.batch.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A step over shards, of which some workers have vectors and others have not, has the bits of the
 * step in one JVM: loss and every gradient.
 */
final class ShardedStepTest {
  private static final String NET =
      "sequential(linear(16, 32), layer_norm(32), tanh(), linear(32, 1))";

  @AfterEach
  void forget() {
    System.clearProperty(Processor.VECTOR);
  }

  private static TensorData uniform(int seed, double from, double to, int... sizes) {
    long[] shape = Arrays.stream(sizes).asLongStream().toArray();
    return new TorchRandom(seed).uniform(Shape.of(shape), (float) from, (float) to);
  }

  /** Some rows that a loss takes: targets are shares, or classes. */
  private static Rows rows(LossSpec loss, int rows, int features, int outputs) {
    TensorData x = uniform(1, -1, 1, rows, features);
    if (loss.targetType() == DType.INT64) {
      long[] classes = new Random(2).longs(rows, 0, outputs).toArray();
      return new Rows(x, TensorData.of(classes, Shape.of(rows)));
    }
    return new Rows(x, uniform(2, 0, 1, rows, outputs / loss.outputsPerTarget()));
  }

  private static TensorData part(@Nullable TensorData all, int from, int to) {
    TensorData data = Objects.requireNonNull(all);
    long[] sizes = data.shape().sizes();
    int width = (int) (data.shape().numel() / sizes[0]);
    sizes[0] = (long) to - from;
    return data.dtype() == DType.INT64
        ? TensorData.of(Arrays.copyOfRange(data.toLongArray(), from, to), Shape.of(sizes))
        : TensorData.of(
            Arrays.copyOfRange(data.toFloatArray(), from * width, to * width), Shape.of(sizes));
  }

  private static Rows part(Rows all, int from, int to) {
    return new Rows(
        part(all.features(), from, to),
        part(all.targets(), from, to),
        all.beside() == null ? null : part(all.beside(), from, to));
  }

  /** What one JVM computes. */
  private static FullBatch.Gradients alone(
      ShardedStep step, Rows rows, Map<String, TensorData> parameters) {
    try (Backend backend = Backends.open("cpu")) {
      Module module = backend.module(step.module()).loadStateDict(parameters);
      Loss loss = backend.loss(step.loss());
      Objective objective = new Objective(loss, step.beside().weight(), backend);
      TensorData beside = rows.beside();
      Batch batch =
          Batch.of(
              backend.tensor(rows.features()),
              backend.tensor(rows.targets()),
              rows.count(),
              beside == null ? null : backend.tensor(beside),
              step.beside());
      Tensor value = objective.of(batch.prediction(module.forward(batch.inputs())), batch);
      value.backward();
      Map<String, TensorData> gradients = new LinkedHashMap<>();
      module
          .namedParameters()
          .forEach((name, p) -> gradients.put(name, Objects.requireNonNull(p.grad()).data()));
      return new FullBatch.Gradients(value.item(), gradients);
    }
  }

  private static double weights(ShardedStep step, Rows rows, Beside beside) {
    try (Backend backend = Backends.open("cpu")) {
      TensorData more = rows.beside();
      Batch batch =
          Batch.of(
              backend.tensor(rows.features()),
              backend.tensor(rows.targets()),
              rows.count(),
              more == null ? null : backend.tensor(more),
              beside);
      return new Objective(backend.loss(step.loss()), beside.weight(), backend).counts(batch);
    }
  }

  /** What shards of 2ⁿ blocks give, recorded several times, in random order, partly joined. */
  private static FullBatch.Gradients sharded(
      ShardedStep step, Rows rows, Map<String, TensorData> parameters, int blocks, Random random) {
    List<byte[]> sums = new ArrayList<>();
    for (int from = 0; from < rows.count(); from += blocks * BlockSum.BLOCK) {
      int to = Math.min(rows.count(), from + blocks * BlockSum.BLOCK);
      System.setProperty(Processor.VECTOR, random.nextBoolean() + "");
      try (Shard shard = step.shard(from, part(rows, from, to))) {
        byte[] asTheyCome = shard.record(parameters);
        byte[] recorded = asTheyCome;
        for (int time = 0; time < 3; time++) {
          recorded = shard.record(parameters); // packed by now
        }
        assertThat(recorded).isEqualTo(asTheyCome);
        sums.add(recorded);
      }
    }
    Collections.shuffle(sums, random);
    int some = random.nextInt(sums.size()) + 1;
    List<byte[]> joined = new ArrayList<>(sums.subList(some, sums.size()));
    joined.add(ShardedStep.join(sums.subList(0, some)));
    System.setProperty(Processor.VECTOR, random.nextBoolean() + "");
    int targets = rows.targets().shape().rank() == 1 ? 1 : (int) rows.targets().shape().size(1);
    try (Replay replay = step.replay((int) rows.features().shape().size(1), targets)) {
      replay.gradients(parameters, joined);
      return replay.gradients(parameters, joined);
    }
  }

  private static void compare(FullBatch.Gradients sharded, FullBatch.Gradients alone) {
    assertThat(Float.floatToRawIntBits(sharded.loss()))
        .as("loss %s, not %s", sharded.loss(), alone.loss())
        .isEqualTo(Float.floatToRawIntBits(alone.loss()));
    assertThat(sharded.gradients().keySet()).isEqualTo(alone.gradients().keySet());
    alone
        .gradients()
        .forEach(
            (name, gradient) ->
                assertThat(Objects.requireNonNull(sharded.gradients().get(name)).toFloatArray())
                    .as(name)
                    .isEqualTo(gradient.toFloatArray()));
  }

  private static Map<String, TensorData> initial(ModuleSpec module) {
    try (Backend backend = Backends.open("cpu")) {
      backend.manualSeed(5);
      return backend.module(module).stateDict();
    }
  }

  private static void sameBits(ModuleSpec module, LossSpec loss, int count, int outputs, int seed) {
    Random random = new Random(seed);
    Rows rows = rows(loss, count, 16, outputs);
    long counted =
        rows.targets().dtype() == DType.INT64
            ? Arrays.stream(rows.targets().toLongArray())
                .filter(row -> row != loss.ignoredClass().orElse(-100))
                .count()
            : count;
    ShardedStep step =
        new ShardedStep(module, loss, Beside.NOTHING, new Totals(count, counted, count));
    Map<String, TensorData> parameters = initial(module);
    FullBatch.Gradients alone = alone(step, rows, parameters);
    int blocks = (count + BlockSum.BLOCK - 1) / BlockSum.BLOCK;
    for (int size = 1; size <= 64; size *= 2) {
      if (size < 2 * blocks && blocks / size < 70) {
        compare(sharded(step, rows, parameters, size, random), alone);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 15, 17, 255, 256, 257, 300, 512, 4095, 4097, 10_007})
  void anyNumberOfRowsHasTheBitsOfOneJvm(int rows) {
    sameBits(ModuleSpec.parse("linear(16, 1)"), LossSpec.parse("mse()"), rows, 1, rows);
    sameBits(ModuleSpec.parse("linear(16, 3)"), LossSpec.parse("huber(delta=0.3)"), rows, 3, rows);
    sameBits(ModuleSpec.parse("linear(16, 3)"), LossSpec.parse("cross_entropy()"), rows, 3, rows);
    sameBits(ModuleSpec.parse(NET), LossSpec.parse("mse()"), rows, 1, rows);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | mse(reduction=sum)",
        "3 | mse()",
        "1 | l1()",
        "2 | smooth_l1()",
        "1 | huber(delta=0.2)",
        "1 | bce_with_logits()",
        "3 | bce_with_logits(pos_weight=(2.0, 0.5, 1.0))",
        "1 | poisson_nll()",
        "3 | poisson_nll(reduction=sum)",
        "2 | gaussian_nll()",
        "1 | log_cosh()",
        "1 | quantile(0.9)",
        "5 | cross_entropy()",
        "5 | cross_entropy(ignore_index=2)",
        "3 | cross_entropy(reduction=sum, weight=(1.0, 0.3, 2.0), label_smoothing=0.1)",
        "9 | mse()"
      })
  void anyLossHasTheBitsOfOneJvm(int outputs, String loss) {
    ModuleSpec linear = ModuleSpec.parse("linear(16, " + outputs + ")");
    sameBits(linear, LossSpec.parse(loss), 2077, outputs, 1);
    sameBits(linear, LossSpec.parse(loss), 4096, outputs, 2);
    sameBits(linear, LossSpec.parse(loss), 257, outputs, 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NET,
        "sequential(linear(16, 32), relu(), linear(32, 1))",
        "sequential(layer_norm(16), linear(16, 4), leaky_relu(), linear(4, 1))",
        "sequential(linear(16, 300), gelu(), layer_norm(300), linear(300, 1))",
        "sequential(linear(16, 20), elu(), linear(20, 20), selu(), linear(20, 1, bias=false))",
        "sequential(flatten(), linear(16, 9), softplus(), mish(), hardswish(), linear(9, 1))",
        "sequential(linear(16, 12), logsigmoid(), silu(), sigmoid(), linear(12, 1))"
      })
  void netsHaveTheBitsOfOneJvm(String net) {
    sameBits(ModuleSpec.parse(net), LossSpec.parse("mse()"), 2077, 1, 1);
    sameBits(ModuleSpec.parse(net), LossSpec.parse("poisson_nll()"), 513, 1, 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | mse()",
        "2 | huber()",
        "1 | poisson_nll(reduction=sum)",
        "3 | cross_entropy(weight=(1.0, 0.3, 2.0))",
        "3 | cross_entropy(ignore_index=1, label_smoothing=0.1)"
      })
  void weightsAndOffsetsHaveTheBitsOfOneJvm(int outputs, String text) {
    ModuleSpec module = ModuleSpec.parse("linear(16, " + outputs + ")");
    LossSpec loss = LossSpec.parse(text);
    for (int count : new int[] {300, 2077}) {
      Rows plain = rows(loss, count, 16, outputs);
      Rows rows = new Rows(plain.features(), plain.targets(), uniform(3, 0, 2, count, 2));
      Beside beside = new Beside(true, true);
      ShardedStep any = new ShardedStep(module, loss, beside, Totals.of(count));
      double weights = weights(any, rows, beside);
      ShardedStep step = new ShardedStep(module, loss, beside, new Totals(count, count, weights));
      Map<String, TensorData> parameters = initial(module);
      FullBatch.Gradients alone = alone(step, rows, parameters);
      for (int size : new int[] {1, 4}) {
        compare(sharded(step, rows, parameters, size, new Random(count)), alone);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sequential(linear(16, 4), batch_norm_1d(4)) | batch_norm_1d(4) | take layer_norm",
        "sequential(linear(16, 4), dropout(0.1)) | dropout(p=0.1) | leave it out",
        "embedding(3, 4) | embedding(3, 4) | give each label a column",
        "prelu() | prelu() | take leaky_relu",
        "rms_norm(4) | rms_norm(4) | take layer_norm"
      })
  void layersInWhichRowsMeetAreRefused(String net, String layer, String remedy) {
    assertThatThrownBy(
            () ->
                new ShardedStep(
                    ModuleSpec.parse(net), LossSpec.parse("mse()"), Beside.NOTHING, Totals.of(9)))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("got " + layer)
        .hasMessageContaining(remedy);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mse(reduction=none)",
        "cross_entropy(weight=(1.0, 2.0))",
        "cross_entropy(label_smoothing=0.1)"
      })
  void lossesThatDivideByWhatNoShardKnowsAreRefused(String loss) {
    ModuleSpec module = ModuleSpec.parse("linear(16, 2)");
    assertThatThrownBy(
            () -> new ShardedStep(module, LossSpec.parse(loss), Beside.NOTHING, Totals.of(9)))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("sharded step: a step over shards must know of other rows by sums");
  }

  private static ShardedStep ofRows(int count) {
    return new ShardedStep(
        ModuleSpec.parse("linear(16, 1)"),
        LossSpec.parse("mse()"),
        Beside.NOTHING,
        Totals.of(count));
  }

  @ParameterizedTest
  @CsvSource({"1, 256", "256, 512", "0, 300", "512, 1024", "0, 768", "768, 1001", "-256, 256"})
  void shardsAreNodesOfTheTree(int from, int count) {
    ShardedStep step = ofRows(1500);
    Rows rows = rows(step.loss(), count, 16, 1);
    assertThatThrownBy(() -> step.shard(from, rows))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(count + " rows from row " + from + " on, of 1500");
  }

  @Test
  void sumsOfOtherParametersModelsOrRowsAreRefused() {
    ShardedStep step = ofRows(600);
    Rows rows = rows(step.loss(), 600, 16, 1);
    Map<String, TensorData> parameters = initial(step.module());
    Map<String, TensorData> others = new LinkedHashMap<>(parameters);
    others.put("bias", TensorData.full(Shape.of(1), 3));
    try (Shard left = step.shard(0, part(rows, 0, 512));
        Shard right = step.shard(512, part(rows, 512, 600));
        Replay replay = step.replay(16, 1)) {
      byte[] first = left.record(parameters);
      byte[] second = right.record(parameters);
      assertThatThrownBy(() -> replay.gradients(parameters, List.of(first)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("nothing of blocks 2 … 2 (level 1, index 1)");
      assertThatThrownBy(() -> replay.gradients(parameters, List.of(first, first, second)))
          .hasMessageContaining("must be summed once");
      assertThatThrownBy(() -> replay.gradients(others, List.of(first, second)))
          .hasMessageContaining("all sums must be of one step");
      assertThatThrownBy(() -> replay.gradients(parameters, List.of(first, right.record(others))))
          .hasMessageContaining("all sums must be of one step");
      assertThat(replay.gradients(parameters, List.of(first, second)).gradients()).hasSize(2);
    }
    ShardedStep longer = ofRows(1024);
    try (Shard shard = step.shard(0, part(rows, 0, 512));
        Replay replay = longer.replay(16, 1)) {
      byte[] sums = shard.record(parameters);
      assertThatThrownBy(() -> replay.gradients(parameters, List.of(sums)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("over 3 blocks");
    }
  }
}
