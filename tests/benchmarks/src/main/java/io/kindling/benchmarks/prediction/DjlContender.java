package io.kindling.benchmarks.prediction;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import io.kindling.benchmarks.prediction.Contender.Answers;
import io.kindling.core.TensorData;
import java.util.ArrayList;
import java.util.List;

/**
 * Deep Java Library on PyTorch: its functional layers without the predictor and the translator
 * around them, parameters made once, a manager for each question.
 */
final class DjlContender implements Contender {
  private final NDManager manager = NDManager.newBaseManager();
  private final List<NDArray> parameters = new ArrayList<>();
  private final Question question;

  private DjlContender(Question question) {
    this.question = question;
    for (TensorData parameter : question.model().state().values()) {
      Shape shape = new Shape(parameter.shape().sizes());
      parameters.add(manager.create(parameter.toFloatArray(), shape));
    }
  }

  static DjlContender of(Question question) {
    return new DjlContender(question);
  }

  @Override
  public Answers answers() {
    float[][] rows = question.rows();
    float[] all = question.allRows();
    return new Answers() {
      @Override
      public double one(int row) {
        return forward(rows[row], 1)[0];
      }

      @Override
      public void all(double[] into) {
        float[] said = forward(all, into.length);
        for (int row = 0; row < into.length; row++) {
          into[row] = said[row];
        }
      }
    };
  }

  private float[] forward(float[] rows, int count) {
    try (NDManager own = manager.newSubManager()) {
      NDArray values = own.create(rows, new Shape(count, question.features()));
      for (int i = 0; i < parameters.size(); i += 2) {
        NDArray in = i == 0 ? values : Activation.relu(values);
        values = Linear.linear(in, parameters.get(i), parameters.get(i + 1)).singletonOrThrow();
      }
      return values.toFloatArray();
    }
  }
}
