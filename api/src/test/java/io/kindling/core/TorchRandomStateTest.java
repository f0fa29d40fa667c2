package io.kindling.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The stream's state, byte for byte what {@code torch.get_rng_state()} returns. */
final class TorchRandomStateTest {
  private static String sha256(TorchRandom random) throws NoSuchAlgorithmException {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(random.state());
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void theStateIsPyTorchsOwn() throws NoSuchAlgorithmException {
    TorchRandom random = new TorchRandom(0);
    assertThat(sha256(random))
        .isEqualTo("1ccf17250133dec5e96478acd63e13d728d0dbbabb30389415a302c6f872f81f");
    random.bernoulli(Shape.of(10), 0.5);
    assertThat(sha256(random))
        .isEqualTo("27438c5e17e44fbd2995977c25ec4fa066b3e530d08c9321778bcb5eb13d9786");
    random.manualSeed(0).bernoulli(Shape.of(100), 0.8);
    assertThat(sha256(random))
        .isEqualTo("3978013d710ae735f248adfe3293357af206d76b34dd61fd96540e877bc82a15");
  }

  @Test
  void aRestoredStreamGoesOnAlike() {
    TorchRandom random = new TorchRandom(42);
    for (int drawn : new int[] {0, 1, 622, 1, 1}) {
      random.rand(Shape.of(drawn));
      assertContinuesAlike(random);
    }
    random.randn(Shape.of(3)); // leaves one waiting
    assertContinuesAlike(random);
  }

  private static void assertContinuesAlike(TorchRandom random) {
    TorchRandom first = new TorchRandom(1);
    TorchRandom second = new TorchRandom(2);
    first.state(random.state());
    second.state(random.state());
    assertThat(first.state()).isEqualTo(random.state());
    assertThat(first.initialSeed()).isEqualTo(random.initialSeed());
    assertThat(first.randn(Shape.of(5))).isEqualTo(second.randn(Shape.of(5)));
    assertThat(first.rand(Shape.of(1300))).isEqualTo(second.rand(Shape.of(1300)));
  }

  @Test
  void whatIsNoStateIsRefusedAndChangesNothing() {
    TorchRandom random = new TorchRandom(5);
    byte[] before = random.state();
    byte[] broken = before.clone();
    broken[8] = 77;
    for (byte[] bytes : new byte[][] {new byte[0], new byte[5056], new byte[5048], broken}) {
      assertThatThrownBy(() -> random.state(bytes))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith("TorchRandom.state: the bytes must be a state of mt19937 (got ");
    }
    assertThat(random.state()).isEqualTo(before);
  }
}
