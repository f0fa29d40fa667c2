package io.kindling.checkpoint;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the calling thread takes: memory, garbage included, and the processor's time. */
public final class Cost {
  /** How many bytes a refusal may take. */
  public static final long MOST_BYTES = 64 << 20;

  /** How many nanoseconds a refusal may take, whatever else the machine does. */
  public static final long MOST_TIME = 1_000_000_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
  private final long timeBefore = THREADS.getCurrentThreadCpuTime();

  /** {@return how many bytes it has taken since this object was made} */
  public long bytes() {
    return THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
  }

  /** {@return for how many nanoseconds it has run since this object was made} */
  public long time() {
    return THREADS.getCurrentThreadCpuTime() - timeBefore;
  }
}
