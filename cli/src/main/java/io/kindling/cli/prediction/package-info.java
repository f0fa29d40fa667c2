/**
 * What is to be predicted: numbers or labels.
 *
 * <p>A {@code Targets} is {@code Quantities} or {@code Labels}. It says how wide the model must be,
 * makes the data set, turns outputs into answers and knows metrics and report, so little else asks
 * which of the two it has. Whether there are labels, counts or logits, the loss says ({@code
 * LossSpec.takesLabels} and its like).
 */
@NullMarked
package io.kindling.cli.prediction;

import org.jspecify.annotations.NullMarked;
