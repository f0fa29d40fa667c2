package io.kindling;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;
import static io.kindling.Specs.sequential;
import static io.kindling.Specs.sgd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.SpecException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.Reduction;
import io.kindling.optim.ClipSpec;
import io.kindling.optim.LbfgsSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.ScheduleSpec;
import io.kindling.optim.SgdSpec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The text form: what prints reads back, and what does not read says where and why. */
final class SpecTextTest {
  /** Stands for the names of all modules. */
  private static final String MODULES = "<modules>";

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
    LbfgsSpec patient = Specs.lbfgs(1).maxIter(10_000_000).historySize(Integer.MAX_VALUE);
    assertThat(OptimizerSpec.parse(patient.toString())).isEqualTo(patient);
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
        "relu()|relu()",
        "leaky_relu(0.1)|leaky_relu(negative_slope=0.1)",
        "leaky_relu()|leaky_relu()",
        "gelu()|gelu()",
        "gelu(approximate=tanh)|gelu(approximate=tanh)",
        "gelu(approximate=none)|gelu()",
        "silu()|silu()",
        "sigmoid()|sigmoid()",
        "tanh()|tanh()",
        "softplus(2)|softplus(beta=2)",
        "softplus(threshold=5)|softplus(threshold=5)",
        "dropout()|dropout()",
        "dropout(0.1)|dropout(p=0.1)",
        "layer_norm(8)|layer_norm(8)",
        "layer_norm((8))|layer_norm(8)",
        "layer_norm((4, 8), eps=1e-3, elementwise_affine=false)"
            + "|layer_norm((4, 8), eps=0.001, elementwise_affine=false)",
        "batch_norm_1d(8)|batch_norm_1d(8)",
        "batch_norm_1d(8, momentum=0.3, affine=false, track_running_stats=false, eps=1)"
            + "|batch_norm_1d(8, eps=1, momentum=0.3, affine=false, track_running_stats=false)",
        "flatten()|flatten()",
        "flatten(0, -2)|flatten(start_dim=0, end_dim=-2)",
        "embedding(10, 3)|embedding(10, 3)",
        "column_embedding(2, 61, 8)"
            + "|column_embedding(columns=2, num_embeddings=61, embedding_dim=8)",
        "column_embedding((0, 3), (61, 75), embedding_dim=(8, 9))"
            + "|column_embedding(columns=(0, 3), num_embeddings=(61, 75), embedding_dim=(8, 9))",
        "sequential(linear(5, 8), layer_norm(8), silu(), linear(8, 2))"
            + "|sequential(linear(5, 8), layer_norm(8), silu(), linear(8, 2))"
      })
  void everyModuleReadsAndPrints(String text, String printed) {
    ModuleSpec spec = ModuleSpec.parse(text);
    assertThat(spec).hasToString(printed);
    assertThat(ModuleSpec.parse(printed)).isEqualTo(spec);
    assertThat(printed).startsWith(spec.name() + "(");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mse(reduction=sum)|mse(reduction=sum)",
        "l1()|l1()",
        "smooth_l1(beta=0.5)|smooth_l1(beta=0.5)",
        "smooth_l1(0, none)|smooth_l1(beta=0, reduction=none)",
        "huber(delta=0.5)|huber(delta=0.5)",
        "huber(reduction=sum)|huber(reduction=sum)",
        "bce_with_logits()|bce_with_logits()",
        "cross_entropy(reduction=mean)|cross_entropy()",
        "poisson_nll(log_input=false, full=true, eps=1e-6)"
            + "|poisson_nll(log_input=false, full=true, eps=1e-6)"
      })
  void everyLossReadsAndPrints(String text, String printed) {
    LossSpec spec = LossSpec.parse(text);
    assertThat(spec).hasToString(printed);
    assertThat(LossSpec.parse(printed)).isEqualTo(spec);
    assertThat(printed).startsWith(spec.name() + "(");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adam()|adam(lr=0.001)",
        "adam(lr=0.05, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.01, amsgrad=true)"
            + "|adam(lr=0.05, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.01, amsgrad=true)",
        "adam(0.1, (.9, .999))|adam(lr=0.1)",
        "adamw(lr=0.1)|adamw(lr=0.1)",
        "adamw(weight_decay=0)|adamw(lr=0.001, weight_decay=0)",
        "rmsprop(lr=0.005, alpha=0.9, centered=true, momentum=0.5)"
            + "|rmsprop(lr=0.005, alpha=0.9, momentum=0.5, centered=true)",
        "rmsprop()|rmsprop(lr=0.01)",
        "adagrad(lr=0.1, lr_decay=0.01)|adagrad(lr=0.1, lr_decay=0.01)",
        "adagrad(initial_accumulator_value=1, eps=0.1)"
            + "|adagrad(lr=0.01, initial_accumulator_value=1, eps=0.1)",
        "lbfgs()|lbfgs(lr=1)",
        "lbfgs(lr=1, max_iter=20, line_search=strong_wolfe)|lbfgs(lr=1, line_search=strong_wolfe)",
        "lbfgs(max_eval=5, history_size=3, tolerance_grad=0, tolerance_change=1e-3)"
            + "|lbfgs(lr=1, max_eval=5, tolerance_grad=0, tolerance_change=0.001, history_size=3)"
      })
  void everyOptimizerReadsAndPrints(String text, String printed) {
    OptimizerSpec spec = OptimizerSpec.parse(text);
    assertThat(spec).hasToString(printed);
    assertThat(OptimizerSpec.parse(printed)).isEqualTo(spec);
    assertThat(printed).startsWith(spec.name() + "(");
    assertThat(spec.lr(0.5).lr()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "constant()|constant()",
        "step(size=20, gamma=0.5)|step(size=20, gamma=0.5)",
        "step(5)|step(size=5)",
        "exponential(gamma=0.98)|exponential(gamma=0.98)",
        "cosine(epochs=60, min=0.001)|cosine(epochs=60, min=0.001)",
        "linear_warmup()|linear_warmup()",
        "linear_warmup(epochs=3, start=0)|linear_warmup(epochs=3, start=0)",
        "one_cycle(max=0.5, epochs=10)|one_cycle(max=0.5, epochs=10)",
        "one_cycle(0.5, 10, 0.5, 10, 100)"
            + "|one_cycle(max=0.5, epochs=10, warmup=0.5, div=10, final_div=100)",
        "plateau(factor=0.5, patience=3)|plateau(factor=0.5, patience=3)",
        "plateau(threshold=0, cooldown=1, min_lr=1e-6, eps=0)"
            + "|plateau(threshold=0, cooldown=1, min_lr=1e-6, eps=0)"
      })
  void everyScheduleReadsAndPrints(String text, String printed) {
    ScheduleSpec spec = ScheduleSpec.parse(text);
    assertThat(spec).hasToString(printed);
    assertThat(ScheduleSpec.parse(printed)).isEqualTo(spec);
    assertThat(printed).startsWith(spec.name() + "(");
  }

  @ParameterizedTest
  @CsvSource({"norm(0.05),norm(0.05)", "value(max=1e-2),value(0.01)"})
  void everyClippingReadsAndPrints(String text, String printed) {
    ClipSpec spec = ClipSpec.parse(text);
    assertThat(spec).hasToString(printed);
    assertThat(ClipSpec.parse(printed)).isEqualTo(spec);
    assertThat(printed).startsWith(spec.name() + "(");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adam(betas=0.9)|at position 12, betas are two numbers (got '0.9'; expected (0.9, 0.999))",
        "adam(betas=(0.9))|at position 12, betas are two numbers (got '(…)'; expected (0.9,"
            + " 0.999))",
        "adam(betas=(0.9, x))|at position 18, betas must be a number (got 'x'; expected a number,"
            + " as 0.01 or 1e-6)",
        "adam(betas=(0.9, 1))|at position 1, adam: betas must be from 0 to below 1 (got 1;"
            + " expected a number such as 0.9)",
        "adam(betas=(0.9, 0.99)|at position 23, arguments must be separated by commas and end with"
            + " ')' (got the end of the text; expected ',' or ')')",
        "adam(betas=(0.9, 0.99|at position 22, values must be separated by commas and end with ')'"
            + " (got the end of the text; expected ',' or ')')",
        "lbfgs(line_search=wolfe)|at position 19, line_search is a choice (got 'wolfe'; expected"
            + " one of none, strong_wolfe)",
        "rmsprop(lr=-1)|at position 1, rmsprop: lr must not be negative (got -1; expected 0 or"
            + " more)"
      })
  void aBadOptimizerSaysWhereAndWhatWasExpected(String text, String message) {
    assertThatThrownBy(() -> OptimizerSpec.parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessage("'" + text + "': " + message);
  }

  @Test
  void aModuleWithoutArgumentsTakesNone() {
    assertThatThrownBy(() -> ModuleSpec.parse("relu(1)"))
        .hasMessage(
            "'relu(1)': at position 6, relu takes no arguments (got '1'; expected nothing)");
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
        "linear|at position 1, a module must be a name with its arguments in parentheses (got"
            + " 'linear'; expected linear(…), where the name is one of "
            + MODULES
            + ")",
        "liner(1, 1)|at position 1, there is no module of that name (got 'liner'; expected one of "
            + MODULES
            + "; perhaps 'linear' is meant)",
        "linear(8, x)|at position 11, out_features must be a whole number (got 'x'; expected a"
            + " whole number)",
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
        "linear(bias=true, 2)|at position 19, a value without a name must not follow a named one"
            + " (got '2'; expected a name, as in_features=)",
        "linear(1, 2, bias=yes)|at position 19, bias is a choice (got 'yes'; expected one of true,"
            + " false)",
        "linear(1, 2|at position 12, arguments must be separated by commas and end with ')' (got"
            + " the end of the text; expected ',' or ')')",
        "linear(1, 2))|at position 13, nothing may follow the description (got ')'; expected"
            + " nothing more)",
        "linear(1,, 2)|at position 10, something is missing (got ','; expected a name or a value)",
        "sequential()|at position 1, sequential: there must be at least one module (got none;"
            + " expected sequential(linear(8, 1)))",
        "sequential(linear(1, 1), mse())|at position 26, there is no module of that name (got"
            + " 'mse'; expected one of "
            + MODULES
            + ")",
        "sequential(linear(1, 0))|at position 12, linear: out_features must be at least 1 (got 0;"
            + " expected 1 or more)",
        "column_embedding((0, 3), 61, (8, 9))|at position 1, column_embedding: each column must"
            + " have one number of vectors and one length of them (got 2, 1 and 2; expected as many"
            + " of each, at least one)",
        "column_embedding((3, 0), (9, 9), (2, 2))|at position 1, column_embedding: columns must be"
            + " in ascending order, each once (got [3, 0]; expected as (0, 3))",
        "column_embedding(-1, 9, 2)|at position 1, column_embedding: columns must not be negative"
            + " (got -1; expected 0 or more)"
      })
  void aBadModuleSaysWhereAndWhatWasExpected(String text, String message) {
    String names = String.join(", ", ModuleSpec.KIND.builtIn());
    assertThatThrownBy(() -> ModuleSpec.parse(text))
        .isInstanceOf(SpecException.class)
        .hasMessage("'" + text + "': " + message.replace(MODULES, names));
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
