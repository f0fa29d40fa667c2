package io.kindling.cpu.tensor;

import io.kindling.core.Extremum;
import io.kindling.core.Shape;
import io.kindling.cpu.kernel.Processor;
import io.kindling.spi.Comparison;
import io.kindling.spi.TensorMath;
import java.util.List;

/** What is computed from tensors: each makes an {@link Operation} and has it recorded. */
abstract class CpuMath implements TensorMath<CpuTensor> {
  private final Processor processor;

  CpuMath(Processor processor) {
    this.processor = processor;
  }

  /** {@return what computes} */
  public final Processor processor() {
    return processor;
  }

  /**
   * Runs an operation and, where a gradient will be wanted, remembers it.
   *
   * @param operation what to run
   * @return its result
   */
  public abstract CpuTensor record(Operation operation);

  private CpuTensor moved(Movement movement, CpuTensor input) {
    return input.holdsIntegers() ? movement.integers() : record(movement);
  }

  private Extremum<CpuTensor> extremum(Extreme extreme) {
    return new Extremum<>(record(extreme), extreme.indices());
  }

  @Override
  public CpuTensor add(CpuTensor a, CpuTensor b) {
    return record(new Add(processor, a, b));
  }

  @Override
  public CpuTensor add(CpuTensor a, double b) {
    return record(new Shift(a, (float) b));
  }

  @Override
  public CpuTensor sub(CpuTensor a, CpuTensor b) {
    return record(new Sub(processor, a, b));
  }

  @Override
  public CpuTensor mul(CpuTensor a, CpuTensor b) {
    return record(new Mul(processor, a, b));
  }

  @Override
  public CpuTensor mul(CpuTensor a, double b) {
    return record(new Scale(a, (float) b, 1f));
  }

  @Override
  public CpuTensor div(CpuTensor a, CpuTensor b) {
    return record(new Div(processor, a, b));
  }

  @Override
  public CpuTensor div(CpuTensor a, double b) {
    return record(new Scale(a, 1f, (float) b));
  }

  @Override
  public CpuTensor neg(CpuTensor a) {
    return record(new Scale(a, -1f, 1f));
  }

  @Override
  public CpuTensor matmul(CpuTensor a, CpuTensor b) {
    return record(new MatMul(processor, a, b));
  }

  @Override
  public CpuTensor transpose(CpuTensor a) {
    return record(new Transpose(a));
  }

  @Override
  public CpuTensor reshape(CpuTensor a, Shape shape) {
    return moved(new Reshape(a, shape), a);
  }

  @Override
  public CpuTensor narrow(CpuTensor a, int dim, long start, long length) {
    Narrow narrow = new Narrow(a, dim, start, length);
    // a batch is read where it lies, if it can be
    return narrow.isBatch() ? new CpuTensor(narrow) : moved(narrow, a);
  }

  @Override
  public CpuTensor sum(CpuTensor a) {
    return record(Sum.all(processor, a, /* mean= */ false));
  }

  @Override
  public CpuTensor mean(CpuTensor a) {
    return record(Sum.all(processor, a, /* mean= */ true));
  }

  @Override
  public CpuTensor exp(CpuTensor a) {
    return record(new Exp(a));
  }

  @Override
  public CpuTensor log(CpuTensor a) {
    return record(new Log(a));
  }

  @Override
  public CpuTensor sqrt(CpuTensor a) {
    return record(new Sqrt(a));
  }

  @Override
  public CpuTensor abs(CpuTensor a) {
    return record(new Abs(a));
  }

  @Override
  public CpuTensor pow(CpuTensor a, double exponent) {
    return record(new PowNumber(a, exponent));
  }

  @Override
  public CpuTensor pow(CpuTensor a, CpuTensor exponent) {
    return record(new Pow(processor, a, exponent));
  }

  @Override
  public CpuTensor clamp(CpuTensor a, double low, double high) {
    return record(new Clamp(a, (float) low, (float) high));
  }

  @Override
  public CpuTensor relu(CpuTensor a) {
    return record(new Relu(a));
  }

  @Override
  public CpuTensor sigmoid(CpuTensor a) {
    return record(new Sigmoid(a));
  }

  @Override
  public CpuTensor tanh(CpuTensor a) {
    return record(new Tanh(a));
  }

  @Override
  public CpuTensor softmax(CpuTensor a, int dim) {
    return record(new Softmax(a, dim));
  }

  @Override
  public CpuTensor logSoftmax(CpuTensor a, int dim) {
    return record(new LogSoftmax(a, dim));
  }

  @Override
  public CpuTensor sum(CpuTensor a, int dim, boolean keep) {
    return record(Sum.along(processor, a, dim, keep, /* mean= */ false));
  }

  @Override
  public CpuTensor mean(CpuTensor a, int dim, boolean keep) {
    return record(Sum.along(processor, a, dim, keep, /* mean= */ true));
  }

  @Override
  public Extremum<CpuTensor> max(CpuTensor a, int dim, boolean keep) {
    return extremum(new Extreme(a, dim, keep, 1f));
  }

  @Override
  public Extremum<CpuTensor> min(CpuTensor a, int dim, boolean keep) {
    return extremum(new Extreme(a, dim, keep, -1f));
  }

  @Override
  public CpuTensor cat(List<CpuTensor> tensors, int dim) {
    return moved(new Cat(tensors, dim), tensors.get(0));
  }

  @Override
  public CpuTensor indexSelect(CpuTensor a, int dim, CpuTensor indices) {
    return moved(new IndexSelect(a, dim, indices), a);
  }

  @Override
  public CpuTensor compare(Comparison comparison, CpuTensor a, CpuTensor b) {
    return Compare.compare(comparison, a, b);
  }

  @Override
  public CpuTensor compare(Comparison comparison, CpuTensor a, double b) {
    return Compare.compare(comparison, a, new CpuTensor(Shape.scalar(), new float[] {(float) b}));
  }
}
