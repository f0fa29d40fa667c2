package io.kindling.wrong;

import static io.kindling.Specs.adam;
import static io.kindling.wrong.Defects.optimizer;
import static io.kindling.wrong.Defects.otherOptimizer;
import static io.kindling.wrong.Kit.rejects;

import io.kindling.core.ParameterState;
import io.kindling.core.TensorData;
import io.kindling.optim.AdagradSpec;
import io.kindling.optim.AdamSpec;
import io.kindling.optim.AdamWSpec;
import io.kindling.optim.LbfgsSpec;
import io.kindling.optim.RmspropSpec;
import io.kindling.optim.SgdSpec;
import io.kindling.spi.LiveOptimizer;
import io.kindling.tck.optim.OptimizerContract;
import io.kindling.tck.optim.OptimizerGoldenContract;
import io.kindling.wrong.Defects.Parts;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Optimizers that step, remember or forget otherwise than PyTorch's. */
final class WrongOptimizerTest {
  private static final String VELOCITY = "momentum_buffer";

  private static <T> LiveOptimizer<T> rateInVelocity(Parts<T> parts) {
    return new WrappedOptimizer<>(parts.right()) {
      @Override
      public void learningRate(double learningRate) {
        // v ← μ·v + η·g keeps the old rate in what it has gathered
        double share = learningRate() / learningRate;
        state(state().stream().map(state -> scaled(state, share)).toList());
        super.learningRate(learningRate);
      }
    };
  }

  private static ParameterState scaled(ParameterState state, double share) {
    TensorData velocity = state.tensors().get(VELOCITY);
    if (velocity == null) {
      return state;
    }
    float[] values = velocity.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] *= (float) share;
    }
    return new ParameterState(
        state.numbers(), Map.of(VELOCITY, TensorData.of(values, velocity.shape())));
  }

  @Test
  void aVelocityWithTheLearningRateInside() {
    Defect defect = optimizer(WrongOptimizerTest::rateInVelocity);
    rejects(
        defect,
        OptimizerContract.class,
        "(?i)learningRate",
        "aNewLearningRateCountsForTheWholeVelocity");
  }

  private static <T> LiveOptimizer<T> dampenedAtOnce(Parts<T> parts) {
    return !(parts.spec() instanceof SgdSpec sgd) || sgd.dampening() == 0
        ? parts.right()
        : new WrappedOptimizer<>(parts.right()) {
          private boolean begun;

          @Override
          public void step() {
            for (T parameter : parts.parameters()) {
              T gradient = parts.math().grad(parameter);
              if (!begun && gradient != null) {
                parts.math().grad(parameter, parts.math().mul(gradient, 1 - sgd.dampening()));
              }
            }
            begun = true;
            super.step();
          }
        };
  }

  @Test
  void dampeningOnTheFirstStep() {
    Defect defect = optimizer(WrongOptimizerTest::dampenedAtOnce);
    rejects(defect, OptimizerContract.class, "dampening", "dampeningSparesTheFirstStep");
    rejects(defect, OptimizerGoldenContract.class, "dampening", "optimizersStepAsPyTorchDoes");
  }

  @Test
  void nesterovThatIsPlainMomentum() {
    Defect defect =
        otherOptimizer(spec -> spec instanceof SgdSpec sgd ? sgd.nesterov(false) : spec);
    rejects(defect, OptimizerContract.class, "nesterov", "nesterovLooksAhead");
  }

  @Test
  void aWeightDecayOfAdamWThatIsPartOfTheGradient() {
    Defect defect =
        otherOptimizer(
            spec ->
                spec instanceof AdamWSpec w
                    ? adam(w.lr())
                        .betas(w.beta1(), w.beta2())
                        .eps(w.eps())
                        .weightDecay(w.weightDecay())
                        .amsgrad(w.amsgrad())
                    : spec);
    rejects(defect, OptimizerContract.class, "adamw", "adamWDecaysTheWeightItself");
  }

  private static <T> LiveOptimizer<T> adamWithEpsInside(Parts<T> parts) {
    return !(parts.spec() instanceof AdamSpec adam) || adam.amsgrad()
        ? parts.right()
        : new Restepped<>(parts) {
          @Override
          double next(Element e) {
            double first = e.remembered("exp_avg") / (1 - Math.pow(adam.beta1(), e.number("step")));
            double second =
                e.remembered("exp_avg_sq") / (1 - Math.pow(adam.beta2(), e.number("step")));
            return e.value() - learningRate() * first / Math.sqrt(second + adam.eps());
          }
        };
  }

  @Test
  void anAdamWithEpsilonInsideTheRoot() {
    Defect defect = optimizer(WrongOptimizerTest::adamWithEpsInside);
    rejects(defect, OptimizerContract.class, "adam.*eps", "adamsEpsilonIsOutsideTheRoot");
  }

  private static <T> LiveOptimizer<T> rmspropWithEpsInside(Parts<T> parts) {
    return !(parts.spec() instanceof RmspropSpec rms)
            || rms.centered()
            || rms.momentum() != 0
            || rms.weightDecay() != 0
        ? parts.right()
        : new Restepped<>(parts) {
          @Override
          double next(Element e) {
            double root = Math.sqrt(e.remembered("square_avg") + rms.eps());
            return e.value() - learningRate() * e.gradient() / root;
          }
        };
  }

  @Test
  void anRmspropWithEpsilonInsideTheRoot() {
    Defect defect = optimizer(WrongOptimizerTest::rmspropWithEpsInside);
    rejects(defect, OptimizerContract.class, "rmsprop", "rmspropDividesByTheRootOfTheMeanSquare");
  }

  private static <T> LiveOptimizer<T> latestSecondMoment(Parts<T> parts) {
    return !(parts.spec() instanceof AdamSpec adam) || !adam.amsgrad()
        ? parts.right()
        : new Restepped<>(parts) {
          @Override
          double next(Element e) {
            double first = e.remembered("exp_avg") / (1 - Math.pow(adam.beta1(), e.number("step")));
            double second =
                e.remembered("exp_avg_sq") / (1 - Math.pow(adam.beta2(), e.number("step")));
            return e.value() - learningRate() * first / (Math.sqrt(second) + adam.eps());
          }
        };
  }

  @Test
  void anAmsgradWithoutTheMaximum() {
    Defect defect = optimizer(WrongOptimizerTest::latestSecondMoment);
    rejects(defect, OptimizerGoldenContract.class, "adam.*amsgrad", "optimizersStepAsPyTorchDoes");
  }

  @Test
  void aCenteredRmspropWithoutTheMean() {
    Defect defect =
        otherOptimizer(spec -> spec instanceof RmspropSpec rms ? rms.centered(false) : spec);
    rejects(
        defect, OptimizerGoldenContract.class, "rmsprop.*centered", "optimizersStepAsPyTorchDoes");
  }

  private static <T> LiveOptimizer<T> decayedOneStepEarly(Parts<T> parts) {
    return !(parts.spec() instanceof AdagradSpec ada) || ada.weightDecay() != 0
        ? parts.right()
        : new Restepped<>(parts) {
          @Override
          double next(Element e) {
            // PyTorch's has (step − 1) here
            double rate = learningRate() / (1 + e.number("step") * ada.lrDecay());
            return e.value() - rate * e.gradient() / (Math.sqrt(e.remembered("sum")) + ada.eps());
          }
        };
  }

  @Test
  void anAdagradWhoseRateDecaysOneStepEarly() {
    Defect defect = optimizer(WrongOptimizerTest::decayedOneStepEarly);
    rejects(
        defect, OptimizerGoldenContract.class, "adagrad.*lr_decay", "optimizersStepAsPyTorchDoes");
  }

  @Test
  void anLbfgsWithoutItsLineSearch() {
    Defect defect =
        otherOptimizer(
            spec ->
                spec instanceof LbfgsSpec lbfgs
                    ? lbfgs.lineSearch(LbfgsSpec.LineSearch.NONE)
                    : spec);
    rejects(defect, OptimizerGoldenContract.class, "strong_wolfe", "optimizersStepAsPyTorchDoes");
  }
}
