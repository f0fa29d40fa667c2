package io.kindling.tck.use;

import static io.kindling.Specs.columnEmbedding;
import static io.kindling.Specs.dropout;
import static io.kindling.Specs.embedding;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static io.kindling.tck.kit.Numerics.random;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.kindling.Module;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.nn.ModuleSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Golden;
import io.kindling.tck.kit.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Random numbers: PyTorch's own, from the seed alone, the same on every backend. */
public interface RandomContract extends BackendUnderTest {
  @Test
  default void aSeedGivesPyTorchsStream() {
    for (JsonElement element : Golden.seeds("rng.json")) {
      JsonObject golden = element.getAsJsonObject();
      for (int n : new int[] {10, 20}) {
        float[] rand = Golden.floats(golden.get("rand_" + n));
        float[] randn = Golden.floats(golden.get("randn_" + n));
        Expect.close("rand", seeded(golden).rand(Shape.of(n)).toFloatArray(), rand, value("rand"));
        Expect.close(
            "randn", seeded(golden).randn(Shape.of(n)).toFloatArray(), randn, value("randn"));
      }
      assertThat(seeded(golden).randperm(10))
          .containsExactly(Golden.ints(golden.get("randperm_10")));
      assertThat(Arrays.copyOf(seeded(golden).randperm(1000), 20))
          .containsExactly(Golden.ints(golden.get("randperm_1000_first20")));
    }
  }

  @Test
  default void numbersOfSeveralKindsAreDrawnFromOneStream() {
    for (JsonElement element : Golden.seeds("random.json")) {
      TorchRandom random = seeded(element.getAsJsonObject());
      for (JsonElement call : element.getAsJsonObject().getAsJsonArray("sequence")) {
        JsonObject draw = call.getAsJsonObject();
        Shape shape = Shape.of(draw.get("n").getAsLong());
        String kind = draw.get("call").getAsString();
        TensorData drawn = kind.equals("rand") ? random.rand(shape) : random.randn(shape);
        float[] expected = Golden.floats(draw.get("values"));
        Expect.close(kind + shape, drawn.toFloatArray(), expected, value(kind));
      }
    }
  }

  @Test
  default void dropoutDropsWhatPyTorchDrops() {
    for (JsonElement element : Golden.seeds("random.json")) {
      for (JsonElement one : element.getAsJsonObject().getAsJsonArray("dropout")) {
        JsonObject golden = one.getAsJsonObject();
        double p = golden.get("p").getAsDouble();
        Module dropout = module(dropout(p));
        float[] ones = new float[golden.get("n").getAsInt()];
        Arrays.fill(ones, 1);
        backend().manualSeed(element.getAsJsonObject().get("seed").getAsLong());
        Tensor dropped = dropout.forward(tensor(Shape.of(ones.length), ones));
        float[] expected = Golden.floats(golden.get("mask"));
        for (int i = 0; i < expected.length; i++) {
          expected[i] /= (float) (1 - p);
        }
        Expect.close("dropout", dropped.toFloatArray(), expected, value("dropout"));
      }
    }
  }

  @Test
  default void aSeedGivesPyTorchsInitialWeights() {
    for (JsonElement element : Golden.seeds("rng.json")) {
      JsonObject golden = element.getAsJsonObject();
      expect(golden, "linear_1_1", linear(1, 1));
      expect(golden, "linear_3_2", linear(3, 2));
      expect(golden, "linear_64_10", linear(64, 10));
      expect(golden, "seq_4_8_1", sequential(linear(4, 8), relu(), linear(8, 1)));
    }
  }

  private void expect(JsonObject golden, String name, ModuleSpec spec) {
    backend().manualSeed(golden.get("seed").getAsLong());
    module(spec)
        .stateDict()
        .forEach(
            (parameter, data) ->
                Expect.close(
                    "seed " + golden.get("seed") + ", " + name + "." + parameter,
                    data.toFloatArray(),
                    Golden.floats(golden.getAsJsonObject(name).get(parameter)),
                    value("initial weights")));
  }

  @Test
  default void anEmbeddingStartsFromTheNormalDistribution() {
    for (JsonElement element : Golden.seeds("rng.json")) {
      JsonObject golden = element.getAsJsonObject();
      backend().manualSeed(golden.get("seed").getAsLong());
      float[] table = values(module(embedding(4, 5)).stateDict(), "weight");
      Expect.close("embedding", table, Golden.floats(golden.get("randn_20")), value("randn"));
    }
  }

  @Test
  default void aColumnEmbeddingStartsFromTheNormalDistributionButForRow0() {
    for (JsonElement element : Golden.seeds("rng.json")) {
      JsonObject golden = element.getAsJsonObject();
      float[] drawn = Golden.floats(golden.get("randn_20"));
      Arrays.fill(drawn, 0, 5, 0);
      backend().manualSeed(golden.get("seed").getAsLong());
      Module module = module(columnEmbedding(List.of(1), List.of(4), List.of(5)));
      float[] table = values(module.stateDict(), "0.weight");
      Expect.close("column_embedding", table, drawn, value("randn"));
    }
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

  private static TorchRandom seeded(JsonObject golden) {
    return new TorchRandom(golden.get("seed").getAsLong());
  }

  private static Tolerance value(String name) {
    return random(name).value();
  }

  private static void inAnotherThread(Runnable program) throws InterruptedException {
    Thread thread = new Thread(program);
    thread.start();
    thread.join();
  }
}
