package io.kindling.tck.use;

import static io.kindling.Specs.batchNorm1d;
import static io.kindling.Specs.bceWithLogits;
import static io.kindling.Specs.columnEmbedding;
import static io.kindling.Specs.crossEntropy;
import static io.kindling.Specs.embedding;
import static io.kindling.Specs.layerNorm;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.tck.kit.Refusal.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.DataException;
import io.kindling.error.ShapeException;
import io.kindling.error.SpecException;
import io.kindling.tck.kit.BackendUnderTest;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Wrong shapes, dimensions, ranges and indices. */
public interface WrongShapeContract extends BackendUnderTest {
  private static void misshapen(String message, ThrowingCallable call) {
    refused(ShapeException.class, message, call);
  }

  private Tensor zeros(long... sizes) {
    Shape shape = Shape.of(sizes);
    return tensor(TensorData.full(shape, 0));
  }

  @Test
  default void aFlatInputIsToldToBecomeAColumn() {
    Module linear = module(linear(1, 1));
    misshapen(
        "linear: input must be 2-D (got shape [11]; expected [n, 1]; reshape it with reshape(11,"
            + " 1))",
        () -> linear.forward(zeros(11)));
    assertThat(linear.forward(zeros(11, 1)).shape()).isEqualTo(Shape.of(11, 1));
  }

  @Test
  default void anInputOfTheWrongWidthIsRefused() {
    misshapen(
        "linear: input must have as many columns as in_features (got shape [2, 4]; expected [n,"
            + " 3])",
        () -> module(linear(3, 1)).forward(zeros(2, 4)));
    misshapen(
        "layer_norm: input must end in the normalized shape (got shape [2, 4]; expected […, 3])",
        () -> module(layerNorm(3)).forward(zeros(2, 4)));
    misshapen(
        "batch_norm_1d: input must have one column for each feature (got shape [2, 4]; expected [n,"
            + " 3] or [n, 3, length])",
        () -> module(batchNorm1d(3)).forward(zeros(2, 4)));
  }

  @Test
  default void batchNormDoesNotTrainOnOneRow() {
    Module norm = module(batchNorm1d(2));
    Map<String, TensorData> before = norm.stateDict();
    misshapen(
        "batch_norm_1d: training needs more than one value for each feature (got shape [1, 2];"
            + " expected a larger batch; leave a short last batch out, as dropLast does, or predict"
            + " with eval())",
        () -> norm.forward(zeros(1, 2)));
    assertThat(norm.stateDict()).isEqualTo(before);
    assertThat(norm.eval().forward(zeros(1, 2)).shape()).isEqualTo(Shape.of(1, 2));
  }

  @Test
  default void batchNormWithoutRunningStatisticsDoesNotEvaluateOneRow() {
    Module norm = module(batchNorm1d(2).trackRunningStats(false)).eval();
    misshapen(
        "batch_norm_1d: evaluation without running statistics needs more than one value for each"
            + " feature (got shape [1, 2]; expected a larger batch)",
        () -> norm.forward(zeros(1, 2)));
    assertThat(norm.forward(zeros(2, 2)).shape()).isEqualTo(Shape.of(2, 2));
  }

  @Test
  default void predictionAndTargetMustFit() {
    Loss mse = backend().loss(mse());
    misshapen(
        "mse: target must have the prediction's shape (got shape [3]; expected [3, 1]; reshape it"
            + " with reshape(3, 1))",
        () -> mse.forward(zeros(3, 1), zeros(3)));
    Loss crossEntropy = backend().loss(crossEntropy());
    misshapen(
        "cross_entropy: prediction must be 2-D (got shape [3]; expected [n, classes])",
        () -> crossEntropy.forward(zeros(3), integers(0, 0, 0)));
    misshapen(
        "cross_entropy: target must hold one class for each row (got shape [3]; expected [2])",
        () -> crossEntropy.forward(zeros(2, 3), integers(0, 0, 0)));
    assertThat(mse.forward(zeros(3), zeros(3)).item()).isZero();
  }

  @Test
  default void weightsNeedTheirColumns() {
    Loss weighted = backend().loss(crossEntropy().weight(List.of(1.0, 2.0)));
    misshapen(
        "cross_entropy: prediction must have a column for each weight (got shape [2, 3]; expected"
            + " [n, 2])",
        () -> weighted.forward(zeros(2, 3), integers(0, 1)));
    Loss binary = backend().loss(bceWithLogits().posWeight(List.of(1.0, 2.0)));
    misshapen(
        "bce_with_logits: prediction must have a column for each weight (got shape [2, 3]; expected"
            + " […, 2])",
        () -> binary.forward(zeros(2, 3), zeros(2, 3)));
  }

  @Test
  default void anIndexMustBeOneOfThoseThereAre() {
    Loss crossEntropy = backend().loss(crossEntropy());
    misshapen(
        "cross_entropy: a class must be within range (got 3; expected 0 … 2)",
        () -> crossEntropy.forward(zeros(2, 3), integers(0, 3)));
    misshapen(
        "cross_entropy: a class must be within range (got -1; expected 0 … 2)",
        () -> crossEntropy.forward(zeros(2, 3), integers(-1, 0)));
    misshapen(
        "embedding: an index must be within range (got 5; expected 0 … 4)",
        () -> module(embedding(5, 2)).forward(integers(0, 5)));
    Module columns = module(columnEmbedding(List.of(1), List.of(5), List.of(2)));
    misshapen(
        "embedding: an index must be within range (got 5; expected 0 … 4)",
        () -> columns.forward(tensor(Shape.of(1, 2), 0, 5)));
    misshapen(
        "column_embedding: input must be rows with all of its columns (got shape [2, 1]; expected"
            + " [n, 2 or more])",
        () -> columns.forward(zeros(2, 1)));
    refused(
        DataException.class,
        "column_embedding: an index must be a whole number (got 0.5; expected 0, 1, 2 …; columns of"
            + " indices are not standardized)",
        () -> columns.forward(tensor(Shape.of(1, 2), 0, 0.5f)));
    misshapen(
        "indexSelect: an index must be within range (got -1; expected 0 … 1)",
        () -> zeros(2).indexSelect(0, integers(1, -1)));
    misshapen(
        "indexSelect: an index must be within range (got 0; expected none: there is"
            + " nothing to choose from)",
        () -> zeros(0, 2).indexSelect(0, integers(0)));
    assertThat(crossEntropy.forward(zeros(1, 1), integers(0)).item()).isZero();
  }

  @Test
  default void anIndexThatWasComputedIsLookedAtToo() {
    Tensor greatest = tensor(Shape.of(4), 1, 2, 3, 9).max(0, true).indices();
    misshapen(
        "indexSelect: an index must be within range (got 3; expected 0 … 2)",
        () -> zeros(3).indexSelect(0, greatest));
    Tensor picked = integers(7, 1).narrow(0, 1, 1);
    assertThat(tensor(Shape.of(2), 5, 6).indexSelect(0, picked).item()).isEqualTo(6f);
  }

  @Test
  default void shapesMustBroadcast() {
    Tensor a = tensor(Shape.of(2), 1, 2);
    Tensor b = tensor(Shape.of(3), 1, 2, 3);
    String rest =
        ": shapes must broadcast (got shapes [2] and [3]; expected sizes that are equal or 1,"
            + " counted from the last dimension)";
    misshapen("add" + rest, () -> a.add(b));
    misshapen("sub" + rest, () -> a.sub(b));
    misshapen("mul" + rest, () -> a.mul(b));
    misshapen("div" + rest, () -> a.div(b));
    misshapen("pow" + rest, () -> a.pow(b));
    misshapen("gt" + rest, () -> a.gt(b));
    misshapen("ne" + rest, () -> a.ne(b));
    assertThat(a.add(1).toFloatArray()).containsExactly(2, 3);
  }

  @Test
  default void matricesMustBeMatricesAndMatch() {
    Tensor a = zeros(2, 3);
    misshapen(
        "matmul: the first matrix must have as many columns as the second has rows (got shapes [2,"
            + " 3] and [2, 3]; expected [n, k] and [k, m])",
        () -> a.matmul(a));
    misshapen("transpose: only a matrix (got shape [2]; expected [n, m])", zeros(2)::transpose);
  }

  @Test
  default void aReshapeKeepsTheNumberOfElements() {
    String rest =
        " for the 6 elements of [2, 3]; expected sizes whose product is 6, one of them −1 to have"
            + " it worked out)";
    String rule = "reshape: the number of elements must stay the same (got shape ";
    misshapen(rule + "[4, -1]" + rest, () -> zeros(2, 3).reshape(4, -1));
    misshapen(rule + "[-1, -1]" + rest, () -> zeros(2, 3).reshape(-1, -1));
    misshapen(rule + "[5]" + rest, () -> zeros(2, 3).reshape(5));
    long large = Long.MAX_VALUE;
    misshapen(rule + "[" + large + ", 2]" + rest, () -> zeros(2, 3).reshape(large, 2));
  }

  @Test
  default void aRangeMustLieInItsDimension() {
    misshapen(
        "narrow: the range must lie in dimension 1 (got start 2, length 2; expected a range in 0 …"
            + " 3)",
        () -> zeros(2, 3).narrow(1, 2, 2));
    misshapen(
        "narrow: the range must lie in dimension 0 (got start -1, length 1; expected a range in 0 …"
            + " 2)",
        () -> zeros(2, 3).narrow(0, -1, 1));
  }

  @Test
  default void aDimensionMustBeThere() {
    String rest = ": there is no dimension 2 (got shape [2, 3]; expected a dimension from -2 to 1)";
    Tensor a = zeros(2, 3);
    misshapen("narrow" + rest, () -> a.narrow(2, 0, 1));
    misshapen("softmax" + rest, () -> a.softmax(2));
    misshapen("logSoftmax" + rest, () -> a.logSoftmax(2));
    misshapen("sum" + rest, () -> a.sum(2));
    misshapen("mean" + rest, () -> a.mean(2, true));
    misshapen("max" + rest, () -> a.max(2));
    misshapen("min" + rest, () -> a.min(2));
    misshapen("cat" + rest, () -> Tensor.cat(List.of(a), 2));
    misshapen("indexSelect" + rest, () -> a.indexSelect(2, integers(0)));
    misshapen(
        "softmax: there is no dimension 0 (got shape []; expected a tensor with dimensions)",
        () -> zeros().softmax(0));
  }

  @Test
  default void nothingHasNoGreatest() {
    String rest =
        ": the dimension must not be empty (got shape [0, 2]; expected a size of 1 or more)";
    misshapen("max" + rest, () -> zeros(0, 2).max(0));
    misshapen("min" + rest, () -> zeros(0, 2).min(0));
  }

  @Test
  default void tensorsInARowDifferInOneDimensionOnly() {
    misshapen(
        "cat: shapes may differ in dimension 0 only (got shapes [2, 3] and [2, 2]; expected sizes"
            + " that are equal elsewhere)",
        () -> Tensor.cat(List.of(zeros(2, 3), zeros(2, 2)), 0));
    misshapen(
        "cat: there must be at least one tensor (got none; expected at least one)",
        () -> Tensor.cat(List.of(), 0));
  }

  @Test
  default void onlyOneElementIsAnItem() {
    misshapen(
        "item: there must be exactly one element (got shape [2]; expected a scalar; reduce it with"
            + " sum() or mean())",
        zeros(2)::item);
    misshapen(
        "indexSelect: indices must be 1-D (got shape [1, 1]; expected [n])",
        () -> zeros(2).indexSelect(0, integers(0).reshape(1, 1)));
    misshapen(
        "tensor: there must be as many values as the shape has elements (got 3 values for"
            + " shape [2]; expected 2 values)",
        () -> backend().tensor(new float[3], Shape.of(2)));
  }

  @Test
  default void boundsMustNotCross() {
    refused(
        SpecException.class,
        "clamp: the lower bound must not be above the upper (got 1.0 and -1.0; expected low ≤"
            + " high)",
        () -> zeros(2).clamp(1, -1));
    refused(
        SpecException.class,
        "clamp: the lower bound must not be above the upper (got NaN and 1.0; expected low ≤ high)",
        () -> zeros(2).clamp(Double.NaN, 1));
  }
}
