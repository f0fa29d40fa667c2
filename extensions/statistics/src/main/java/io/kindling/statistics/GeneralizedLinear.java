package io.kindling.statistics;

import io.kindling.core.CheckReturnValue;
import io.kindling.error.DataException;
import io.kindling.exact.ExactSum;
import io.kindling.exact.Rounding;
import io.kindling.table.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * A generalized linear model, {@code g(μ) = zᵀβ + offset}, by Newton's method: each step is a fit
 * by least squares with weights, of which the table is read once. Sums over rows are exact, so that
 * neither their order nor threads make a difference.
 *
 * @param family what the target is distributed as
 * @param intercept whether there is a constant beside the columns
 * @param offset the column that is added to what the model says; null for none
 * @param level of the intervals, between 0 and 1
 * @see <a href="https://doi.org/10.2307/2344614">Nelder and Wedderburn 1972</a>
 */
@CheckReturnValue
public record GeneralizedLinear(
    Family family, boolean intercept, @Nullable String offset, double level) {
  private static final String OPERATION = "fit";
  private static final int MOST_STEPS = 40;

  /** A deviance that changes by less changes by rounding. */
  private static final double SAME = 1e-13;

  /** What is divided by less may be larger than any float64. */
  private static final double LEAST_VARIANCE = 1e-290;

  /** By how much a step still moves η where nothing holds a coefficient. */
  private static final double MOVING = 0.3;

  /**
   * Checks the options.
   *
   * @throws DataException if the level is not between 0 and 1
   */
  public GeneralizedLinear {
    if (!(level > 0 && level < 1)) {
      throw new DataException(
          "GeneralizedLinear",
          "a level must lie between 0 and 1",
          level + "",
          "0.95 for instance",
          null);
    }
  }

  /**
   * A model of a family, with an intercept, without an offset, and with intervals of 95%.
   *
   * @param family what the target is distributed as
   * @return such a model
   */
  public static GeneralizedLinear of(Family family) {
    return new GeneralizedLinear(family, true, null, 0.95);
  }

  /**
   * Fits a table.
   *
   * @param design what explains
   * @param table the table
   * @return what comes of it
   * @throws DataException if a target is none of the family's numbers, there are as many
   *     coefficients as rows, all targets are 0 or all are 1, or columns tell the target's numbers
   *     apart so well that a coefficient has no end; or if steps do not come to one
   */
  public GeneralizedFit fit(Design design, Table table) {
    return new Search(design, table).fit();
  }

  /** What a pass over the rows brings. */
  private static final class Pass {
    private final Moments moments;
    private final ExactSum deviance = new ExactSum();
    private final ExactSum likelihood = new ExactSum();
    private long rows;
    private long leftOut;
    private double least = Double.POSITIVE_INFINITY; // of the targets
    private double most = Double.NEGATIVE_INFINITY;

    Pass(List<String> names) {
      this.moments = Moments.of(names, true);
    }

    double deviance() {
      return number(deviance);
    }

    static double number(ExactSum sum) {
      return Rounding.quotient(sum.integer(), BigInteger.ONE, sum.exponent());
    }
  }

  /** The way to the largest likelihood. */
  private final class Search {
    private final Design design;
    private final Table table;
    private final List<String> names;
    private final double[] low; // of each term
    private final double[] high;
    private double @Nullable [] coefficients; // of the intercept and the terms; null at first
    private @Nullable LinearFit newton; // the last step
    private int steps;

    Search(Design design, Table table) {
      this.design = design;
      this.table = table;
      this.names = new ArrayList<>(design.names());
      names.add(design.target());
      this.low = new double[design.terms().size()];
      this.high = new double[design.terms().size()];
    }

    GeneralizedFit fit() {
      double before = Double.NaN;
      double[] last = new double[names.size()];
      Pass first = pass();
      checkTargets(first);
      step(first);
      while (true) {
        Pass pass = pass();
        double deviance = pass.deviance();
        boolean settled = Math.abs(deviance - before) <= SAME * (Math.abs(deviance) + 0.1);
        if (settled || steps > MOST_STEPS) {
          checkEnd(last, settled);
          step(pass); // so that errors are those of the weights at the end
          return told(pass, Objects.requireNonNull(newton));
        }
        before = deviance;
        last = Objects.requireNonNull(coefficients).clone();
        step(pass);
      }
    }

    /**
     * Finds targets of which the intercept alone would say more surely without an end what they all
     * are.
     */
    private void checkTargets(Pass pass) {
      if (intercept && pass.rows > 0 && pass.least == pass.most && family.isEnd(pass.least)) {
        throw new DataException(
            OPERATION,
            "the target must have other numbers than " + (int) pass.least,
            "'" + design.target() + "', whose numbers are all " + (int) pass.least,
            "a target for which there is a finite intercept",
            null);
      }
    }

    /** Takes Newton's step, which is a fit of what each row would have to say for it. */
    private void step(Pass pass) {
      if (pass.rows > 0 && pass.moments.rows() == 0) {
        throw endless("a model that is sure of every row");
      }
      steps++;
      LinearFit fit =
          new LeastSquares(
                  design.target(), design.names(), intercept, level, BigDecimal.ZERO, false)
              .fit(pass.moments);
      double[] next = new double[names.size()];
      for (LinearFit.Coefficient one : fit.coefficients()) {
        next[names.indexOf(one.name()) + 1] = one.estimate(); // the intercept's is at 0
      }
      coefficients = next;
      newton = fit;
    }

    private Pass pass() {
      Pass pass = new Pass(names);
      try (DesignRows rows = design.open(table, family, offset)) {
        while (rows.advance()) {
          take(rows, pass);
        }
        pass.leftOut = rows.leftOut();
      }
      return pass;
    }

    private void take(DesignRows rows, Pass pass) {
      BigDecimal[] exact = rows.row();
      double[] row = new double[exact.length];
      double eta = coefficients == null ? 0 : coefficients[0];
      for (int i = 0; i < row.length - 1; i++) {
        row[i] = exact[i].doubleValue();
        eta += coefficients == null ? 0 : coefficients[i + 1] * row[i];
        low[i] = pass.rows == 0 ? row[i] : Math.min(low[i], row[i]);
        high[i] = pass.rows == 0 ? row[i] : Math.max(high[i], row[i]);
      }
      pass.rows++;
      double y = exact[row.length - 1].doubleValue();
      pass.least = Math.min(pass.least, y);
      pass.most = Math.max(pass.most, y);
      double known = rows.offset();
      double weight = rows.weight().doubleValue();
      eta = coefficients == null ? family.link(family.start(y)) : eta + known;
      if (Double.isNaN(eta)) {
        throw endless("coefficients beyond float64");
      }
      if (!Double.isFinite(family.mean(eta))) {
        throw new DataException(
            OPERATION,
            "the means of counts must stay finite",
            eta + " as one's logarithm",
            "less",
            offset == null ? null : offsetHint());
      }
      double variance = family.variance(eta);
      row[row.length - 1] = eta - known + (y - family.mean(eta)) / variance;
      pass.deviance.add(weight * family.deviance(y, eta));
      pass.likelihood.add(weight * family.logLikelihood(y, eta));
      if (variance > LEAST_VARIANCE) { // else the row says what it will say in any case
        pass.moments.add(row, weight * variance);
      }
    }

    /** Finds columns whose coefficients go on growing, though it changes nothing any more. */
    private void checkEnd(double[] last, boolean settled) {
      double[] now = Objects.requireNonNull(coefficients);
      List<String> moving = new ArrayList<>();
      for (int i = 0; i < low.length; i++) {
        // without an intercept a column that is the same in every row moves η too
        double range = intercept ? high[i] - low[i] : Math.max(high[i], 0) - Math.min(low[i], 0);
        if (Math.abs(now[i + 1] - last[i + 1]) * range > MOVING) {
          moving.add(design.names().get(i));
        }
      }
      if (!moving.isEmpty()) {
        throw new DataException(
            OPERATION,
            "columns must not tell the target's numbers apart without an error",
            String.join(", ", moving),
            "rows of either kind on both sides",
            "leave such a column out, or take more rows");
      }
      if (!settled) {
        throw endless("none after " + MOST_STEPS);
      }
    }

    private DataException endless(String got) {
      return new DataException(
          OPERATION,
          "Newton's steps must come to an end",
          got,
          "numbers for which there is a largest likelihood",
          offset == null ? "divide columns of large numbers by a constant" : offsetHint());
    }

    private String offsetHint() {
      return "look at the offset '" + offset + "', which is added to what the model says";
    }

    private GeneralizedFit told(Pass pass, LinearFit newton) {
      long degrees = pass.rows - newton.coefficients().size();
      List<LinearFit.Coefficient> judged = new ArrayList<>();
      NormalDistribution normal = NormalDistribution.of(0, 1);
      double wide = normal.inverseSurvivalProbability((1 - level) / 2);
      for (int i = 0; i < newton.coefficients().size(); i++) {
        LinearFit.Coefficient one = newton.coefficients().get(i);
        double error = newton.intervals().deviation(i);
        double z = one.estimate() / error;
        judged.add(
            new LinearFit.Coefficient(
                one.name(),
                one.estimate(),
                error,
                z,
                2 * normal.survivalProbability(Math.abs(z)),
                one.estimate() - wide * error,
                one.estimate() + wide * error));
      }
      double likelihood = Pass.number(pass.likelihood);
      return new GeneralizedFit(
          design.target(),
          family,
          judged,
          newton.dropped(),
          pass.rows,
          pass.leftOut,
          degrees,
          pass.deviance(),
          nullDeviance(pass),
          likelihood,
          2.0 * judged.size() - 2 * likelihood,
          steps,
          level,
          newton.intervals().unjudged());
    }

    /** That of the same model without columns. */
    private double nullDeviance(Pass own) {
      if (design.terms().isEmpty()) {
        return own.deviance();
      }
      Design bare =
          new Design(
              design.columns(), design.target(), design.weights(), design.drops(), List.of());
      Search search = new Search(bare, table);
      if (intercept) {
        return search.fit().deviance();
      }
      search.coefficients = new double[1];
      return search.pass().deviance();
    }
  }
}
