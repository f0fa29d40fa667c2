package io.kindling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.error.StateDictException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can be done with the names of a state. */
final class StateDictsTest {
  @Test
  void takesAPrefixOffTheNamesThatHaveIt() {
    Map<String, Integer> state = new LinkedHashMap<>();
    state.put("module.0.weight", 1);
    state.put("other", 2);
    state.put("module.0.bias", 3);
    assertThat(StateDicts.stripPrefix(state, "module."))
        .isEqualTo(Map.of("0.weight", 1, "other", 2, "0.bias", 3));
    assertThat(StateDicts.stripPrefix(state, "module.").keySet())
        .isEqualTo(new java.util.LinkedHashSet<>(List.of("0.weight", "other", "0.bias")));
    assertThat(state).containsKey("module.0.weight");
  }

  @Test
  void refusesWhatWouldLoseAName() {
    for (Map<String, Integer> state :
        List.of(Map.of("m.a", 1, "a", 2), Map.of("m.", 1), Map.of("", 1))) {
      String got = state.size() > 1 ? "both 'a' and 'm.a'" : "of which nothing is left";
      assertThatThrownBy(() -> StateDicts.stripPrefix(state, "m."))
          .isInstanceOf(StateDictException.class)
          .hasMessageStartingWith("stripPrefix: names must differ without the prefix")
          .hasMessageContaining(got);
    }
  }

  @Test
  void refusesAPrefixWithoutItsDot() {
    assertThatThrownBy(() -> StateDicts.stripPrefix(Map.of("module.weight", 1), "module"))
        .isInstanceOf(StateDictException.class)
        .hasMessage(
            "stripPrefix: the prefix must end with its dot (got 'module'; expected 'module.')");
    assertThat(StateDicts.stripPrefix(Map.of("module_weight", 1), "module_"))
        .isEqualTo(Map.of("weight", 1));
  }

  @Test
  void refusesAPrefixThatNoNameHas() {
    for (String prefix : List.of("x.", "")) {
      assertThatThrownBy(() -> StateDicts.stripPrefix(Map.of("a", 1), prefix))
          .isInstanceOf(StateDictException.class)
          .hasMessageContaining("must begin with the prefix (got [a] without '" + prefix + "'");
    }
  }
}
