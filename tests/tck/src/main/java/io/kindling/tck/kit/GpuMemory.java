package io.kindling.tck.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The memory of the first GPU, as NVIDIA's driver sees it from outside. */
public final class GpuMemory {
  private GpuMemory() {}

  /** {@return how many bytes of it are in use, by whomever, to the megabyte} */
  public static long used() {
    try {
      Process query =
          new ProcessBuilder(
                  "nvidia-smi",
                  "--id=0",
                  "--query-gpu=memory.used",
                  "--format=csv,noheader,nounits")
              .redirectErrorStream(true)
              .start();
      String said =
          new String(query.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      assertEquals(0, query.waitFor(), said);
      return Long.parseLong(said) << 20;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
