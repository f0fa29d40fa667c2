package io.kindling.libtorch.tensor;

import static io.kindling.libtorch.natives.TorchFailures.explained;
import static io.kindling.libtorch.tensor.TorchOperations.apart;

import io.kindling.core.Shape;
import io.kindling.spi.LayoutOperations;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** LibTorch's ways to move elements. */
interface TorchLayout extends LayoutOperations<Tensor> {
  @Override
  default Tensor transpose(Tensor a) {
    return apart("transpose", a, () -> a.t());
  }

  @Override
  default Tensor reshape(Tensor a, Shape shape) {
    return apart("reshape", a, () -> a.reshape(shape.sizes()));
  }

  @Override
  default Tensor narrow(Tensor a, int dim, long start, long length) {
    return apart("narrow", a, () -> a.narrow(dim, start, length));
  }

  @Override
  default Tensor cat(List<Tensor> tensors, int dim) {
    try (TensorVector vector = new TensorVector(tensors.toArray(Tensor[]::new))) {
      return explained("cat", () -> torch.cat(vector, dim));
    }
  }

  @Override
  default Tensor indexSelect(Tensor a, int dim, Tensor indices) {
    return explained("indexSelect", () -> a.index_select(dim, indices));
  }
}
