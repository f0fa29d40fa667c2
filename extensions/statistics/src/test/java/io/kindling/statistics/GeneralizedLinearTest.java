package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.kindling.csv.CsvFile;
import io.kindling.error.DataException;
import io.kindling.table.FeatureColumns;
import io.kindling.table.FeatureRules;
import io.kindling.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logistic and Poisson regression beside R's {@code glm}. */
final class GeneralizedLinearTest {
  private static final double RELATIVE = 1e-9;

  /** Of p, which is far more sensitive than z. */
  private static final double TAIL = 1e-7;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Family.class)
  void allNumbersAreThoseOfR(Family family) throws IOException {
    boolean counts = family == Family.POISSON;
    for (int set = 1; set <= 20; set++) {
      Table table = Golden.table("glm/%02d.csv".formatted(set));
      Design design = design(table, counts ? "count" : "yes", "x1", "x2", "site");
      GeneralizedFit fit =
          new GeneralizedLinear(family, true, counts ? "logtime" : null, 0.95).fit(design, table);
      for (List<String> line : Golden.lines("glm.csv", Integer.toString(set))) {
        if (line.get(0).equals(family.name())) {
          double relative = line.get(1).equals("p") ? TAIL : RELATIVE;
          double expected = Double.parseDouble(line.get(3));
          assertThat(number(fit, line.get(1), line.get(2)))
              .as("set %d: %s", set, line)
              .isCloseTo(expected, within(relative * Math.abs(expected)));
        }
      }
    }
  }

  private static Design design(Table table, String target, String... columns) {
    FeatureColumns found =
        FeatureRules.standard().find(table, List.of(columns), /* asked= */ true).columns();
    return Design.of(found, target).withReferences();
  }

  private static double number(GeneralizedFit fit, String quantity, String name) {
    return switch (quantity) {
      case "deviance" -> fit.deviance();
      case "null deviance" -> fit.nullDeviance();
      case "aic" -> fit.aic();
      case "estimate" -> one(fit, name).estimate();
      case "standard error" -> one(fit, name).standardError();
      case "p" -> one(fit, name).p();
      default -> throw new IllegalArgumentException(quantity);
    };
  }

  private static LinearFit.Coefficient one(GeneralizedFit fit, String name) {
    return fit.coefficients().stream()
        .filter(one -> one.name().equals(name))
        .findAny()
        .orElseThrow();
  }

  private Table csv(String text) throws IOException {
    return CsvFile.of(Files.writeString(folder.resolve("table.csv"), text));
  }

  @Test
  void theOrderOfRowsMakesNoDifference() throws IOException {
    Table one = csv("x,y\n1,0\n2,1\n3,0\n4,1\n5,1\n0.5,0\n");
    GeneralizedFit fit = GeneralizedLinear.of(Family.BINOMIAL).fit(design(one, "y", "x"), one);
    Table other = csv("x,y\n0.5,0\n5,1\n4,1\n3,0\n2,1\n1,0\n");
    assertThat(GeneralizedLinear.of(Family.BINOMIAL).fit(design(other, "y", "x"), other))
        .isEqualTo(fit);
  }

  @Test
  void aColumnThatTellsAllApartIsNamed() throws IOException {
    Table table = csv("a,b,y\n1,5,0\n2,3,0\n3,4,0\n4,5,1\n5,2,1\n6,4,1\n");
    assertThatThrownBy(
            () -> GeneralizedLinear.of(Family.BINOMIAL).fit(design(table, "y", "a"), table))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "fit: columns must not tell the target's numbers apart without an error (got a;"
                + " expected rows of either kind on both sides; leave such a column out, or take"
                + " more rows)");
  }

  /** All rows of a level have the same number, which its coefficient goes on to say more surely. */
  @Test
  void aLevelThatTellsItsRowsApartIsNamed() throws IOException {
    Table table = csv("g,x,y\nu,1,0\nu,2,1\nu,3,0\nu,4,1\nv,2,1\nv,3,1\nv,1,1\n");
    assertThatThrownBy(
            () -> GeneralizedLinear.of(Family.BINOMIAL).fit(design(table, "y", "g", "x"), table))
        .hasMessageContaining("(got g=v;");
    Table zeros = csv("g,x,y\nu,1,2\nu,2,1\nu,3,4\nu,4,3\nv,2,0\nv,3,0\nv,1,0\n");
    assertThatThrownBy(
            () -> GeneralizedLinear.of(Family.POISSON).fit(design(zeros, "y", "g", "x"), zeros))
        .hasMessageContaining("(got g=v;");
  }

  @Test
  void otherNumbersAreRefusedWithTheirLine() throws IOException {
    Table table = csv("x,y\n1,0\n2,2\n3,1\n");
    assertThatThrownBy(
            () -> GeneralizedLinear.of(Family.BINOMIAL).fit(design(table, "y", "x"), table))
        .isInstanceOf(DataException.class)
        .hasMessageEndingWith(
            "table.csv, line 3, column y: a target must be one of the family's numbers (got 2;"
                + " expected 0 or 1)");
    Table counts = csv("x,y\n1,0\n2,7\n3,-1\n");
    assertThatThrownBy(
            () -> GeneralizedLinear.of(Family.POISSON).fit(design(counts, "y", "x"), counts))
        .hasMessageEndingWith(
            "table.csv, line 4, column y: a target must be one of the family's numbers (got -1;"
                + " expected a count: 0, 1, 2 …)");
  }

  @Test
  void rowsThatDoNotCountMayHoldAnyNumber() throws IOException {
    Table table = csv("x,w,y\n1,1,0\n2,0,5\n,1,7\n3,1,1\n2.5,1,0\n0,1,1\n");
    Design design =
        Design.of(FeatureColumns.numbers(List.of("x")), "y").withWeights("w").withDrops(true);
    assertThat(GeneralizedLinear.of(Family.BINOMIAL).fit(design, table).rows()).isEqualTo(4);
  }
}
