package io.kindling.libtorch.natives;

import io.kindling.error.DeviceException;
import io.kindling.error.KindlingException;
import io.kindling.error.MemoryException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What LibTorch can still throw after all has been checked, in Kindling's words: that memory is
 * full, or that a GPU fails. It throws before it changes anything, so all tensors stay usable.
 */
public final class TorchFailures {
  private TorchFailures() {}

  /**
   * Calls LibTorch, in this thread's mode ({@link TorchHistory}).
   *
   * @param operation what is being done, as its user names it
   * @param call calls LibTorch and nothing that could wait, not even by closing a tensor
   * @return what it returns
   * @throws MemoryException if there is not enough memory for it
   * @throws DeviceException if the GPU fails
   */
  public static <R> R explained(String operation, Supplier<R> call) {
    try {
      return TorchHistory.kept(call);
    } catch (RuntimeException e) {
      throw of(operation, e);
    } catch (OutOfMemoryError e) { // JavaCPP's, of native memory or the heap
      throw MemoryException.heap(operation, e);
    }
  }

  /**
   * Explains what LibTorch has thrown.
   *
   * @param operation what was being done, as its user names it
   * @param thrown what came out of it
   * @return what to throw: Kindling's own exception, or the same where it has none for it
   */
  public static RuntimeException of(String operation, RuntimeException thrown) {
    if (thrown instanceof KindlingException || thrown.getMessage() == null) {
      return thrown;
    }
    String message = thrown.getMessage();
    String lower = message.toLowerCase(Locale.ROOT);
    if (Stream.of("out of memory", "can't allocate memory", "alloc_failed", "bad_alloc")
        .anyMatch(lower::contains)) {
      MemoryException full =
          new MemoryException(
              operation,
              "the device must have memory for it",
              firstLine(message),
              "enough that is free",
              "take smaller batches, or free with scopes what is not needed any more");
      full.initCause(thrown);
      return full;
    }
    if (Stream.of("cuda error", "cudnn", "cublas", "cuda driver").anyMatch(lower::contains)) {
      DeviceException failed =
          new DeviceException(
              operation,
              "the GPU must work",
              firstLine(message),
              "a GPU, driver and CUDA libraries that LibTorch is made for",
              "see docs/gpu.md, or use device cpu");
      failed.initCause(thrown);
      return failed;
    }
    return thrown;
  }

  /** The first line of a message, or as much of it as fits into one of ours. */
  static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.length() <= 160 ? line : line.substring(0, 159) + "…";
  }
}
