package io.kindling.optim;

import io.kindling.description.BuiltIn;
import io.kindling.description.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The built-in descriptions of clippings. A new one is added here and nowhere else. */
final class Clips implements BuiltIn<ClipSpec> {
  @Override
  public List<String> names() {
    return List.of(ClipNormSpec.NAME, ClipValueSpec.NAME);
  }

  @Override
  public @Nullable Schema<? extends ClipSpec> find(String name) {
    return switch (name) {
      case ClipNormSpec.NAME -> ClipNormSpec.SCHEMA;
      case ClipValueSpec.NAME -> ClipValueSpec.SCHEMA;
      default -> null;
    };
  }
}
