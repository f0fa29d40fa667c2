package io.kindling.spark;

import io.kindling.cpu.sums.ShardedStep;
import io.kindling.cpu.sums.Totals;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import java.io.Serializable;

/**
 * What is trained, as it is said to executors.
 *
 * @param module the model's text form
 * @param loss the loss's
 * @param form how many numbers a row has
 * @param scaling what is done to its numbers
 * @param rows how many rows there are in all
 * @param counted how many of them count
 * @param weights what they weigh together
 */
record StepForm(
    String module,
    String loss,
    RowForm form,
    RowScaling scaling,
    long rows,
    long counted,
    double weights)
    implements Serializable {
  ModuleSpec moduleSpec() {
    return ModuleSpec.parse(module);
  }

  LossSpec lossSpec() {
    return LossSpec.parse(loss);
  }

  ShardedStep step() {
    Totals totals = new Totals(rows, counted, weights);
    return new ShardedStep(moduleSpec(), lossSpec(), form.beside(), totals);
  }
}
