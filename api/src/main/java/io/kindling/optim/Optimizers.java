package io.kindling.optim;

import io.kindling.description.BuiltIn;
import io.kindling.description.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The built-in descriptions of optimizers. A new one is added here and nowhere else. */
final class Optimizers implements BuiltIn<OptimizerSpec> {
  @Override
  public List<String> names() {
    return List.of(
        SgdSpec.NAME,
        AdamSpec.NAME,
        AdamWSpec.NAME,
        RmspropSpec.NAME,
        AdagradSpec.NAME,
        NadamSpec.NAME,
        AdadeltaSpec.NAME,
        LbfgsSpec.NAME);
  }

  @Override
  public @Nullable Schema<? extends OptimizerSpec> find(String name) {
    return switch (name) {
      case SgdSpec.NAME -> SgdSpec.SCHEMA;
      case AdamSpec.NAME -> AdamSpec.SCHEMA;
      case AdamWSpec.NAME -> AdamWSpec.SCHEMA;
      case RmspropSpec.NAME -> RmspropSpec.SCHEMA;
      case AdagradSpec.NAME -> AdagradSpec.SCHEMA;
      case NadamSpec.NAME -> NadamSpec.SCHEMA;
      case AdadeltaSpec.NAME -> AdadeltaSpec.SCHEMA;
      case LbfgsSpec.NAME -> LbfgsSpec.SCHEMA;
      default -> null;
    };
  }
}
