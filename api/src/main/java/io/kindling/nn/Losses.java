package io.kindling.nn;

import io.kindling.description.BuiltIn;
import io.kindling.description.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The built-in descriptions of losses. A new one is added here and nowhere else. */
final class Losses implements BuiltIn<LossSpec> {
  @Override
  public List<String> names() {
    return List.of(
        MseSpec.NAME,
        L1Spec.NAME,
        SmoothL1Spec.NAME,
        HuberSpec.NAME,
        BceWithLogitsSpec.NAME,
        CrossEntropySpec.NAME,
        PoissonNllSpec.NAME,
        GaussianNllSpec.NAME,
        LogCoshSpec.NAME,
        QuantileSpec.NAME);
  }

  @Override
  public @Nullable Schema<? extends LossSpec> find(String name) {
    return switch (name) {
      case MseSpec.NAME -> MseSpec.SCHEMA;
      case L1Spec.NAME -> L1Spec.SCHEMA;
      case SmoothL1Spec.NAME -> SmoothL1Spec.SCHEMA;
      case HuberSpec.NAME -> HuberSpec.SCHEMA;
      case BceWithLogitsSpec.NAME -> BceWithLogitsSpec.SCHEMA;
      case CrossEntropySpec.NAME -> CrossEntropySpec.SCHEMA;
      case PoissonNllSpec.NAME -> PoissonNllSpec.SCHEMA;
      case GaussianNllSpec.NAME -> GaussianNllSpec.SCHEMA;
      case LogCoshSpec.NAME -> LogCoshSpec.SCHEMA;
      case QuantileSpec.NAME -> QuantileSpec.SCHEMA;
      default -> null;
    };
  }
}
