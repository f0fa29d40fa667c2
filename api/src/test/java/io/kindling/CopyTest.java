package io.kindling;

import static io.kindling.Specs.adagrad;
import static io.kindling.Specs.adam;
import static io.kindling.Specs.adamW;
import static io.kindling.Specs.batchNorm1d;
import static io.kindling.Specs.bceWithLogits;
import static io.kindling.Specs.crossEntropy;
import static io.kindling.Specs.gelu;
import static io.kindling.Specs.huber;
import static io.kindling.Specs.l1;
import static io.kindling.Specs.layerNorm;
import static io.kindling.Specs.lbfgs;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.poissonNll;
import static io.kindling.Specs.rmsprop;
import static io.kindling.Specs.sgd;
import static io.kindling.Specs.smoothL1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.description.Spec;
import io.kindling.nn.GeluSpec;
import io.kindling.nn.Reduction;
import io.kindling.optim.LbfgsSpec;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each method that copies a description changes the field that it is named for. */
final class CopyTest {
  private static Stream<Arguments> copies() {
    return Stream.of(
        arguments(linear(1, 2).bias(false), "linear(1, 2, bias=false)"),
        arguments(gelu().approximate(GeluSpec.Approximate.TANH), "gelu(approximate=tanh)"),
        arguments(layerNorm(4).eps(0.5), "layer_norm(4, eps=0.5)"),
        arguments(
            layerNorm(4, 2).elementwiseAffine(false),
            "layer_norm((4, 2), elementwise_affine=false)"),
        arguments(batchNorm1d(4).eps(0.5), "batch_norm_1d(4, eps=0.5)"),
        arguments(batchNorm1d(4).momentum(0.5), "batch_norm_1d(4, momentum=0.5)"),
        arguments(batchNorm1d(4).affine(false), "batch_norm_1d(4, affine=false)"),
        arguments(
            batchNorm1d(4).trackRunningStats(false), "batch_norm_1d(4, track_running_stats=false)"),
        arguments(mse().reduction(Reduction.SUM), "mse(reduction=sum)"),
        arguments(l1().reduction(Reduction.SUM), "l1(reduction=sum)"),
        arguments(smoothL1(2).beta(3), "smooth_l1(beta=3)"),
        arguments(smoothL1(1).reduction(Reduction.NONE), "smooth_l1(reduction=none)"),
        arguments(huber(2).delta(3), "huber(delta=3)"),
        arguments(huber(1).reduction(Reduction.SUM), "huber(reduction=sum)"),
        arguments(bceWithLogits().reduction(Reduction.SUM), "bce_with_logits(reduction=sum)"),
        arguments(crossEntropy().reduction(Reduction.SUM), "cross_entropy(reduction=sum)"),
        arguments(poissonNll().logInput(false), "poisson_nll(log_input=false)"),
        arguments(poissonNll().full(true), "poisson_nll(full=true)"),
        arguments(poissonNll().eps(0.5), "poisson_nll(eps=0.5)"),
        arguments(poissonNll().reduction(Reduction.SUM), "poisson_nll(reduction=sum)"),
        arguments(sgd(1).lr(2), "sgd(lr=2)"),
        arguments(sgd(1).momentum(0.5), "sgd(lr=1, momentum=0.5)"),
        arguments(sgd(1).dampening(0.5), "sgd(lr=1, dampening=0.5)"),
        arguments(sgd(1).weightDecay(0.5), "sgd(lr=1, weight_decay=0.5)"),
        arguments(sgd(1).momentum(0.5).nesterov(true), "sgd(lr=1, momentum=0.5, nesterov=true)"),
        arguments(adam(1).lr(2), "adam(lr=2)"),
        arguments(adam(1).betas(0.5, 0.25), "adam(lr=1, betas=(0.5, 0.25))"),
        arguments(adam(1).eps(0.5), "adam(lr=1, eps=0.5)"),
        arguments(adam(1).weightDecay(0.5), "adam(lr=1, weight_decay=0.5)"),
        arguments(adam(1).amsgrad(true), "adam(lr=1, amsgrad=true)"),
        arguments(adamW(1).lr(2), "adamw(lr=2)"),
        arguments(adamW(1).betas(0.5, 0.25), "adamw(lr=1, betas=(0.5, 0.25))"),
        arguments(adamW(1).eps(0.5), "adamw(lr=1, eps=0.5)"),
        arguments(adamW(1).weightDecay(0.5), "adamw(lr=1, weight_decay=0.5)"),
        arguments(adamW(1).amsgrad(true), "adamw(lr=1, amsgrad=true)"),
        arguments(rmsprop(1).lr(2), "rmsprop(lr=2)"),
        arguments(rmsprop(1).alpha(0.5), "rmsprop(lr=1, alpha=0.5)"),
        arguments(rmsprop(1).eps(0.5), "rmsprop(lr=1, eps=0.5)"),
        arguments(rmsprop(1).weightDecay(0.5), "rmsprop(lr=1, weight_decay=0.5)"),
        arguments(rmsprop(1).momentum(0.5), "rmsprop(lr=1, momentum=0.5)"),
        arguments(rmsprop(1).centered(true), "rmsprop(lr=1, centered=true)"),
        arguments(adagrad(1).lr(2), "adagrad(lr=2)"),
        arguments(adagrad(1).lrDecay(0.5), "adagrad(lr=1, lr_decay=0.5)"),
        arguments(adagrad(1).weightDecay(0.5), "adagrad(lr=1, weight_decay=0.5)"),
        arguments(
            adagrad(1).initialAccumulatorValue(0.5),
            "adagrad(lr=1, initial_accumulator_value=0.5)"),
        arguments(adagrad(1).eps(0.5), "adagrad(lr=1, eps=0.5)"),
        arguments(lbfgs(1).lr(2), "lbfgs(lr=2)"),
        arguments(lbfgs(1).maxIter(5), "lbfgs(lr=1, max_iter=5)"),
        arguments(lbfgs(1).maxEval(5), "lbfgs(lr=1, max_eval=5)"),
        arguments(lbfgs(1).toleranceGrad(0.5), "lbfgs(lr=1, tolerance_grad=0.5)"),
        arguments(lbfgs(1).toleranceChange(0.5), "lbfgs(lr=1, tolerance_change=0.5)"),
        arguments(lbfgs(1).historySize(5), "lbfgs(lr=1, history_size=5)"),
        arguments(
            lbfgs(1).lineSearch(LbfgsSpec.LineSearch.STRONG_WOLFE),
            "lbfgs(lr=1, line_search=strong_wolfe)"));
  }

  @ParameterizedTest
  @MethodSource("copies")
  void aCopyPrintsWhatWasChanged(Spec copy, String text) {
    assertThat(copy).hasToString(text);
  }
}
