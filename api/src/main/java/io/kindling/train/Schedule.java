package io.kindling.train;

import io.kindling.Optimizer;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.optim.ScheduleRule;
import io.kindling.optim.ScheduleSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Changes an optimizer's learning rate from epoch to epoch. Call {@link #step(double)} once after
 * each epoch. Where the parameters come in groups, each group's rate follows from its own.
 *
 * <pre>{@code
 * Schedule schedule = new Schedule(cosine(60), optimizer);
 * for (int epoch = 1; epoch <= 60; epoch++) {
 *   …
 *   schedule.step(loss);
 * }
 * }</pre>
 *
 * @see <a href="https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate">
 *     torch.optim.lr_scheduler</a>
 */
public final class Schedule {
  private static final String EPOCH = "epoch";
  private static final String BASE = "base_lrs.";

  private final ScheduleSpec spec;
  private final Optimizer optimizer;
  private final double[] initial;
  private ScheduleRule rule;
  private int epoch;

  /**
   * Begins the schedule: some set the learning rate of the first epoch at once.
   *
   * @param spec its description
   * @param optimizer whose learning rate changes
   */
  public Schedule(ScheduleSpec spec, Optimizer optimizer) {
    this.spec = spec;
    this.rule = spec.begin();
    this.optimizer = optimizer;
    this.initial = new double[optimizer.groups()];
    for (int group = 0; group < initial.length; group++) {
      initial[group] = optimizer.groupLearningRate(group);
    }
    apply();
  }

  /**
   * Ends an epoch.
   *
   * @throws SpecException if the schedule watches the loss, and so needs {@link #step(double)}
   */
  public void step() {
    if (spec.watchesLoss()) {
      throw new SpecException(
          spec.name(),
          "this schedule needs the loss of each epoch",
          "step()",
          "step(loss)",
          "give the epoch's loss");
    }
    step(Double.NaN);
  }

  /**
   * Ends an epoch.
   *
   * @param loss the epoch's loss, best of validation; only a schedule that watches it, such as
   *     {@code plateau}, looks at it
   */
  public void step(double loss) {
    epoch++;
    rule = rule.next(loss);
    apply();
  }

  private void apply() {
    for (int group = 0; group < initial.length; group++) {
      double current = optimizer.groupLearningRate(group);
      double next = rule.rate(initial[group], current, epoch);
      if (next != current) {
        optimizer.groupLearningRate(group, next);
      }
    }
  }

  /**
   * Copies out where the schedule is, and which learning rates it began with. Those that it has
   * come to are in the optimizer's state.
   *
   * @return numbers by PyTorch's names
   */
  public Map<String, Double> state() {
    Map<String, Double> state = new LinkedHashMap<>();
    state.put(EPOCH, (double) epoch);
    state.putAll(rule.state());
    for (int group = 0; group < initial.length; group++) {
      state.put(BASE + group, initial[group]);
    }
    return state;
  }

  /**
   * Goes on from where another schedule of the same description was.
   *
   * @param state what {@link #state()} returned
   * @throws StateDictException if a number is missing or unexpected, or is none that a schedule
   *     comes to; nothing has changed then
   */
  public void loadState(Map<String, Double> state) {
    check(state);
    epoch = number(state, EPOCH).intValue();
    rule = rule.resume(state);
    for (int group = 0; group < initial.length; group++) {
      initial[group] = number(state, BASE + group);
    }
    apply();
  }

  private void check(Map<String, Double> state) {
    Set<String> expected = state().keySet();
    if (!state.keySet().equals(expected)) {
      throw new StateDictException(
          "loadState",
          "the state must be that of a schedule",
          state.keySet() + "",
          expected + "",
          null);
    }
    state.forEach(
        (name, value) -> {
          if (!possible(name, value)) {
            throw new StateDictException(
                "loadState",
                "the state must be that of a schedule",
                name + " " + value,
                name.startsWith(BASE) ? "a learning rate" : "a value that a schedule can reach",
                null);
          }
        });
  }

  /** Whether a number can be this one: a count of epochs, a learning rate, else the rule's. */
  private boolean possible(String name, double value) {
    if (name.startsWith(BASE)) {
      return value >= 0 && Double.isFinite(value);
    }
    return name.equals(EPOCH)
        ? value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value)
        : rule.remembers(name, value);
  }

  private static Double number(Map<String, Double> state, String name) {
    return state.getOrDefault(name, 0.0);
  }

  /** {@return the text form of the schedule's description} */
  @Override
  public String toString() {
    return spec.toString();
  }
}
