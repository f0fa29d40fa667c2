package io.kindling.tck;

import static io.kindling.spec.Specs.linear;
import static io.kindling.spec.Specs.sequential;
import static io.kindling.tck.Tolerance.EXACT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Module;
import io.kindling.TorchRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** First values: PyTorch's own, bit for bit, from the seed alone. */
public interface RandomContract extends BackendUnderTest {
  @Test
  default void aSeedGivesPyTorchsInitialWeights() {
    for (JsonElement element : Golden.read("rng.json").getAsJsonArray()) {
      JsonObject golden = element.getAsJsonObject();
      backend().manualSeed(golden.get("seed").getAsLong());
      expect(golden, "linear_1_1", backend().module(linear(1, 1)));
      backend().manualSeed(golden.get("seed").getAsLong());
      expect(golden, "linear_3_2", backend().module(linear(3, 2)));
      backend().manualSeed(golden.get("seed").getAsLong());
      expect(golden, "linear_64_10", backend().module(linear(64, 10)));
    }
  }

  private void expect(JsonObject golden, String name, Module module) {
    module
        .to(device())
        .stateDict()
        .forEach(
            (parameter, data) ->
                Expect.close(
                    "seed " + golden.get("seed") + ", " + name + "." + parameter,
                    data.toFloatArray(),
                    Golden.floats(golden.getAsJsonObject(name).get(parameter)),
                    EXACT));
  }

  @Test
  default void modulesDrawOneAfterTheOther() {
    backend().manualSeed(7);
    Module both = backend().module(sequential(linear(2, 3), linear(3, 1)));
    TorchRandom random = new TorchRandom(7);
    Module first = backend().module(linear(2, 3), random);
    Module second = backend().module(linear(3, 1), random);
    assertThat(both.stateDict().get("0.weight")).isEqualTo(first.stateDict().get("weight"));
    assertThat(both.stateDict().get("1.bias")).isEqualTo(second.stateDict().get("bias"));
  }

  @Test
  default void noThreadDisturbsAnothersStream() throws InterruptedException {
    backend().manualSeed(0);
    Module before = backend().module(linear(1, 1));
    backend().manualSeed(0);
    inAnotherThread(() -> backend().module(linear(100, 100)).close());
    inAnotherThread(
        () -> {
          backend().manualSeed(1);
          backend().module(linear(1, 1)).close();
        });
    Module after = backend().module(linear(1, 1));
    assertThat(after.stateDict()).isEqualTo(before.stateDict());
  }

  @Test
  default void aSeedGivenInOneThreadCountsForThoseWithoutOne() throws InterruptedException {
    backend().manualSeed(0);
    Module expected = backend().module(linear(1, 1));
    backend().manualSeed(0);
    List<Module> made = new ArrayList<>();
    inAnotherThread(() -> made.add(backend().module(linear(1, 1))));
    assertThat(made.get(0).stateDict()).isEqualTo(expected.stateDict());
  }

  private static void inAnotherThread(Runnable program) throws InterruptedException {
    Thread thread = new Thread(program);
    thread.start();
    thread.join();
  }
}
