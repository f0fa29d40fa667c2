package io.kindling.cli.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.table.Classes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which class a model's outputs stand for. */
final class LabelsTest {
  @Test
  void theFirstOfEqualLogitsAnswers() {
    var three = new Labels(List.of("y"), List.of(Classes.of(List.of("a", "b", "c"))), false);
    assertThat(three.predicted(new double[] {1, 2, 2}, 0, 0)).isEqualTo(1);
    assertThat(three.predicted(new double[] {0, 0, 0}, 0, 0)).isZero();
    var two = new Labels(List.of("y"), List.of(Classes.of(List.of("a", "b"))), true);
    assertThat(two.predicted(new double[] {0}, 0, 0)).isZero();
    assertThat(two.predicted(new double[] {Float.MIN_VALUE}, 0, 0)).isEqualTo(1);
  }
}
