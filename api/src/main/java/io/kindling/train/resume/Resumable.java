package io.kindling.train.resume;

import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.core.TorchRandom;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A training as it was set up, which a checkpoint's state can be loaded into. */
public interface Resumable {
  /** {@return what is trained} */
  Module model();

  /** {@return what trains it} */
  Optimizer optimizer();

  /** {@return the state of its schedule; null where there is none} */
  @Nullable Map<String, Double> scheduleState();

  /** {@return what a schedule's state is loaded with; null where there is none} */
  @Nullable Consumer<Map<String, Double>> scheduleLoader();

  /** {@return where the order of the rows comes from; null for their own} */
  @Nullable TorchRandom order();

  /** {@return whether the best epoch is remembered} */
  boolean remembersBest();

  /**
   * How many batches an epoch has.
   *
   * @param rows of how many rows
   * @return the number of batches
   */
  long batches(long rows);
}
