package io.kindling.statistics;

import io.kindling.error.DataException;
import io.kindling.table.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Standard errors that hold where the errors of rows have different variances, or are alike within
 * clusters: the covariance of the coefficients is {@code (ZᵀWZ)⁻¹ B (ZᵀWZ)⁻¹}, with e the residuals
 * and h the leverages of rows
 *
 * <table>
 * <caption>What B is</caption>
 * <tr><td>HC0<td>{@code Σ w² e² z zᵀ}
 * <tr><td>HC1<td>the same times {@code n / (n − k)}
 * <tr><td>HC2<td>{@code Σ w² e² / (1 − h) z zᵀ}
 * <tr><td>HC3<td>{@code Σ w² e² / (1 − h)² z zᵀ}
 * <tr><td>clusters<td>{@code Σ_g s_g s_gᵀ · G / (G − 1) · (n − 1) / (n − k)}, where {@code s_g = Σ w e
 *     z} over the rows of each of G clusters
 * </table>
 *
 * <p>A row of leverage 1 leaves no HC2 and no HC3, which divide by 0 then; HC0 and HC1 it leaves as
 * they are.
 *
 * <p>t has n − k degrees of freedom, with clusters G − 1. Sums over rows are exact, so that their
 * order makes no difference; those within clusters are not.
 *
 * @param kind which
 * @param cluster the column that says of which cluster a row is; null for none
 * @see <a href="https://doi.org/10.1016/0304-4076(85)90158-7">MacKinnon and White 1985</a>
 */
public record RobustErrors(Kind kind, @Nullable String cluster) {
  /** Which errors. */
  public enum Kind {
    /** White's. */
    HC0,
    /** Those for the degrees of freedom. */
    HC1,
    /** Those for the leverage. */
    HC2,
    /** Nearly those of leaving out each row in turn. */
    HC3,
    /** Those of clusters. */
    CLUSTER
  }

  /**
   * Checks the options.
   *
   * @throws DataException if there are clusters without their column
   */
  public RobustErrors {
    if ((kind == Kind.CLUSTER) != (cluster != null)) {
      throw new DataException(
          "RobustErrors", "clusters are in a column", kind + ", " + cluster, "both or none", null);
    }
  }

  @Override
  public String toString() {
    return cluster == null ? kind.name() : "cluster";
  }

  /**
   * Judges a fit anew, in another pass over its rows.
   *
   * @param fit the fit, of the rows of that table
   * @param design what explains in it
   * @param table the table
   * @return the same fit with these errors, and F by Wald's test
   * @throws DataException if the fit is penalised, or has no coefficients or no degrees of freedom
   *     left, there are fewer than two clusters, or a row's leverage is 1 that HC2 and HC3 would
   *     divide by 1 − h
   */
  public LinearFit of(LinearFit fit, Design design, Table table) {
    if (fit.coefficients().isEmpty()) {
      throw new DataException(
          "fit",
          "there must be coefficients to judge",
          "none that says anything",
          "a column that is not 0 in every row, or an intercept",
          null);
    }
    if (fit.ridge() > 0 || fit.degreesOfFreedom() == 0) {
      throw new DataException(
          "fit",
          "there must be standard errors",
          fit.ridge() > 0 ? "a penalty" : "as many coefficients as rows",
          "neither",
          null);
    }
    try (DesignRows rows =
        design.open(table, cluster == null ? List.of() : List.of(cluster), null)) {
      return new Sandwich(fit, design).judged(rows);
    }
  }

  /** The sums of a pass, in the basis in which {@code ZᵀWZ} is the identity. */
  private final class Sandwich {
    private final LinearFit fit;
    private final FittedRows fitted;
    private final int size;

    Sandwich(LinearFit fit, Design design) {
      this.fit = fit;
      this.fitted = new FittedRows(fit.coefficients(), fit.intervals(), design);
      this.size = fitted.size();
    }

    LinearFit judged(DesignRows rows) {
      double degrees = fit.degreesOfFreedom();
      double[][] middle;
      if (kind == Kind.CLUSTER) {
        List<double[]> scores = scores(rows);
        degrees = scores.size() - 1.0;
        middle = products(scores);
      } else {
        middle = products(rows);
      }
      return judged(covariance(middle), degrees);
    }

    private double[][] products(DesignRows rows) {
      Moments sums = Moments.of(names(), /* weighted= */ true);
      while (rows.advance()) {
        BigDecimal[] row = rows.row();
        double[] basis = fitted.basis(row);
        double weight = rows.weight().doubleValue();
        double scaled = weight * fitted.residual(row);
        double leverage = weight * Arrays.stream(basis).map(part -> part * part).sum();
        sums.add(basis, scaled * scaled / share(leverage, rows));
      }
      double factor = kind == Kind.HC1 ? fit.rows() / (double) fit.degreesOfFreedom() : 1;
      return products(sums, factor);
    }

    /** What squares are divided by. */
    private double share(double leverage, DesignRows rows) {
      if (kind != Kind.HC2 && kind != Kind.HC3) {
        return 1;
      }
      if (RowDiagnostics.isDecisive(leverage)) {
        throw new DataException(
            "fit",
            kind + " divides by 1 − h, and no row's leverage h may be 1",
            "row " + rows.number() + ", which alone decides a coefficient",
            "rows of which each coefficient has several",
            "take HC1, or leave the row out");
      }
      double left = 1 - leverage;
      return kind == Kind.HC2 ? left : left * left;
    }

    private List<String> names() {
      return IntStream.range(0, size).mapToObj(i -> "u" + i).toList();
    }

    private double[][] products(Moments sums, double factor) {
      double[][] products = new double[size][size];
      for (int i = 0; i < size; i++) {
        for (int j = 0; j < size; j++) {
          products[i][j] = factor * sums.sum(i + 1, j + 1).doubleValue();
        }
      }
      return products;
    }

    private List<double[]> scores(DesignRows rows) {
      Map<String, double[]> scores = new HashMap<>();
      while (rows.advance()) {
        BigDecimal[] row = rows.row();
        double[] basis = fitted.basis(row);
        double scaled = rows.weight().doubleValue() * fitted.residual(row);
        double[] sum = scores.computeIfAbsent(rows.label(), label -> new double[size]);
        for (int i = 0; i < size; i++) {
          sum[i] += scaled * basis[i];
        }
      }
      if (scores.size() < 2) {
        throw new DataException(
            "fit", "there must be several clusters", scores.size() + "", "2 at least", null);
      }
      return new ArrayList<>(scores.values());
    }

    private double[][] products(List<double[]> scores) {
      double groups = scores.size();
      double factor =
          groups / (groups - 1) * ((fit.rows() - 1.0) / (double) fit.degreesOfFreedom());
      Moments sums = Moments.of(names(), /* weighted= */ false);
      scores.forEach(sums::add);
      return products(sums, factor);
    }

    /** {@code Mᵀ B M}. */
    private double[][] covariance(double[][] middle) {
      double[][] covariance = new double[size][size];
      for (int i = 0; i < size; i++) {
        double[] left = fit.intervals().column(i);
        for (int j = 0; j <= i; j++) {
          double[] right = fit.intervals().column(j);
          double sum = 0;
          for (int a = 0; a < size; a++) {
            for (int b = 0; left[a] != 0 && b < size; b++) {
              sum += left[a] * middle[a][b] * right[b];
            }
          }
          covariance[i][j] = sum;
          covariance[j][i] = sum;
        }
      }
      return covariance;
    }

    private LinearFit judged(double[][] covariance, double degrees) {
      TDistribution distribution = TDistribution.of(degrees);
      double wide = distribution.inverseSurvivalProbability((1 - fit.level()) / 2);
      List<LinearFit.Coefficient> coefficients = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        LinearFit.Coefficient one = fit.coefficients().get(i);
        double error = Math.sqrt(covariance[i][i]);
        double t = one.estimate() / error;
        coefficients.add(
            new LinearFit.Coefficient(
                one.name(),
                one.estimate(),
                error,
                t,
                2 * distribution.survivalProbability(Math.abs(t)),
                one.estimate() - wide * error,
                one.estimate() + wide * error));
      }
      int first = fitted.hasIntercept() ? 1 : 0;
      double f = wald(covariance, first) / (size - first);
      double p =
          f >= 0 ? FDistribution.of(size - first, degrees).survivalProbability(f) : Double.NaN;
      return fit.judged(RobustErrors.this.toString(), coefficients, f, p);
    }

    /** {@code βᵀ V⁻¹ β} of the coefficients from one on, by Cholesky; NaN where V is singular. */
    private double wald(double[][] covariance, int first) {
      double sum = 0;
      double[][] lower = new double[size][size];
      double[] solved = new double[size];
      for (int i = first; i < size; i++) {
        double rest = fit.coefficients().get(i).estimate();
        for (int j = first; j <= i; j++) {
          double product = covariance[i][j];
          for (int k = first; k < j; k++) {
            product -= lower[i][k] * lower[j][k];
          }
          lower[i][j] = i == j ? Math.sqrt(product) : product / lower[j][j];
          rest -= i == j ? 0 : lower[i][j] * solved[j];
        }
        solved[i] = rest / lower[i][i];
        sum += solved[i] * solved[i];
      }
      return sum;
    }
  }
}
