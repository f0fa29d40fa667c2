package io.kindling.spec;

import static io.kindling.spec.Specs.linear;
import static io.kindling.spec.Specs.mse;
import static io.kindling.spec.Specs.sequential;
import static io.kindling.spec.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.SpecException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text form: what prints reads back, and what does not read says where and why. */
final class SpecTextTest {
  @Test
  void whatPrintsReadsBack() {
    List<ModuleSpec> modules =
        List.of(
            linear(1, 1),
            linear(5, 2).bias(false),
            sequential(linear(5, 8), sequential(linear(8, 8), linear(8, 2).bias(false))));
    for (ModuleSpec spec : modules) {
      assertThat(ModuleSpec.parse(spec.toString())).isEqualTo(spec);
    }
    for (Reduction reduction : Reduction.values()) {
      LossSpec spec = mse().reduction(reduction);
      assertThat(LossSpec.parse(spec.toString())).isEqualTo(spec);
    }
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      double lr = Math.abs(Double.longBitsToDouble(random.nextLong()));
      if (Double.isFinite(lr)) {
        SgdSpec spec = sgd(lr).momentum(random.nextDouble()).weightDecay(random.nextFloat());
        assertThat(OptimizerSpec.parse(spec.toString())).isEqualTo(spec);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear(8, 32)|linear(8, 32)",
        " linear ( 8,32 , bias = true ) |linear(8, 32)",
        "linear(in_features=8, out_features=32, bias=false)|linear(8, 32, bias=false)",
        "sequential(linear(1,2),linear(2,1))|sequential(linear(1, 2), linear(2, 1))"
      })
  void modulesPrintTheirShortestForm(String text, String printed) {
    assertThat(ModuleSpec.parse(text)).hasToString(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sgd()|sgd(lr=0.001)",
        "sgd(0.01)|sgd(lr=0.01)",
        "sgd(lr=1e-2)|sgd(lr=0.01)",
        "sgd(lr=1)|sgd(lr=1)",
        "sgd(lr=.5)|sgd(lr=0.5)",
        "sgd(lr=0.000001)|sgd(lr=1e-6)",
        "sgd(lr=12345678)|sgd(lr=1.2345678e7)",
        "sgd(lr=0.01, momentum=0.9, nesterov=true, weight_decay=0.01)"
            + "|sgd(lr=0.01, momentum=0.9, weight_decay=0.01, nesterov=true)",
        "sgd(lr=0.01, momentum=0.9, dampening=0.5)|sgd(lr=0.01, momentum=0.9, dampening=0.5)"
      })
  void optimizersPrintTheirShortestForm(String text, String printed) {
    assertThat(OptimizerSpec.parse(text)).hasToString(printed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|at position 1, something is missing (got the end of the text; expected a name or a"
            + " value)",
        "linear|at position 1, a module is a name with its arguments in parentheses (got 'linear';"
            + " expected linear(…), the names being linear, sequential)",
        "liner(1, 1)|at position 1, there is no module of that name (got 'liner'; expected one of"
            + " linear, sequential)",
        "linear(8, x)|at position 11, out_features must be a whole number (got 'x'; expected a whole"
            + " number)",
        "linear(8, 1.5)|at position 11, out_features must be a whole number (got '1.5'; expected a"
            + " whole number)",
        "linear(8, 99999999999)|at position 11, out_features is too large (got '99999999999';"
            + " expected at most 2147483647)",
        "linear(8)|at position 1, linear needs out_features (got none; expected a whole number)",
        "linear(8, 0)|at position 1, linear: out_features must be at least 1 (got 0; expected 1 or"
            + " more)",
        "linear(1, 2, true, 3)|at position 20, linear takes no more arguments (got '3'; expected at"
            + " most in_features, out_features, bias)",
        "linear(1, 2, depth=3)|at position 14, linear has no argument of that name (got 'depth=3';"
            + " expected at most in_features, out_features, bias)",
        "linear(1, 2, in_features=3)|at position 14, in_features is given twice (got"
            + " 'in_features=3'; expected it once)",
        "linear(bias=true, 2)|at position 19, a value follows a named argument (got '2'; expected a"
            + " name, as in_features=)",
        "linear(1, 2, bias=yes)|at position 19, bias is a choice (got 'yes'; expected one of true,"
            + " false)",
        "linear(1, 2|at position 12, the arguments do not end here (got the end of the text;"
            + " expected ',' or ')')",
        "linear(1, 2))|at position 13, the text goes on after its end (got ')'; expected nothing"
            + " more)",
        "linear(1,, 2)|at position 10, something is missing (got ','; expected a name or a value)",
        "sequential()|at position 1, sequential: there must be a module in it (got none; expected"
            + " sequential(linear(8, 1)))",
        "sequential(linear(1, 1), mse())|at position 26, there is no module of that name (got"
            + " 'mse'; expected one of linear, sequential)",
        "sequential(linear(1, 0))|at position 12, linear: out_features must be at least 1 (got 0;"
            + " expected 1 or more)"
      })
  void aBadModuleSaysWhereAndWhatWasExpected(String text, String message) {
    assertThatThrownBy(() -> ModuleSpec.parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessage("'" + text + "': " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd(lr=1d)", "sgd(lr=0x1)", "sgd(lr=NaN)", "sgd(lr=Infinity)"})
  void onlyPlainNumbersAreNumbers(String text) {
    assertThatThrownBy(() -> OptimizerSpec.parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("at position 8, lr must be a number");
  }

  @Test
  void valuesAreCheckedWhereverTheyComeFrom() {
    assertThatThrownBy(() -> OptimizerSpec.parse("sgd(lr=1e999)"))
        .hasMessageContaining("sgd: lr must be finite");
    assertThatThrownBy(() -> OptimizerSpec.parse("sgd(lr=0.1, nesterov=true)"))
        .hasMessage(
            "'sgd(lr=0.1, nesterov=true)': at position 1, sgd: nesterov needs a momentum and no"
                + " dampening (got momentum=0, dampening=0; expected momentum above 0, dampening"
                + " 0)");
  }

  @Test
  void deepNestingIsRefusedNotAStackOverflow() {
    String text = "sequential(".repeat(100_000) + ")".repeat(100_000);
    assertThatThrownBy(() -> ModuleSpec.parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("nested too deep");
  }
}
