package io.kindling.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.error.DataException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Rows in memory and streamed, split and batched. */
final class DatasetTest {
  @Test
  void aFloat64ThatNoFloat32HoldsIsNamedAsItWasGiven() {
    TableDataset wide =
        Dataset.of(new double[] {1, 2, 3, 4, 1e39, 6}, 2, new double[] {1, 2, 3}, 1);
    assertThatThrownBy(() -> wide.pick(2, 0))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Dataset: features must not be too large for float32 (got 1.0E39 in row 2, column 0;"
                + " expected at most 3.4e38 in size; standardize them first; rows and columns count"
                + " from 0)");
    assertThat(wide.pick(0, 1).count()).isEqualTo(2);
  }

  /** Rows 0, 1, 2, …: the features are 10 times the row and one more, the target is the row. */
  private static TableDataset table(int rows) {
    float[] x = new float[rows * 2];
    float[] y = new float[rows];
    for (int row = 0; row < rows; row++) {
      x[2 * row] = 10 * row;
      x[2 * row + 1] = 10 * row + 1;
      y[row] = row;
    }
    return Dataset.of(x, 2, y, 1);
  }

  @Test
  void weightsAndOffsetsStayWithTheirRows() {
    TableDataset data = table(4).weights(0, 1, 2, 3).offset(5, 6, 7, 8);
    assertThat(data.beside()).isEqualTo(new Beside(true, true));
    assertThat(beside(data.pick(2, 0))).containsExactly(2, 7, 0, 5);
    assertThat(beside(data.select(3, 1).all())).containsExactly(3, 8, 1, 6);
    assertThat(beside(data.split(0.25).validation().all())).containsExactly(3, 8);
    assertThat(beside(Split.kFold(data, 4, null).get(1).validation().all())).containsExactly(1, 6);
    assertThat(beside(Standardizer.fit(data).transform(data).all()))
        .containsExactly(0, 5, 1, 6, 2, 7, 3, 8);
    assertThat(beside(table(2).offset(5, 6).all())).containsExactly(5, 6);
    assertThat(table(2).all().beside()).isNull();
  }

  private static float[] beside(Rows rows) {
    return Objects.requireNonNull(rows.beside()).toFloatArray();
  }

  @Test
  void weightsAndOffsetsAreStreamedWithTheirRows() {
    TableDataset data = table(5).weights(1, 2, 3, 4, 5);
    AtomicInteger at = new AtomicInteger();
    StreamingDataset streamed =
        Dataset.streaming(
                2,
                1,
                DType.FLOAT32,
                () -> {
                  at.set(0);
                  return reader(data, at);
                })
            .beside(data.beside());
    for (Dataset each :
        List.of(streamed, streamed.readAhead(), Standardizer.fit(data).transform(streamed))) {
      List<Float> weights = new ArrayList<>();
      try (Batches.Cursor epoch = Batches.of(each, 2).epoch()) {
        while (epoch.hasNext()) {
          for (float weight : beside(epoch.next())) {
            weights.add(weight);
          }
        }
      }
      assertThat(weights).containsExactly(1f, 2f, 3f, 4f, 5f);
    }
    assertThatThrownBy(() -> Batches.of(streamed.beside(new Beside(true, true)), 2).epoch().close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the source must give rows of the size that was declared")
        .hasMessageContaining("[2, 2]");
  }

  private static RowSource.Reader reader(TableDataset data, AtomicInteger at) {
    return new RowSource.Reader() {
      @Override
      public Rows read(int count) {
        int from = at.get();
        return data.range(from, at.updateAndGet(row -> Math.min(row + count, data.rows())));
      }

      @Override
      public void close() {}
    };
  }

  @Test
  void weightsThatMeanNothingAreRefused() {
    refusedWeights("weights must be as many as rows (got 1; expected 2)", 1);
    refusedWeights(
        "a weight must not be negative (got -1.0 in row 1; expected 0 or more; rows count from 0)",
        1,
        -1);
    refusedWeights("weights and offsets must be finite (got NaN in row 0, column 0;", Float.NaN, 1);
    refusedWeights("a weight must be above 0 (got 0 in all rows; expected one that", 0, 0);
    assertThatThrownBy(() -> table(2).offset(1, Float.POSITIVE_INFINITY))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("weights and offsets must be finite (got Infinity in row 1");
  }

  private static void refusedWeights(String message, float... weights) {
    assertThatThrownBy(() -> table(2).weights(weights))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Dataset: " + message);
  }

  private static List<List<Float>> targets(Batches batches) {
    List<List<Float>> targets = new ArrayList<>();
    try (Batches.Cursor epoch = batches.epoch()) {
      while (epoch.hasNext()) {
        targets.add(targets(epoch.next()));
      }
    }
    return targets;
  }

  private static List<Float> targets(Rows rows) {
    List<Float> targets = new ArrayList<>();
    for (float target : rows.targets().toFloatArray()) {
      targets.add(target);
    }
    return targets;
  }

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(DataException.class).hasMessage(message);
  }

  @Test
  void rowsAreCopiedOut() {
    Rows rows = table(4).pick(3, 1);
    assertThat(rows.features().shape()).isEqualTo(Shape.of(2, 2));
    assertThat(rows.features().toFloatArray()).containsExactly(30, 31, 10, 11);
    assertThat(rows.targets().shape()).isEqualTo(Shape.of(2, 1));
    assertThat(rows.targets().toFloatArray()).containsExactly(3, 1);
    assertThat(rows.count()).isEqualTo(2);
  }

  @Test
  void aBufferIsReadFromItsPosition() {
    FloatBuffer x = FloatBuffer.wrap(new float[] {Float.NaN, 1, 2, 3, Float.NaN}, 1, 3);
    TableDataset data = Dataset.of(x, 1, FloatBuffer.wrap(new float[] {4, 5, 6}), 1);
    assertThat(data.all().features().toFloatArray()).containsExactly(1, 2, 3);
  }

  @Test
  void classesAreIntegersOneARow() {
    TableDataset data = Dataset.of(new float[] {1, 2, 3}, 1, new long[] {2, 0, 1});
    assertThat(data.targetType()).isEqualTo(DType.INT64);
    assertThat(data.all().targets()).isEqualTo(TensorData.of(new long[] {2, 0, 1}, Shape.of(3)));
    assertThat(data.select(2, 0).all().targets().toLongArray()).containsExactly(1, 2);
  }

  @Test
  void whatNothingCanBeLearnedFromIsRefused() {
    refused(
        "Dataset: there must be at least one row (got none; expected at least one)",
        () -> Dataset.of(new float[0], 1, new float[0], 1));
    refused(
        "Dataset: features and targets must have the same number of rows (got 3 features in rows of"
            + " 2, 1 targets in rows of 1; expected the same number of rows)",
        () -> Dataset.of(new float[3], 2, new float[1], 1));
    refused(
        "Dataset: features and targets must have the same number of rows (got 4 features in rows of"
            + " 2, 3 targets in rows of 1; expected the same number of rows)",
        () -> Dataset.of(new float[4], 2, new float[3], 1));
    refused(
        "Dataset: features must be finite (got NaN in row 1, column 0; expected finite numbers;"
            + " fill the gap or leave the row out; rows and columns count from 0)",
        () -> Dataset.of(new float[] {1, 2, Float.NaN, 4}, 2, new float[2], 1));
    refused(
        "Dataset: targets must be finite (got -Infinity in row 0, column 1; expected finite"
            + " numbers; fill the gap or leave the row out; rows and columns count from 0)",
        () -> Dataset.of(new float[1], 1, new float[] {1, Float.NEGATIVE_INFINITY}, 2));
    refused(
        "Dataset: a class must not be negative (got -1 in row 1; expected 0 or more; number the"
            + " classes from 0)",
        () -> Dataset.of(new float[2], 1, new long[] {0, -1}));
  }

  @Test
  void batchesComeInOrderTheLastOneShort() {
    assertThat(targets(Batches.of(table(5), 2)))
        .containsExactly(List.of(0f, 1f), List.of(2f, 3f), List.of(4f));
    assertThat(targets(Batches.of(table(5), 2).dropLast(true)))
        .containsExactly(List.of(0f, 1f), List.of(2f, 3f));
    assertThat(targets(Batches.of(table(4), 4))).containsExactly(List.of(0f, 1f, 2f, 3f));
  }

  @Test
  void shuffledRowsComeInTheOrderOfRandperm() {
    Batches batches = Batches.of(table(5), 2).shuffle(new TorchRandom(7));
    TorchRandom same = new TorchRandom(7);
    for (int epoch = 0; epoch < 3; epoch++) {
      int[] order = same.randperm(5);
      List<Float> seen = targets(batches).stream().flatMap(List::stream).toList();
      for (int i = 0; i < order.length; i++) {
        assertThat(seen.get(i)).isEqualTo(order[i]);
      }
    }
  }

  @Test
  void aBatchIsNotLargerThanTheDataNorEmpty() {
    refused(
        "batch_size: a batch must not be larger than the data (got 6 for 5 rows; expected at most"
            + " 5)",
        () -> Batches.of(table(5), 6));
    refused(
        "batch_size: the batch size must be at least 1 (got 0; expected 1 or more)",
        () -> Batches.of(table(5), 0));
  }

  @Test
  void aSplitHoldsTheLastRowsOfTheOrder() {
    Split split = table(10).split(0.25);
    assertThat(targets(split.training().all())).containsExactly(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f);
    assertThat(targets(split.validation().all())).containsExactly(8f, 9f);
  }

  @Test
  void aRandomSplitIsPyTorchsOwn() {
    // torch.manual_seed(0); random_split(range(10), [0.8, 0.2])
    Split split = table(10).split(0.2, new TorchRandom(0));
    assertThat(targets(split.training().all())).containsExactly(4f, 1f, 7f, 5f, 3f, 9f, 0f, 8f);
    assertThat(targets(split.validation().all())).containsExactly(6f, 2f);
  }

  @Test
  void bothPartsOfASplitHaveARow() {
    for (double share : new double[] {0, 0.05, 1, -1, Double.NaN}) {
      refused(
          "split: both parts must have at least one row (got "
              + share
              + " of 10 rows; expected a share above 0"
              + " and below 1 that makes at least one row)",
          () -> table(10).split(share));
    }
  }

  @Test
  void kFoldUsesEachRowForValidationOnce() {
    List<Split> folds = Split.kFold(table(7), 3, null);
    assertThat(folds.stream().map(fold -> targets(fold.validation().all())))
        .containsExactly(List.of(0f, 1f, 2f), List.of(3f, 4f), List.of(5f, 6f));
    assertThat(targets(folds.get(1).training().all())).containsExactly(0f, 1f, 2f, 5f, 6f);
    List<Float> shuffled =
        Split.kFold(table(7), 7, new TorchRandom(1)).stream()
            .flatMap(fold -> targets(fold.validation().all()).stream())
            .toList();
    assertThat(shuffled)
        .containsExactlyInAnyOrder(0f, 1f, 2f, 3f, 4f, 5f, 6f)
        .isNotEqualTo(List.of(0f, 1f, 2f, 3f, 4f, 5f, 6f));
    refused(
        "kFold: each part must have at least one row (got 8 parts; expected 2 … 7 parts)",
        () -> Split.kFold(table(7), 8, null));
  }

  /** Streams the rows of a table, and counts how often it was opened and closed. */
  private static RowSource source(TableDataset table, AtomicInteger opened, AtomicInteger closed) {
    return () -> {
      opened.incrementAndGet();
      return new RowSource.Reader() {
        private int at;

        @Override
        public Rows read(int count) {
          int to = Math.min(table.rows(), at + count);
          Rows rows = table.range(at, to);
          at = to;
          return rows;
        }

        @Override
        public void close() {
          closed.incrementAndGet();
        }
      };
    };
  }

  @Test
  void aStreamIsReadAnewEveryEpoch() {
    AtomicInteger opened = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    StreamingDataset stream =
        Dataset.streaming(2, 1, DType.FLOAT32, source(table(5), opened, closed));
    Batches batches = Batches.of(stream, 2);
    for (int epoch = 1; epoch <= 2; epoch++) {
      assertThat(targets(batches)).containsExactly(List.of(0f, 1f), List.of(2f, 3f), List.of(4f));
      assertThat(opened).hasValue(epoch);
      assertThat(closed).hasValue(epoch);
    }
    assertThat(targets(batches.dropLast(true))).hasSize(2);
  }

  @Test
  void aStreamIsCheckedAsItIsRead() {
    TableDataset ones = Dataset.of(new float[] {1, 1}, 1, new float[] {1, 1}, 1);
    StreamingDataset misdeclared =
        Dataset.streaming(
            2, 1, DType.FLOAT32, source(ones, new AtomicInteger(), new AtomicInteger()));
    refused(
        "Dataset.streaming: the source must give rows of the size that was declared (got float32[2,"
            + " 1] and float32[2, 1]; expected float32[2, 2] and float32[2, 1], at most 2 rows)",
        () -> targets(Batches.of(misdeclared, 2)));
    StreamingDataset broken =
        Dataset.streaming(
            1,
            1,
            DType.FLOAT32,
            () -> {
              throw new IOException("the line is dead");
            });
    refused(
        "Dataset: the rows must be readable (got java.io.IOException: the line is dead; expected"
            + " rows)",
        () -> targets(Batches.of(broken, 2)));
    refused(
        "shuffle: streamed rows cannot be shuffled (got a streaming data set; expected"
            + " one in memory; shuffle the source)",
        () -> Batches.of(misdeclared, 1).shuffle(new TorchRandom(0)));
  }

  @Test
  void aStreamThatIsRefusedAtOnceIsClosed() {
    AtomicInteger opened = new AtomicInteger();
    AtomicInteger closed = new AtomicInteger();
    Batches misdeclared =
        Batches.of(Dataset.streaming(3, 1, DType.FLOAT32, source(table(5), opened, closed)), 2);
    assertThatThrownBy(misdeclared::epoch).isInstanceOf(DataException.class);
    Batches tooFew =
        Batches.of(Dataset.streaming(2, 1, DType.FLOAT32, source(table(5), opened, closed)), 6);
    refused(
        "Dataset: there must be a whole batch (got none; expected at least 6 rows; the last batch"
            + " is dropped where it is short)",
        () -> tooFew.dropLast(true).epoch());
    assertThat(opened).hasValue(2);
    assertThat(closed).hasValue(2);
  }

  @Test
  void rowsThatAreNotThereAreRefused() {
    refused("Dataset: there is no such row (got row 5; expected 0 … 4)", () -> table(5).pick(1, 5));
    refused(
        "Dataset: there is no such row (got row -1; expected 0 … 4)", () -> table(5).select(-1));
    refused(
        "Dataset: the range must lie within the rows (got 3 … 6; expected from ≤ to in 0 … 5)",
        () -> table(5).range(3, 6));
    refused(
        "Dataset: the range must lie within the rows (got 3 … 2; expected from ≤ to in 0 … 5)",
        () -> table(5).range(3, 2));
    assertThat(table(5).range(5, 5).count()).isEqualTo(0);
  }

  @Test
  void anEmptyStreamIsRefused() {
    TableDataset ones = Dataset.of(new float[] {1, 1}, 1, new float[] {1, 1}, 1);
    StreamingDataset empty =
        Dataset.streaming(
            1,
            1,
            DType.FLOAT32,
            () ->
                new RowSource.Reader() {
                  @Override
                  public Rows read(int count) {
                    return ones.range(0, 0);
                  }

                  @Override
                  public void close() {}
                });
    refused(
        "Dataset: there must be at least one row (got none; expected at least one)",
        () -> targets(Batches.of(empty, 2)));
  }
}
