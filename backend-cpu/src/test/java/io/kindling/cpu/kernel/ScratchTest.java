package io.kindling.cpu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Room is kept for the next, but never more than so much. */
final class ScratchTest {
  private final Scratch<float[]> scratch = new Scratch<>(float[]::new, array -> array.length, 100);

  @Test
  void theShortestThatIsLongEnoughIsTakenAgain() {
    float[] fifty = scratch.take(50);
    float[] thirty = scratch.take(30);
    scratch.give(fifty);
    scratch.give(thirty);

    assertThat(scratch.take(20)).isSameAs(thirty);
    assertThat(scratch.take(20)).isSameAs(fifty);
    assertThat(scratch.take(20)).hasSize(20);
  }

  @Test
  void aLongerOneThanThoseThatAreKeptIsNew() {
    scratch.give(scratch.take(30));

    assertThat(scratch.take(40)).hasSize(40);
  }

  @Test
  void whatIsKeptMakesWay() {
    float[] sixty = scratch.take(60);
    float[] fifty = scratch.take(50);
    scratch.give(sixty);
    scratch.give(fifty);

    assertThat(scratch.take(10)).isSameAs(fifty);
    assertThat(scratch.take(10)).hasSize(10);
  }

  @Test
  void whatIsLongerThanMayBeKeptIsLetGo() {
    scratch.give(scratch.take(101));

    assertThat(scratch.take(10)).hasSize(10);
  }
}
