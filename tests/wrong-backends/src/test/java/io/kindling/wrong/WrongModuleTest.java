package io.kindling.wrong;

import static io.kindling.Specs.leakyRelu;
import static io.kindling.wrong.Defects.module;
import static io.kindling.wrong.Defects.otherModule;
import static io.kindling.wrong.Kit.rejects;

import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.nn.EmbeddingSpec;
import io.kindling.nn.GeluSpec;
import io.kindling.nn.LeakyReluSpec;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.SoftplusSpec;
import io.kindling.spi.Engine;
import io.kindling.spi.LiveModule;
import io.kindling.spi.TensorOperations;
import io.kindling.tck.nn.ModuleContract;
import io.kindling.tck.nn.ModuleGoldenContract;
import io.kindling.tck.use.CatalogueContract;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Modules that compute something near what they should. */
final class WrongModuleTest {
  @Test
  void aGeluThatIsAlwaysTheTanhApproximation() {
    Defect defect =
        otherModule(
            spec ->
                spec instanceof GeluSpec gelu ? gelu.approximate(GeluSpec.Approximate.TANH) : spec);
    rejects(defect, ModuleContract.class, "gelu", "geluIsExactUnlessToldToUseTanh");
  }

  private static <T> Engine<T> withoutGelu(Engine<T> right) {
    return new WrappedEngine<>(right) {
      @Override
      public @Nullable LiveModule<T> module(ModuleSpec spec, Map<String, TensorData> initial) {
        return spec instanceof GeluSpec ? null : super.module(spec, initial);
      }
    };
  }

  @Test
  void aGeluThatIsMissingWithoutAWord() {
    Defect defect =
        new Defect() {
          @Override
          public <T> Engine<T> in(Engine<T> right) {
            return withoutGelu(right);
          }
        };
    rejects(
        defect,
        CatalogueContract.class,
        "module gelu: .* neither has it nor says so: .*GeluSpec.java",
        "whatCanBeDescribedIsHeldAndCanBeMade");
  }

  @Test
  void aSoftplusThatKnowsNoBeta() {
    Defect defect =
        otherModule(
            spec ->
                spec instanceof SoftplusSpec plus ? new SoftplusSpec(1, plus.threshold()) : spec);
    rejects(defect, ModuleGoldenContract.class, "softplus", "modulesGiveWhatPyTorchGives");
  }

  @Test
  void aSoftplusThatKnowsNoThreshold() {
    Defect defect =
        otherModule(
            spec -> spec instanceof SoftplusSpec plus ? new SoftplusSpec(plus.beta(), 80) : spec);
    rejects(defect, ModuleGoldenContract.class, "softplus", "modulesGiveWhatPyTorchGives");
  }

  @Test
  void aLeakyReluWithTheDefaultSlope() {
    Defect defect = otherModule(spec -> spec instanceof LeakyReluSpec ? leakyRelu(0.01) : spec);
    rejects(defect, ModuleContract.class, "leaky_relu", "activations");
  }

  private static <T> LiveModule<T> steepAtZero(
      LiveModule<T> right, ModuleSpec spec, TensorOperations<T> math) {
    return !(spec instanceof LeakyReluSpec leaky)
        ? right
        : new WrappedModule<>(right) {
          @Override
          public T forward(T input, boolean training) {
            // a clamp has a slope of 1 at its bound
            T positive = math.clamp(input, 0, Double.POSITIVE_INFINITY);
            T negative = math.sub(input, positive);
            return math.add(positive, math.mul(negative, leaky.negativeSlope()));
          }
        };
  }

  @Test
  void aLeakyReluWithTheWrongSlopeAtZero() {
    Defect defect = module(WrongModuleTest::steepAtZero);
    rejects(defect, ModuleContract.class, "leaky_relu.*gradient", "activations");
  }

  private static <T> LiveModule<T> transposed(
      LiveModule<T> right, ModuleSpec spec, TensorOperations<T> math) {
    return !(spec instanceof LinearSpec linear)
        ? right
        : new WrappedModule<>(right) {
          @Override
          public T forward(T input, boolean training) {
            T weight = Objects.requireNonNull(parameters().get("weight"));
            Shape columns = Shape.of(linear.inFeatures(), linear.outFeatures());
            T product = math.matmul(input, math.reshape(weight, columns));
            T bias = parameters().get("bias");
            return bias == null ? product : math.add(product, bias);
          }
        };
  }

  @Test
  void aLinearLayerWithItsWeightTransposed() {
    Defect defect = module(WrongModuleTest::transposed);
    rejects(defect, ModuleContract.class, "linear|Linear|One", "linearIsXTimesWTransposedPlusB");
    rejects(defect, ModuleGoldenContract.class, "linear", "modulesGiveWhatPyTorchGives");
  }

  private static <T> LiveModule<T> lastRowLearns(
      LiveModule<T> right, ModuleSpec spec, TensorOperations<T> math) {
    return !(spec instanceof EmbeddingSpec)
        ? right
        : new WrappedModule<>(right) {
          @Override
          public T forward(T input, boolean training) {
            TensorData indices = math.read(input);
            long[] index = indices.toLongArray();
            float[] last = new float[index.length];
            Set<Long> seen = new HashSet<>();
            for (int i = index.length - 1; i >= 0; i--) {
              last[i] = seen.add(index[i]) ? 1 : 0;
            }
            long[] sizes = Arrays.copyOf(indices.shape().sizes(), indices.shape().rank() + 1);
            sizes[sizes.length - 1] = 1;
            T learns = math.create(TensorData.of(last, Shape.of(sizes)), Device.CPU);
            T y = super.forward(input, training);
            T still = math.detach(y);
            return math.add(math.mul(y, learns), math.sub(still, math.mul(still, learns)));
          }
        };
  }

  @Test
  void anEmbeddingThatLearnsFromTheLastOfEqualRowsOnly() {
    Defect defect = module(WrongModuleTest::lastRowLearns);
    rejects(defect, ModuleContract.class, "embedding", "embeddingLooksUp");
  }
}
