package io.kindling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.kindling.error.BackendException;
import io.kindling.service.Lookup;
import io.kindling.spi.Availability;
import io.kindling.spi.BackendProvider;
import io.kindling.spi.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** How a backend is chosen, and what becomes of those that are not. */
final class BackendRegistryTest {
  private static BackendProvider provider(String name, int priority, Availability availability) {
    BackendProvider provider = mock(BackendProvider.class);
    when(provider.name()).thenReturn(name);
    when(provider.priority()).thenReturn(priority);
    when(provider.availability()).thenReturn(availability);
    doReturn(mock(Engine.class)).when(provider).open();
    return provider;
  }

  private static BackendRegistry registry(BackendProvider... providers) {
    return registry(List.of(), List.of(), providers);
  }

  private static BackendRegistry registry(
      List<String> failures, List<String> foreign, BackendProvider... providers) {
    return new BackendRegistry(new Lookup<>(List.of(), List.of(providers), failures, foreign));
  }

  @Test
  void theHighestPriorityAmongTheUsableWins() {
    BackendProvider slow = provider("slow", 1, Availability.yes());
    BackendProvider fast = provider("fast", 100, Availability.no("no natives"));
    BackendProvider good = provider("good", 50, Availability.yes());
    assertThat(registry(slow, fast, good).preferred().name()).isEqualTo("good");
    assertThat(registry(good, fast, slow).preferred().name()).isEqualTo("good");
  }

  @Test
  void whoIsPassedOverIsLoggedOnceWithTheReason() {
    BackendProvider fast = provider("fast", 100, Availability.no("no natives; add x"));
    BackendProvider slow = provider("slow", 1, Availability.yes());
    BackendProvider slower = provider("slower", 0, Availability.no("not asked"));
    assertThat(
            logged(
                "slow",
                () -> {
                  registry(fast, slow, slower).preferred();
                  registry(slow, slower).preferred();
                  System.setProperty(Backends.LOG, "false");
                  registry(fast, slow, slower).preferred();
                }))
        .containsExactly(
            "WARNING took backend slow, since what it stands in for cannot work here: fast: no"
                + " natives; add x");
  }

  /** What a backend's logger is told meanwhile. */
  private static List<String> logged(String backend, Runnable meanwhile) {
    List<String> lines = new ArrayList<>();
    Logger logger = Logger.getLogger("io.kindling." + backend);
    logger.setUseParentHandlers(false);
    logger.setFilter(line -> lines.add(line.getLevel() + " " + line.getMessage()));
    String before = System.setProperty(Backends.LOG, "true");
    try {
      meanwhile.run();
    } finally {
      System.setProperty(Backends.LOG, String.valueOf(before));
      logger.setFilter(null);
    }
    return lines;
  }

  @Test
  void aClassLoaderThatWasPassedOverIsLogged() {
    BackendRegistry registry =
        registry(
            List.of("a bad line"),
            List.of("class loader x has a Kindling of its own, apart from this one"),
            provider("good", 1, Availability.yes()));
    String line =
        "INFO took backend good from Kindling's own class loader: class loader x has a Kindling of"
            + " its own, apart from this one";
    assertThat(logged("good", registry::preferred)).containsExactly(line);
    assertThat(logged("good", () -> registry.open("good"))).containsExactly(line);
    assertThatThrownBy(() -> registry.open("other"))
        .hasMessageEndingWith("name a class loader that finds this Kindling, or none)");
  }

  @Test
  void lowerPrioritiesAreNotEvenAsked() {
    BackendProvider high = provider("high", 2, Availability.yes());
    BackendProvider low = provider("low", 1, Availability.yes());
    registry(low, high).preferred();
    verify(low, never()).availability();
  }

  @Test
  void aNameChoosesAndAsksNobodyElse() {
    BackendProvider cpu = provider("cpu", 1, Availability.yes());
    BackendProvider other = provider("other", 2, Availability.yes());
    assertThat(registry(other, cpu).open("cpu").name()).isEqualTo("cpu");
    verify(other, never()).availability();
    verify(other, never()).open();
  }

  @Test
  void aNameThatIsNotThereNamesThoseThatAre() {
    BackendRegistry registry =
        registry(provider("a", 1, Availability.yes()), provider("b", 2, Availability.no("x")));
    assertThatThrownBy(() -> registry.open("c"))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "Backends.open: there must be a backend of that name (got 'c'; expected one of b, a;"
                + " add a backend to the class path, for instance"
                + " io.kindling:kindling-backend-cpu; where jars were put into one, their META-INF/services must have been"
                + " merged, as maven-shade-plugin's ServicesResourceTransformer does)");
  }

  @Test
  void aNameThatCannotWorkHereSaysWhy() {
    BackendRegistry registry = registry(provider("fast", 1, Availability.no("no natives; add x")));
    assertThatThrownBy(() -> registry.open("fast"))
        .isInstanceOf(BackendException.class)
        .hasMessage(
            "Backends.open: backend fast cannot work here (got no natives; add x; expected a usable"
                + " backend; Backends.diagnosis() looks at all that it needs)");
  }

  @Test
  void whenNoneIsUsableEveryReasonIsGiven() {
    BackendRegistry registry =
        registry(
            provider("a", 1, Availability.no("first")), provider("b", 2, Availability.no("2nd")));
    assertThatThrownBy(registry::preferred)
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("(got b: 2nd; a: first; expected one that can work here;");
    assertThatThrownBy(registry()::preferred).hasMessageContaining("(got none at all;");
  }

  @Test
  void aTieIsAnError() {
    BackendRegistry registry =
        registry(provider("a", 5, Availability.yes()), provider("b", 5, Availability.yes()));
    assertThatThrownBy(registry::preferred)
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith(
            "Backends.preferred: priorities must differ (got a with priority 5");
    BackendRegistry oneUsable =
        registry(provider("a", 5, Availability.yes()), provider("b", 5, Availability.no("x")));
    assertThat(oneUsable.preferred().name()).isEqualTo("a");
  }

  @Test
  void aDuplicateNameIsAnErrorForThatName() {
    BackendRegistry registry =
        registry(
            provider("a", 5, Availability.yes()),
            provider("a", 6, Availability.yes()),
            provider("b", 1, Availability.yes()));
    assertThatThrownBy(() -> registry.open("a"))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("Backends.open: names must differ (got a with priority 6");
    assertThat(registry.open("b").name()).isEqualTo("b");
  }

  @Test
  void aBrokenProviderHidesNobody() {
    BackendProvider good = provider("good", 1, Availability.yes());
    BackendProvider nameless = mock(BackendProvider.class);
    when(nameless.name()).thenThrow(new IllegalStateException("broken name"));
    BackendProvider unloadable = provider("unloadable", 9, Availability.yes());
    when(unloadable.availability()).thenThrow(new UnsatisfiedLinkError("no such library"));
    BackendProvider unopenable = provider("unopenable", 8, Availability.yes());
    when(unopenable.open()).thenThrow(new NoClassDefFoundError("gone"));
    BackendRegistry registry =
        registry(
            List.of("a bad line in a listing"), List.of(), nameless, unloadable, unopenable, good);
    assertThat(registry.preferred().name()).isEqualTo("good");
    assertThat(registry.status())
        .extracting(BackendStatus::usable)
        .containsExactly(false, true, true, false, false);
    assertThat(registry.status())
        .extracting(BackendStatus::reason)
        .anyMatch(reason -> reason.contains("no such library"))
        .anyMatch(reason -> reason.contains("broken name"))
        .contains("a bad line in a listing");
    assertThatThrownBy(() -> registry.open("unopenable"))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining("gone");
  }

  @Test
  void aProviderThatAnswersNothingHidesNobody() {
    BackendProvider silent = mock(BackendProvider.class); // null for each question
    BackendProvider unsure = provider("unsure", 9, Availability.yes());
    when(unsure.availability()).thenReturn(null);
    BackendProvider deep = provider("deep", 8, Availability.yes());
    when(deep.open()).thenThrow(new StackOverflowError());
    BackendRegistry registry =
        registry(silent, unsure, deep, provider("good", 1, Availability.yes()));
    assertThat(registry.open("good").name()).isEqualTo("good");
    assertThat(registry.preferred().name()).isEqualTo("good");
    assertThat(registry.status())
        .extracting(BackendStatus::reason)
        .contains("the provider is broken: it has no name")
        .anyMatch(reason -> reason.endsWith(" is broken: it does not say whether it can work"));
  }
}
