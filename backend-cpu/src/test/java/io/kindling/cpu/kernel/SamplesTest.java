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
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All layouts and loops of samples give the bits that the plainest loops in the contract's order
 * give.
 */
final class SamplesTest {
  private static final int LANES = Kernels.LANES;

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
    return sizes.stream();
  }

  private static List<Samples> layouts(float[] x, int rows, int features) {
    List<Samples> layouts = new ArrayList<>();
    layouts.add(new ScalarLayout().samples(x, rows, features));
    SampleLayout vector = new VectorLayout(SerialSharing.INSTANCE);
    layouts.add(vector.samples(x, rows, features));
    Samples packed = vector.packed(x, rows, features);
    if (packed != null) {
      layouts.add(packed);
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
      float[] sums = new float[samples.width(outputs)];
      samples.addGradients(gradient, 0, 0, rows, sums, outputs);
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

  private static float lanes(
      float[] g, int at, int outputs, float[] x, int k, int features, int rows) {
    float[] lanes = new float[LANES];
    for (int row = 0; row < rows; row++) {
      int lane = row % LANES;
      lanes[lane] = Math.fma(g[at + row * outputs], x[k + row * features], lanes[lane]);
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    return lanes[0];
  }

  @Test
  void partsOfTheRowsAreWhatTheyAreInTheWhole() {
    int rows = 250;
    float[] x = random(1, rows * 5);
    float[] weight = random(2, 15);
    float[] gradient = random(3, rows * 3);
    for (Samples samples : layouts(x, rows, 5)) {
      float[] whole = new float[rows * 3];
      samples.affine(weight, new float[0], 0, rows, whole, 0, 3);
      float[] wholeSums = new float[samples.width(3)];
      samples.addGradients(gradient, 0, 0, rows, wholeSums, 3);
      float[] parts = new float[rows * 3];
      float[] partSums = new float[samples.width(3)];
      for (int from = 0; from < rows; from += 48) {
        int to = Math.min(rows, from + 48);
        samples.affine(weight, new float[0], from, to, parts, from * 3, 3);
        samples.addGradients(gradient, from * 3, from, to, partSums, 3);
      }
      assertThat(parts).isEqualTo(whole);
      assertThat(partSums).isEqualTo(wholeSums);
    }
  }

  @Test
  void partsAreReadAsIfTheyLayAlone() {
    float[] x = random(1, 250 * 5);
    float[] weight = random(2, 10);
    float[] bias = random(3, 2);
    float[] gradient = random(4, 250 * 2);
    for (Samples samples : layouts(x, 250, 5)) {
      int[][] parts = {
        {0, 7}, {0, 250}, {16, 33}, {32, 32}, {48, 128}, {64, 64}, {80, 170}, {96, 32}, {240, 10}
      };
      for (int[] part : parts) {
        Samples here = samples.part(part[0], part[1]);
        float[] rows = Arrays.copyOfRange(x, part[0] * 5, (part[0] + part[1]) * 5);
        Samples alone = new ScalarLayout().samples(rows, part[1], 5);
        assertThat(here.rowMajor()).isEqualTo(rows);
        assertThat(computed(here, weight, bias, gradient))
            .isEqualTo(computed(alone, weight, bias, gradient));
      }
    }
  }

  private static float[][] computed(
      Samples samples, float[] weight, float[] bias, float[] gradient) {
    float[] y = new float[samples.rows() * bias.length];
    samples.affine(weight, bias, 0, samples.rows(), y, 0, bias.length);
    float[] sums = new float[samples.width(bias.length)];
    samples.addGradients(gradient, 0, 0, samples.rows(), sums, bias.length);
    float[] weightGradient = new float[weight.length];
    float[] biasGradient = new float[bias.length];
    samples.fold(sums, weightGradient, biasGradient);
    return new float[][] {y, weightGradient, biasGradient};
  }

  @Test
  void packedSamplesCanBeHadRowByRowAgain() {
    float[] x = random(1, 101 * 7);
    SampleLayout vector = new VectorLayout(SerialSharing.INSTANCE);
    Samples packed = Objects.requireNonNull(vector.packed(x, 101, 7));
    assertThat(packed.rowMajor()).isEqualTo(x).isNotSameAs(x);
    assertThat(packed.rows()).isEqualTo(101);
    assertThat(packed.features()).isEqualTo(7);
    assertThat(new ScalarLayout().packed(x, 101, 7)).isNull();
  }
}
