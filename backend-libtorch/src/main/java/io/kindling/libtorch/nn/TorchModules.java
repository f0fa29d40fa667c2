package io.kindling.libtorch.nn;

import io.kindling.nn.BatchNorm1dSpec;
import io.kindling.nn.EmbeddingSpec;
import io.kindling.nn.FlattenSpec;
import io.kindling.nn.GeluSpec;
import io.kindling.nn.LayerNormSpec;
import io.kindling.nn.LeakyReluSpec;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.ReluSpec;
import io.kindling.nn.SigmoidSpec;
import io.kindling.nn.SiluSpec;
import io.kindling.nn.SoftplusSpec;
import io.kindling.nn.TanhSpec;
import org.bytedeco.pytorch.BatchNorm1dImpl;
import org.bytedeco.pytorch.BatchNormOptions;
import org.bytedeco.pytorch.EmbeddingImpl;
import org.bytedeco.pytorch.FlattenImpl;
import org.bytedeco.pytorch.FlattenOptions;
import org.bytedeco.pytorch.GELUImpl;
import org.bytedeco.pytorch.GELUOptions;
import org.bytedeco.pytorch.LayerNormImpl;
import org.bytedeco.pytorch.LayerNormOptions;
import org.bytedeco.pytorch.LeakyReLUImpl;
import org.bytedeco.pytorch.LeakyReLUOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.LinearOptions;
import org.bytedeco.pytorch.LongVector;
import org.bytedeco.pytorch.ReLUImpl;
import org.bytedeco.pytorch.SiLUImpl;
import org.bytedeco.pytorch.SigmoidImpl;
import org.bytedeco.pytorch.SoftplusImpl;
import org.bytedeco.pytorch.SoftplusOptions;
import org.bytedeco.pytorch.TanhImpl;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** LibTorch's modules, made from descriptions. Their first values are set afterwards. */
public final class TorchModules {
  private TorchModules() {}

  /** {@return {@code torch::nn::Linear}} */
  public static TorchModule linear(LinearSpec spec) {
    try (LinearOptions options = new LinearOptions(spec.inFeatures(), spec.outFeatures())) {
      options.bias().put(spec.bias());
      LinearImpl linear = new LinearImpl(options);
      return new TorchModule(linear, linear::forward);
    }
  }

  /** {@return {@code torch::nn::ReLU}} */
  public static TorchModule relu(ReluSpec spec) {
    ReLUImpl relu = new ReLUImpl();
    return new TorchModule(relu, relu::forward);
  }

  /** {@return {@code torch::nn::LeakyReLU}} */
  public static TorchModule leakyRelu(LeakyReluSpec spec) {
    try (LeakyReLUOptions options = new LeakyReLUOptions()) {
      options.negative_slope().put(spec.negativeSlope());
      LeakyReLUImpl leakyRelu = new LeakyReLUImpl(options);
      return new TorchModule(leakyRelu, leakyRelu::forward);
    }
  }

  /** {@return {@code torch::nn::GELU}} */
  public static TorchModule gelu(GeluSpec spec) {
    try (GELUOptions options = new GELUOptions()) {
      options.approximate(spec.approximate().toString());
      GELUImpl gelu = new GELUImpl(options);
      return new TorchModule(gelu, gelu::forward);
    }
  }

  /** {@return {@code torch::nn::SiLU}} */
  public static TorchModule silu(SiluSpec spec) {
    SiLUImpl silu = new SiLUImpl();
    return new TorchModule(silu, silu::forward);
  }

  /** {@return {@code torch::nn::Sigmoid}} */
  public static TorchModule sigmoid(SigmoidSpec spec) {
    SigmoidImpl sigmoid = new SigmoidImpl();
    return new TorchModule(sigmoid, sigmoid::forward);
  }

  /** {@return {@code torch::nn::Tanh}} */
  public static TorchModule tanh(TanhSpec spec) {
    TanhImpl tanh = new TanhImpl();
    return new TorchModule(tanh, tanh::forward);
  }

  /** {@return {@code torch::nn::Softplus}} */
  public static TorchModule softplus(SoftplusSpec spec) {
    try (SoftplusOptions options = new SoftplusOptions()) {
      options.beta().put(spec.beta());
      options.threshold().put(spec.threshold());
      SoftplusImpl softplus = new SoftplusImpl(options);
      return new TorchModule(softplus, softplus::forward);
    }
  }

  /** {@return {@code torch::nn::LayerNorm}} */
  public static TorchModule layerNorm(LayerNormSpec spec) {
    try (LongVector sizes = new LongVector(spec.shape().sizes());
        LayerNormOptions options = new LayerNormOptions(sizes)) {
      options.eps().put(spec.eps());
      options.elementwise_affine().put(spec.elementwiseAffine());
      LayerNormImpl layerNorm = new LayerNormImpl(options);
      return new TorchModule(layerNorm, layerNorm::forward);
    }
  }

  /** {@return {@code torch::nn::BatchNorm1d}} */
  public static TorchModule batchNorm1d(BatchNorm1dSpec spec) {
    try (BatchNormOptions options = new BatchNormOptions(spec.numFeatures())) {
      options.eps().put(spec.eps());
      options.momentum().put(spec.momentum());
      options.affine().put(spec.affine());
      options.track_running_stats().put(spec.trackRunningStats());
      BatchNorm1dImpl batchNorm = new BatchNorm1dImpl(options);
      return new TorchModule(
          batchNorm,
          (input, training) ->
              training || !spec.trackRunningStats()
                  ? batchNorm.forward(input)
                  : evaluated(batchNorm, spec, input));
    }
  }

  /** As its own {@code forward} in evaluation; but that mode would be the module's, seen by all. */
  private static Tensor evaluated(BatchNorm1dImpl norm, BatchNorm1dSpec spec, Tensor input) {
    try (TensorOptional weight = spec.affine() ? new TensorOptional(norm.weight()) : absent();
        TensorOptional bias = spec.affine() ? new TensorOptional(norm.bias()) : absent();
        TensorOptional mean = new TensorOptional(norm.running_mean());
        TensorOptional variance = new TensorOptional(norm.running_var())) {
      return torch.batch_norm(
          input,
          weight,
          bias,
          mean,
          variance,
          /* training= */ false,
          spec.momentum(),
          spec.eps(),
          /* cudnn_enabled= */ true);
    }
  }

  private static TensorOptional absent() {
    return new TensorOptional();
  }

  /** {@return {@code torch::nn::Flatten}, whose output is the input itself or a view of it} */
  public static TorchModule flatten(FlattenSpec spec) {
    try (FlattenOptions options = new FlattenOptions()) {
      options.start_dim().put(spec.startDim());
      options.end_dim().put(spec.endDim());
      FlattenImpl flatten = new FlattenImpl(options);
      return TorchModule.looking(flatten, flatten::forward);
    }
  }

  /** {@return {@code torch::nn::Embedding}} */
  public static TorchModule embedding(EmbeddingSpec spec) {
    EmbeddingImpl embedding = new EmbeddingImpl(spec.numEmbeddings(), spec.embeddingDim());
    return new TorchModule(embedding, embedding::forward);
  }
}
