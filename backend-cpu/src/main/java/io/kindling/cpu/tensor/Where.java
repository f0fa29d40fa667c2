package io.kindling.cpu.tensor;

import io.kindling.core.Shape;
import io.kindling.cpu.kernel.Processor;
import io.kindling.cpu.kernel.Sharing;
import io.kindling.functions.Choice;

/** x where a condition holds, else y; {@code ∂x = g} where it holds, else 0, and ∂y elsewhere. */
final class Where extends Operation {
  private static final String NAME = "where";

  private final Processor processor;
  private final CpuTensor condition;
  private final CpuTensor x;
  private final CpuTensor y;

  Where(Processor processor, CpuTensor condition, CpuTensor x, CpuTensor y) {
    super(Sizes.check(NAME, common(condition, x, y)), x, y, condition);
    this.processor = processor;
    this.condition = condition;
    this.x = x;
    this.y = y;
  }

  private static Shape common(CpuTensor condition, CpuTensor x, CpuTensor y) {
    return x.shape().broadcast(NAME, y.shape()).broadcast(NAME, condition.shape());
  }

  @Override
  boolean wantsGradient() {
    return x.requiresGrad() || y.requiresGrad(); // the condition gets none
  }

  @Override
  protected float[] forward() {
    float[] chosen = Broadcast.expand(condition.values(), condition.shape(), shape());
    float[] first = Broadcast.expand(x.values(), x.shape(), shape());
    float[] second = Broadcast.expand(y.values(), y.shape(), shape());
    float[] out = room(chosen.length);
    Sharing.Loop loop =
        (from, to) -> {
          for (int i = from; i < to; i++) {
            out[i] = Choice.of(chosen[i] != 0, first[i], second[i]);
          }
        };
    processor.sharing().forRange(out.length, 1, loop);
    return out;
  }

  @Override
  protected void backward(float[] gradient) {
    float[] chosen = Broadcast.expand(saved(2), condition.shape(), shape());
    give(x, gradient, chosen, /* where= */ true);
    give(y, gradient, chosen, /* where= */ false);
  }

  private void give(CpuTensor input, float[] gradient, float[] chosen, boolean where) {
    if (input.requiresGrad()) {
      float[] part = room(gradient.length);
      Sharing.Loop loop =
          (from, to) -> {
            for (int i = from; i < to; i++) {
              part[i] = Choice.of(chosen[i] != 0 == where, gradient[i], 0f);
            }
          };
      processor.sharing().forRange(part.length, 1, loop);
      input.giveGradient(Broadcast.fold(processor, part, input.shape(), shape()));
    }
  }
}
