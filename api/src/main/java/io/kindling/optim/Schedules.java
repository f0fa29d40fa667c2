package io.kindling.optim;

import io.kindling.description.BuiltIn;

/** The built-in descriptions of schedules, by name. A new one is added here and nowhere else. */
final class Schedules {
  static final BuiltIn<ScheduleSpec> BUILT_IN =
      BuiltIn.<ScheduleSpec>none()
          .with(ConstantSpec.NAME, () -> ConstantSpec.SCHEMA)
          .with(StepSpec.NAME, () -> StepSpec.SCHEMA)
          .with(ExponentialSpec.NAME, () -> ExponentialSpec.SCHEMA)
          .with(CosineSpec.NAME, () -> CosineSpec.SCHEMA)
          .with(LinearWarmupSpec.NAME, () -> LinearWarmupSpec.SCHEMA)
          .with(OneCycleSpec.NAME, () -> OneCycleSpec.SCHEMA)
          .with(PlateauSpec.NAME, () -> PlateauSpec.SCHEMA);

  private Schedules() {}
}
