package io.kindling.train;

import io.kindling.core.TensorData;
import java.util.Map;

/**
 * Validation rows that lie elsewhere, for instance on a cluster: what computes a model's loss on
 * them. It is what {@link Evaluator#evaluate} gives for the same rows in memory where it is {@link
 * PartialLosses#total put together} from the losses that {@link Evaluator#losses} gives there.
 *
 * <p>One thread calls it, and it may take its time.
 */
public interface RemoteJudge extends RemoteRows {
  /**
   * Computes the loss, of a model in evaluation.
   *
   * @param state the model's parameters and buffers by name, as they are now
   * @return the loss
   */
  double loss(Map<String, TensorData> state);
}
