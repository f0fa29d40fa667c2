package io.kindling.train;

import io.kindling.core.TensorData;
import io.kindling.nn.LossSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All training rows in one batch that lies elsewhere, for instance on a cluster: what computes a
 * model's loss and gradients over them. {@link Trainer#train(FullBatch, int)} does everything else,
 * and its checkpoints are those of a training on the same rows in memory.
 *
 * <p>One thread calls it, and it may take its time.
 */
public interface FullBatch extends RemoteRows {
  /**
   * What the rows count for: the sum of their weights, each times the weight of the row's class
   * where the loss {@linkplain LossSpec#classWeights has such}, added up row by row.
   *
   * @return the sum; the number of rows unless overridden
   */
  default double counts() {
    return rows();
  }

  /**
   * Computes loss and gradients. It is called once in a step, or by L-BFGS as often as that looks.
   *
   * @param parameters the model's parameters and buffers by name, as they are now
   * @return what the loss comes to with them
   */
  Gradients gradients(Map<String, TensorData> parameters);

  /**
   * A loss and its derivatives.
   *
   * @param loss the loss
   * @param gradients by the parameter's name, in its shape; one that is missing has none, and stays
   *     as it is
   */
  record Gradients(float loss, Map<String, TensorData> gradients) {
    /** Copies the map. */
    public Gradients {
      gradients = Collections.unmodifiableMap(new LinkedHashMap<>(gradients));
    }
  }
}
