package io.kindling;

import io.kindling.core.CheckReturnValue;
import io.kindling.description.SpecKind;
import io.kindling.nn.BatchNorm1dSpec;
import io.kindling.nn.BceWithLogitsSpec;
import io.kindling.nn.ColumnEmbeddingSpec;
import io.kindling.nn.CrossEntropySpec;
import io.kindling.nn.DropoutSpec;
import io.kindling.nn.EluSpec;
import io.kindling.nn.EmbeddingSpec;
import io.kindling.nn.FlattenSpec;
import io.kindling.nn.GaussianNllSpec;
import io.kindling.nn.GeluSpec;
import io.kindling.nn.HardswishSpec;
import io.kindling.nn.HuberSpec;
import io.kindling.nn.L1Spec;
import io.kindling.nn.LayerNormSpec;
import io.kindling.nn.LeakyReluSpec;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.LogCoshSpec;
import io.kindling.nn.LogsigmoidSpec;
import io.kindling.nn.LossSpec;
import io.kindling.nn.MishSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.MseSpec;
import io.kindling.nn.PoissonNllSpec;
import io.kindling.nn.PreluSpec;
import io.kindling.nn.QuantileSpec;
import io.kindling.nn.ReluSpec;
import io.kindling.nn.RmsNormSpec;
import io.kindling.nn.SeluSpec;
import io.kindling.nn.SequentialSpec;
import io.kindling.nn.SigmoidSpec;
import io.kindling.nn.SiluSpec;
import io.kindling.nn.SmoothL1Spec;
import io.kindling.nn.SoftplusSpec;
import io.kindling.nn.TanhSpec;
import io.kindling.optim.AdadeltaSpec;
import io.kindling.optim.AdagradSpec;
import io.kindling.optim.AdamSpec;
import io.kindling.optim.AdamWSpec;
import io.kindling.optim.ClipNormSpec;
import io.kindling.optim.ClipSpec;
import io.kindling.optim.ClipValueSpec;
import io.kindling.optim.ConstantSpec;
import io.kindling.optim.CosineSpec;
import io.kindling.optim.ExponentialSpec;
import io.kindling.optim.LbfgsSpec;
import io.kindling.optim.LinearWarmupSpec;
import io.kindling.optim.NadamSpec;
import io.kindling.optim.OneCycleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.PlateauSpec;
import io.kindling.optim.RmspropSpec;
import io.kindling.optim.ScheduleSpec;
import io.kindling.optim.SgdSpec;
import io.kindling.optim.StepSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Where descriptions come from in Java code; import its methods statically:
 *
 * <pre>{@code
 * import static io.kindling.Specs.*;
 *
 * Module model = backend.module(sequential(linear(8, 32), linear(32, 1)));
 * Optimizer optimizer = backend.optimizer(sgd(0.01).momentum(0.9), model.parameters());
 * }</pre>
 */
@CheckReturnValue
public final class Specs {
  private Specs() {}

  /**
   * All kinds of descriptions, each with its catalogue.
   *
   * @return modules, losses, optimizers, schedules and clippings
   */
  public static List<SpecKind<?>> kinds() {
    return List.of(
        ModuleSpec.KIND, LossSpec.KIND, OptimizerSpec.KIND, ScheduleSpec.KIND, ClipSpec.KIND);
  }

  /**
   * A linear layer with bias.
   *
   * @param inFeatures how many numbers a row of the input has
   * @param outFeatures how many numbers a row of the output has
   * @return the description
   */
  public static LinearSpec linear(int inFeatures, int outFeatures) {
    return LinearSpec.of(inFeatures, outFeatures);
  }

  /**
   * The rectified linear unit.
   *
   * @return the description
   */
  public static ReluSpec relu() {
    return new ReluSpec();
  }

  /**
   * The leaky rectified linear unit, of slope 0.01 below 0.
   *
   * @return the description
   */
  public static LeakyReluSpec leakyRelu() {
    return LeakyReluSpec.SCHEMA.make();
  }

  /**
   * The leaky rectified linear unit.
   *
   * @param negativeSlope the slope below 0
   * @return the description
   */
  public static LeakyReluSpec leakyRelu(double negativeSlope) {
    return new LeakyReluSpec(negativeSlope);
  }

  /**
   * The Gaussian error linear unit, exact.
   *
   * @return the description
   */
  public static GeluSpec gelu() {
    return GeluSpec.SCHEMA.make();
  }

  /**
   * The sigmoid linear unit.
   *
   * @return the description
   */
  public static SiluSpec silu() {
    return new SiluSpec();
  }

  /**
   * The logistic function.
   *
   * @return the description
   */
  public static SigmoidSpec sigmoid() {
    return new SigmoidSpec();
  }

  /**
   * The hyperbolic tangent.
   *
   * @return the description
   */
  public static TanhSpec tanh() {
    return new TanhSpec();
  }

  /**
   * The smooth rectifier.
   *
   * @return the description
   */
  public static SoftplusSpec softplus() {
    return SoftplusSpec.SCHEMA.make();
  }

  /**
   * The exponential linear unit, of α = 1.
   *
   * @return the description
   */
  public static EluSpec elu() {
    return EluSpec.SCHEMA.make();
  }

  /**
   * The exponential linear unit.
   *
   * @param alpha how far below 0 it goes
   * @return the description
   */
  public static EluSpec elu(double alpha) {
    return new EluSpec(alpha);
  }

  /**
   * The scaled exponential linear unit.
   *
   * @return the description
   */
  public static SeluSpec selu() {
    return new SeluSpec();
  }

  /**
   * Mish.
   *
   * @return the description
   */
  public static MishSpec mish() {
    return new MishSpec();
  }

  /**
   * The logistic function's logarithm.
   *
   * @return the description
   */
  public static LogsigmoidSpec logsigmoid() {
    return new LogsigmoidSpec();
  }

  /**
   * A piecewise Swish.
   *
   * @return the description
   */
  public static HardswishSpec hardswish() {
    return new HardswishSpec();
  }

  /**
   * The rectified linear unit with one slope below 0 that is learned.
   *
   * @return the description
   */
  public static PreluSpec prelu() {
    return PreluSpec.SCHEMA.make();
  }

  /**
   * Dropout.
   *
   * @param p the probability that a number becomes 0
   * @return the description
   */
  public static DropoutSpec dropout(double p) {
    return new DropoutSpec(p);
  }

  /**
   * Layer normalisation.
   *
   * @param normalizedShape the sizes of the last dimensions
   * @return the description
   */
  public static LayerNormSpec layerNorm(int... normalizedShape) {
    return LayerNormSpec.of(Arrays.stream(normalizedShape).boxed().toList());
  }

  /**
   * Root mean square normalisation.
   *
   * @param normalizedShape the sizes of the last dimensions
   * @return the description
   */
  public static RmsNormSpec rmsNorm(int... normalizedShape) {
    return RmsNormSpec.of(Arrays.stream(normalizedShape).boxed().toList());
  }

  /**
   * Batch normalisation.
   *
   * @param numFeatures how many features
   * @return the description
   */
  public static BatchNorm1dSpec batchNorm1d(int numFeatures) {
    return BatchNorm1dSpec.of(numFeatures);
  }

  /**
   * All dimensions but the first as one.
   *
   * @return the description
   */
  public static FlattenSpec flatten() {
    return FlattenSpec.SCHEMA.make();
  }

  /**
   * Several dimensions as one.
   *
   * @param startDim the first of them, from 0; negative counts from the last
   * @param endDim the last of them
   * @return the description
   */
  public static FlattenSpec flatten(int startDim, int endDim) {
    return new FlattenSpec(startDim, endDim);
  }

  /**
   * A table of vectors, looked up by index.
   *
   * @param numEmbeddings how many vectors
   * @param embeddingDim how long a vector is
   * @return the description
   */
  public static EmbeddingSpec embedding(int numEmbeddings, int embeddingDim) {
    return new EmbeddingSpec(numEmbeddings, embeddingDim);
  }

  /**
   * Vectors in the place of some columns of indices.
   *
   * @param columns which columns hold indices, counted from 0
   * @param numEmbeddings how many vectors there are for each, with the zeros of index 0
   * @param embeddingDim how long a vector of each is
   * @return the description
   */
  public static ColumnEmbeddingSpec columnEmbedding(
      List<Integer> columns, List<Integer> numEmbeddings, List<Integer> embeddingDim) {
    return new ColumnEmbeddingSpec(columns, numEmbeddings, embeddingDim);
  }

  /**
   * Modules one after the other.
   *
   * @param modules the modules, at least one
   * @return the description
   */
  public static SequentialSpec sequential(ModuleSpec... modules) {
    return new SequentialSpec(List.of(modules));
  }

  /**
   * The mean squared error.
   *
   * @return the description
   */
  public static MseSpec mse() {
    return MseSpec.SCHEMA.make();
  }

  /**
   * The absolute error.
   *
   * @return the description
   */
  public static L1Spec l1() {
    return L1Spec.SCHEMA.make();
  }

  /**
   * The smooth absolute error.
   *
   * @param beta where it becomes absolute
   * @return the description
   */
  public static SmoothL1Spec smoothL1(double beta) {
    return SmoothL1Spec.SCHEMA.make().beta(beta);
  }

  /**
   * Huber's loss.
   *
   * @param delta where it becomes absolute
   * @return the description
   */
  public static HuberSpec huber(double delta) {
    return HuberSpec.SCHEMA.make().delta(delta);
  }

  /**
   * The binary cross-entropy of logits.
   *
   * @return the description
   */
  public static BceWithLogitsSpec bceWithLogits() {
    return BceWithLogitsSpec.SCHEMA.make();
  }

  /**
   * The cross-entropy of logits and class indices.
   *
   * @return the description
   */
  public static CrossEntropySpec crossEntropy() {
    return CrossEntropySpec.SCHEMA.make();
  }

  /**
   * The Poisson likelihood of counts, the prediction being the rate's logarithm.
   *
   * @return the description
   */
  public static PoissonNllSpec poissonNll() {
    return PoissonNllSpec.SCHEMA.make();
  }

  /**
   * The Gaussian likelihood, the prediction being mean and variance.
   *
   * @return the description
   */
  public static GaussianNllSpec gaussianNll() {
    return GaussianNllSpec.SCHEMA.make();
  }

  /**
   * The logarithm of the error's hyperbolic cosine.
   *
   * @return the description
   */
  public static LogCoshSpec logCosh() {
    return LogCoshSpec.SCHEMA.make();
  }

  /**
   * The loss of a quantile.
   *
   * @param q which quantile, from 0 to 1
   * @return the description
   */
  public static QuantileSpec quantile(double q) {
    return QuantileSpec.SCHEMA.make().q(q);
  }

  /**
   * Stochastic gradient descent without momentum.
   *
   * @param lr the learning rate
   * @return the description
   */
  public static SgdSpec sgd(double lr) {
    return SgdSpec.SCHEMA.make().lr(lr);
  }

  /**
   * Adam.
   *
   * @param lr the learning rate
   * @return the description
   */
  public static AdamSpec adam(double lr) {
    return AdamSpec.SCHEMA.make().lr(lr);
  }

  /**
   * AdamW, of weight decay 0.01.
   *
   * @param lr the learning rate
   * @return the description
   */
  public static AdamWSpec adamW(double lr) {
    return AdamWSpec.SCHEMA.make().lr(lr);
  }

  /**
   * RMSprop.
   *
   * @param lr the learning rate
   * @return the description
   */
  public static RmspropSpec rmsprop(double lr) {
    return RmspropSpec.SCHEMA.make().lr(lr);
  }

  /**
   * Adagrad.
   *
   * @param lr the learning rate
   * @return the description
   */
  public static AdagradSpec adagrad(double lr) {
    return AdagradSpec.SCHEMA.make().lr(lr);
  }

  /**
   * NAdam.
   *
   * @param lr the learning rate
   * @return the description
   */
  public static NadamSpec nadam(double lr) {
    return NadamSpec.SCHEMA.make().lr(lr);
  }

  /**
   * Adadelta.
   *
   * @param lr the learning rate
   * @return the description
   */
  public static AdadeltaSpec adadelta(double lr) {
    return AdadeltaSpec.SCHEMA.make().lr(lr);
  }

  /**
   * L-BFGS without line search.
   *
   * @param lr the learning rate
   * @return the description
   */
  public static LbfgsSpec lbfgs(double lr) {
    return LbfgsSpec.SCHEMA.make().lr(lr);
  }

  /**
   * A learning rate that stays.
   *
   * @return the description
   */
  public static ConstantSpec constant() {
    return new ConstantSpec();
  }

  /**
   * A learning rate that is multiplied by γ after every so many epochs.
   *
   * @param size after how many epochs
   * @param gamma γ
   * @return the description
   */
  public static StepSpec step(int size, double gamma) {
    return new StepSpec(size, gamma);
  }

  /**
   * A learning rate that is multiplied by γ after every epoch.
   *
   * @param gamma γ
   * @return the description
   */
  public static ExponentialSpec exponential(double gamma) {
    return new ExponentialSpec(gamma);
  }

  /**
   * A learning rate that falls to 0 in half a cosine.
   *
   * @param epochs how many epochs that takes
   * @return the description
   */
  public static CosineSpec cosine(int epochs) {
    return CosineSpec.of(epochs);
  }

  /**
   * A learning rate that rises to its own value from a third of it.
   *
   * @param epochs how many epochs that takes
   * @return the description
   */
  public static LinearWarmupSpec linearWarmup(int epochs) {
    return LinearWarmupSpec.of(epochs);
  }

  /**
   * A learning rate that rises and falls in one cycle.
   *
   * @param max the greatest learning rate
   * @param epochs how many epochs the cycle takes
   * @return the description
   */
  public static OneCycleSpec oneCycle(double max, int epochs) {
    return OneCycleSpec.of(max, epochs);
  }

  /**
   * A learning rate that falls once the loss does not.
   *
   * @param factor what it is multiplied by
   * @param patience how many epochs without a fall are borne
   * @return the description
   */
  public static PlateauSpec plateau(double factor, int patience) {
    return PlateauSpec.of(factor, patience);
  }

  /**
   * Gradients of a bounded common norm.
   *
   * @param max the greatest norm
   * @return the description
   */
  public static ClipNormSpec clipNorm(double max) {
    return new ClipNormSpec(max);
  }

  /**
   * Gradients of bounded elements.
   *
   * @param max the greatest absolute value
   * @return the description
   */
  public static ClipValueSpec clipValue(double max) {
    return new ClipValueSpec(max);
  }
}
