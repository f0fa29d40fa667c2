package io.kindling.forward;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.error.SpecException;
import io.kindling.functions.Activation;
import io.kindling.functions.Exponential;
import io.kindling.functions.Float64;
import io.kindling.nn.BatchNorm1dSpec;
import io.kindling.nn.ColumnEmbeddingSpec;
import io.kindling.nn.DropoutSpec;
import io.kindling.nn.EmbeddingSpec;
import io.kindling.nn.FlattenSpec;
import io.kindling.nn.LayerNormSpec;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.ModuleBody;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.ReluSpec;
import io.kindling.nn.SigmoidSpec;
import io.kindling.nn.TanhSpec;
import org.jspecify.annotations.Nullable;

/** The layers that there are. */
final class Layers {
  private Layers() {}

  /**
   * Makes a layer.
   *
   * @param part what it is
   * @param row the shape of one row of what goes in: {@code [1, …]}
   * @param first whether it gets the model's own input
   * @return the layer; null where nothing is to be done in evaluation
   */
  static @Nullable Layer of(NamedState.Part part, Shape row, boolean first) {
    ModuleSpec spec = part.spec();
    if (spec instanceof LinearSpec linear) {
      return Affine.of(linear, part);
    }
    if (spec instanceof DropoutSpec || spec instanceof FlattenSpec) {
      return null;
    }
    if (spec instanceof LayerNormSpec norm) {
      return RowNorm.of(norm, part, row);
    }
    if (spec instanceof BatchNorm1dSpec norm) {
      return FeatureNorm.of(norm, part, row);
    }
    if (spec instanceof EmbeddingSpec embedding) {
      if (!first) {
        throw none(spec, "an embedding in the middle", "one in front, where the indices are");
      }
      return Lookup.of(embedding, part, row);
    }
    if (spec instanceof ColumnEmbeddingSpec embedding) {
      return ColumnLookup.of(embedding, part, row);
    }
    Layer function = function(spec, Math.toIntExact(row.numel()));
    return function == null ? body(part, row) : function;
  }

  private static @Nullable Layer function(ModuleSpec spec, int width) {
    if (spec instanceof ReluSpec) {
      return new Relu(width);
    }
    if (spec instanceof SigmoidSpec) {
      return (x, y, rows) -> Float64.map(Exponential::logistic, x, y, 0, rows * width);
    }
    if (spec instanceof TanhSpec) {
      return (x, y, rows) -> Float64.map(Exponential::tanh, x, y, 0, rows * width);
    }
    Activation activation = Activations.of(spec);
    return activation == null ? null : (x, y, rows) -> activation.values(x, y, 0, rows * width);
  }

  private static Layer body(NamedState.Part part, Shape row) {
    ModuleBody body = part.spec().body();
    if (body == null) {
      throw none(part.spec(), "one that only a backend has", "a ModuleBody");
    }
    if (part.spec().inputType() == DType.INT64) {
      throw none(part.spec(), "a body that takes indices", "one that takes numbers");
    }
    return Body.of(body, part, row);
  }

  private static SpecException none(ModuleSpec spec, String got, String expected) {
    return new SpecException(
        spec.name(),
        "to predict without a backend, a module must have a forward in Java",
        got,
        expected,
        "TrainedModel.predict takes a backend's");
  }
}
