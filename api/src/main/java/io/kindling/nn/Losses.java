package io.kindling.nn;

import io.kindling.description.BuiltIn;

/** The built-in descriptions of losses, by name. A new one is added here and nowhere else. */
final class Losses {
  static final BuiltIn<LossSpec> BUILT_IN =
      BuiltIn.<LossSpec>none()
          .with(MseSpec.NAME, () -> MseSpec.SCHEMA)
          .with(L1Spec.NAME, () -> L1Spec.SCHEMA)
          .with(SmoothL1Spec.NAME, () -> SmoothL1Spec.SCHEMA)
          .with(HuberSpec.NAME, () -> HuberSpec.SCHEMA)
          .with(BceWithLogitsSpec.NAME, () -> BceWithLogitsSpec.SCHEMA)
          .with(CrossEntropySpec.NAME, () -> CrossEntropySpec.SCHEMA)
          .with(PoissonNllSpec.NAME, () -> PoissonNllSpec.SCHEMA)
          .with(GaussianNllSpec.NAME, () -> GaussianNllSpec.SCHEMA)
          .with(LogCoshSpec.NAME, () -> LogCoshSpec.SCHEMA)
          .with(QuantileSpec.NAME, () -> QuantileSpec.SCHEMA);

  private Losses() {}
}
