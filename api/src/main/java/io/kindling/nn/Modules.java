package io.kindling.nn;

import io.kindling.description.BuiltIn;
import io.kindling.description.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The built-in descriptions of modules. A new one is added here and nowhere else. */
final class Modules implements BuiltIn<ModuleSpec> {
  @Override
  public List<String> names() {
    return List.of(
        LinearSpec.NAME,
        SequentialSpec.NAME,
        ReluSpec.NAME,
        LeakyReluSpec.NAME,
        GeluSpec.NAME,
        SiluSpec.NAME,
        SigmoidSpec.NAME,
        TanhSpec.NAME,
        SoftplusSpec.NAME,
        EluSpec.NAME,
        SeluSpec.NAME,
        MishSpec.NAME,
        LogsigmoidSpec.NAME,
        HardswishSpec.NAME,
        PreluSpec.NAME,
        DropoutSpec.NAME,
        LayerNormSpec.NAME,
        RmsNormSpec.NAME,
        BatchNorm1dSpec.NAME,
        FlattenSpec.NAME,
        EmbeddingSpec.NAME,
        ColumnEmbeddingSpec.NAME);
  }

  @Override
  public @Nullable Schema<? extends ModuleSpec> find(String name) {
    return switch (name) {
      case LinearSpec.NAME -> LinearSpec.SCHEMA;
      case SequentialSpec.NAME -> SequentialSpec.SCHEMA;
      case ReluSpec.NAME -> ReluSpec.SCHEMA;
      case LeakyReluSpec.NAME -> LeakyReluSpec.SCHEMA;
      case GeluSpec.NAME -> GeluSpec.SCHEMA;
      case SiluSpec.NAME -> SiluSpec.SCHEMA;
      case SigmoidSpec.NAME -> SigmoidSpec.SCHEMA;
      case TanhSpec.NAME -> TanhSpec.SCHEMA;
      case SoftplusSpec.NAME -> SoftplusSpec.SCHEMA;
      case EluSpec.NAME -> EluSpec.SCHEMA;
      case SeluSpec.NAME -> SeluSpec.SCHEMA;
      case MishSpec.NAME -> MishSpec.SCHEMA;
      case LogsigmoidSpec.NAME -> LogsigmoidSpec.SCHEMA;
      case HardswishSpec.NAME -> HardswishSpec.SCHEMA;
      case PreluSpec.NAME -> PreluSpec.SCHEMA;
      case DropoutSpec.NAME -> DropoutSpec.SCHEMA;
      case LayerNormSpec.NAME -> LayerNormSpec.SCHEMA;
      case RmsNormSpec.NAME -> RmsNormSpec.SCHEMA;
      case BatchNorm1dSpec.NAME -> BatchNorm1dSpec.SCHEMA;
      case FlattenSpec.NAME -> FlattenSpec.SCHEMA;
      case EmbeddingSpec.NAME -> EmbeddingSpec.SCHEMA;
      case ColumnEmbeddingSpec.NAME -> ColumnEmbeddingSpec.SCHEMA;
      default -> null;
    };
  }
}
