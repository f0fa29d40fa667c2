package io.kindling.plot;

/** What a figure shows. */
sealed interface Picture permits Chart, EstimateChart, Matrix {
  Drawing drawing();

  /** Lines, each with its end. */
  String text(Screen screen);
}
