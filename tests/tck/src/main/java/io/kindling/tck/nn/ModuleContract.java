package io.kindling.tck.nn;

import static io.kindling.Specs.adam;
import static io.kindling.Specs.batchNorm1d;
import static io.kindling.Specs.columnEmbedding;
import static io.kindling.Specs.dropout;
import static io.kindling.Specs.embedding;
import static io.kindling.Specs.flatten;
import static io.kindling.Specs.gelu;
import static io.kindling.Specs.layerNorm;
import static io.kindling.Specs.leakyRelu;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.sigmoid;
import static io.kindling.Specs.silu;
import static io.kindling.Specs.softplus;
import static io.kindling.Specs.tanh;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Module;
import io.kindling.Optimizer;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.nn.GeluSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.tck.kit.BackendUnderTest;
import io.kindling.tck.kit.Bounds;
import io.kindling.tck.kit.Expect;
import io.kindling.tck.kit.Numerics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Modules: what they compute, with literal numbers. */
public interface ModuleContract extends BackendUnderTest {
  private void check(ModuleSpec spec, float[] at, float[] values, float... slopes) {
    Tensor x = variable(Shape.of(1, at.length), at);
    Tensor y = module(spec).forward(x);
    Bounds bounds = Numerics.module(spec.name());
    Expect.close(spec.toString(), y.toFloatArray(), values, bounds.value());
    y.sum().backward();
    Expect.close(spec + "'s gradient", gradient(x), slopes, bounds.gradient());
  }

  private static float[] of(float... numbers) {
    return numbers;
  }

  @Test
  default void linearIsXTimesWTransposedPlusB() {
    Module linear = module(linear(2, 3));
    setParameters(linear, of(1, 2, 3, 4, 5, 6), of(10, 20, 30));
    Tensor x = variable(Shape.of(2, 2), 1, 2, 3, 4);
    Tensor y = linear.forward(x);
    assertThat(y.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(y.toFloatArray()).containsExactly(15, 31, 47, 21, 45, 69);
    weighted(y).backward();
    assertThat(gradient(x)).containsExactly(22, 28, 49, 64);
    Map<String, Tensor> parameters = linear.namedParameters();
    assertThat(gradient(parameters.get("weight"))).containsExactly(13, 18, 17, 24, 21, 30);
    assertThat(gradient(parameters.get("bias"))).containsExactly(5, 7, 9);
  }

  @Test
  default void linearWithoutBias() {
    Module linear = module(linear(2, 1).bias(false));
    assertThat(linear.namedParameters()).containsOnlyKeys("weight");
    setParameters(linear, of(2, 3));
    float[] y = linear.forward(tensor(Shape.of(2, 2), 1, 1, 2, -1)).toFloatArray();
    assertThat(y).containsExactly(5, 1);
  }

  @Test
  default void linearTakesNoRowsAndManyRows() {
    Module linear = module(linear(3, 2));
    setParameters(linear, of(1, 0, 0, 0, 1, 1), of(0, 1));
    assertThat(linear.forward(tensor(Shape.of(0, 3))).shape()).isEqualTo(Shape.of(0, 2));
    int rows = 1000;
    float[] x = new float[rows * 3];
    float[] expected = new float[rows * 2];
    for (int row = 0; row < rows; row++) {
      x[row * 3] = row;
      x[row * 3 + 2] = 1;
      expected[row * 2] = row;
      expected[row * 2 + 1] = 2;
    }
    Tensor y = linear.forward(tensor(Shape.of(rows, 3), x));
    assertThat(y.toFloatArray()).containsExactly(expected);
    y.mean().backward();
    Expect.close(
        "dW",
        gradient(linear.namedParameters().get("weight")),
        of(249.75f, 0, 0.5f, 249.75f, 0, 0.5f),
        Numerics.module("linear").gradient());
  }

  @Test
  default void activations() {
    check(relu(), of(-2, 0, 3), of(0, 0, 3), 0, 0, 1);
    check(leakyRelu(0.25), of(-2, 0, 3), of(-0.5f, 0, 3), 0.25f, 0.25f, 1);
    check(sigmoid(), of(0, 2), of(0.5f, 0.880797f), 0.25f, 0.10499363f);
    check(tanh(), of(0, 1), of(0, 0.7615942f), 1, 0.41997433f);
    check(silu(), of(0, 2), of(0, 1.761594f), 0.5f, 1.0907843f);
    check(softplus(), of(0, 30), of(0.6931472f, 30), 0.5f, 1);
  }

  @Test
  default void geluIsExactUnlessToldToUseTanh() {
    check(gelu(), of(0, 1), of(0, 0.8413447f), 0.5f, 1.0833155f);
    ModuleSpec tanh = gelu().approximate(GeluSpec.Approximate.TANH);
    check(tanh, of(0, 1), of(0, 0.841192f), 0.5f, 1.0829641f);
  }

  @Test
  default void layerNormDividesByTheBiasedDeviationOfARow() {
    Module norm = module(layerNorm(4).eps(0));
    setParameters(norm, of(1, 1, 1, 2), of(0, 0, 0, 10));
    Tensor y = norm.forward(tensor(Shape.of(2, 4), 1, 1, 3, 3, 0, 0, 8, 8));
    Expect.close(
        "layer_norm",
        y.toFloatArray(),
        of(-1, -1, 1, 12, -1, -1, 1, 12),
        Numerics.module("layer_norm").value());
  }

  @Test
  default void batchNormDividesByTheBiasedDeviationOfAColumn() {
    TensorData one = TensorData.of(new long[] {1}, Shape.scalar());
    Module norm = module(batchNorm1d(2).eps(0).momentum(0.5));
    Tensor x = tensor(Shape.of(2, 2), 1, 10, 3, 30);
    Bounds bounds = Numerics.module("batch_norm_1d");
    Expect.close("batch_norm_1d", norm.forward(x).toFloatArray(), of(-1, -1, 1, 1), bounds.value());
    // but the running variance is unbiased
    assertThat(values(norm.stateDict(), "running_mean")).containsExactly(1, 10);
    assertThat(values(norm.stateDict(), "running_var")).containsExactly(1.5f, 100.5f);
    assertThat(norm.stateDict()).containsEntry("num_batches_tracked", one);
  }

  @Test
  default void batchNormEvaluatesWithTheRunningStatistics() {
    TensorData one = TensorData.of(new long[] {1}, Shape.scalar());
    Module norm = module(batchNorm1d(1).eps(0).momentum(1)).train();
    norm.forward(tensor(Shape.of(3, 1), 1, 3, 5)); // mean 3, unbiased variance 4
    norm.eval();
    Tensor y = norm.forward(tensor(Shape.of(1, 1), 7));
    Expect.close("batch_norm_1d", y.item(), 2, Numerics.module("batch_norm_1d").value());
    assertThat(values(norm.stateDict(), "running_mean")).containsExactly(3);
    assertThat(norm.stateDict()).containsEntry("num_batches_tracked", one);
  }

  @Test
  default void batchNormWithoutEpsMakesAConstantColumn0() {
    Module norm = module(batchNorm1d(1).eps(0));
    Tensor x = variable(Shape.of(2, 1), 3, 3);
    Tensor y = norm.forward(x);
    assertThat(y.toFloatArray()).containsExactly(0, 0);
    weighted(y).backward();
    Expect.close("dx", gradient(x), of(0, 0), Numerics.module("batch_norm_1d").gradient());
  }

  @Test
  default void embeddingLooksUp() {
    Module embedding = module(embedding(3, 2));
    setParameters(embedding, of(1, 2, 3, 4, 5, 6));
    Tensor y = embedding.forward(integers(2, 0, 2, 2).reshape(2, 2));
    assertThat(y.shape()).isEqualTo(Shape.of(2, 2, 2));
    assertThat(y.toFloatArray()).containsExactly(5, 6, 1, 2, 5, 6, 5, 6);
    weighted(y).backward();
    float[] slopes = gradient(embedding.namedParameters().get("weight"));
    assertThat(slopes).containsExactly(3, 4, 0, 0, 1 + 5 + 7, 2 + 6 + 8);
  }

  @Test
  default void columnEmbeddingPutsVectorsInThePlaceOfIndices() {
    Module embedding = module(columnEmbedding(List.of(0, 2), List.of(3, 2), List.of(2, 1)));
    setParameters(embedding, of(7, 7, 1, 2, 3, 4), of(7, 5));
    Tensor y = embedding.forward(tensor(Shape.of(3, 3), 2, 10, 1, 0, 20, 0, 2, 30, 0));
    assertThat(y.shape()).isEqualTo(Shape.of(3, 4));
    assertThat(y.toFloatArray()).containsExactly(3, 4, 10, 5, 0, 0, 20, 0, 3, 4, 30, 0);
    weighted(y).backward();
    Map<String, Tensor> tables = embedding.namedParameters();
    assertThat(tables).containsOnlyKeys("0.weight", "1.weight");
    assertThat(gradient(tables.get("0.weight")))
        .as("gradient of an embedding that several rows look up")
        .containsExactly(0, 0, 0, 0, 1 + 9, 2 + 10);
    assertThat(gradient(tables.get("1.weight"))).containsExactly(0, 4);
  }

  @Test
  default void columnEmbeddingIsMovedByNoTrainingWhereThereIsNoVector() {
    Module embedding = module(columnEmbedding(List.of(0), List.of(3), List.of(2)));
    Optimizer optimizer = backend().optimizer(adam(0.1), embedding.parameters());
    Tensor x = tensor(Shape.of(3, 1), 0, 1, 0);
    for (int step = 0; step < 3; step++) {
      optimizer.zeroGrad();
      embedding.forward(x).sum().backward();
      optimizer.step();
    }
    assertThat(values(embedding.stateDict(), "0.weight")).startsWith(0, 0);
    assertThat(embedding.forward(x).toFloatArray()).startsWith(0, 0).endsWith(0, 0);
  }

  @Test
  default void flattenKeepsTheRows() {
    Tensor x = tensor(Shape.of(2, 2, 2), 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(module(flatten()).forward(x).shape()).isEqualTo(Shape.of(2, 4));
    assertThat(module(flatten()).forward(x).toFloatArray()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  default void dropoutDropsInTrainingOnly() {
    Module dropout = module(dropout(0.5));
    float[] ones = new float[1000];
    Arrays.fill(ones, 1);
    Tensor x = variable(Shape.of(1000), ones);
    Tensor y = dropout.forward(x);
    assertThat(y.toFloatArray()).containsOnly(0f, 2f).contains(0f, 2f);
    y.sum().backward();
    assertThat(gradient(x)).containsExactly(y.toFloatArray());
    assertThat(dropout.eval().forward(x).toFloatArray()).containsExactly(ones);
    assertThat(module(dropout(1)).forward(x).toFloatArray()).containsOnly(0f);
    assertThat(module(dropout(0)).forward(x).toFloatArray()).containsExactly(ones);
  }

  @Test
  default void whatDropoutPassesOnIsATensorOfItsOwn() {
    Tensor x = variable(Shape.of(2), 1, 2);
    for (Module dropout : List.of(module(dropout(0.5)).eval(), module(dropout(0)))) {
      dropout.forward(x).close();
      dropout.forward(x).sum().backward();
    }
    assertThat(x.toFloatArray()).containsExactly(1, 2);
    assertThat(gradient(x)).containsExactly(2, 2);
  }

  @Test
  default void sequentialIsOneAfterTheOther() {
    Module model = module(sequential(linear(1, 1), relu(), linear(1, 1)));
    setParameters(model, of(2), of(-3), of(10), of(5));
    float[] y = model.forward(tensor(Shape.of(2, 1), 1, 3)).toFloatArray();
    assertThat(y).containsExactly(5, 35);
  }
}
