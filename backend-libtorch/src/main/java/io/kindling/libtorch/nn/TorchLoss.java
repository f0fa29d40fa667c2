package io.kindling.libtorch.nn;

import static io.kindling.libtorch.natives.TorchFailures.explained;

import io.kindling.spi.LiveLoss;
import java.util.function.BinaryOperator;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/** One of LibTorch's own losses. {@link TorchLosses} makes them. */
public final class TorchLoss implements LiveLoss<Tensor> {
  private final @Nullable Module loss;
  private final BinaryOperator<Tensor> forward;

  /** Computes by one of LibTorch's functions, which holds nothing. */
  TorchLoss(BinaryOperator<Tensor> forward) {
    this.loss = null;
    this.forward = forward;
  }

  /** Takes over a loss; its forward function comes apart, for LibTorch's modules share none. */
  TorchLoss(Module loss, BinaryOperator<Tensor> forward) {
    this.loss = loss;
    this.forward = forward;
  }

  @Override
  public Tensor forward(Tensor prediction, Tensor target) {
    return explained("loss", () -> forward.apply(prediction, target));
  }

  @Override
  public void close() {
    if (loss != null) {
      loss.close();
    }
  }
}
