package io.kindling.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JoinSimulationTest {
  @ParameterizedTest
  @ValueSource(ints = {300, 1023, 5000})
  void joiningOnTheWayChangesNothingButWhatTravels(int shards) {
    JoinSimulation simulation = new JoinSimulation(3, shards, 9);
    JoinSimulation.Measured joined = simulation.run(256, 32);
    JoinSimulation.Measured apart = simulation.run(Integer.MAX_VALUE, 32);
    assertThat(joined.result()).isEqualTo(apart.result());
    assertThat(apart.results()).isEqualTo(shards);
    assertThat(joined.results()).isBetween(2, 256);
    assertThat(joined.driver()).isLessThan(apart.driver() / 25);
  }
}
