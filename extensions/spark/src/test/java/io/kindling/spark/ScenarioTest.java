package io.kindling.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.train.TrainingListener;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioTest {
  @Test
  void threadsComputeWhatOneMachineDoes(@TempDir Path folder) throws Exception {
    assertThat(new Scenario(Sessions.local(), folder).run(new TrainingListener() {}))
        .isEqualTo(Scenario.onOneMachine());
  }
}
