package io.kindling.spark;

import io.kindling.error.KindlingException;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/** Runs jobs under a name that Spark's listeners and pages show. */
final class Jobs {
  private static final String DESCRIPTION = "spark.job.description";

  private Jobs() {}

  /**
   * Runs what starts jobs.
   *
   * @param name what it does
   * @return what it gives
   * @throws KindlingException what a task of ours has thrown, in place of Spark's account of it
   */
  static <T> T run(SparkSession session, String name, Supplier<T> work) {
    try {
      return isHere(session) ? named(session.sparkContext(), name, work) : work.get();
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof KindlingException ours) {
          throw ours;
        }
      }
      throw e;
    }
  }

  /**
   * Whether the driver is in this JVM; else there is a client of Spark Connect, without a context.
   */
  static boolean isHere(SparkSession session) {
    return session.getClass().getName().startsWith("org.apache.spark.sql.classic.");
  }

  private static <T> T named(SparkContext context, String name, Supplier<T> work) {
    String before = context.getLocalProperty(DESCRIPTION);
    context.setLocalProperty(DESCRIPTION, "Kindling: " + name);
    try {
      return work.get();
    } finally {
      context.setLocalProperty(DESCRIPTION, before);
    }
  }
}
