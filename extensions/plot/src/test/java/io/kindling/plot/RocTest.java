package io.kindling.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class RocTest {
  @Test
  void goesUpForWhatIsFoundAndRightForWhatIsFalselyFound() {
    // scikit-learn's own example: roc_curve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    boolean[] actual = {false, false, true, true};
    Roc roc = Roc.of(new Scored("c", actual, new double[] {0.1, 0.4, 0.35, 0.8}));
    assertThat(roc.x()).containsExactly(0, 0, 0.5, 0.5, 1);
    assertThat(roc.y()).containsExactly(0, 0.5, 0.5, 1, 1);
    assertThat(roc.area()).isEqualTo(0.75);
    assertThat(roc.areaText()).isEqualTo("0.750");
  }

  @Test
  void rowsOfOneScoreAreTakenTogether() {
    boolean[] actual = {true, false, true, false};
    Roc roc = Roc.of(new Scored("c", actual, new double[] {0.0, -0.0, 0.0, 0.0}));
    assertThat(roc.x()).containsExactly(0, 1);
    assertThat(roc.y()).containsExactly(0, 1);
    assertThat(roc.area()).isEqualTo(0.5);
  }

  @Test
  void theAreaIsHowOftenTheClassScoresHigher() {
    Random random = new Random(1);
    boolean[] actual = new boolean[200];
    double[] scores = new double[200];
    for (int row = 0; row < 200; row++) {
      actual[row] = random.nextBoolean();
      scores[row] = random.nextInt(10) + (actual[row] ? 2 : 0);
    }
    double higher = 0;
    int pairs = 0;
    for (int own = 0; own < 200; own++) {
      for (int other = 0; other < 200; other++) {
        if (actual[own] && !actual[other]) {
          higher += scores[own] > scores[other] ? 1 : scores[own] == scores[other] ? 0.5 : 0;
          pairs++;
        }
      }
    }
    assertThat(Roc.of(new Scored("c", actual, scores)).area())
        .isCloseTo(higher / pairs, within(1e-12));
  }
}
