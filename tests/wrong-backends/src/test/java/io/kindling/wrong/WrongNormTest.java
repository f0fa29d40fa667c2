package io.kindling.wrong;

import static io.kindling.wrong.Defects.module;
import static io.kindling.wrong.Kit.rejects;

import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.nn.BatchNorm1dSpec;
import io.kindling.nn.LayerNormSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.spi.LiveModule;
import io.kindling.spi.TensorOperations;
import io.kindling.tck.nn.ModuleContract;
import io.kindling.tck.nn.ModuleGoldenContract;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Layers that normalise with another variance than they should. */
final class WrongNormTest {
  /** Divides by the unbiased deviation of so many values. */
  private static <T> T unbiased(LiveModule<T> module, TensorOperations<T> math, T y, long count) {
    double factor = Math.sqrt((count - 1.0) / count);
    T bias = module.parameters().get("bias");
    if (bias == null) {
      return math.mul(y, factor);
    }
    Shape shape = math.read(y).shape();
    T shift =
        shape.rank() == 3 && module.buffers().containsKey("running_var")
            ? math.reshape(bias, Shape.of(shape.size(1), 1))
            : bias;
    return math.add(math.mul(math.sub(y, shift), factor), shift);
  }

  private static <T> LiveModule<T> unbiasedRow(
      LiveModule<T> right, ModuleSpec spec, TensorOperations<T> math) {
    return !(spec instanceof LayerNormSpec norm)
        ? right
        : new WrappedModule<>(right) {
          @Override
          public T forward(T input, boolean training) {
            long count =
                norm.normalizedShape().stream()
                    .mapToLong(size -> size)
                    .reduce(1, Math::multiplyExact);
            return unbiased(this, math, super.forward(input, training), count);
          }
        };
  }

  @Test
  void aLayerNormWithTheUnbiasedVariance() {
    Defect defect = module(WrongNormTest::unbiasedRow);
    rejects(
        defect, ModuleContract.class, "layerNorm", "layerNormDividesByTheBiasedDeviationOfARow");
  }

  private static <T> LiveModule<T> unbiasedColumn(
      LiveModule<T> right, ModuleSpec spec, TensorOperations<T> math) {
    return !(spec instanceof BatchNorm1dSpec norm)
        ? right
        : new WrappedModule<>(right) {
          @Override
          public T forward(T input, boolean training) {
            long count = math.read(input).shape().numel() / norm.numFeatures();
            T y = super.forward(input, training);
            return training ? unbiased(this, math, y, count) : y;
          }
        };
  }

  @Test
  void aBatchNormWithTheUnbiasedVariance() {
    Defect defect = module(WrongNormTest::unbiasedColumn);
    rejects(
        defect, ModuleContract.class, "batchNorm", "batchNormDividesByTheBiasedDeviationOfAColumn");
  }

  private static <T> LiveModule<T> biasedRunning(
      LiveModule<T> right, ModuleSpec spec, TensorOperations<T> math) {
    return !(spec instanceof BatchNorm1dSpec norm) || !norm.trackRunningStats()
        ? right
        : new WrappedModule<>(right) {
          @Override
          public T forward(T input, boolean training) {
            T variance = Objects.requireNonNull(buffers().get("running_var"));
            float[] before = math.read(variance).toFloatArray();
            T y = super.forward(input, training);
            TensorData moved = math.read(variance);
            float[] after = moved.toFloatArray();
            double count = (double) math.read(input).shape().numel() / norm.numFeatures();
            for (int i = 0; i < after.length; i++) {
              double kept = (1 - norm.momentum()) * before[i];
              // evaluation has moved nothing
              after[i] =
                  after[i] == before[i]
                      ? after[i]
                      : (float) (kept + (after[i] - kept) * (count - 1) / count);
            }
            math.assign(variance, TensorData.of(after, moved.shape()));
            return y;
          }
        };
  }

  @Test
  void aBatchNormThatTracksTheBiasedVariance() {
    Defect defect = module(WrongNormTest::biasedRunning);
    rejects(
        defect, ModuleContract.class, "batchNorm", "batchNormDividesByTheBiasedDeviationOfAColumn");
    rejects(defect, ModuleGoldenContract.class, "running_var", "modulesGiveWhatPyTorchGives");
  }

  private static <T> LiveModule<T> alwaysTraining(
      LiveModule<T> right, ModuleSpec spec, TensorOperations<T> math) {
    return new WrappedModule<>(right) {
      @Override
      public T forward(T input, boolean training) {
        return super.forward(input, true);
      }
    };
  }

  @Test
  void aBatchNormThatEvaluatesWithTheBatch() {
    Defect defect = module(WrongNormTest::alwaysTraining);
    rejects(
        defect, ModuleContract.class, "batchNorm", "batchNormEvaluatesWithTheRunningStatistics");
  }
}
