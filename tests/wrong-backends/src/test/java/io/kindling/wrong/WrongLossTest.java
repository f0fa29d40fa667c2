package io.kindling.wrong;

import static io.kindling.Specs.smoothL1;
import static io.kindling.wrong.Defects.loss;
import static io.kindling.wrong.Defects.otherLoss;
import static io.kindling.wrong.Kit.rejects;

import io.kindling.nn.BceWithLogitsSpec;
import io.kindling.nn.HuberSpec;
import io.kindling.nn.LossSpec;
import io.kindling.nn.MseSpec;
import io.kindling.nn.PoissonNllSpec;
import io.kindling.nn.Reduction;
import io.kindling.nn.SmoothL1Spec;
import io.kindling.spi.Comparison;
import io.kindling.spi.LiveLoss;
import io.kindling.spi.TensorOperations;
import io.kindling.tck.nn.LossContract;
import io.kindling.tck.nn.LossGoldenContract;
import io.kindling.tck.training.TutorialContract;
import org.junit.jupiter.api.Test;

/** Losses that are other people's. */
final class WrongLossTest {
  private static <T> LiveLoss<T> halved(
      LiveLoss<T> right, LossSpec spec, TensorOperations<T> math) {
    return !(spec instanceof MseSpec)
        ? right
        : new WrappedLoss<>(right) {
          @Override
          public T forward(T prediction, T target) {
            return math.mul(super.forward(prediction, target), 0.5);
          }
        };
  }

  @Test
  void aSquaredErrorWithAHalf() {
    Defect defect = loss(WrongLossTest::halved);
    rejects(
        defect,
        LossContract.class,
        "mse|Loss|Gradient",
        "meanSquaredErrorHasNoHalf",
        "aLossIsSummedWhereToldTo");
    rejects(
        defect,
        TutorialContract.class,
        "run (tutorial|learned)",
        "theLossesAndPredictionsOfTheProcessorRun");
  }

  @Test
  void aMeanForASum() {
    Defect defect =
        otherLoss(
            spec ->
                spec instanceof MseSpec mse && mse.reduction() == Reduction.SUM
                    ? mse.reduction(Reduction.MEAN)
                    : spec);
    rejects(defect, LossContract.class, "mse.reduction=sum|Nothing", "aLossIsSummedWhereToldTo");
    rejects(defect, LossGoldenContract.class, "mse.reduction=sum", "lossesGiveWhatPyTorchGives");
  }

  @Test
  void aHuberThatIsASmoothL1() {
    Defect defect =
        otherLoss(
            spec ->
                spec instanceof HuberSpec huber
                    ? smoothL1(huber.delta()).reduction(huber.reduction())
                    : spec);
    rejects(defect, LossContract.class, "huber", "huberIsNotDividedByDelta");
  }

  private static <T> LiveLoss<T> withAJump(
      LiveLoss<T> right, LossSpec spec, TensorOperations<T> math) {
    return !(spec instanceof SmoothL1Spec smooth)
        ? right
        : new WrappedLoss<>(right) {
          @Override
          public T forward(T prediction, T target) {
            T distance = math.abs(math.sub(prediction, target));
            T outside = math.compare(Comparison.GREATER_EQUAL, distance, smooth.beta());
            T excess = math.mul(outside, smooth.beta() / 2);
            T loss = super.forward(prediction, target);
            return switch (smooth.reduction()) {
              case MEAN -> math.add(loss, math.mean(excess));
              case SUM -> math.add(loss, math.sum(excess));
              case NONE -> math.add(loss, excess);
            };
          }
        };
  }

  @Test
  void aSmoothL1ThatJumpsAtBeta() {
    Defect defect = loss(WrongLossTest::withAJump);
    rejects(defect, LossContract.class, "smooth_l1", "smoothL1IsDividedByBeta");
  }

  private static <T> LiveLoss<T> logarithmOfSigmoid(
      LiveLoss<T> right, LossSpec spec, TensorOperations<T> math) {
    return !(spec instanceof BceWithLogitsSpec bce)
        ? right
        : new WrappedLoss<>(right) {
          @Override
          public T forward(T prediction, T target) {
            T yes = math.mul(target, math.log(math.sigmoid(prediction)));
            T no = math.mul(complement(target), math.log(complement(math.sigmoid(prediction))));
            T losses = math.neg(math.add(yes, no));
            return switch (bce.reduction()) {
              case MEAN -> math.mean(losses);
              case SUM -> math.sum(losses);
              case NONE -> losses;
            };
          }

          private T complement(T a) {
            return math.add(math.neg(a), 1);
          }
        };
  }

  @Test
  void aBinaryCrossEntropyThatOverflows() {
    Defect defect = loss(WrongLossTest::logarithmOfSigmoid);
    rejects(
        defect,
        LossContract.class,
        "bce_with_logits.*(Infinity|NaN)",
        "binaryCrossEntropyTakesLogits");
  }

  @Test
  void aPoissonLossThatTakesNoLogarithms() {
    Defect defect =
        otherLoss(spec -> spec instanceof PoissonNllSpec poisson ? poisson.logInput(false) : spec);
    rejects(defect, LossContract.class, "poisson_nll", "poissonTakesLogarithms");
  }
}
