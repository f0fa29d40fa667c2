package io.kindling.cpu.sums;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.core.DType;
import io.kindling.core.TensorData;
import io.kindling.data.Beside;
import io.kindling.data.Dataset;
import io.kindling.data.Rows;
import io.kindling.data.TableDataset;
import io.kindling.error.StateDictException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.train.Evaluator;
import io.kindling.train.PartialLosses;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * Some validation rows on a worker, which stay loaded. They are judged on the caller's thread, with
 * the bits of a training on one machine.
 */
public final class JudgedRows implements AutoCloseable {
  private final Backend backend = Backends.open(new AloneProvider(own -> own));
  private final Module module;
  private final Loss loss;
  private final TableDataset rows;

  /**
   * Loads the rows.
   *
   * @param module the model
   * @param loss the loss
   * @param beside what rows have beside features and targets
   * @param rows the rows; where more come after them, as many as {@link Evaluator#losses} asks for
   */
  public JudgedRows(ModuleSpec module, LossSpec loss, Beside beside, Rows rows) {
    this.module = backend.module(module);
    this.loss = backend.loss(loss);
    this.rows = table(rows, beside);
  }

  private static TableDataset table(Rows rows, Beside beside) {
    int features = (int) rows.features().shape().size(1);
    TableDataset table =
        rows.targets().dtype() == DType.INT64
            ? Dataset.of(rows.features().toFloatArray(), features, rows.targets().toLongArray())
            : Dataset.of(
                rows.features().toFloatArray(),
                features,
                rows.targets().toFloatArray(),
                (int) rows.targets().shape().size(1));
    if (rows.beside() == null) {
      return table;
    }
    FloatBuffer more = rows.beside().floats();
    if (beside.weight()) {
      table = table.weights(column(more, beside.width(), 0));
    }
    return beside.offset()
        ? table.offset(column(more, beside.width(), beside.offsetColumn()))
        : table;
  }

  private static float[] column(FloatBuffer values, int width, int column) {
    float[] picked = new float[values.remaining() / width];
    for (int row = 0; row < picked.length; row++) {
      picked[row] = values.get(row * width + column);
    }
    return picked;
  }

  /**
   * Judges a model, in evaluation.
   *
   * @param state its parameters and buffers
   * @return the losses of these rows
   * @throws StateDictException if it is no state of the model
   */
  public PartialLosses losses(Map<String, TensorData> state) {
    module.loadStateDict(state);
    return new Evaluator(module).losses(rows, loss);
  }

  @Override
  public void close() {
    backend.close();
  }
}
