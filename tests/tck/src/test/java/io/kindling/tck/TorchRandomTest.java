package io.kindling.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.core.Shape;
import io.kindling.core.TorchRandom;
import io.kindling.error.SpecException;
import io.kindling.tck.kit.Golden;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** PyTorch's stream of random numbers. */
final class TorchRandomTest {
  @Test
  void isPyTorchsStreamBitForBit() {
    for (JsonElement element : Golden.seeds("rng.json")) {
      JsonObject golden = element.getAsJsonObject();
      TorchRandom random = new TorchRandom(golden.get("seed").getAsLong());
      assertThat(random.rand(Shape.of(20)).toFloatArray())
          .containsExactly(Golden.floats(golden.get("rand_20")));
      random.manualSeed(random.initialSeed());
      assertThat(random.randperm(10)).containsExactly(Golden.ints(golden.get("randperm_10")));
      random.manualSeed(random.initialSeed());
      assertThat(Arrays.copyOf(random.randperm(1000), 20))
          .containsExactly(Golden.ints(golden.get("randperm_1000_first20")));
    }
  }

  @Test
  void onlyTheLow32BitsOfASeedCount() {
    assertThat(new TorchRandom(5).random()).isEqualTo(new TorchRandom(5L + (7L << 32)).random());
    assertThat(new TorchRandom(-1).random()).isEqualTo(new TorchRandom(0xffffffffL).random());
  }

  @Test
  void withoutASeedItTellsItsOwn() {
    TorchRandom random = new TorchRandom();
    long first = random.random();
    assertThat(new TorchRandom(random.initialSeed()).random()).isEqualTo(first);
  }

  @Test
  void permutationsOfNothingAreNothing() {
    assertThat(new TorchRandom(0).randperm(0)).isEmpty();
    assertThat(new TorchRandom(0).randperm(1)).containsExactly(0);
    assertThatThrownBy(() -> new TorchRandom(0).randperm(-1)).isInstanceOf(SpecException.class);
  }
}
