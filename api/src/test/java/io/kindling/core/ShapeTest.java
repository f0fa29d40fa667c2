package io.kindling.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.ShapeException;
import org.junit.jupiter.api.Test;

/** Shapes. */
final class ShapeTest {
  @Test
  void countsElements() {
    assertThat(Shape.of(11, 1).numel()).isEqualTo(11);
    assertThat(Shape.of(3, 0, 5).numel()).isZero();
    assertThat(Shape.scalar().numel()).isEqualTo(1);
    assertThat(Shape.of()).isEqualTo(Shape.scalar());
  }

  @Test
  void countsDimensionsFromBothEnds() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.rank()).isEqualTo(3);
    assertThat(shape.size(0)).isEqualTo(2);
    assertThat(shape.size(-1)).isEqualTo(4);
    assertThat(shape.withSize(-2, 7)).isEqualTo(Shape.of(2, 7, 4));
    assertThatThrownBy(() -> shape.size(3))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Shape.size: there is no dimension 3 (got shape [2, 3, 4]; expected a dimension from -3"
                + " to 2)");
    assertThatThrownBy(() -> Shape.scalar().size(0)).isInstanceOf(ShapeException.class);
  }

  @Test
  void broadcastsAsPyTorchDoes() {
    assertThat(Shape.of(2, 1, 3).broadcast("add", Shape.of(4, 1))).isEqualTo(Shape.of(2, 4, 3));
    assertThat(Shape.scalar().broadcast("add", Shape.of(2))).isEqualTo(Shape.of(2));
    assertThat(Shape.of(0).broadcast("add", Shape.of(1))).isEqualTo(Shape.of(0));
    assertThatThrownBy(() -> Shape.of(2).broadcast("add", Shape.of(0)))
        .isInstanceOf(ShapeException.class);
  }

  @Test
  void refusesNegativeAndTooLargeSizes() {
    assertThatThrownBy(() -> Shape.of(-1)).isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> Shape.of(1L << 40, 1L << 40)).isInstanceOf(ShapeException.class);
  }

  @Test
  void prints() {
    assertThat(Shape.of(11, 1)).hasToString("[11, 1]");
    assertThat(Shape.scalar()).hasToString("[]");
  }
}
