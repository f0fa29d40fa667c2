package io.kindling.cli.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.train.Epoch;
import io.kindling.train.History;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How far two trials are apart. */
final class ComparisonTest {
  private static final float[] WEIGHTS = {0, 1, -2};

  private static Trial trial(float[] weights, double... losses) {
    List<Epoch> epochs =
        IntStream.range(0, losses.length)
            .mapToObj(i -> new Epoch(i + 1, losses[i], OptionalDouble.empty(), 0.1, Map.of()))
            .toList();
    return new Trial(
        "cpu",
        "1",
        "cpu",
        new History(epochs, History.End.COMPLETED, 1),
        Map.of("weight", TensorData.of(weights, Shape.of(1, 3))),
        Map.of(),
        0.5);
  }

  @Test
  void theSameIsTheSame() {
    Comparison same = Comparison.of(trial(WEIGHTS, 4, 0), trial(WEIGHTS, 4, 0));
    assertThat(same.hasEqualLosses() && same.hasEqualWeights() && same.hasNearLosses()).isTrue();
    assertThat(same.losses()).isEqualTo(new Comparison.Gap(0, ""));
    assertThat(same.weights()).isEqualTo(new Comparison.Gap(0, ""));
  }

  @Test
  void theLargestDifferenceIsNamed() {
    Comparison near =
        Comparison.of(
            trial(WEIGHTS, 4, 2, 1), trial(new float[] {0, 1.00005f, -2}, 4, 2.0001, 1.00001));
    assertThat(near.hasEqualLosses() || near.hasEqualWeights()).isFalse();
    assertThat(near.hasNearLosses() && near.hasNearWeights()).isTrue();
    assertThat(near.losses().where()).isEqualTo("epoch 2");
    assertThat(near.losses().size()).isBetween(4.9e-5, 5.1e-5);
    assertThat(near.weights().where()).isEqualTo("weight");
  }

  @Test
  void whatIsFartherThanPromisedIsSaid() {
    Trial first = trial(WEIGHTS, 4, 2);
    Trial loss = trial(WEIGHTS, 4, 2.001);
    Trial weight = trial(new float[] {0, 1, -2.001f}, 4, 2);
    Trial none = trial(new float[] {0, Float.NaN, -2}, 4, Double.NaN);
    assertThat(Comparison.of(first, loss).hasNearLosses()).isFalse();
    assertThat(Comparison.of(first, weight).hasNearWeights()).isFalse();
    assertThat(Comparison.of(first, none).hasNearLosses()).isFalse();
    assertThat(Comparison.of(first, none).hasNearWeights()).isFalse();
    assertThat(Comparison.of(first, none).losses().where()).isEqualTo("epoch 2");
    assertThat(new Trials(List.of(first, first, weight)).text())
        .contains("weights are farther apart than 1e-4");
    assertThat(new Trials(List.of(first, none)).text()).contains("farther apart than the");
    assertThat(new Trials(List.of(first, first, loss)).text())
        .contains("the same to the last bit; their losses on the way are not");
  }

  @Test
  void lossesNearNothingAreMeasuredByTheFirst() {
    assertThat(Comparison.of(trial(WEIGHTS, 4, 1e-9), trial(WEIGHTS, 4, 1.01e-9)).hasNearLosses())
        .isTrue();
  }

  @Test
  void validationLossesCount() {
    Comparison apart = Comparison.of(judged(1), judged(1.5));
    assertThat(apart.hasEqualLosses() || apart.hasNearLosses()).isFalse();
    assertThat(apart.losses().where()).isEqualTo("epoch 1, validation");
  }

  private static Trial judged(double loss) {
    Epoch epoch = new Epoch(1, 2, OptionalDouble.of(loss), 0.1, Map.of());
    History history = new History(List.of(epoch), History.End.COMPLETED, 1);
    return new Trial("cpu", "1", "cpu", history, Map.of(), Map.of(), 0.5);
  }

  @Test
  void oneMayHaveEndedEarlier() {
    Comparison shorter = Comparison.of(trial(WEIGHTS, 4, 2), trial(WEIGHTS, 4, 2, 1));
    assertThat(shorter.hasEqualLosses()).isFalse();
    assertThat(shorter.hasEqualWeights() && shorter.hasNearLosses()).isTrue();
  }

  @Test
  void zeroAndMinusZeroAreOtherBits() {
    Trial minus = trial(new float[] {-0.0f, 1, -2}, 4);
    assertThat(Comparison.of(trial(WEIGHTS, 4), minus).hasEqualWeights()).isFalse();
  }
}
