package io.kindling.nn;

import io.kindling.description.BuiltIn;

/** The built-in descriptions of modules, by name. A new one is added here and nowhere else. */
final class Modules {
  static final BuiltIn<ModuleSpec> BUILT_IN =
      BuiltIn.<ModuleSpec>none()
          .with(LinearSpec.NAME, () -> LinearSpec.SCHEMA)
          .with(SequentialSpec.NAME, () -> SequentialSpec.SCHEMA)
          .with(ReluSpec.NAME, () -> ReluSpec.SCHEMA)
          .with(LeakyReluSpec.NAME, () -> LeakyReluSpec.SCHEMA)
          .with(GeluSpec.NAME, () -> GeluSpec.SCHEMA)
          .with(SiluSpec.NAME, () -> SiluSpec.SCHEMA)
          .with(SigmoidSpec.NAME, () -> SigmoidSpec.SCHEMA)
          .with(TanhSpec.NAME, () -> TanhSpec.SCHEMA)
          .with(SoftplusSpec.NAME, () -> SoftplusSpec.SCHEMA)
          .with(EluSpec.NAME, () -> EluSpec.SCHEMA)
          .with(SeluSpec.NAME, () -> SeluSpec.SCHEMA)
          .with(MishSpec.NAME, () -> MishSpec.SCHEMA)
          .with(LogsigmoidSpec.NAME, () -> LogsigmoidSpec.SCHEMA)
          .with(HardswishSpec.NAME, () -> HardswishSpec.SCHEMA)
          .with(PreluSpec.NAME, () -> PreluSpec.SCHEMA)
          .with(DropoutSpec.NAME, () -> DropoutSpec.SCHEMA)
          .with(LayerNormSpec.NAME, () -> LayerNormSpec.SCHEMA)
          .with(RmsNormSpec.NAME, () -> RmsNormSpec.SCHEMA)
          .with(BatchNorm1dSpec.NAME, () -> BatchNorm1dSpec.SCHEMA)
          .with(FlattenSpec.NAME, () -> FlattenSpec.SCHEMA)
          .with(EmbeddingSpec.NAME, () -> EmbeddingSpec.SCHEMA);

  private Modules() {}
}
