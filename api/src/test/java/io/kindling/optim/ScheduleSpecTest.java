package io.kindling.optim;

import static io.kindling.Specs.cosine;
import static io.kindling.Specs.exponential;
import static io.kindling.Specs.linearWarmup;
import static io.kindling.Specs.oneCycle;
import static io.kindling.Specs.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Learning rates by epoch; the expected ones are PyTorch's own. */
final class ScheduleSpecTest {
  private static void follows(EpochScheduleSpec schedule, double... expected) {
    for (int epoch = 0; epoch < expected.length; epoch++) {
      assertThat(schedule.rate(0.1, epoch))
          .as(schedule + " after epoch " + epoch)
          .isCloseTo(expected[epoch], within(1e-15));
    }
  }

  @Test
  void steps() {
    follows(step(3, 0.5), 0.1, 0.1, 0.1, 0.05, 0.05, 0.05, 0.025, 0.025);
  }

  @Test
  void fallsExponentially() {
    follows(exponential(0.9), 0.1, 0.09, 0.081, 0.0729);
  }

  @Test
  void halfACosineThatRisesAgain() {
    follows(
        new CosineSpec(4, 0.01),
        0.1,
        0.08681980515339464,
        0.055,
        0.023180194846605363,
        0.01,
        0.023180194846605363,
        0.055,
        0.08681980515339464,
        0.1);
    assertThat(cosine(4).min()).isZero();
  }

  @Test
  void warmsUp() {
    follows(
        linearWarmup(5),
        0.03333333333333333,
        0.04666666666666667,
        0.06,
        0.07333333333333335,
        0.08666666666666668,
        0.1,
        0.1);
  }

  @Test
  void oneCycleGoesUpAndDown() {
    follows(
        oneCycle(0.5, 10),
        0.02,
        0.26,
        0.5,
        0.47524231600673683,
        0.40587282697488153,
        0.30563101096814466,
        0.19437098903185537,
        0.09412917302511849,
        0.024759683993263143,
        2e-06,
        2e-06);
    follows(
        new OneCycleSpec(0.5, 7, 0.5, 10, 100),
        0.05,
        0.20547117626563682,
        0.45702882373436315,
        0.47526697475862917,
        0.3058246032555895,
        0.09453342198578131,
        0.0005);
  }

  @Test
  void aShortCycleIsACycle() {
    follows(new OneCycleSpec(0.5, 1, 1, 25, 10), 0.5);
    follows(new OneCycleSpec(0.5, 2, 0.5, 25, 10), 0.5, 0.002);
    follows(new OneCycleSpec(0.5, 2, 0, 25, 10), 0.251, 0.002);
  }
}
