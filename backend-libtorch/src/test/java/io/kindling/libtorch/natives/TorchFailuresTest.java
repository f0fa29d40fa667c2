package io.kindling.libtorch.natives;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.error.DeviceException;
import io.kindling.error.MemoryException;
import io.kindling.error.ShapeException;
import org.junit.jupiter.api.Test;

/** What LibTorch throws, word for word, and what becomes of it. */
final class TorchFailuresTest {
  private static RuntimeException explain(String message) {
    return TorchFailures.of("matmul", new RuntimeException(message));
  }

  @Test
  void aFullGpuIsAMemoryException() {
    assertThat(
            explain(
                "CUDA out of memory. Tried to allocate 4096.00 GiB.\nException raised from malloc"))
        .isExactlyInstanceOf(MemoryException.class)
        .hasMessage(
            "matmul: the device must have memory for it (got CUDA out of memory. Tried to allocate"
                + " 4096.00 GiB.; expected enough that is free; take smaller batches, or free with"
                + " scopes what is not needed any more)")
        .hasCauseExactlyInstanceOf(RuntimeException.class);
    assertThat(explain("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate`"))
        .isExactlyInstanceOf(MemoryException.class);
    assertThat(explain("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried"))
        .isExactlyInstanceOf(MemoryException.class);
  }

  @Test
  void aGpuThatFailsIsADeviceException() {
    assertThat(explain("CUDA error: no kernel image is available for execution on the device\n…"))
        .isExactlyInstanceOf(DeviceException.class)
        .hasMessage(
            "matmul: the GPU must work (got CUDA error: no kernel image is available for execution"
                + " on the device; expected a GPU, driver and CUDA libraries that LibTorch is made"
                + " for; see docs/gpu.md, or use device cpu)");
  }

  @Test
  void whateverElseStaysWhatItWas() {
    RuntimeException other = new IllegalStateException("shape '[2]' is invalid");
    assertThat(TorchFailures.of("add", other)).isSameAs(other);
    RuntimeException silent = new IllegalStateException();
    assertThat(TorchFailures.of("add", silent)).isSameAs(silent);
    RuntimeException own = new ShapeException("add", "out of memory", "x", "y", null);
    assertThat(TorchFailures.of("step", own)).isSameAs(own);
  }
}
