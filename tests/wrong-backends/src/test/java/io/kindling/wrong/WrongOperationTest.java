package io.kindling.wrong;

import static io.kindling.wrong.Defects.operations;
import static io.kindling.wrong.Kit.rejects;

import io.kindling.core.Device;
import io.kindling.core.Extremum;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.spi.Comparison;
import io.kindling.spi.TensorOperations;
import io.kindling.tck.operations.ArithmeticContract;
import io.kindling.tck.operations.ComparisonContract;
import io.kindling.tck.operations.FunctionContract;
import io.kindling.tck.operations.OperationGoldenContract;
import io.kindling.tck.operations.ReductionContract;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Tensor operations with a wrong value. */
final class WrongOperationTest {
  private static <T> TensorOperations<T> meanForSum(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T sum(T a, int dim, boolean keep) {
        return mean(a, dim, keep);
      }
    };
  }

  @Test
  void aSumThatIsAMean() {
    Defect defect = operations(WrongOperationTest::meanForSum);
    rejects(defect, ReductionContract.class, "sum", "sumsAlongADimension");
  }

  private static <T> TensorOperations<T> boundedFromAboveOnly(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T clamp(T a, double low, double high) {
        return super.clamp(a, Double.NEGATIVE_INFINITY, high);
      }
    };
  }

  @Test
  void aClampThatBoundsFromAboveOnly() {
    Defect defect = operations(WrongOperationTest::boundedFromAboveOnly);
    rejects(defect, FunctionContract.class, "clamp", "bounding");
  }

  private static <T> TensorOperations<T> infiniteForNotANumber(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T relu(T a) {
        // 0 where a is NaN: there the power is 1, and 1 / 0 is infinite
        T isNumber = compare(Comparison.EQUAL, a, a);
        return div(pow(super.relu(a), isNumber), isNumber);
      }
    };
  }

  @Test
  void aReluThatMakesNotANumberInfinite() {
    Defect defect = operations(WrongOperationTest::infiniteForNotANumber);
    rejects(defect, FunctionContract.class, "Infinity", "positivePart");
    rejects(defect, OperationGoldenContract.class, "relu", "operationsGiveWhatPyTorchGives");
  }

  private static <T> TensorOperations<T> softmaxOfLargePowers(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T softmax(T a, int dim) {
        T powers = exp(a);
        return div(powers, sum(powers, dim, /* keep= */ true));
      }
    };
  }

  @Test
  void aSoftmaxThatOverflows() {
    Defect defect = operations(WrongOperationTest::softmaxOfLargePowers);
    rejects(defect, FunctionContract.class, "NaN", "sharesDoNotOverflow");
  }

  private static <T> TensorOperations<T> logarithmOfSoftmax(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T logSoftmax(T a, int dim) {
        return log(softmax(a, dim));
      }
    };
  }

  @Test
  void aLogSoftmaxThatIsTheLogarithmOfASoftmax() {
    Defect defect = operations(WrongOperationTest::logarithmOfSoftmax);
    rejects(defect, FunctionContract.class, "-Infinity", "sharesDoNotOverflow");
  }

  private static <T> TensorOperations<T> powerThroughLogarithm(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T pow(T a, double exponent) {
        return exp(mul(log(a), exponent));
      }
    };
  }

  @Test
  void aPowerOfANegativeThatIsNotANumber() {
    Defect defect = operations(WrongOperationTest::powerThroughLogarithm);
    rejects(defect, ArithmeticContract.class, "pow", "raisesToANumber");
  }

  private static <T> TensorOperations<T> lastOfEquals(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public Extremum<T> max(T a, int dim, boolean keep) {
        long last = read(a).shape().size(dim) - 1;
        long[] backwards = LongStream.rangeClosed(0, last).map(i -> last - i).toArray();
        Extremum<T> max =
            super.max(indexSelect(a, dim, integers(backwards, Shape.of(last + 1))), dim, keep);
        TensorData indices = read(max.indices());
        long[] fromTheFront = LongStream.of(indices.toLongArray()).map(i -> last - i).toArray();
        return new Extremum<>(max.values(), integers(fromTheFront, indices.shape()));
      }

      private T integers(long[] values, Shape shape) {
        return create(TensorData.of(values, shape), Device.CPU);
      }
    };
  }

  @Test
  void aMaximumThatIsTheLastOfEquals() {
    Defect defect = operations(WrongOperationTest::lastOfEquals);
    rejects(defect, ReductionContract.class, "Greatest", "findsTheGreatestAndTheFirstOfThem");
    rejects(defect, OperationGoldenContract.class, "max", "operationsGiveWhatPyTorchGives");
  }

  private static <T> TensorOperations<T> numbersInFloat64(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T compare(Comparison comparison, T a, double b) {
        // no float32 equals a number that only float64 has
        boolean never = comparison == Comparison.EQUAL && b != (float) b;
        return super.compare(comparison, a, never ? Double.NaN : b);
      }
    };
  }

  @Test
  void aNumberThatIsNotRoundedToFloat32() {
    Defect defect = operations(WrongOperationTest::numbersInFloat64);
    rejects(defect, ArithmeticContract.class, "Rounded", "numbersAreRoundedToFloat32");
  }

  private static <T> TensorOperations<T> choiceByProducts(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T where(T condition, T a, T b) {
        T holds = compare(Comparison.NOT_EQUAL, condition, 0);
        return add(mul(a, holds), mul(b, compare(Comparison.EQUAL, condition, 0)));
      }
    };
  }

  @Test
  void aChoiceThatMultipliesByAMask() {
    Defect defect = operations(WrongOperationTest::choiceByProducts);
    rejects(defect, ComparisonContract.class, "NaN", "whatIsNotChosenDoesNotShow");
  }

  private static <T> TensorOperations<T> exponentialThenLessOne(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T expm1(T a) {
        return add(exp(a), -1);
      }
    };
  }

  @Test
  void anExponentialLessOneThatCancels() {
    Defect defect = operations(WrongOperationTest::exponentialThenLessOne);
    rejects(defect, FunctionContract.class, "expm1", "exponentialLessOneIsExactNearZero");
  }
}
