package io.kindling.cpu.tensor;

import io.kindling.core.Shape;
import io.kindling.spi.LayoutOperations;
import java.util.List;

/** What only moves elements, and takes integers too. */
interface CpuLayout extends LayoutOperations<CpuTensor>, Recorder {
  @Override
  default CpuTensor transpose(CpuTensor a) {
    return record(new Transpose(a));
  }

  @Override
  default CpuTensor reshape(CpuTensor a, Shape shape) {
    return moved(new Reshape(a, shape), a);
  }

  @Override
  default CpuTensor narrow(CpuTensor a, int dim, long start, long length) {
    Narrow narrow = new Narrow(a, dim, start, length);
    // a batch is read where it lies, if it can be
    if (!narrow.isBatch()) {
      return moved(narrow, a);
    }
    narrow.runOn(processor());
    a.hold();
    return new CpuTensor(narrow);
  }

  @Override
  default CpuTensor cat(List<CpuTensor> tensors, int dim) {
    return moved(new Cat(tensors, dim), tensors.get(0));
  }

  @Override
  default CpuTensor indexSelect(CpuTensor a, int dim, CpuTensor indices) {
    return moved(new IndexSelect(a, dim, indices), a);
  }

  private CpuTensor moved(Movement movement, CpuTensor input) {
    return input.holdsIntegers() ? movement.integers() : record(movement);
  }
}
