package io.kindling.train.resume;

import io.kindling.core.TensorData;
import java.util.Map;

/**
 * The best epoch of a training.
 *
 * @param loss the loss that it was judged by
 * @param epoch its number
 * @param weights the model's state after it
 */
public record Best(double loss, int epoch, Map<String, TensorData> weights) {
  /** Whether it is the best of epochs that were judged by such losses, the first of equals. */
  boolean isOf(double[] losses) {
    if (epoch < 1 || epoch > losses.length || losses[epoch - 1] != loss) {
      return false;
    }
    for (int i = 0; i < losses.length; i++) {
      if (!(i < epoch - 1 ? losses[i] > loss : losses[i] >= loss)) {
        return false;
      }
    }
    return true;
  }
}
