package io.kindling.libtorch.natives;

import io.kindling.error.BackendException;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.presets.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * On how many threads LibTorch computes: on one, or on as many as a system property says.
 *
 * <p>By itself LibTorch takes two pools of as many threads as there are processors: OpenMP's for
 * what it computes itself, OpenBLAS's for matrix products. Both wait by spinning, so the threads of
 * one keep the processors from those of the other, and a small net trains ten times slower than on
 * one thread and more. OpenMP's therefore never gets a second thread here: the measured nets gained
 * nothing from it, and without it the two cannot meet. OpenBLAS's threads alone still wait for each
 * other spinning, which is fast on processors that nothing else wants and as slow as before on
 * others; so there are several only where the host asks for them.
 */
public final class TorchThreads {
  /** The system property that says how many threads divide a matrix product; by default, one. */
  public static final String PROPERTY = "kindling.libtorch.threads";

  private TorchThreads() {}

  /**
   * {@return how many threads the system property asks for}
   *
   * @throws BackendException if it has a value that makes no sense
   */
  public static int configured() {
    return threads(System.getProperty(PROPERTY));
  }

  /**
   * Lets LibTorch, which must be loaded, compute on so many threads, in the whole process.
   *
   * @param threads how many divide a matrix product
   */
  public static void use(int threads) {
    try (PointerScope calls = new PointerScope()) {
      torch.set_num_threads(1);
      // LibTorch has no call that reaches the threads of its OpenBLAS
      openblas_nolapack.blas_set_num_threads(threads);
    }
  }

  private static int threads(@Nullable String value) {
    if (value == null) {
      return 1;
    }
    try {
      int threads = Integer.parseInt(value.strip());
      if (threads >= 1) {
        return threads;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new BackendException(
        PROPERTY,
        "the number of threads must be a whole number, 1 or more",
        "'" + value + "'",
        "for instance 4",
        "without the property, one thread is taken");
  }
}
