package io.kindling.train;

import io.kindling.core.TensorData;
import io.kindling.error.KindlingException;
import io.kindling.error.StateDictException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The state of what is trained and of what trains it.
 *
 * @param model {@link io.kindling.Module#stateDict()}
 * @param optimizer {@link io.kindling.Optimizer#stateDict()}
 * @param schedule {@link Schedule#state()}; null where there is none
 */
record LiveState(
    Map<String, TensorData> model,
    Map<String, Object> optimizer,
    @Nullable Map<String, Double> schedule) {
  private static final String MODEL = "model";
  private static final String OPTIMIZER = "optimizer";
  private static final String SCHEDULER = "scheduler";

  /** Makes them unmodifiable; they are nobody else's. */
  LiveState {
    model = Collections.unmodifiableMap(model);
    optimizer = Collections.unmodifiableMap(optimizer);
    schedule = schedule == null ? null : Collections.unmodifiableMap(schedule);
  }

  /** Copies it out. */
  static LiveState of(Settings settings) {
    return new LiveState(
        settings.model.stateDict(),
        settings.optimizer.stateDict(),
        settings.schedule == null ? null : settings.schedule.state());
  }

  /**
   * Copies it in, each part whole or not at all.
   *
   * @return what did not fit
   */
  List<String> into(Settings settings) {
    List<String> misfits = new ArrayList<>();
    load(MODEL, () -> settings.model.loadStateDict(model), misfits);
    Schedule target = settings.schedule;
    Map<String, Double> numbers = schedule;
    if (target != null && numbers != null) {
      load(SCHEDULER, () -> target.loadState(numbers), misfits);
    }
    // the schedule sets rates; those that the optimizer had come to are set after it
    load(OPTIMIZER, () -> settings.optimizer.loadStateDict(optimizer), misfits);
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
