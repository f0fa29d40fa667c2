package io.kindling.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.core.DType;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Means and population deviations, there and back. */
final class StandardizerTest {
  private static final TableDataset DATA =
      Dataset.of(new float[] {1, 10, 2, 10, 3, 10, 4, 10}, 2, new float[] {0, 0, 4, 4}, 1);

  @Test
  void someFeaturesMayStayAsTheyAre() {
    TableDataset data = Dataset.of(new double[] {1, 10, 3, 30}, 2, new double[] {5, 7}, 1);
    Standardizer standardizer = Standardizer.fit(data).leaving(Set.of(1));
    assertThat(standardizer.transform(data).all().features().toFloatArray())
        .containsExactly(-1, 10, 1, 30);
    assertThat(standardizer.targets()).isEqualTo(Standardizer.fit(data).targets());
  }

  @Test
  void deviationsAreThePopulationsAndConstantsAreOnlyShifted() {
    Standardizer standardizer = Standardizer.fit(DATA);
    // sklearn.preprocessing.StandardScaler: mean_ [2.5, 10], scale_ [sqrt(1.25), 1]
    assertThat(standardizer.features())
        .isEqualTo(new Scaling(List.of(2.5, 10.0), List.of(Math.sqrt(1.25), 1.0)));
    assertThat(standardizer.targets()).isEqualTo(new Scaling(List.of(2.0), List.of(2.0)));
    Rows rows = standardizer.transform(DATA).all();
    assertThat(rows.features().toFloatArray())
        .containsExactly(-1.3416408f, 0, -0.4472136f, 0, 0.4472136f, 0, 1.3416408f, 0);
    assertThat(rows.targets().toFloatArray()).containsExactly(-1, -1, 1, 1);
  }

  @Test
  void predictionsComeBackInTheTargetsUnits() {
    Standardizer standardizer = Standardizer.fit(DATA);
    assertThat(standardizer.restore(new float[] {-1, 0, 1})).containsExactly(0, 2, 4);
    assertThat(standardizer.featuresOnly().restore(new float[] {7})).containsExactly(7);
    assertThat(standardizer.targetsOnly().transform(DATA).all().features())
        .isEqualTo(DATA.all().features());
  }

  @Test
  void otherColumnsAreRefused() {
    Standardizer standardizer = Standardizer.fit(DATA);
    TableDataset wide = Dataset.of(new float[] {1, 2, 3, 4}, 4, new float[] {1}, 1);
    assertThatThrownBy(() -> standardizer.transform(wide))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Standardizer: the data must have the columns that it was fitted to (got 4 features;"
                + " expected 2)");
    TableDataset two = Dataset.of(new float[] {1, 2}, 2, new float[] {1, 2}, 2);
    assertThatThrownBy(() -> standardizer.transform(two))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Standardizer: the data must have the columns that it was fitted to (got 2 targets;"
                + " expected 1)");
  }

  @Test
  void classesAreLeftAlone() {
    TableDataset classes = Dataset.of(new float[] {1, 3}, 1, new long[] {1, 0});
    Standardizer standardizer = Standardizer.fit(classes);
    assertThat(standardizer.targets()).isNull();
    Rows rows = standardizer.transform(classes).all();
    assertThat(rows.features().toFloatArray()).containsExactly(-1, 1);
    assertThat(rows.targets()).isEqualTo(TensorData.of(new long[] {1, 0}, rows.targets().shape()));
  }

  @Test
  void largeOffsetsDoNotDrownSmallDeviations() {
    float[] x = new float[10_000];
    for (int i = 0; i < x.length; i++) {
      x[i] = 1_000_000 + i % 2;
    }
    Scaling scaling = Standardizer.fit(Dataset.of(x, 1, x, 1)).features();
    assertThat(scaling).isEqualTo(new Scaling(List.of(1_000_000.5), List.of(0.5)));
  }

  @Test
  void aStreamIsStandardizedAsItIsRead() {
    Dataset stream =
        Dataset.streaming(
            2,
            1,
            DType.FLOAT32,
            () ->
                new RowSource.Reader() {
                  private int at;

                  @Override
                  public Rows read(int count) {
                    int from = at;
                    at = Math.min(4, at + count);
                    return DATA.range(from, at);
                  }

                  @Override
                  public void close() {}
                });
    Standardizer standardizer = Standardizer.fit(stream);
    assertThat(standardizer).isEqualTo(Standardizer.fit(DATA));
    try (Batches.Cursor epoch = Batches.of(standardizer.transform(stream), 4).epoch()) {
      assertThat(epoch.next()).isEqualTo(standardizer.transform(DATA).all());
    }
  }

  @Test
  void aScalingWithoutAScaleIsRefused() {
    assertThatThrownBy(() -> new Scaling(List.of(1.0), List.of(0.0)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "Scaling: each column must have a finite mean and a scale above 0 (got means [1.0],"
                + " scales [0.0]; expected as many means as scales)");
  }

  /** Unix times in milliseconds: neighbouring float32 numbers are two minutes apart there. */
  private static final double[] TIMES = {1.7e12, 1.7e12 + 1000, 1.7e12 + 2000, 1.7e12 + 3000};

  private static final double[] COUNTS = {16777217, 16777219, 16777221, 16777223};

  @Test
  void float64IsStandardizedBeforeItIsRounded() {
    TableDataset data = Dataset.of(TIMES, 1, COUNTS, 1);
    Standardizer standardizer = Standardizer.fit(data);
    // numpy in float64: mean() and std()
    assertThat(standardizer.features())
        .isEqualTo(new Scaling(List.of(1.7e12 + 1500), List.of(1118.033988749895)));
    assertThat(standardizer.targets())
        .isEqualTo(new Scaling(List.of(16777220.0), List.of(2.23606797749979)));
    float[] expected = {-1.3416408f, -0.4472136f, 0.4472136f, 1.3416408f};
    Rows rows = standardizer.transform(data).all();
    assertThat(rows.features().toFloatArray()).containsExactly(expected);
    assertThat(rows.targets().toFloatArray()).containsExactly(expected);
    assertThat(standardizer.restoreExactly(new float[] {0, 1}))
        .containsExactly(16777220, 16777222.236067977);
    assertThat(standardizer.featuresOnly().restoreExactly(new float[] {0.1f}))
        .containsExactly((double) 0.1f);
  }

  @Test
  void float64StaysSoInPartsOfTheRows() {
    TableDataset data = Dataset.of(TIMES, 1, COUNTS, 1);
    Standardizer standardizer = Standardizer.fit(data);
    Split split = data.split(0.25);
    assertThat(standardizer.transform(split.validation()).all().features().toFloatArray())
        .containsExactly(1.3416408f);
    assertThat(standardizer.transform(data.select(2, 0)).all().targets().toFloatArray())
        .containsExactly(0.4472136f, -1.3416408f);
  }

  @Test
  void withoutAStandardizerFloat64BecomesTheNearestFloat32() {
    TableDataset data = Dataset.of(TIMES, 2, new long[] {1, 0});
    assertThat(data.all().features().toFloatArray())
        .containsExactly(
            (float) 1.7e12,
            (float) (1.7e12 + 1000),
            (float) (1.7e12 + 2000),
            (float) (1.7e12 + 3000));
    TableDataset huge = Dataset.of(new double[] {1, 1e39}, 1, new double[] {1, 2}, 1);
    assertThatThrownBy(huge::all)
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "Dataset: features must not be too large for float32 (got 1.0E39 in row 1, column 0;");
    assertThat(Standardizer.fit(huge).transform(huge).all().features().toFloatArray())
        .containsExactly(-1, 1);
    assertThatThrownBy(() -> Dataset.of(new double[] {1, Double.NaN}, 1, new long[] {1, 0}))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("Dataset: features must be finite (got NaN in row 1, column 0;");
  }

  @Test
  void aStreamOfFloat64IsStandardizedBeforeItIsRoundedToo() {
    Dataset stream =
        Dataset.streaming(
            1,
            1,
            DType.FLOAT32,
            () ->
                new RowSource.Reader() {
                  private int at;

                  @Override
                  public Rows read(int count) {
                    throw new IllegalStateException("rounded too early");
                  }

                  @Override
                  public void read(CellBuffer cells) {
                    int count = Math.min(cells.capacity(), TIMES.length - at);
                    System.arraycopy(TIMES, at, cells.features(), 0, count);
                    System.arraycopy(COUNTS, at, cells.numbers(), 0, count);
                    cells.count(count);
                    at += count;
                  }

                  @Override
                  public void close() {}
                });
    TableDataset data = Dataset.of(TIMES, 1, COUNTS, 1);
    Standardizer standardizer = Standardizer.fit(stream);
    assertThat(standardizer).isEqualTo(Standardizer.fit(data));
    try (Batches.Cursor epoch = Batches.of(standardizer.transform(stream), 3).epoch()) {
      assertThat(epoch.next()).isEqualTo(standardizer.transform(data).range(0, 3));
      assertThat(epoch.next()).isEqualTo(standardizer.transform(data).range(3, 4));
    }
  }
}
