package io.kindling.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.error.CheckpointException;
import io.kindling.train.resume.DoubleColumn;
import io.kindling.train.resume.Snapshot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** A checkpoint is read from a dict only if everything in it is what it must be. */
final class CheckpointTest {
  private static final TensorData WEIGHT = TensorData.of(new float[] {1, 2}, Shape.of(1, 2));

  /** Name by name: a dict in which an order and nulls matter. */
  private static Map<String, @Nullable Object> dict(@Nullable Object... namesAndValues) {
    Map<String, @Nullable Object> dict = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      dict.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return dict;
  }

  private static TensorData order(long... rows) {
    return TensorData.of(rows, Shape.of(rows.length));
  }

  private static StoredTensor random(long seed) {
    byte[] state = new TorchRandom(seed).state();
    return StoredTensor.of(StoredType.UINT8, Shape.of(state.length), state);
  }

  /** A state that is none, for it says that more numbers were drawn than there are. */
  private static StoredTensor shifted() {
    byte[] state = new TorchRandom(1).state();
    Arrays.fill(state, (byte) -1);
    return StoredTensor.of(StoredType.UINT8, Shape.of(state.length), state);
  }

  private static StoredTensor column(List<Double> losses, ToDoubleFunction<Double> number) {
    return DoubleColumn.of(losses.stream().mapToDouble(number).toArray());
  }

  private static Map<String, @Nullable Object> history(Double... validationLosses) {
    List<Double> losses = List.of(validationLosses);
    return dict(
        "loss", column(losses, loss -> 1.5),
        "validation_loss", column(losses, loss -> loss),
        "learning_rate", column(losses, loss -> 0.1),
        "metrics", dict("mae", column(losses, loss -> Double.NaN)));
  }

  /** What a file holds: all that there can be. */
  private static Map<String, @Nullable Object> tree() {
    return dict(
        "format_version", 1L,
        "model", dict("weight", WEIGHT),
        "optimizer", dict("state", dict(), "param_groups", List.of()),
        "scheduler", dict("epoch", 2.0, "best", Double.POSITIVE_INFINITY),
        "epoch", 2L,
        "step", 5L,
        "batch", 1L,
        "permutation", order(2, 0, 1),
        "learning_rate", 0.05,
        "epoch_loss", dict("sum", 0.1, "rows", 2L),
        "random", random(1),
        "shuffle_random", random(2),
        "history", history(0.25, 0.5),
        "early_stopping", dict("best", 0.25, "best_epoch", 1L, "model", dict("weight", WEIGHT)),
        "specs", dict("loss", "mse()", "batch_size", 2L, "clip", null, "shuffle", true),
        "notes", dict("columns", "a,b"));
  }

  private static Checkpoint read(Map<?, ?> tree) {
    return new Checkpoint(Snapshot.of("run.pt", tree));
  }

  @Test
  void everythingIsReadAndWrittenAgain() {
    Checkpoint checkpoint = read(tree());
    assertThat(checkpoint.formatVersion()).isEqualTo(1);
    assertThat(checkpoint.model()).isEqualTo(Map.of("weight", WEIGHT));
    assertThat(checkpoint.bestModel()).contains(Map.of("weight", WEIGHT));
    assertThat(checkpoint.schedule().orElseThrow()).containsEntry("epoch", 2.0);
    assertThat(checkpoint.epoch()).isEqualTo(2);
    assertThat(checkpoint.step()).isEqualTo(5);
    assertThat(checkpoint.batch()).isEqualTo(1);
    assertThat(checkpoint.history()).extracting(Epoch::watched).containsExactly(0.25, 0.5);
    assertThat(checkpoint.specs()).containsEntry("clip", null).containsEntry("batch_size", 2L);
    assertThat(checkpoint.notes()).isEqualTo(Map.of("columns", "a,b"));
    assertSame(read(checkpoint.snapshot().tree()), checkpoint);
  }

  private static void assertSame(Checkpoint actual, Checkpoint expected) {
    assertThat(actual.snapshot().live()).isEqualTo(expected.snapshot().live());
    assertThat(actual.snapshot().position()).isEqualTo(expected.snapshot().position());
    assertThat(actual.history()).isEqualTo(expected.history());
    assertThat(actual.bestModel()).isEqualTo(expected.bestModel());
    assertThat(actual.specs()).isEqualTo(expected.specs());
    assertThat(actual.notes()).isEqualTo(expected.notes());
    assertThat(numbers(actual)).isEqualTo(numbers(expected));
  }

  /** The next number of either stream. */
  private static List<Long> numbers(Checkpoint checkpoint) {
    TorchRandom backend = new TorchRandom(7);
    TorchRandom shuffle = new TorchRandom(7);
    checkpoint.snapshot().random().restore(backend, shuffle);
    return List.of(backend.random(), shuffle.random());
  }

  @Test
  void bothStreamsOfRandomNumbersGoOn() {
    assertThat(numbers(read(tree())))
        .containsExactly(new TorchRandom(1).random(), new TorchRandom(2).random());
  }

  @Test
  void aFileSaysTheSame(@TempDir Path folder) {
    Checkpoint checkpoint = read(tree());
    Path file = folder.resolve("run.pt");
    checkpoint.save(file);
    assertSame(Checkpoint.load(file), checkpoint);
  }

  @Test
  void whatTrainingMayDoWithoutMayBeNone() {
    Map<String, @Nullable Object> tree = tree();
    for (String name : List.of("scheduler", "permutation", "shuffle_random", "early_stopping")) {
      tree.put(name, null);
    }
    Checkpoint checkpoint = read(tree);
    assertThat(checkpoint.schedule()).isEmpty();
    assertThat(checkpoint.bestModel()).isEmpty();
    assertSame(read(checkpoint.snapshot().tree()), checkpoint);
  }

  @Test
  void anotherDictIsNoCheckpoint() {
    assertThatThrownBy(() -> read(Map.of("weight", WEIGHT)))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "run.pt: the file must be a training's checkpoint (got other values; expected"
                + " format_version 1; resume from what checkpointEvery has saved)");
    Map<String, @Nullable Object> newer = tree();
    newer.put("format_version", 2L);
    assertThatThrownBy(() -> read(newer))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "run.pt: the file must be a training's checkpoint (got format_version 2; expected"
                + " format_version 1; read it with the version of Kindling that wrote it)");
  }

  /** An entry, what is there instead, and what is said of it. */
  static final List<Arguments> WRONG =
      List.of(
          wrong("model", null, "model", "none", "a dict"),
          wrong(
              "model", dict("weight", 1.5), "model.weight", "1.5", "a tensor of float32 or int64"),
          wrong("optimizer", List.of(), "optimizer", "a list", "a dict"),
          wrong("scheduler", dict("epoch", "1"), "scheduler.epoch", "'1'", "a number"),
          wrong("epoch", -1L, "epoch", "-1", "a whole number, 0 or more"),
          wrong("epoch", 1L << 40, "epoch", "1099511627776", "at most 2147483647"),
          wrong("epoch", 3L, "history.loss", "a tensor float64[2]", "a tensor float64[3]"),
          wrong("step", 0L, "step", "0", "a whole number, 1 or more"),
          wrong("step", 5.0, "step", "5.0", "a whole number, 1 or more"),
          wrong("batch", 0L, "batch", "0", "a whole number, 1 or more"),
          wrong("permutation", order(0, 0), "permutation", "a tensor int64[2]", "a permutation"),
          wrong("permutation", order(1, 2), "permutation", "a tensor int64[2]", "a permutation"),
          wrong("permutation", order(0, -1), "permutation", "a tensor int64[2]", "a permutation"),
          wrong("permutation", WEIGHT, "permutation", "a tensor float32[1, 2]", "a permutation"),
          wrong("learning_rate", true, "learning_rate", "true", "a number"),
          wrong("epoch_loss", 1.0, "epoch_loss", "1.0", "a dict"),
          wrong("epoch_loss", dict("sum", 1.0), "epoch_loss.rows", "none", "a whole number, 1"),
          wrong("random", null, "random", "none", "what torch.get_rng_state() returns"),
          wrong("random", shifted(), "random", "a tensor uint8[5056]", "what torch.get_rng_state"),
          wrong("random", order(0, 1), "random", "a tensor int64[2]", "what torch.get_rng_state"),
          wrong(
              "shuffle_random", WEIGHT, "shuffle_random", "a tensor float32[1, 2]", "what torch."),
          wrong("history", List.of(), "history", "a list", "a dict"),
          wrong("history", dict(), "history.loss", "none", "a tensor float64[2], one number for"),
          wrong(
              "history",
              history(1.0),
              "history.loss",
              "a tensor float64[1]",
              "a tensor float64[2]"),
          wrong(
              "history",
              dict("loss", order(1, 2)),
              "history.loss",
              "a tensor int64[2]",
              "a tensor float64[2]"),
          wrong(
              "early_stopping", dict("best", 0.5), "early_stopping.best_epoch", "none", "a whole"),
          wrong("early_stopping", best(0.5, 2), "early_stopping.best_epoch", "2", "the best epoch"),
          wrong("early_stopping", best(0.3, 1), "early_stopping.best_epoch", "1", "the best epoch"),
          wrong("early_stopping", best(0.3, 9), "early_stopping.best_epoch", "9", "the best epoch"),
          wrong(
              "early_stopping",
              dict("best", 0.25, "best_epoch", 1L, "model", dict("other", WEIGHT)),
              "early_stopping.model",
              "a dict",
              "the names that are in model"),
          wrong(
              "early_stopping",
              dict("best", 0.25, "best_epoch", 1L, "model", dict("weight", order(1, 2))),
              "early_stopping.model.weight",
              "a tensor int64[2]",
              "the type and shape that it has in model"),
          wrong("specs", dict("loss", dict()), "specs.loss", "a dict", "a text, a number, a truth"),
          wrong("notes", dict("a\nb", 1L), "notes.a\\nb", "1", "a text"));

  private static Map<String, @Nullable Object> best(double loss, long epoch) {
    return dict("best", loss, "best_epoch", epoch, "model", dict("weight", WEIGHT));
  }

  private static Arguments wrong(
      String name, @Nullable Object value, String entry, String got, String expected) {
    return Arguments.of(name, value, entry, got, expected);
  }

  @ParameterizedTest
  @FieldSource("WRONG")
  void whatIsNoCheckpointsIsRefusedByName(
      String name, @Nullable Object value, String entry, String got, String expected) {
    Map<String, @Nullable Object> tree = tree();
    tree.put(name, value);
    assertThatThrownBy(() -> read(tree))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(
            "run.pt: the entry "
                + entry
                + " must be as in a checkpoint (got "
                + got
                + "; expected "
                + expected)
        .hasMessageEndingWith("; take an undamaged copy of the file or an earlier checkpoint)");
  }

  @Test
  void everyEntryMustBeThere() {
    for (String name : new ArrayList<>(tree().keySet())) {
      Map<String, @Nullable Object> tree = tree();
      Object entry = tree.remove(name);
      if (entry != null
          && !List.of("scheduler", "permutation", "shuffle_random", "early_stopping")
              .contains(name)) {
        assertThatThrownBy(() -> read(tree)).as(name).isInstanceOf(CheckpointException.class);
      }
    }
  }
}
