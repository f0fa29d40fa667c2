package io.kindling.optim;

import io.kindling.description.BuiltIn;

/** The built-in descriptions of optimizers, by name. A new one is added here and nowhere else. */
final class Optimizers {
  static final BuiltIn<OptimizerSpec> BUILT_IN =
      BuiltIn.<OptimizerSpec>none()
          .with(SgdSpec.NAME, () -> SgdSpec.SCHEMA)
          .with(AdamSpec.NAME, () -> AdamSpec.SCHEMA)
          .with(AdamWSpec.NAME, () -> AdamWSpec.SCHEMA)
          .with(RmspropSpec.NAME, () -> RmspropSpec.SCHEMA)
          .with(AdagradSpec.NAME, () -> AdagradSpec.SCHEMA)
          .with(NadamSpec.NAME, () -> NadamSpec.SCHEMA)
          .with(AdadeltaSpec.NAME, () -> AdadeltaSpec.SCHEMA)
          .with(LbfgsSpec.NAME, () -> LbfgsSpec.SCHEMA);

  private Optimizers() {}
}
