package io.kindling.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Sessions for tests, of which a JVM has one at a time. */
public final class Sessions {
  private Sessions() {}

  /**
   * {@return the session of most tests, on two threads of this JVM; starting it takes longer than
   * most tests, so that it is one for all of them}
   */
  public static SparkSession local() {
    return Local.SESSION;
  }

  private static final class Local {
    static final SparkSession SESSION = of("local[2]").getOrCreate();
  }

  /**
   * {@return a session with two executors that have a JVM each, for whoever has the tag cluster, to
   * be stopped}
   */
  public static SparkSession cluster() {
    return builder("local-cluster[2,1,1024]").getOrCreate();
  }

  /**
   * A session to be stopped; its executors, if it has some, are started as from a Spark
   * distribution, of Maven's jars.
   */
  static SparkSession.Builder builder(String master) {
    if (!master.startsWith("local-cluster")) {
      return of(master);
    }
    ClassPath own = ClassPath.own();
    try {
      own.others().link(Path.of(System.getenv("SPARK_HOME"), "jars"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return of(master)
        .config("spark.executor.extraClassPath", own.kindling().toString())
        .config("spark.executor.memory", "1g");
  }

  private static SparkSession.Builder of(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("kindling")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 3)
        .config("spark.sql.warehouse.dir", "target/warehouse");
  }
}
