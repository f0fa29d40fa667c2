package io.kindling.cli;

import static io.kindling.cli.Run.json;
import static io.kindling.cli.Run.kindling;
import static io.kindling.cli.Run.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits at the edge of what can be said: {@code kindling fit} says it, or refuses in a line. */
final class FitEdgesTest {
  private static final String ROWS = "g,x,y\na,1,2\na,2,3\nb,3,9\nb,,4\nb,5,7\na,7,8\n";

  @TempDir Path folder;

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("t.csv"), text);
  }

  private static Run fit(Path table, Object... args) {
    List<Object> all = new ArrayList<>(List.of("fit", table, "--target=y"));
    all.addAll(Arrays.asList(args));
    return kindling(all.toArray());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(intercept),y;1,2;2,4;3,7||fit: no column may be called as the constant is (got"
            + " '(intercept)'; ",
        "(intercept),y;1,2;2,4;3,7|--intercept=false|fit: no column may be called as the constant",
        "x,y;1,0;2,0;3,0|--family=poisson|fit: the target must have other numbers than 0 (got 'y',",
        "x,y;1,1;2,1;3,1|--family=binomial|fit: the target must have other numbers than 1 (got",
        "g,y;a,1;a,2;a,4;b,9|--errors=HC3|fit: HC3 divides by 1 − h, and no row's leverage h may be"
            + " 1 (got row 4, which alone decides a coefficient; ",
        "x,y;0,1;0,2;0,4|--intercept=false --errors=HC3|fit: there must be coefficients to judge",
        "x,y;0,1;0,2;0,4|--intercept=false --save=nowhere.pt|--save: there must be a coefficient",
        "x,y;1,1;2,2;3,4|--ridge=1 --compare=nowhere.pt|--ridge and --compare exclude each other:",
        "x,o,y;1,1e300,0;2,-1e300,1;3,1e300,1|--family=binomial --offset=o|fit: Newton's steps must"
            + " come to an end (got ",
      })
  void refusedInALine(String table, String args, String message) throws IOException {
    Object[] all = args == null ? new Object[0] : args.split(" ");
    refused(fit(csv(table.replace(";", "\n") + "\n"), all), message);
  }

  /** Whether a penalty or too few rows, there is no error to make an interval of. */
  @ParameterizedTest
  @CsvSource({"'x,y\n1,2\n2,3\n4,9\n',--ridge=1", "'x,y\n1,2\n2,3\n',--level=0.9"})
  void intervalsThatNobodyKnows(String rows, String option) throws IOException {
    Path table = csv(rows);
    Path model = folder.resolve("m.pt");
    assertThat(fit(table, option, "--save", model).err()).isEmpty();
    assertThat(kindling("predict", table, "--model-file", model).err()).isEmpty();
    for (String kind : List.of("confidence", "prediction")) {
      refused(
          kindling("predict", table, "--model-file", model, "--interval", kind),
          "--interval: the fit must have standard errors (got "
              + model
              + ", of a penalised fit or one of no more rows than coefficients;");
    }
  }

  @ParameterizedTest
  @CsvSource({"0.57,57%", "0.95,95%", "0.999,99.9%", "0.28,28%", "0.1,10%", "1e-5,0.001%"})
  void levelsAreSharesOfAHundred(String level, String percent) throws IOException {
    Path table = csv("x,y\n1,2\n2,3\n3,9\n4,4\n");
    Path page = folder.resolve("p.html");
    Path plot = folder.resolve("p.svg");
    Run run = fit(table, "--level", level, "--report", page, "--plot", "coefficients:" + plot);
    assertThat(run.out()).contains(" " + percent + " from ");
    assertThat(page).content().contains(">" + percent + " from<");
    assertThat(plot).content().contains(">" + percent + " interval<");
  }

  @Test
  void whatTheTextSaysJsonSays() throws IOException {
    Path table = csv(ROWS);
    for (String family : List.of("gaussian", "poisson")) {
      JsonObject json = json(fit(table, "--missing=drop", "--family", family, "--json"));
      assertThat(json.getAsJsonObject("references").toString()).isEqualTo("{\"g\":\"a\"}");
      assertThat(json.get("left_out_rows").getAsLong()).isEqualTo(1);
      assertThat(json.get("intercept").getAsBoolean()).isTrue();
    }
    JsonObject ridge =
        json(fit(table, "--missing=median", "--intercept=false", "--ridge=2.5", "--json"));
    assertThat(ridge.getAsJsonObject("references").size()).isZero();
    assertThat(ridge.get("left_out_rows").getAsLong()).isZero();
    assertThat(ridge.get("intercept").getAsBoolean()).isFalse();
    assertThat(ridge.get("ridge").getAsDouble()).isEqualTo(2.5);
    JsonObject groups = json(fit(table, "--missing=drop", "--features=x", "--by=g", "--json"));
    assertThat(groups.getAsJsonArray("groups")).hasSize(2);
    assertThat(groups.getAsJsonObject("references").size()).isZero();
    assertThat(groups.get("left_out_rows").getAsLong()).isEqualTo(1);
  }

  /** Sums do not say what rows they are of. */
  @Test
  void whatSumsDoNotSayIsNull() throws IOException {
    Path table = csv("x,y\n1,2\n2,3\n3,9\n");
    Path sums = folder.resolve("t.kstat");
    assertThat(kindling("moments", table, "--out", sums).err()).isEmpty();
    JsonObject json = json(fit(sums, "--json"));
    assertThat(json.get("references").isJsonNull()).isTrue();
    assertThat(json.get("left_out_rows").isJsonNull()).isTrue();
  }

  /** The likelihood of y in another unit is that of y, less the unit's logarithm for each row. */
  @Test
  void likelihoodsOfSquaresBeyondFloat64() throws IOException {
    JsonObject usual = json(fit(csv("x,y\n1,2\n2,3\n3,9\n4,4\n"), "--json"));
    for (int power : new int[] {200, -200}) {
      String table = "x,y\n1,2e%1$d\n2,3e%1$d\n3,9e%1$d\n4,4e%1$d\n".formatted(power);
      JsonObject json = json(fit(csv(table), "--json"));
      assertThat(json.get("log_likelihood").getAsDouble())
          .isEqualTo(
              usual.get("log_likelihood").getAsDouble() - 4 * power * Math.log(10), within(1e-9));
      assertThat(json.get("aic").isJsonNull()).isFalse();
      assertThat(json.get("digits").getAsInt()).isEqualTo(15);
    }
  }

  @Test
  void digitsThatAreNoneAreNotPromised() throws IOException {
    Path table = csv("x,y\n1e200,2e-200\n2e200,3e-200\n3e200,9e-200\n4e200,4e-200\n");
    assertThat(fit(table).lines())
        .contains(
            "solved exactly, but float64 has no room for some of these numbers, which stand as"
                + " Infinity, 0 or nearly 0: their digits are not true");
    assertThat(json(fit(table, "--json")).get("digits").getAsInt()).isZero();
  }

  /** Residuals of a fit with an infinite coefficient are no numbers. */
  @ParameterizedTest
  @ValueSource(strings = {"--plot=residuals:x.svg", "--errors=HC0", "--errors=HC3"})
  void residualsNeedFiniteCoefficients(String option) throws IOException {
    Path table = csv("x,y\n1e-310,1\n2e-310,3\n3e-310,4\n");
    assertThat(fit(table).code()).isZero();
    refused(
        fit(table, option),
        "fit: residuals need coefficients that float64 has room for (got one beyond 1.7e308, of x;"
            + " expected a column of larger numbers; multiply 'x' by a constant, or divide the target)");
  }
}
