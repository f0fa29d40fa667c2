package io.kindling.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class OutlineTest {
  @Test
  void fewPointsAreAllThereFromLeftToRight() {
    Outline outline = Outline.of(new double[] {3, 1, 2, 1}, new double[] {30, 10, 20, 11}, 10);
    assertThat(outline.x()).containsExactly(1, 1, 2, 3);
    assertThat(outline.y()).containsExactly(10, 11, 20, 30);
  }

  @Test
  void ofManyTheEndsAndTheExtremesStay() {
    double[] x = new Random(2).doubles(10_000).toArray();
    double[] y = new Random(3).doubles(10_000).toArray();
    Outline outline = Outline.of(x, y, 50);
    assertThat(outline.x()).hasSizeBetween(50, 102).isSorted();
    assertThat(outline.x()[0]).isEqualTo(DoubleStream.of(x).min().orElseThrow());
    assertThat(outline.x()[outline.x().length - 1])
        .isEqualTo(DoubleStream.of(x).max().orElseThrow());
    assertThat(DoubleStream.of(outline.y()).max()).isEqualTo(DoubleStream.of(y).max());
    assertThat(DoubleStream.of(outline.y()).min()).isEqualTo(DoubleStream.of(y).min());
  }

  @Test
  void manyPointsOfOnePlaceAreFew() {
    Outline outline =
        Outline.of(new double[1000], DoubleStream.iterate(0, y -> y + 1).limit(1000).toArray(), 10);
    assertThat(outline.y()).contains(0, 999).hasSizeLessThan(5);
  }
}
