package io.kindling.optim;

import java.util.ArrayList;
import java.util.List;

/** The names that PyTorch gives to the running means that optimizers keep. */
final class Moments {
  private Moments() {}

  /** Adam's. */
  static List<String> tensors(boolean amsgrad) {
    return amsgrad
        ? List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq")
        : List.of("exp_avg", "exp_avg_sq");
  }

  /** RMSprop's. */
  static List<String> tensors(boolean centered, double momentum) {
    List<String> names = new ArrayList<>(List.of("square_avg"));
    if (centered) {
      names.add("grad_avg");
    }
    if (momentum > 0) {
      names.add("momentum_buffer");
    }
    return names;
  }
}
