package io.kindling.wrong;

import static io.kindling.wrong.Defects.operations;
import static io.kindling.wrong.Kit.rejects;

import io.kindling.spi.TensorOperations;
import io.kindling.tck.operations.AutogradContract;
import io.kindling.tck.use.ThreadContract;
import io.kindling.tck.use.WrongGradientContract;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Gradients that go where they should not, or come from where none should. */
final class WrongHistoryTest {
  private static <T> TensorOperations<T> overwritten(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      private final List<T> variables = Collections.synchronizedList(new ArrayList<>());

      @Override
      public void requiresGrad(T tensor, boolean requires) {
        super.requiresGrad(tensor, requires);
        if (requires) {
          variables.add(tensor);
        } else {
          variables.remove(tensor);
        }
      }

      @Override
      public void backward(T tensor) {
        variables.forEach(variable -> grad(variable, null));
        super.backward(tensor);
      }
    };
  }

  @Test
  void aGradientThatIsOverwritten() {
    Defect defect = operations(WrongHistoryTest::overwritten);
    rejects(
        defect,
        AutogradContract.class,
        "Gather|Replaced|Keeps|gather",
        "gradientsGatherOverBackwardPasses");
  }

  private static <T> TensorOperations<T> undetached(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T detach(T tensor) {
        return mul(tensor, 1);
      }
    };
  }

  @Test
  void aDetachThatKeepsTheHistory() {
    Defect defect = operations(WrongHistoryTest::undetached);
    rejects(defect, AutogradContract.class, "Detach", "noGradientGoesThroughDetach");
  }

  private static <T> TensorOperations<T> alwaysRecording(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public void gradEnabled(boolean enabled) {
        // goes on recording
      }
    };
  }

  @Test
  void aNoGradThatRecords() {
    Defect defect = operations(WrongHistoryTest::alwaysRecording);
    rejects(defect, AutogradContract.class, "NoGrad", "whatIsComputedUnderNoGradIsAConstant");
  }

  private static <T> TensorOperations<T> oneSwitchForAllThreads(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      private volatile boolean recording = true;

      @Override
      public void gradEnabled(boolean enabled) {
        recording = enabled;
      }

      @Override
      public TensorOperations<T> real() {
        right.gradEnabled(recording);
        return right;
      }
    };
  }

  @Test
  void aNoGradThatReachesOtherThreads() {
    Defect defect = operations(WrongHistoryTest::oneSwitchForAllThreads);
    rejects(
        defect,
        ThreadContract.class,
        "(?i)noGrad|InTwoThreads",
        "noGradInOneThreadLeavesTheOthersAlone");
  }

  private static <T> TensorOperations<T> copiedOperands(TensorOperations<T> right) {
    return new WrappedOperations<>(right) {
      @Override
      public T mul(T a, T b) {
        return super.mul(mul(a, 1), mul(b, 1));
      }
    };
  }

  @Test
  void aGradientOfAParameterThatHasChanged() {
    Defect defect = operations(WrongHistoryTest::copiedOperands);
    rejects(
        defect,
        WrongGradientContract.class,
        "IsNoticed",
        "aStepIsNoticedByWhatWasComputedWithoutAModule");
  }
}
