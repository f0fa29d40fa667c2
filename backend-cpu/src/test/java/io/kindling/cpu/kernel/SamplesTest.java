package io.kindling.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All layouts and loops of samples give the bits that the plainest loops in the contract's order
 * give.
 */
final class SamplesTest {
  private static final int LANES = Kernels.LANES;
  private static final int BLOCK = BlockSum.BLOCK;

  private static final List<SampleLayout> LAYOUTS =
      List.of(new ScalarLayout(SerialSharing.INSTANCE), new VectorLayout(SerialSharing.INSTANCE));

  private static float[] random(int seed, int n) {
    return new TorchRandom(seed).uniform(Shape.of(n), -1, 1).toFloatArray();
  }

  static Stream<int[]> sizes() {
    List<int[]> sizes = new ArrayList<>();
    for (int rows : new int[] {1, 15, 16, 17, 63, 64, 80, 97, 250, 256}) {
      for (int features : new int[] {1, 2, 7, 16, 65}) {
        for (int outputs : new int[] {1, 2, 3, 8}) {
          sizes.add(new int[] {rows, features, outputs});
        }
      }
    }
    // packed with and without the Vector API: whole groups of blocks, and what is left of them
    for (int rows : new int[] {2048, 2049, 3 * 1024 + 7, 4096, 4096 + 15, 2 * 4096 + 6 * 256 + 1}) {
      sizes.add(new int[] {rows, 9, 1});
      sizes.add(new int[] {rows, 4, 3});
    }
    // panels: one, two, four and eight blocks at once, and what is left of them
    for (int rows : new int[] {256, 257, 3 * 256, 5 * 256 - 1, 6 * 256 + 3, 11 * 256 + 80}) {
      for (int features : new int[] {5, 16, 33, 128, 129}) {
        sizes.add(new int[] {rows, features, 1});
      }
      sizes.add(new int[] {rows, 17, 2});
    }
    return sizes.stream();
  }

  private static List<Samples> layouts(float[] x, int rows, int features) {
    List<Samples> layouts = new ArrayList<>();
    for (SampleLayout layout : LAYOUTS) {
      layouts.add(layout.samples(x, rows, features));
      Samples packed = layout.packed(x, rows, features);
      if (packed != null) {
        layouts.add(packed);
      }
    }
    return layouts;
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void valuesAndGradientsHaveTheContractsBits(int[] size) {
    int rows = size[0];
    int features = size[1];
    int outputs = size[2];
    float[] x = random(1, rows * features);
    float[] weight = random(2, outputs * features);
    float[] bias = random(3, outputs);
    float[] gradient = random(4, rows * outputs);
    for (Samples samples : layouts(x, rows, features)) {
      float[] y = new float[3 + rows * outputs];
      samples.affine(weight, bias, 0, rows, y, 3, outputs);
      float[] sums = sums(samples, gradient, outputs);
      float[] weightGradient = new float[outputs * features];
      float[] biasGradient = new float[outputs];
      samples.fold(sums, weightGradient, biasGradient);
      for (int m = 0; m < outputs; m++) {
        for (int row = 0; row < rows; row++) {
          assertThat(y[3 + row * outputs + m])
              .isEqualTo(dot(x, row * features, weight, m * features, features, bias[m]));
        }
        for (int k = 0; k < features; k++) {
          assertThat(weightGradient[m * features + k])
              .isEqualTo(lanes(gradient, m, outputs, x, k, features, rows));
        }
        assertThat(biasGradient[m])
            .isEqualTo(lanes(gradient, m, outputs, new float[] {1f}, 0, 0, rows));
      }
    }
  }

  private static float dot(float[] x, int at, float[] w, int first, int n, float start) {
    float sum = start;
    for (int k = 0; k < n; k++) {
      sum = Math.fma(x[at + k], w[first + k], sum);
    }
    return sum;
  }

  /** Σ g·x over all rows: lanes in each block, the blocks in a tree, then the lanes. */
  private static float lanes(
      float[] g, int at, int outputs, float[] x, int k, int features, int rows) {
    List<float[]> blocks = new ArrayList<>();
    for (int from = 0; from < rows; from += BLOCK) {
      float[] lanes = new float[LANES];
      for (int row = from; row < Math.min(rows, from + BLOCK); row++) {
        int lane = row % LANES;
        lanes[lane] = Math.fma(g[at + row * outputs], x[k + row * features], lanes[lane]);
      }
      blocks.add(lanes);
    }
    float[] lanes = tree(blocks);
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    return lanes[0];
  }

  private static float[] tree(List<float[]> blocks) {
    if (blocks.size() == 1) {
      return blocks.get(0);
    }
    int half = Integer.highestOneBit(blocks.size() - 1);
    float[] sum = tree(blocks.subList(0, half)).clone();
    float[] right = tree(blocks.subList(half, blocks.size()));
    for (int lane = 0; lane < LANES; lane++) {
      sum[lane] += right[lane];
    }
    return sum;
  }

  private static float[] sums(Samples samples, float[] gradient, int outputs) {
    return BlockSum.over(
        samples.rows(), samples.width(outputs), samples.gradients(gradient, outputs));
  }

  @Test
  void partsOfTheRowsAreWhatTheyAreInTheWhole() {
    int rows = 4096 + 250;
    float[] x = random(1, rows * 5);
    float[] weight = random(2, 15);
    for (Samples samples : layouts(x, rows, 5)) {
      float[] whole = new float[rows * 3];
      samples.affine(weight, new float[0], 0, rows, whole, 0, 3);
      float[] parts = new float[rows * 3];
      int step = samples.grain() * 3;
      for (int from = 0; from < rows; from += step) {
        int to = Math.min(rows, from + step);
        samples.affine(weight, new float[0], from, to, parts, from * 3, 3);
      }
      assertThat(parts).isEqualTo(whole);
    }
  }

  @Test
  void partsAreReadAsIfTheyLayAlone() {
    int rows = 2 * 4096 + 250;
    float[] x = random(1, rows * 5);
    float[] weight = random(2, 10);
    float[] bias = random(3, 2);
    float[] gradient = random(4, rows * 2);
    int[][] parts = {
      {0, 7},
      {0, 250},
      {16, 33},
      {32, 32},
      {48, 128},
      {64, 64},
      {80, 170},
      {96, 32},
      {240, 10},
      {0, 4096},
      {4096, 4096},
      {4096, 4096 + 250},
      {8192, 250},
      {4096, 256},
      {4096 + 16, 4096}
    };
    for (SampleLayout layout : LAYOUTS) {
      Samples packed = Objects.requireNonNull(layout.packed(x, rows, 5));
      Samples unpacked = layout.samples(x, rows, 5);
      for (int[] part : parts) {
        int start = part[0];
        int count = part[1];
        float[] copy = Arrays.copyOfRange(x, start * 5, (start + count) * 5);
        float[][] alone = computed(layout.samples(copy, count, 5), weight, bias, gradient);
        assertThat(computed(unpacked.part(start, count), weight, bias, gradient)).isEqualTo(alone);
        assertThat(packed.rowMajor(start, count)).isEqualTo(copy);
        if (layout.divides(start, start + count, rows)) {
          Samples here = packed.part(start, count);
          assertThat(computed(here, weight, bias, gradient)).isEqualTo(alone);
          assertThat(here.rowMajor(1, count - 1))
              .isEqualTo(Arrays.copyOfRange(copy, 5, copy.length));
        }
      }
    }
  }

  private static float[][] computed(
      Samples samples, float[] weight, float[] bias, float[] gradient) {
    float[] y = new float[samples.rows() * bias.length];
    samples.affine(weight, bias, 0, samples.rows(), y, 0, bias.length);
    float[] sums = sums(samples, gradient, bias.length);
    float[] weightGradient = new float[weight.length];
    float[] biasGradient = new float[bias.length];
    samples.fold(sums, weightGradient, biasGradient);
    return new float[][] {y, weightGradient, biasGradient};
  }

  @ParameterizedTest
  @MethodSource("passes")
  void aLossGoesThroughTheSamplesOnce(int rows, int features, int outputs) {
    float[] x = random(1, rows * features);
    float[] weight = random(2, features * outputs);
    float[] bias = random(3, outputs);
    for (Samples samples : layouts(x, rows, features)) {
      float[] y = new float[rows * outputs];
      samples.affine(weight, bias, 0, rows, y, 0, outputs);
      float[] noted = new float[rows * outputs];
      float[] doubled = new float[rows * outputs];
      RowLoss loss =
          new RowLoss() {
            @Override
            public void gradient(float[] prediction, RowRuns some, float[] gradient) {
              for (int i = 0; i < outputs * some.rows(); i++) {
                int at = some.row(i / outputs) * outputs + i % outputs;
                assertThat(prediction[i]).isEqualTo(y[at]);
                gradient[i] = 2 * prediction[i];
                doubled[at] = gradient[i];
              }
            }

            @Override
            public void note(float[] prediction, int from, int to) {
              assertThat(from % BLOCK).isZero();
              System.arraycopy(prediction, 0, noted, outputs * from, outputs * (to - from));
            }
          };
      int width = samples.width(outputs);
      float[] sums = BlockSum.over(rows, width, samples.onePass(weight, bias, outputs, loss));
      assertThat(noted).isEqualTo(y);
      assertThat(sums).isEqualTo(sums(samples, doubled, outputs));
    }
  }

  static Stream<Arguments> passes() {
    return Stream.of(
        Arguments.of(4096 + 3 * 256 + 5, 6, 2),
        Arguments.of(250, 6, 1),
        Arguments.of(256, 64, 1),
        Arguments.of(7 * 256, 16, 1),
        Arguments.of(5 * 256 + 17, 65, 3),
        Arguments.of(2 * 256 + 64, 129, 1));
  }

  @Test
  void whatOverwritesNeedsNoZeros() {
    int rows = 4096 + 5 * 256 + 3;
    float[] x = random(1, rows * 20);
    float[] gradient = random(2, rows);
    int overwriting = 0;
    for (Samples samples : layouts(x, rows, 20)) {
      BlockSum.Partial partial = samples.gradients(gradient, 1);
      if (partial.overwrites()) {
        overwriting++;
        float[] room = new float[samples.width(1)];
        Arrays.fill(room, Float.NaN);
        assertThat(BlockSum.over(rows, room.length, partial, room))
            .isSameAs(room)
            .isEqualTo(sums(samples, gradient, 1));
      }
    }
    assertThat(overwriting).isEqualTo(2);
  }

  @Test
  void packedSamplesCanBeHadRowByRowAgain() {
    float[] x = random(1, 4101 * 7);
    for (SampleLayout layout : LAYOUTS) {
      Samples packed = Objects.requireNonNull(layout.packed(x, 4101, 7));
      assertThat(packed.rowMajor(0, 4101)).isEqualTo(x).isNotSameAs(x);
      assertThat(packed.rows()).isEqualTo(4101);
      assertThat(packed.features()).isEqualTo(7);
      assertThat(layout.packed(x, 15, 7)).isNull();
    }
  }

  @Test
  void samplesOfVeryManyFeaturesStayAsTheyAreInPlainJava() {
    SampleLayout scalar = LAYOUTS.get(0);
    assertThat(scalar.packed(new float[2048 * 4096], 2048, 4096)).isNotNull();
    assertThat(scalar.packed(new float[2048 * 4097], 2048, 4097)).isNull();
  }
}
