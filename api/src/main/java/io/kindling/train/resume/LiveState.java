package io.kindling.train.resume;

import io.kindling.core.TensorData;
import io.kindling.error.KindlingException;
import io.kindling.error.StateDictException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state of what is trained and of what trains it.
 *
 * @param model {@link io.kindling.Module#stateDict()}
 * @param optimizer {@link io.kindling.Optimizer#stateDict()}
 * @param schedule the numbers of a schedule; null where there is none
 */
public record LiveState(
    Map<String, TensorData> model,
    Map<String, Object> optimizer,
    @Nullable Map<String, Double> schedule) {
  private static final String MODEL = "model";
  private static final String OPTIMIZER = "optimizer";
  private static final String SCHEDULER = "scheduler";

  /** Makes them unmodifiable; they are nobody else's. */
  public LiveState {
    model = Collections.unmodifiableMap(model);
    optimizer = Collections.unmodifiableMap(optimizer);
    schedule = schedule == null ? null : Collections.unmodifiableMap(schedule);
  }

  /**
   * Copies it out.
   *
   * @param training of what
   * @return its state
   * @throws StateDictException if its optimizer is a host's own that does not say its state
   */
  public static LiveState of(Resumable training) {
    return new LiveState(
        training.model().stateDict(), training.optimizer().stateDict(), training.scheduleState());
  }

  /**
   * Copies it in, each part whole or not at all.
   *
   * @return what did not fit
   */
  List<String> into(Resumable training) {
    List<String> misfits = new ArrayList<>();
    load(MODEL, () -> training.model().loadStateDict(model), misfits);
    Consumer<Map<String, Double>> loader = training.scheduleLoader();
    Map<String, Double> numbers = schedule;
    if (loader != null && numbers != null) {
      load(SCHEDULER, () -> loader.accept(numbers), misfits);
    }
    // the schedule sets rates; those that the optimizer had come to are set after it
    load(OPTIMIZER, () -> training.optimizer().loadStateDict(optimizer), misfits);
    return misfits;
  }

  private static void load(String part, Runnable load, List<String> misfits) {
    try {
      load.run();
    } catch (StateDictException e) {
      misfits.add(part + ": " + e.got());
    } catch (KindlingException e) {
      misfits.add(part + ": " + e.getMessage());
    }
  }

  /** Adds the entries of a checkpoint that say it. */
  void put(Map<String, @Nullable Object> tree) {
    tree.put(MODEL, model);
    tree.put(OPTIMIZER, optimizer);
    tree.put(SCHEDULER, schedule);
  }

  static LiveState from(Entries tree) {
    return new LiveState(
        tree.tensors(MODEL),
        tree.tree(OPTIMIZER),
        tree.has(SCHEDULER) ? tree.dict(SCHEDULER).numbers() : null);
  }
}
