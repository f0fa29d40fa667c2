package io.kindling.cpu.kernel;

import io.kindling.error.BackendException;
import org.jspecify.annotations.Nullable;

/** What one engine computes with: which kernels, on how many threads. Both are chosen once. */
public final class Processor implements AutoCloseable {
  /** The system property that says how many threads work; by default, as many as processors. */
  public static final String THREADS = "kindling.cpu.threads";

  /** The system property that says whether the Vector API is used where there is one. */
  public static final String VECTOR = "kindling.cpu.vector";

  /** The system property that says whether samples are gone through once where that is enough. */
  public static final String FUSED = "kindling.cpu.fused";

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private final Workers workers;
  private final Kernels kernels;
  private final boolean fused;
  private final String description;

  private Processor(int threads, boolean vector, boolean fused) {
    this.fused = fused;
    workers = new Workers(threads);
    kernels = new ParallelKernels(vector ? new VectorKernels() : new ScalarKernels(), workers);
    description =
        threads
            + (threads == 1 ? " thread, " : " threads, ")
            + (vector ? "vector kernels" : "scalar kernels");
  }

  /**
   * Chooses by the system properties and by what the JVM and the machine offer.
   *
   * @return the choice
   * @throws BackendException if a property has a value that makes no sense
   */
  public static Processor configured() {
    int threads = threads(System.getProperty(THREADS));
    boolean vector = wanted(VECTOR) && vectorModule() && VectorKernels.supported();
    return new Processor(threads, vector, wanted(FUSED));
  }

  /**
   * Checks the system properties.
   *
   * @throws BackendException if one has a value that makes no sense
   */
  public static void checkProperties() {
    threads(System.getProperty(THREADS));
    wanted(VECTOR);
    wanted(FUSED);
  }

  private static int threads(@Nullable String value) {
    if (value == null) {
      return Runtime.getRuntime().availableProcessors();
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
        THREADS,
        "the number of threads must be a whole number, 1 or more",
        "'" + value + "'",
        "for instance 4",
        "without the property, as many as the processors are taken");
  }

  private static boolean wanted(String property) {
    String value = System.getProperty(property);
    if (value == null || value.equals("true")) {
      return true;
    }
    if (value.equals("false")) {
      return false;
    }
    throw new BackendException(
        property, "must be true or false", "'" + value + "'", "true or false", null);
  }

  /** Whether the JVM was started with the module; without, the vector kernels do not even load. */
  private static boolean vectorModule() {
    ModuleLayer own = Processor.class.getModule().getLayer();
    ModuleLayer layer = own == null ? ModuleLayer.boot() : own;
    return layer.findModule(VECTOR_MODULE).isPresent();
  }

  /** {@return the loops, which several threads may use at once} */
  public Kernels kernels() {
    return kernels;
  }

  /** {@return whether an operation may wait to be computed together with what comes after it} */
  public boolean fused() {
    return fused;
  }

  /** {@return the choice, for people, for instance {@code 2 threads, vector kernels}} */
  @Override
  public String toString() {
    return description;
  }

  /** Ends the threads. */
  @Override
  public void close() {
    workers.close();
  }
}
