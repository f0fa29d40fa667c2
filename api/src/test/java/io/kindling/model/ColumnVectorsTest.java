package io.kindling.model;

import static io.kindling.Specs.columnEmbedding;
import static io.kindling.Specs.embedding;
import static io.kindling.Specs.flatten;
import static io.kindling.Specs.linear;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.DataException;
import io.kindling.nn.ModuleSpec;
import io.kindling.table.CategoryEncoding;
import io.kindling.table.Classes;
import io.kindling.table.FeatureColumn;
import io.kindling.table.FeatureColumns;
import io.kindling.table.IndexEncoding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Vectors in the place of indices, before a model. */
final class ColumnVectorsTest {
  private static final Classes TWO = new Classes(List.of("a", "b"));
  private static final Classes THREE = new Classes(List.of("a", "b", "c"));

  /** A one-hot category, an index whose gaps are marked, a number, and another index. */
  private static final FeatureColumns COLUMNS =
      new FeatureColumns(
          List.of(
              new FeatureColumn("kind", new CategoryEncoding(TWO), null),
              new FeatureColumn(
                  "street", new IndexEncoding(THREE, 4), new FeatureColumn.Filling(0, true)),
              FeatureColumn.number("area"),
              new FeatureColumn("town", new IndexEncoding(TWO, 5), null)));

  private static final ModuleSpec VECTORS =
      columnEmbedding(List.of(2, 5), List.of(4, 3), List.of(4, 5));

  @Test
  void theyStandBeforeTheModel() {
    assertThat(ColumnVectors.width(COLUMNS)).isEqualTo(13);
    assertThat(ColumnVectors.before(COLUMNS, linear(13, 1)))
        .isEqualTo(sequential(VECTORS, linear(13, 1)));
    assertThat(ColumnVectors.before(COLUMNS, sequential(linear(13, 2), relu(), linear(2, 1))))
        .isEqualTo(sequential(VECTORS, linear(13, 2), relu(), linear(2, 1)));
  }

  @Test
  void aModelOfNumbersOrOfIndicesStaysAsItIs() {
    ModuleSpec line = linear(1, 1);
    assertThat(ColumnVectors.before(FeatureColumns.numbers(List.of("x")), line)).isSameAs(line);
    for (ModuleSpec model :
        List.of(sequential(VECTORS, linear(13, 1)), sequential(embedding(4, 2), flatten()))) {
      assertThat(ColumnVectors.before(COLUMNS, model)).isSameAs(model);
    }
  }

  @Test
  void eachLevelMustHaveAVector() {
    ModuleSpec few = columnEmbedding(List.of(2, 5), List.of(3, 3), List.of(1, 1));
    assertThatThrownBy(() -> ColumnVectors.before(COLUMNS, few))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column_embedding: there must be a vector for each level, and one for all others (got 3"
                + " for column 2, which is street; expected 4 or more)");
    assertThatThrownBy(
            () -> new TrainedModel(linear(6, 1), COLUMNS, Outputs.numbers("y"), null, Map.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("(got 0 for column 2, which is street; expected 4 or more)");
  }
}
