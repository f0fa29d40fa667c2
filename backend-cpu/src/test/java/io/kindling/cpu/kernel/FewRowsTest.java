package io.kindling.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Few rows give the bits that samples give, which keep running sums. */
final class FewRowsTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "2, 1", "5, 3"})
  void haveTheSameBitsAsSamples(int features, int outputs) {
    float[] weight = random(2, outputs * features);
    float[] bias = random(3, outputs);
    for (int rows = 0; rows <= Kernels.LANES; rows++) {
      float[] x = random(4, 1 + rows * features);
      float[] gradient = random(5, rows * outputs);
      RowMajorSamples samples =
          new RowMajorSamples(withoutFirst(x), 0, rows, features, FourRows::addScalar);
      float[] sums = new float[samples.width(outputs)];
      samples.addGradients(gradient, 0, 0, rows, sums, outputs);
      float[] expectedWeight = new float[weight.length];
      float[] expectedBias = new float[outputs];
      samples.fold(sums, expectedWeight, expectedBias);
      float[] expected = new float[rows * outputs];
      samples.affine(weight, bias, 0, rows, expected, 0, outputs);

      MatrixRows few = new MatrixRows(x, 1);
      float[] y = anything(rows * outputs);
      FewRows.affine(few, weight, bias, y, features, outputs);
      assertThat(y).as("%s rows", rows).isEqualTo(expected);
      float[] weightGradient = anything(weight.length);
      FewRows.transposedMultiply(gradient, few, weightGradient, rows, features, outputs);
      assertThat(weightGradient).as("%s rows", rows).isEqualTo(expectedWeight);
      float[] biasGradient = anything(outputs);
      FewRows.sumRows(gradient, biasGradient, rows, outputs);
      assertThat(biasGradient).as("%s rows", rows).isEqualTo(expectedBias);
    }
  }

  /** Lanes start from 0, so that no sum is −0. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 16})
  void sumsOfNegativeZerosArePositive(int rows) {
    float[] gradient = new float[rows];
    Arrays.fill(gradient, -0f);
    float[] sum = new float[1];
    FewRows.sumRows(gradient, sum, rows, 1);
    assertThat(Float.floatToRawIntBits(sum[0])).isZero();
  }

  /** But for products that are too small to be told from 0 and less: where no lane is left out. */
  @ParameterizedTest
  @CsvSource({"15, 0", "16, -0"})
  void sumsOfVanishingProductsKeepTheirSign(int rows, float expected) {
    float[] gradient = new float[rows];
    Arrays.fill(gradient, -Float.MIN_VALUE);
    float[] x = new float[rows];
    Arrays.fill(x, Float.MIN_VALUE);
    float[] sum = new float[1];
    FewRows.transposedMultiply(gradient, new MatrixRows(x, 0), sum, rows, 1, 1);
    assertThat(sum).containsExactly(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 8, 11, 15, 16})
  void squaredDistancesHaveTheBitsOfLanes(int n) {
    float[] a = random(6, n + 2);
    float[] b = random(7, n + 3);
    float expected = ScalarKernels.squaredDistanceRest(a, 2, b, 3, n, new float[Kernels.LANES]);
    assertThat(Lanes.squaredDistance(a, 2, b, 3, n)).isEqualTo(expected);
  }

  private static float[] random(int seed, int n) {
    return new TorchRandom(seed).uniform(Shape.of(n), -1, 1).toFloatArray();
  }

  private static float[] anything(int n) {
    float[] array = new float[n];
    Arrays.fill(array, Float.NaN);
    return array;
  }

  private static float[] withoutFirst(float[] array) {
    return Arrays.copyOfRange(array, 1, array.length);
  }
}
