package io.kindling.benchmarks.kernel;

import static io.kindling.Specs.linear;

import java.util.List;

/**
 * Every kernel, and how many times as long as with the Vector API it may take in plain Java. The
 * bounds are half as much again as what was measured, on JDK 17 and 25, on a processor with
 * AVX-512. {@code JAVA_TOOL_OPTIONS=-XX:-UseSuperWord tests/benchmarks/run --kernels} keeps the
 * compiler from making vectors: then each must fail.
 */
public final class KernelTable {
  private static final List<Kernel> ROWS =
      List.of(
          new Kernel("linear 784 to 128; 256 rows", 3.5, Work.forward(linear(784, 128), 256, 784)),
          new Kernel("linear 784 to 128; 32 rows", 4, Work.forward(linear(784, 128), 32, 784)),
          new Kernel("linear 128 to 10; 256 rows", 2.4, Work.forward(linear(128, 10), 256, 128)),
          new Kernel("gradients of 784 to 128", 3.5, Work.gradients(linear(784, 128), 256, 784)),
          new Kernel("gradients of 128 to 10", 2.5, Work.gradients(linear(128, 10), 256, 128)),
          new Kernel("product 256 x 10 x 128", 2.2, Work.product(256, 10, 128)),
          new Kernel("product 512 x 512 x 512", 2.5, Work.product(512, 512, 512)));

  private KernelTable() {}

  /**
   * One of them.
   *
   * @param name without a comma
   * @param bound how many times as long it may take in plain Java
   * @param work what it does
   */
  public record Kernel(String name, double bound, Work work) {}

  /** {@return all of them} */
  public static List<Kernel> rows() {
    return ROWS;
  }
}
