package io.kindling.spark;

import org.apache.spark.sql.SparkSession;

/** The one session of a tests' JVM: starting it takes longer than most tests. */
public final class Sessions {
  private Sessions() {}

  /** {@return the session, on two threads of this JVM; it ends with it} */
  public static SparkSession local() {
    return Local.SESSION;
  }

  private static final class Local {
    static final SparkSession SESSION =
        SparkSession.builder()
            .master("local[2]")
            .appName("kindling")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 3)
            .config("spark.sql.warehouse.dir", "target/warehouse")
            .getOrCreate();
  }
}
