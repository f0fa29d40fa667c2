package io.kindling.model;

import io.kindling.CompositeModule;
import io.kindling.Module;
import io.kindling.Tensor;
import io.kindling.core.DType;
import io.kindling.error.DataException;
import io.kindling.nn.ModuleSpec;

/** Gives a model that begins with an embedding the table's numbers as the indices it takes. */
public final class IndexInput extends CompositeModule {
  private final Module model;

  private IndexInput(Module model) {
    this.model = child("model", model);
  }

  /**
   * A model that takes a table's numbers.
   *
   * @param spec what the model is
   * @param model the model
   * @return the model itself, unless it takes indices
   */
  public static Module around(ModuleSpec spec, Module model) {
    return spec.inputType() == DType.INT64 ? new IndexInput(model) : model;
  }

  /**
   * {@inheritDoc}
   *
   * @throws DataException if a number is not whole
   */
  @Override
  public Tensor forward(Tensor input) {
    float[] numbers = input.toFloatArray();
    long[] indices = new long[numbers.length];
    for (int i = 0; i < indices.length; i++) {
      indices[i] = (long) numbers[i];
      if (indices[i] != numbers[i]) {
        throw new DataException(
            "embedding",
            "an index must be a whole number",
            numbers[i] + "",
            "0, 1, 2 …",
            "features of a model that begins with an embedding are not standardized");
      }
    }
    return model.forward(input.backend().tensor(indices, input.shape()).to(input.device()));
  }
}
