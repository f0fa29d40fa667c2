package io.kindling.spec;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The descriptions that have a text form, by name. A new one is added here and nowhere else.
 *
 * @param kind what they describe, as errors name it
 * @param readers by name, what makes the description from its arguments
 */
record SpecCatalog<S>(String kind, Map<String, Function<Arguments, ? extends S>> readers) {
  static final SpecCatalog<ModuleSpec> MODULES =
      new SpecCatalog<ModuleSpec>("module")
          .with(LinearSpec.NAME, LinearSpec::from)
          .with(SequentialSpec.NAME, SequentialSpec::from);

  static final SpecCatalog<LossSpec> LOSSES =
      new SpecCatalog<LossSpec>("loss").with(MseSpec.NAME, MseSpec::from);

  static final SpecCatalog<OptimizerSpec> OPTIMIZERS =
      new SpecCatalog<OptimizerSpec>("optimizer").with(SgdSpec.NAME, SgdSpec::from);

  private SpecCatalog(String kind) {
    this(kind, Map.of());
  }

  private SpecCatalog<S> with(String name, Function<Arguments, ? extends S> reader) {
    Map<String, Function<Arguments, ? extends S>> extended = new LinkedHashMap<>(readers);
    extended.put(name, reader);
    return new SpecCatalog<>(kind, extended);
  }

  String names() {
    return String.join(", ", readers.keySet());
  }
}
