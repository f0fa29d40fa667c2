package io.kindling.libtorch.natives;

import java.util.function.Supplier;
import org.bytedeco.pytorch.GradMode;

/**
 * Whether LibTorch records the history of what a thread computes.
 *
 * <p>LibTorch keeps that mode per native thread. A virtual thread is carried by one native thread
 * and then by another, so what it set would stay behind and meet a stranger. Here the mode belongs
 * to the thread that Java knows; a native thread has it only during a call, in which no virtual
 * thread can be moved.
 */
public final class TorchHistory {
  private static final ThreadLocal<Boolean> RECORDED = ThreadLocal.withInitial(() -> true);

  private TorchHistory() {}

  /**
   * Says whether history is recorded of what this thread computes from now on.
   *
   * @param recorded whether it is
   */
  public static void record(boolean recorded) {
    RECORDED.set(recorded);
  }

  /**
   * Calls LibTorch in this thread's mode.
   *
   * @param call calls LibTorch and nothing that could wait, not even by closing a tensor: there a
   *     virtual thread may be moved
   * @return what it returns
   */
  static <R> R kept(Supplier<R> call) {
    if (RECORDED.get()) {
      return call.get();
    }
    boolean before = GradMode.is_enabled();
    GradMode.set_enabled(false);
    try {
      return call.get();
    } finally {
      GradMode.set_enabled(before);
    }
  }
}
