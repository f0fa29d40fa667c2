package io.kindling;

import io.kindling.error.BackendException;
import io.kindling.spi.BackendProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds backends. Every call looks afresh; nothing is cached, nothing happens when the class loads.
 *
 * <p>It looks through the class loader that is named, and through no other. Where none is, through
 * the thread's context class loader and then Kindling's own; a class that both find counts once. A
 * context that has a Kindling of its own is passed over, which a line at INFO says. {@link
 * #open(BackendProvider)} looks for nothing.
 *
 * <p>A backend that cannot work here is passed over and its reason kept, one that is broken
 * likewise, so neither hides the others. The choice is always the same for the same class path: the
 * named backend, else the one named by the system property {@value #PROPERTY}, else the usable one
 * of highest priority; a tie is an error.
 */
public final class Backends {
  /** The system property that names the backend to prefer. */
  public static final String PROPERTY = "kindling.backend";

  /**
   * The system property that says, with {@code false}, that nothing is logged. Otherwise a backend
   * that has {@link Backend#settings()} logs them when it opens, in a line at INFO of the {@link
   * System.Logger} {@code io.kindling.} and its name; and where {@link #preferred()} takes it in
   * place of one of higher priority, a line at WARNING says why that cannot work.
   */
  public static final String LOG = "kindling.log";

  private Backends() {}

  /**
   * Opens the backend that the property {@value #PROPERTY} names, else the usable one of highest
   * priority.
   *
   * @return a new backend
   * @throws BackendException if there is none; the message gives each one's reason
   */
  public static Backend preferred() {
    return preferred(null);
  }

  /**
   * Opens the backend that the property {@value #PROPERTY} names, else the usable one of highest
   * priority.
   *
   * @param loader where to look, or null for the thread's context and Kindling's own
   * @return a new backend
   * @throws BackendException if there is none; the message gives each one's reason
   */
  public static Backend preferred(@Nullable ClassLoader loader) {
    String name = System.getProperty(PROPERTY);
    BackendRegistry registry = BackendRegistry.load(loader);
    return name == null || name.isBlank() ? registry.preferred() : registry.open(name.strip());
  }

  /**
   * Opens a backend by name. No other backend is asked anything.
   *
   * @param name its name: {@code cpu}, {@code libtorch}
   * @return a new backend
   * @throws BackendException if it is not there or cannot work here; the message says why
   */
  public static Backend open(String name) {
    return open(name, null);
  }

  /**
   * Opens a backend by name. No other backend is asked anything.
   *
   * @param name its name: {@code cpu}, {@code libtorch}
   * @param loader where to look, or null for the thread's context and Kindling's own
   * @return a new backend
   * @throws BackendException if it is not there or cannot work here; the message says why
   */
  public static Backend open(String name, @Nullable ClassLoader loader) {
    return BackendRegistry.load(loader).open(name);
  }

  /**
   * Opens the backend of a provider that the caller has made, without looking for any.
   *
   * @param provider the provider, for instance {@code new CpuBackendProvider()}
   * @return a new backend
   * @throws BackendException if it cannot work here; the message says why
   */
  public static Backend open(BackendProvider provider) {
    return BackendRegistry.of(provider).only();
  }

  /**
   * Lists what there is, usable or not, highest priority first.
   *
   * @return what was found of each
   */
  public static List<BackendStatus> status() {
    return status(null);
  }

  /**
   * Lists what there is, usable or not, highest priority first.
   *
   * @param loader where to look, or null for the thread's context and Kindling's own
   * @return what was found of each
   */
  public static List<BackendStatus> status(@Nullable ClassLoader loader) {
    return BackendRegistry.load(loader).status();
  }

  /**
   * Looks at all that decides whether backends work here, and at each backend by opening it.
   *
   * @return what was found
   */
  public static Diagnosis diagnosis() {
    return diagnosis(null);
  }

  /**
   * Looks at all that decides whether backends work here, and at each backend by opening it.
   *
   * @param loader where to look, or null for the thread's context and Kindling's own
   * @return what was found
   */
  public static Diagnosis diagnosis(@Nullable ClassLoader loader) {
    return Examination.of(loader);
  }
}
