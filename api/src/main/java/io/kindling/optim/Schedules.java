package io.kindling.optim;

import io.kindling.description.BuiltIn;
import io.kindling.description.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The built-in descriptions of schedules. A new one is added here and nowhere else. */
final class Schedules implements BuiltIn<ScheduleSpec> {
  @Override
  public List<String> names() {
    return List.of(
        ConstantSpec.NAME,
        StepSpec.NAME,
        ExponentialSpec.NAME,
        CosineSpec.NAME,
        LinearWarmupSpec.NAME,
        OneCycleSpec.NAME,
        PlateauSpec.NAME);
  }

  @Override
  public @Nullable Schema<? extends ScheduleSpec> find(String name) {
    return switch (name) {
      case ConstantSpec.NAME -> ConstantSpec.SCHEMA;
      case StepSpec.NAME -> StepSpec.SCHEMA;
      case ExponentialSpec.NAME -> ExponentialSpec.SCHEMA;
      case CosineSpec.NAME -> CosineSpec.SCHEMA;
      case LinearWarmupSpec.NAME -> LinearWarmupSpec.SCHEMA;
      case OneCycleSpec.NAME -> OneCycleSpec.SCHEMA;
      case PlateauSpec.NAME -> PlateauSpec.SCHEMA;
      default -> null;
    };
  }
}
