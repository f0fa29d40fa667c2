package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cholesky's factor, of one row up to some blocks of rows. */
final class EquationsTest {
  /** A matrix whose diagonal is larger than what stands beside it. */
  private static double[][] matrix(int size) {
    Random random = new Random(size);
    double[][] matrix = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        matrix[i][j] = random.nextDouble() / size;
        matrix[j][i] = matrix[i][j];
      }
      matrix[i][i] = 1 + random.nextDouble();
    }
    return matrix;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 63, 64, 65, 131, 200})
  void theSolutionMeetsTheEquations(int size) {
    double[][] matrix = matrix(size);
    double[] right = new Random(1).doubles(size, -1, 1).toArray();
    Equations equations = Equations.of(size, (i, j) -> matrix[i][j]);
    assertThat(equations.areWhole()).isTrue();
    double[] solution = equations.solve(right);
    for (int i = 0; i < size; i++) {
      double left = 0;
      for (int j = 0; j < size; j++) {
        left += matrix[i][j] * solution[j];
      }
      assertThat(left).isCloseTo(right[i], within(1e-14 * size));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 64, 65, 100})
  void aColumnThatIsASumIsToldByItsFactors(int size) {
    double[][] matrix = matrix(size + 1);
    // the last column is the sum of the first two, or twice the only one before
    int other = size > 2 ? 1 : 0;
    int last = size - 1;
    for (int i = 0; i < last; i++) {
      matrix[i][last] = matrix[i][0] + matrix[i][other];
      matrix[last][i] = matrix[i][last];
    }
    matrix[last][last] = matrix[0][last] + matrix[other][last];
    Equations equations = Equations.of(size + 1, (i, j) -> matrix[i][j]);
    assertThat(equations.areWhole()).isFalse();
    assertThat(equations.size()).isEqualTo(last);
    assertThat(equations.rest()).isCloseTo(0, within(1e-14));
    double[] factors = equations.combination();
    assertThat(factors).hasSize(size);
    for (int i = 0; i < size; i++) {
      double expected = (i == last ? 1 : 0) - (i == 0 ? 1 : 0) - (i == other ? 1 : 0);
      assertThat(factors[i]).as("factor %d", i).isCloseTo(expected, within(1e-13));
    }
  }

  @Test
  void nothingHasASolution() {
    Equations none = Equations.of(0, (i, j) -> 0);
    assertThat(none.areWhole()).isTrue();
    assertThat(none.solve(new double[0])).isEmpty();
  }
}
