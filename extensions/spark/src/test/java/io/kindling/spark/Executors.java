package io.kindling.spark;

import java.util.stream.Stream;

/** The executors of {@link Sessions#cluster}, which are children of the tests' JVM. */
public final class Executors {
  private static final String MAIN = "CoarseGrainedExecutorBackend";

  private Executors() {}

  /** {@return those that run} */
  public static Stream<ProcessHandle> running() {
    return ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(MAIN));
  }

  /** Kills one, as {@code kill -9} does. */
  public static void killOne() {
    ProcessHandle one = running().findFirst().orElseThrow();
    one.destroyForcibly();
    one.onExit().join();
  }
}
