package io.kindling.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.train.TrainingListener;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same in executors with a JVM each. */
@Tag("cluster")
class ClusterTest {
  private static final SparkSession SPARK = Sessions.cluster();

  @TempDir private Path folder;

  @AfterAll
  static void stop() {
    SPARK.stop();
  }

  @Test
  void executorsComputeWhatOneMachineDoes() throws Exception {
    assertThat(new Scenario(SPARK, folder).run(new TrainingListener() {}))
        .isEqualTo(Scenario.onOneMachine());
    assertThat(Executors.running()).hasSize(2);
  }

  @Test
  void anExecutorThatIsKilledChangesNothing() throws Exception {
    TrainingListener killer =
        new TrainingListener() {
          @Override
          public void stepped(int epoch, int batch, float loss) {
            if (epoch == 2) {
              Executors.killOne();
            }
          }
        };

    assertThat(new Scenario(SPARK, folder).run(killer)).isEqualTo(Scenario.onOneMachine());
  }
}
