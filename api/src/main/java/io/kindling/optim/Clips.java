package io.kindling.optim;

import io.kindling.description.BuiltIn;

/** The built-in descriptions of clippings, by name. A new one is added here and nowhere else. */
final class Clips {
  static final BuiltIn<ClipSpec> BUILT_IN =
      BuiltIn.<ClipSpec>none()
          .with(ClipNormSpec.NAME, () -> ClipNormSpec.SCHEMA)
          .with(ClipValueSpec.NAME, () -> ClipValueSpec.SCHEMA);

  private Clips() {}
}
