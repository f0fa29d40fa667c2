package io.kindling.wrong;

import static io.kindling.wrong.Defects.operations;
import static io.kindling.wrong.Kit.rejects;

import io.kindling.core.Device;
import io.kindling.core.TensorData;
import io.kindling.spi.TensorOperations;
import io.kindling.tck.operations.AutogradContract;
import io.kindling.tck.operations.OperationGoldenContract;
import io.kindling.tck.training.WrittenTrainingContract;
import io.kindling.tck.use.LeakContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values that are overwritten, shared or never let go. */
final class WrongMemoryTest {
  private static <T> TensorOperations<T> inPlace(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T neg(T a) {
        T negative = super.neg(a);
        assign(a, read(negative));
        return negative;
      }
    };
  }

  @Test
  void anOperationThatChangesItsInput() {
    Defect defect = operations(WrongMemoryTest::inPlace);
    rejects(
        defect, OperationGoldenContract.class, "neg.*left alone", "operationsGiveWhatPyTorchGives");
  }

  private static <T> TensorOperations<T> sharing(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T narrow(T a, int dim, long start, long length) {
        boolean whole = length == read(a).shape().size(dim);
        return whole ? a : super.narrow(a, dim, start, length);
      }
    };
  }

  @Test
  void aResultThatIsTheParameterItself() {
    Defect defect = operations(WrongMemoryTest::sharing);
    rejects(defect, AutogradContract.class, "Parameter", "noViewOfAParameterFollowsItsChange");
  }

  private static <T> TensorOperations<T> keeping(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      private final List<T> kept = new ArrayList<>();

      @Override
      public T create(TensorData data, Device device) {
        T made = super.create(data, device);
        kept.add(made);
        return made;
      }

      @Override
      public void release(T tensor) {
        // forgets to let go of it
      }
    };
  }

  @Test
  void aTensorThatIsNeverFreed() {
    Defect defect = operations(WrongMemoryTest::keeping);
    rejects(defect, LeakContract.class, "bytes left behind", "tensorsAndTheirGradientsAreFreed");
  }

  private static <T> TensorOperations<T> idle(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public void copy(T from, T to) {
        // leaves the values as they are
      }
    };
  }

  @Test
  void aCopyThatDoesNothing() {
    Defect defect = operations(WrongMemoryTest::idle);
    String steps = "aWrittenOptimizer|whatItRemembers|itGoesOn|itsStep";
    rejects(defect, WrittenTrainingContract.class, steps, "aWrittenOptimizerStepsInPlace");
  }
}
