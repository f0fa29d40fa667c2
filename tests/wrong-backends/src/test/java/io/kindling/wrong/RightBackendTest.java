package io.kindling.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

/** Without a defect the kit has nothing to say: else its rejections would prove nothing. */
final class RightBackendTest {
  @Test
  void theKitAcceptsABackendWithoutADefect() {
    Events events = Kit.run(WrappedEngine::new);
    assertThat(Kit.failures(events)).isEmpty();
    assertThat(events.aborted().count()).isZero();
    assertThat(events.succeeded().count()).isGreaterThan(80);
  }
}
