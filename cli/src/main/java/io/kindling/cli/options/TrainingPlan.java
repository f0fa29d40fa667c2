package io.kindling.cli.options;

import io.kindling.nn.LossSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.ScheduleSpec;
import io.kindling.train.History;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a model is trained on certain rows: what was typed, and what they decide of the rest.
 *
 * @param loss the loss, with the weights of classes
 * @param optimizer the optimizer
 * @param schedule how its learning rate changes; null if it does not
 * @param epochs how often to go through the rows at most
 * @param patience for how many epochs the loss need not fall; null for as many as there are
 * @param chosen what was not typed but chosen, as {@code --name=value}
 */
public record TrainingPlan(
    LossSpec loss,
    OptimizerSpec optimizer,
    @Nullable ScheduleSpec schedule,
    int epochs,
    @Nullable Integer patience,
    List<String> chosen) {
  /** The same, and how to type what was not typed. */
  TrainingPlan chosen(List<String> words) {
    return new TrainingPlan(loss, optimizer, schedule, epochs, patience, words);
  }

  /** How the training ended, if anything is to be said about it. */
  public List<String> summary(History history) {
    return ValidationOptions.summary(history, patience);
  }

  /** What is done, as far as it is always said. */
  @Override
  public String toString() {
    return "loss " + loss + ", optimizer " + optimizer;
  }
}
