package io.kindling.train.batch;

import io.kindling.Tensor;
import io.kindling.data.Beside;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Some rows on the device.
 *
 * @param inputs the features
 * @param targets the targets
 * @param rows how many
 * @param weights how much each counts, {@code [rows, 1]}; null where all count alike
 * @param offset what is added to the model's outputs, {@code [rows, 1]}; null for nothing
 */
public record Batch(
    Tensor inputs, Tensor targets, int rows, @Nullable Tensor weights, @Nullable Tensor offset) {
  /**
   * Takes apart what rows have beside features and targets.
   *
   * @param inputs the features
   * @param targets the targets
   * @param rows how many
   * @param more what they have beside, {@code [rows, width]}; null for nothing
   * @param beside what that is
   * @return the rows
   */
  public static Batch of(
      Tensor inputs, Tensor targets, int rows, @Nullable Tensor more, Beside beside) {
    return new Batch(
        inputs,
        targets,
        rows,
        more == null || !beside.weight() ? null : more.narrow(1, 0, 1),
        more == null || !beside.offset() ? null : more.narrow(1, beside.offsetColumn(), 1));
  }

  /**
   * Some of the rows.
   *
   * @param count how many
   * @param cut takes them out of a tensor of all
   * @return these
   */
  public Batch cut(int count, UnaryOperator<Tensor> cut) {
    return new Batch(
        cut.apply(inputs),
        cut.apply(targets),
        count,
        weights == null ? null : cut.apply(weights),
        offset == null ? null : cut.apply(offset));
  }

  /**
   * Adds the offset.
   *
   * @param outputs what a model says of these rows
   * @return the prediction
   */
  public Tensor prediction(Tensor outputs) {
    return offset == null ? outputs : outputs.add(offset);
  }
}
