package io.kindling.cpu.kernel;

import io.kindling.core.Finding;
import io.kindling.error.BackendException;
import java.lang.module.ModuleFinder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one engine computes with, picked once: the arithmetic, the layout of samples, and the
 * sharing among threads. Several threads of the host may use it at once.
 */
public final class Processor implements AutoCloseable {
  /** The system property that says how many threads work; by default, as many as processors. */
  public static final String THREADS = "kindling.cpu.threads";

  /** The system property that says whether the Vector API is used where there is one. */
  public static final String VECTOR = "kindling.cpu.vector";

  /** The system property that says whether samples are gone through once where that is enough. */
  public static final String FUSED = "kindling.cpu.fused";

  private final Workers workers;
  private final Vectors vectors;
  private final boolean fused;
  private final Sharing sharing;
  private final Kernels kernels;
  private final SampleLayout layout;
  private final ArrayPool pool = new ArrayPool();

  private Processor(
      int threads, Vectors vectors, boolean fused, UnaryOperator<Sharing> sharingOver) {
    this.workers = new Workers(threads);
    this.vectors = vectors;
    this.fused = fused;
    ParallelSharing sharing = new ParallelSharing(workers);
    Kernels loops = vectors.on() ? new VectorKernels() : new ScalarKernels();
    this.sharing = sharingOver.apply(sharing);
    this.kernels = new ParallelKernels(loops, sharing);
    this.layout = vectors.on() ? new VectorLayout(sharing) : new ScalarLayout(sharing);
  }

  /**
   * Chooses by the system properties and by what the JVM and the machine offer.
   *
   * @return the choice
   * @throws BackendException if a property has a value that makes no sense
   */
  public static Processor configured() {
    int threads = threads(System.getProperty(THREADS));
    Vectors vectors = Vectors.choose(wanted(VECTOR));
    return new Processor(threads, vectors, wanted(FUSED), UnaryOperator.identity());
  }

  /**
   * Chooses the arithmetic as {@link #configured} does, for the caller's thread alone and with a
   * sharing of the caller's own; operations always wait where they may, so that which sums are
   * asked for depends on the model only.
   *
   * @param sharing makes the sharing of one that does all on the caller's thread
   * @return the choice
   * @throws BackendException if a property has a value that makes no sense
   */
  public static Processor alone(UnaryOperator<Sharing> sharing) {
    return new Processor(1, Vectors.choose(wanted(VECTOR)), /* fused= */ true, sharing);
  }

  /**
   * Plain Java on the caller's thread, whatever the properties say.
   *
   * @return the choice
   */
  public static Processor plain() {
    Vectors vectors = Vectors.off("plain Java was asked for", "");
    return new Processor(1, vectors, /* fused= */ true, UnaryOperator.identity());
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

  /**
   * {@return whether vectors are on or would be, and why}
   *
   * @throws BackendException if a property has a value that makes no sense
   */
  public static Finding finding() {
    Vectors vectors = Vectors.examine(wanted(VECTOR), ModuleFinder.ofSystem());
    return vectors.on()
        ? Finding.ok("vectors", "on, " + vectors.reason())
        : Finding.note("vectors", "off, " + vectors.reason(), vectors.remedy());
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

  /** {@return the arithmetic} */
  public Kernels kernels() {
    return kernels;
  }

  /** {@return the layout of samples} */
  public SampleLayout layout() {
    return layout;
  }

  /** {@return the sharing among threads} */
  public Sharing sharing() {
    return sharing;
  }

  /** {@return the arrays that are kept from one step for the next} */
  public ArrayPool pool() {
    return pool;
  }

  /** {@return whether an operation may wait to be computed together with what comes after it} */
  public boolean fused() {
    return fused;
  }

  /** {@return whether vectors are on; if not, why, and what turns them on} */
  public String vectors() {
    return vectors.toString();
  }

  /** {@return the choice, for people, for instance {@code 2 threads, vector kernels}} */
  @Override
  public String toString() {
    int threads = workers.threads();
    return threads
        + (threads == 1 ? " thread, " : " threads, ")
        + (vectors.on() ? "vector kernels" : "scalar kernels");
  }

  /** Ends the threads, and lets all arrays go. */
  @Override
  public void close() {
    workers.close();
    pool.close();
  }
}
