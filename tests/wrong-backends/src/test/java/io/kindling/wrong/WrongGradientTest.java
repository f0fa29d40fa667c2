package io.kindling.wrong;

import static io.kindling.wrong.Defects.operations;
import static io.kindling.wrong.Kit.rejects;

import io.kindling.core.DType;
import io.kindling.core.Device;
import io.kindling.core.Extremum;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.spi.Comparison;
import io.kindling.spi.TensorOperations;
import io.kindling.tck.operations.ArithmeticContract;
import io.kindling.tck.operations.FunctionContract;
import io.kindling.tck.operations.LayoutContract;
import io.kindling.tck.operations.ReductionContract;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gradients that are wrong, go where they should not, or do not come. */
final class WrongGradientTest {
  private static <T> TensorOperations<T> reluWithASlopeAtZero(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T relu(T a) {
        return clamp(a, 0, Double.POSITIVE_INFINITY);
      }
    };
  }

  @Test
  void aReluWithASlopeAtZero() {
    Defect defect = operations(WrongGradientTest::reluWithASlopeAtZero);
    rejects(defect, FunctionContract.class, "relu's gradient", "positivePart");
  }

  private static <T> TensorOperations<T> sharedAmongEquals(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public Extremum<T> max(T a, int dim, boolean keep) {
        T greatest = detach(super.max(a, dim, /* keep= */ true).values());
        T equal = compare(Comparison.EQUAL, a, greatest);
        T shares = div(equal, sum(equal, dim, /* keep= */ true));
        Extremum<T> max = super.max(a, dim, keep);
        return new Extremum<>(value(max.values(), sum(mul(a, shares), dim, keep)), max.indices());
      }
    };
  }

  @Test
  void aMaximumWhoseGradientIsSharedAmongEquals() {
    Defect defect = operations(WrongGradientTest::sharedAmongEquals);
    rejects(
        defect,
        ReductionContract.class,
        "max's gradient|notANumberIsGreatest",
        "findsTheGreatestAndTheFirstOfThem");
  }

  private static <T> TensorOperations<T> averagedWhereBroadcast(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T add(T a, T b) {
        T sum = super.add(a, b);
        double times = (double) read(sum).shape().numel() / read(b).shape().numel();
        T part = div(b, times);
        return value(sum, super.add(a, part));
      }
    };
  }

  @Test
  void aBroadcastGradientThatIsNotSummed() {
    Defect defect = operations(WrongGradientTest::averagedWhereBroadcast);
    rejects(defect, ArithmeticContract.class, "add's gradient", "addsWithBroadcasting");
  }

  private static <T> TensorOperations<T> lastOneCounts(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T indexSelect(T a, int dim, T indices) {
        T picked = super.indexSelect(a, dim, indices);
        if (read(picked).dtype() != DType.FLOAT32) {
          return picked;
        }
        return value(picked, mul(picked, lastOnes(read(indices).toLongArray(), picked, dim)));
      }

      /** 1 where an index comes for the last time, else 0, along the dimension. */
      private T lastOnes(long[] indices, T picked, int dim) {
        Map<Long, Integer> last = new HashMap<>();
        for (int i = 0; i < indices.length; i++) {
          last.put(indices[i], i);
        }
        float[] ones = new float[indices.length];
        last.values().forEach(i -> ones[i] = 1);
        long[] sizes = new long[read(picked).shape().rank()];
        Arrays.fill(sizes, 1);
        sizes[dim] = ones.length;
        return create(TensorData.of(ones, Shape.of(sizes)), Device.CPU);
      }
    };
  }

  @Test
  void aSliceThatIsPickedTwiceButGetsOneGradient() {
    Defect defect = operations(WrongGradientTest::lastOneCounts);
    rejects(
        defect, LayoutContract.class, "Repeated", "picksSlicesAndGivesARepeatedOneAllItsGradients");
  }
}
