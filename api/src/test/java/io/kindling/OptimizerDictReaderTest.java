package io.kindling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.core.ParameterState;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.Tuple;
import io.kindling.error.StateDictException;
import io.kindling.optim.OptimizerSpec;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Python has written, old versions and new ones: taken as meant, or refused by name. */
final class OptimizerDictReaderTest {
  private static final Shape SHAPE = Shape.of(2);
  private static final TensorData ONES = TensorData.full(SHAPE, 1);
  private static final TensorData TWOS = TensorData.full(SHAPE, 2);

  private static final String SGD = "sgd(lr=0.1, momentum=0.9)";
  private static final String ADAM = "adam(lr=0.1)";
  private static final String LBFGS = "lbfgs(lr=1, history_size=3)";

  /** A dict of one group of one parameter. */
  private static Map<String, Object> dict(Map<String, Object> options, @Nullable Object state) {
    Map<String, Object> group = new HashMap<>(options);
    group.put("params", List.of(0L));
    return map("state", state == null ? Map.of() : map(0L, state), "param_groups", List.of(group));
  }

  @SuppressWarnings({"unchecked", "NullAway"}) // None is a value
  private static <K> Map<K, Object> map(@Nullable Object... keysAndValues) {
    Map<K, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((K) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }

  /** What a description's own options are written as, some of them otherwise. */
  private static Map<String, Object> options(String spec, @Nullable Object... changed) {
    Map<String, Object> options = new HashMap<>(OptimizerSpec.parse(spec).options().toMap());
    options.putAll(map(changed));
    return options;
  }

  private static Map<String, Object> without(String spec, String... names) {
    Map<String, Object> options = options(spec);
    Arrays.asList(names).forEach(options::remove);
    return options;
  }

  private static OptimizerState read(String spec, Map<String, Object> dict) {
    return OptimizerDictReader.read(
        List.of(OptimizerSpec.parse(spec)), List.of(List.of(SHAPE)), dict);
  }

  private static OptimizerSpec readOptions(String spec, Map<String, Object> options) {
    return read(spec, dict(options, null)).groups().get(0);
  }

  private static ParameterState readState(String spec, Map<String, Object> state) {
    return read(spec, dict(options(spec), state)).parameters().get(0);
  }

  private static void refused(String findings, String spec, Map<String, Object> dict) {
    assertThatThrownBy(() -> read(spec, dict))
        .isExactlyInstanceOf(StateDictException.class)
        .hasMessage(
            "loadStateDict: the state must fit the optimizer (got "
                + findings
                + "; expected "
                + OptimizerSpec.parse(spec).name()
                + " of 1 parameters; load it into the optimizer that it was saved from)");
  }

  private static void refusedOptions(String finding, String spec, Map<String, Object> options) {
    refused("group 0: " + finding, spec, dict(options, null));
  }

  private static void refusedState(String finding, String spec, Object state) {
    refused("parameter 0: " + finding, spec, dict(options(spec), state));
  }

  @Test
  void everyOptimizerReadsWhatItWrites() {
    Stream.of(
            "sgd(lr=0.1)",
            "sgd(lr=0.1, momentum=0.9, dampening=0.5, weight_decay=0.25)",
            "sgd(lr=0.1, momentum=0.9, nesterov=true)",
            "adam(lr=0.1, betas=(0.5, 0.75), eps=0.1, weight_decay=0.25, amsgrad=true)",
            "adamw(lr=0.1, betas=(0.5, 0.75), eps=0.1, weight_decay=0.25, amsgrad=true)",
            "rmsprop(lr=0.1, alpha=0.5, eps=0.1, weight_decay=0.25, momentum=0.5, centered=true)",
            "adagrad(lr=0.1, lr_decay=0.5, weight_decay=0.25, initial_accumulator_value=0.5,"
                + " eps=0.1)",
            "lbfgs(lr=0.1)",
            "lbfgs(lr=0.1, max_iter=3, max_eval=7, tolerance_grad=0.5, tolerance_change=0.25,"
                + " history_size=2, line_search=strong_wolfe)")
        .forEach(
            text -> {
              String other = text.substring(0, text.indexOf('(')) + "(lr=7)";
              assertThat(readOptions(other, options(text))).hasToString(text);
            });
  }

  @Test
  void numbersMayBeIntsFloatsOrTensors() {
    Map<String, Object> changed =
        options(
            SGD,
            "lr",
            TensorData.full(Shape.scalar(), 0.5f),
            "momentum",
            1L,
            "weight_decay",
            TensorData.of(new long[] {2}, Shape.of(1)));
    assertThat(readOptions(SGD, changed)).hasToString("sgd(lr=0.5, momentum=1, weight_decay=2)");
    assertThat(readOptions(ADAM, options(ADAM, "betas", List.of(0L, 0.5))))
        .hasToString("adam(lr=0.1, betas=(0, 0.5))");
    assertThat(readOptions(LBFGS, options(LBFGS, "max_iter", 4.0, "max_eval", 5L)))
        .hasToString("lbfgs(lr=1, max_iter=4, history_size=3)");
  }

  @Test
  void whatChangesNoNumberIsIgnored() {
    Map<String, Object> changed =
        options(
            ADAM,
            "initial_lr",
            0.5,
            "max_lr",
            1.0,
            "foreach",
            true,
            "fused",
            true,
            "capturable",
            true,
            "differentiable",
            true,
            "decoupled_weight_decay",
            false,
            "param_names",
            List.of("weight"),
            "name",
            "head");
    assertThat(readOptions(ADAM, changed)).hasToString(ADAM);
    Map<String, Object> adamW = options("adamw(lr=0.1)", "decoupled_weight_decay", true);
    assertThat(readOptions("adamw(lr=0.1)", adamW)).hasToString("adamw(lr=0.1)");
  }

  @Test
  void whatOldVersionsLackMayBeMissing() {
    String[] late = {"maximize", "foreach", "capturable", "differentiable", "fused"};
    for (String spec : List.of(SGD, ADAM, "adamw(lr=0.1)", "rmsprop(lr=0.1)", "adagrad(lr=0.1)")) {
      assertThat(readOptions(spec, without(spec, late))).hasToString(spec);
    }
    assertThat(readOptions(LBFGS, without(LBFGS, "line_search_fn"))).hasToString(LBFGS);
  }

  @Test
  void whatWouldChangeTheNumbersIsRefused() {
    String maximize = "maximize is True (minimize the negated loss instead)";
    for (String spec : List.of(SGD, ADAM, "adamw(lr=0.1)", "rmsprop(lr=0.1)", "adagrad(lr=0.1)")) {
      refusedOptions(maximize, spec, options(spec, "maximize", true));
    }
    refusedOptions(
        "decoupled_weight_decay is True (use adamw)",
        ADAM,
        options(ADAM, "decoupled_weight_decay", true));
    refusedOptions(
        "decoupled_weight_decay is False (use adam)",
        "adamw(lr=0.1)",
        options("adamw(lr=0.1)", "decoupled_weight_decay", false));
    refusedOptions(
        "line_search_fn is 'armijo', not None or 'strong_wolfe'",
        LBFGS,
        options(LBFGS, "line_search_fn", "armijo"));
  }

  @Test
  void optionsThatAreMissingOrOfNoUseAreToldAtOnce() {
    refusedOptions(
        "betas is missing, group 0: eps is missing, group 0: amsgrad is missing",
        ADAM,
        options(SGD));
    refusedOptions(
        "lr is 'high', not a number, group 0: momentum is a list, not a number, group 0: dampening"
            + " is True, not a number, group 0: weight_decay is a tensor float32[2], not a number,"
            + " group 0: nesterov is 1, not True or False",
        SGD,
        options(
            SGD,
            "lr",
            "high",
            "momentum",
            List.of(0.9),
            "dampening",
            true,
            "weight_decay",
            ONES,
            "nesterov",
            1L));
    refusedOptions(
        "betas is a tuple, not two numbers", ADAM, options(ADAM, "betas", Tuple.of(0.9)));
    refusedOptions("max_iter is 2.5, not a whole number", LBFGS, options(LBFGS, "max_iter", 2.5));
    refusedOptions(
        "history_size is a dict, not a whole number",
        LBFGS,
        options(LBFGS, "history_size", Map.of()));
    refusedOptions(
        "lr is 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…', not a number",
        SGD,
        options(SGD, "lr", "x".repeat(1000)));
  }

  @Test
  void optionsOutOfTheirRangeAreRefused() {
    refusedOptions("momentum must not be negative (got -1)", SGD, options(SGD, "momentum", -1L));
    refusedOptions("lr must be finite (got NaN)", SGD, options(SGD, "lr", Double.NaN));
    refusedOptions(
        "betas must be from 0 to below 1 (got 1)", ADAM, options(ADAM, "betas", Tuple.of(1L, 0.5)));
    refusedOptions(
        "history_size must be at least 1 (got 0)", LBFGS, options(LBFGS, "history_size", 0L));
  }

  @Test
  void pythonEvaluatesOnceEvenWhereItMayNotAtAll() {
    assertThat(readOptions(LBFGS, options(LBFGS, "max_eval", 0L)))
        .hasToString("lbfgs(lr=1, max_eval=1, history_size=3)");
    assertThat(readOptions(LBFGS, options(LBFGS, "max_eval", 1L << 40)))
        .hasToString("lbfgs(lr=1, max_eval=2147483647, history_size=3)");
  }

  @Test
  void stepsMayBeIntsFloatsOrTensors() {
    for (Object step :
        List.of(
            3L,
            3.0,
            3,
            TensorData.full(Shape.scalar(), 3),
            TensorData.full(Shape.of(1), 3),
            TensorData.of(new long[] {3}, Shape.scalar()))) {
      assertThat(readState(ADAM, map("step", step, "exp_avg", ONES, "exp_avg_sq", TWOS)))
          .isEqualTo(
              new ParameterState(Map.of("step", 3.0), Map.of("exp_avg", ONES, "exp_avg_sq", TWOS)));
    }
  }

  @Test
  void noStepIsNoState() {
    assertThat(readState(SGD, map("momentum_buffer", null))).isEqualTo(ParameterState.EMPTY);
    assertThat(readState("sgd(lr=0.1)", map("momentum_buffer", null)))
        .isEqualTo(ParameterState.EMPTY);
    assertThat(readState(ADAM, map())).isEqualTo(ParameterState.EMPTY);
    assertThat(read(ADAM, dict(options(ADAM), null)).parameters())
        .containsExactly(ParameterState.EMPTY);
  }

  @Test
  void statesThatDoNotFitAreRefused() {
    refusedState(
        "max_exp_avg_sq is missing",
        "adam(lr=0.1, amsgrad=true)",
        map("step", 1L, "exp_avg", ONES, "exp_avg_sq", ONES));
    refusedState(
        "exp_avg_sq is missing, parameter 0: momentum_buffer is unexpected",
        ADAM,
        map("step", 1L, "exp_avg", ONES, "momentum_buffer", ONES));
    refusedState(
        "momentum_buffer has shape [], not [2]",
        SGD,
        map("momentum_buffer", TensorData.full(Shape.scalar(), 1)));
    refusedState(
        "momentum_buffer is int64, not float32",
        SGD,
        map("momentum_buffer", TensorData.of(new long[2], SHAPE)));
    refusedState(
        "momentum_buffer is 5, not a tensor, parameter 0: other is 'x', not a tensor",
        SGD,
        map("momentum_buffer", 5L, "other", "x"));
    refusedState("its state is not a dict", SGD, 5L);
    for (Object step : List.of(-1L, 1.5, Double.NaN, 1e300)) {
      refusedState(
          "step is " + step + ", not a whole number, 0 or more",
          ADAM,
          map("step", step, "exp_avg", ONES, "exp_avg_sq", ONES));
    }
    refusedState(
        "step is a tensor float32[2], not a whole number, 0 or more",
        ADAM,
        map("step", ONES, "exp_avg", ONES, "exp_avg_sq", ONES));
  }

  private static Map<String, Object> lbfgs(Object... changed) {
    TensorData scalar = TensorData.full(Shape.scalar(), 0.5f);
    Map<String, Object> state =
        map(
            "func_evals",
            5L,
            "n_iter",
            4L,
            "al",
            Arrays.asList(scalar, scalar, null),
            "d",
            ONES,
            "t",
            1L,
            "old_dirs",
            List.of(ONES, TWOS),
            "old_stps",
            List.of(TWOS, ONES),
            "ro",
            List.of(scalar, scalar),
            "H_diag",
            scalar,
            "prev_flat_grad",
            ONES,
            "prev_loss",
            0.25);
    state.putAll(map(changed));
    return state;
  }

  @Test
  void lbfgsListsBecomeRows() {
    ParameterState state = readState(LBFGS, lbfgs());
    assertThat(state.numbers())
        .isEqualTo(Map.of("func_evals", 5.0, "n_iter", 4.0, "t", 1.0, "prev_loss", 0.25));
    assertThat(state.tensors())
        .isEqualTo(
            Map.of(
                "d", ONES,
                "prev_flat_grad", ONES,
                "H_diag", TensorData.full(Shape.scalar(), 0.5f),
                "old_dirs", TensorData.of(new float[] {1, 1, 2, 2}, Shape.of(2, 2)),
                "old_stps", TensorData.of(new float[] {2, 2, 1, 1}, Shape.of(2, 2)),
                "ro", TensorData.full(Shape.of(2), 0.5f)));
  }

  @Test
  void lbfgsNumbersMayBeTensors() {
    TensorData half = TensorData.full(Shape.scalar(), 0.5f);
    ParameterState state =
        readState(
            LBFGS,
            lbfgs(
                "H_diag",
                1L,
                "t",
                half,
                "prev_loss",
                half,
                "old_dirs",
                List.of(),
                "old_stps",
                List.of(),
                "ro",
                List.of()));
    assertThat(state.numbers()).containsEntry("t", 0.5).containsEntry("prev_loss", 0.5);
    assertThat(state.tensors())
        .containsEntry("H_diag", TensorData.full(Shape.scalar(), 1))
        .doesNotContainKeys("old_dirs", "old_stps", "ro");
    assertThat(readState(LBFGS, lbfgs("ro", List.of(0.5, 1L))).tensors())
        .containsEntry("ro", TensorData.of(new float[] {0.5f, 1}, Shape.of(2)));
  }

  @Test
  void lbfgsListsOfSomethingElseAreRefused() {
    refusedState(
        "ro holds 'x', not a number, parameter 0: [old_dirs, old_stps, ro] must have one row for"
            + " each update, not [2, 2, 0]",
        LBFGS,
        lbfgs("ro", List.of(1L, "x")));
    String vectors = ", not float32 vectors of one size, parameter 0: [old_dirs, old_stps, ro]";
    String rows = " must have one row for each update, not [0, 2, 2]";
    refusedState("old_dirs holds 5" + vectors + rows, LBFGS, lbfgs("old_dirs", List.of(ONES, 5L)));
    refusedState(
        "old_dirs holds a tensor float32[3]" + vectors + rows,
        LBFGS,
        lbfgs("old_dirs", List.of(ONES, TensorData.full(Shape.of(3), 1))));
    refusedState(
        "old_dirs holds a tensor int64[2]" + vectors + rows,
        LBFGS,
        lbfgs("old_dirs", List.of(TensorData.of(new long[2], SHAPE), TWOS)));
    refusedState(
        "old_dirs is 5, not a list, parameter 0: [old_dirs, old_stps, ro]" + rows,
        LBFGS,
        lbfgs("old_dirs", 5L));
    refusedState("other is unexpected", LBFGS, lbfgs("other", 5L));
    refusedState("d is int64, not float32", LBFGS, lbfgs("d", TensorData.of(new long[2], SHAPE)));
  }

  @Test
  void aTensorThatIsRepeatedWithoutEndIsNotCopiedWithoutEnd() {
    refusedState(
        "old_dirs holds a tensor twice, parameter 0: [old_dirs, old_stps, ro] must have one row for"
            + " each update, not [0, 2, 2]",
        LBFGS,
        lbfgs("old_dirs", Collections.nCopies(1 << 30, ONES)));
  }

  @Test
  void aDictOfSomethingElseIsRefused() {
    refused("state is missing, param_groups is missing", SGD, Map.of());
    refused("state is missing, param_groups is missing", SGD, map("state", 1, "param_groups", 2));
    refused("2 groups, not 1", SGD, map("state", Map.of(), "param_groups", List.of(1, 2)));
    refused("group 0 is not a dict", SGD, map("state", Map.of(), "param_groups", List.of(1)));
    refused(
        "group 0: params is missing",
        SGD,
        map("state", Map.of(), "param_groups", List.of(options(SGD))));
    refused(
        "group 0: 2 parameters, not 1",
        SGD,
        map(
            "state",
            map(0L, map("momentum_buffer", ONES)),
            "param_groups",
            List.of(options(SGD, "params", List.of(0L, 1L)))));
  }

  @Test
  void statesOfNobodyAreRefused() {
    Map<Object, Object> states = new LinkedHashMap<>();
    for (long key = 1; key <= 7; key++) {
      states.put(key, map("momentum_buffer", ONES));
    }
    Map<String, Object> group = options(SGD, "params", List.of(0L));
    refused(
        "state of 1, 2, 3, 4, 5 …, which are in no group",
        SGD,
        map("state", states, "param_groups", List.of(group)));
    refused(
        "state of a key that is not a number, which are in no group",
        SGD,
        map("state", map("weight", Map.of()), "param_groups", List.of(group)));
  }

  @Test
  void theListsOfParametersSayWhoseStateItIs() {
    OptimizerSpec sgd = OptimizerSpec.parse(SGD);
    List<OptimizerSpec> specs = List.of(sgd, sgd);
    List<List<Shape>> shapes = List.of(List.of(SHAPE), List.of(SHAPE, SHAPE));
    Map<Object, Object> states =
        map(7L, map("momentum_buffer", ONES), 9, map("momentum_buffer", TWOS));
    Map<String, Object> first = options(SGD, "params", List.of(9L));
    Map<String, Object> dict =
        map(
            "state",
            states,
            "param_groups",
            List.of(first, options(SGD, "params", List.of(8, 7L))));
    assertThat(OptimizerDictReader.read(specs, shapes, dict).parameters())
        .containsExactly(
            new ParameterState(Map.of(), Map.of("momentum_buffer", TWOS)),
            ParameterState.EMPTY,
            new ParameterState(Map.of(), Map.of("momentum_buffer", ONES)));
    Map<String, Object> twice =
        map(
            "state",
            states,
            "param_groups",
            List.of(first, options(SGD, "params", List.of(9L, 7L))));
    assertThatThrownBy(() -> OptimizerDictReader.read(specs, shapes, twice))
        .isExactlyInstanceOf(StateDictException.class)
        .hasMessageContaining(
            "(got parameter 1: another parameter has the same state, 9; expected sgd of 3");
  }

  @Test
  void everythingWrongIsToldAtOnce() {
    refused(
        "group 0: maximize is True (minimize the negated loss instead), group 0: lr is missing,"
            + " state of 5, which are in no group, parameter 0: momentum_buffer has shape [], not"
            + " [2]",
        SGD,
        map(
            "state",
            map(0L, map("momentum_buffer", TensorData.full(Shape.scalar(), 1)), 5L, Map.of()),
            "param_groups",
            List.of(options(SGD, "lr", null, "maximize", true, "params", List.of(0L)))));
  }
}
