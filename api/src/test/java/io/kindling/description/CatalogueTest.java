package io.kindling.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Specs;
import io.kindling.error.SpecException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.EpochScheduleSpec;
import io.kindling.optim.ScheduleSpec;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Descriptions that a host brings, beside those that are built in. */
final class CatalogueTest {
  @TempDir Path folder;

  private ClassLoader before = getClass().getClassLoader();

  /** A schedule of a host's own. */
  public record PolynomialSpec(int epochs, double power) implements EpochScheduleSpec {
    static final Schema<PolynomialSpec> SCHEMA =
        Schema.of(
            KIND,
            "polynomial",
            "η (1 − e / epochs)^power",
            Field.integer("epochs", PolynomialSpec::epochs, Range.AT_LEAST_ONE),
            Field.number("power", PolynomialSpec::power, Range.POSITIVE, 1),
            PolynomialSpec::new);

    public PolynomialSpec {
      SCHEMA.check(epochs, power);
    }

    @Override
    public double rate(double initial, int epoch) {
      return initial * Math.pow(1 - Math.min(epoch, epochs) / (double) epochs, power);
    }

    @Override
    public String name() {
      return SCHEMA.name();
    }

    @Override
    public String toString() {
      return SCHEMA.text(this);
    }
  }

  /** Brings it. */
  public static final class Host implements SpecProvider {
    @Override
    public List<Schema<?>> schemas() {
      return List.of(PolynomialSpec.SCHEMA);
    }
  }

  /** Brings it once more. */
  public static final class SecondHost implements SpecProvider {
    @Override
    public List<Schema<?>> schemas() {
      return List.of(PolynomialSpec.SCHEMA);
    }
  }

  /** Brings a schedule whose name is taken. */
  public static final class Copycat implements SpecProvider {
    @Override
    public List<Schema<?>> schemas() {
      return List.of(
          Schema.of(ScheduleSpec.KIND, "cosine", "another", () -> new PolynomialSpec(1, 1)));
    }
  }

  /** Fails when it is asked. */
  public static final class Failing implements SpecProvider {
    @Override
    public List<Schema<?>> schemas() {
      throw new IllegalStateException("has no licence");
    }
  }

  /** Does not even load. */
  public static final class Explosive implements SpecProvider {
    static {
      explode();
    }

    private static void explode() {
      throw new IllegalStateException("does not load");
    }

    @Override
    public List<Schema<?>> schemas() {
      return List.of();
    }
  }

  @BeforeEach
  void remember() {
    before = Thread.currentThread().getContextClassLoader();
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private void bring(String... providers) throws IOException {
    Path listing = folder.resolve("META-INF/services/" + SpecProvider.class.getName());
    Files.createDirectories(listing.getParent());
    Files.write(listing, List.of(providers));
    URL[] urls = {folder.toUri().toURL()};
    Thread.currentThread().setContextClassLoader(new URLClassLoader(urls, before));
  }

  @Test
  void aHostsDescriptionReadsAndPrintsAsOurs() throws IOException {
    bring(Host.class.getName());
    assertThat(ScheduleSpec.parse("polynomial(10, power=2)"))
        .isEqualTo(new PolynomialSpec(10, 2))
        .hasToString("polynomial(epochs=10, power=2)");
    assertThatThrownBy(() -> ScheduleSpec.parse("polynomial(0)"))
        .hasMessage(
            "'polynomial(0)': at position 1, polynomial: epochs must be at least 1 (got 0;"
                + " expected 1 or more)");
    assertThat(ScheduleSpec.KIND.catalogue().schemas()).contains(PolynomialSpec.SCHEMA);
    assertThat(ScheduleSpec.KIND.catalogue().find("polynomial")).contains(PolynomialSpec.SCHEMA);
    assertThatThrownBy(() -> ScheduleSpec.parse("polynom(0)"))
        .hasMessageEndingWith("one_cycle, plateau, polynomial)");
  }

  @Test
  void aDescriptionIsOfItsKindOnly() throws IOException {
    bring(Host.class.getName());
    assertThat(LossSpec.KIND.catalogue().find("polynomial")).isEmpty();
    assertThatThrownBy(() -> LossSpec.parse("polynomial(3)"))
        .hasMessageContaining("there is no loss of that name");
  }

  @Test
  void withoutItsProviderANameIsUnknown() {
    assertThatThrownBy(() -> ScheduleSpec.parse("polynomial(3)"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("there is no schedule of that name (got 'polynomial'");
  }

  @Test
  void brokenProvidersAreReportedAndHideNoOthers() throws IOException {
    bring(
        "no.such.Class", Explosive.class.getName(), Failing.class.getName(), Host.class.getName());
    assertThat(ScheduleSpec.parse("polynomial(3)")).isEqualTo(new PolynomialSpec(3, 1));
    assertThat(ScheduleSpec.KIND.catalogue().failures())
        .hasSize(3)
        .anyMatch(failure -> failure.contains("no.such.Class"))
        .anyMatch(failure -> failure.contains("Explosive"))
        .anyMatch(failure -> failure.contains("Failing: ") && failure.contains("has no licence"));
    assertThatThrownBy(() -> ScheduleSpec.parse("unknown()"))
        .hasMessageContaining("there is no schedule of that name")
        .hasMessageContaining("has no licence");
  }

  @Test
  void aNameThatIsTakenIsAnErrorThatNamesBoth() throws IOException {
    bring(Copycat.class.getName());
    assertThatThrownBy(() -> ScheduleSpec.KIND.catalogue())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("two schedule descriptions must not have the same name")
        .hasMessageContaining("'cosine' of Kindling and of " + Copycat.class.getName());
    bring(Host.class.getName(), SecondHost.class.getName());
    assertThatThrownBy(() -> ScheduleSpec.parse("polynomial(3)"))
        .hasMessageContaining(
            "'polynomial' of " + Host.class.getName() + " and of " + SecondHost.class.getName());
  }

  @Test
  void aNameThatIsBuiltInAsksNobody() throws IOException {
    bring(Failing.class.getName(), Copycat.class.getName(), "no.such.Class");
    assertThat(ScheduleSpec.parse("cosine(epochs=3)")).isEqualTo(Specs.cosine(3));
    assertThat(ModuleSpec.parse("sequential(linear(1, 2), relu())"))
        .isEqualTo(Specs.sequential(Specs.linear(1, 2), Specs.relu()));
  }

  @Test
  void everyNameIsThatOfItsSchema() {
    for (SpecKind<?> kind : Specs.kinds()) {
      List<Schema<?>> schemas = List.copyOf(kind.catalogue().schemas());
      assertThat(schemas).doesNotHaveDuplicates();
      for (Schema<?> schema : schemas) {
        assertThat(kind.builtIn(schema.name())).isSameAs(schema);
        assertThat(schema.kind()).isSameAs(kind);
        assertThat(schema).hasToString(schema.signature());
      }
    }
  }

  @Test
  void valuesThatAreNotTheFieldsAreAMistakeOfTheDescription() {
    Field<PolynomialSpec, Double> stranger =
        Field.number("power", PolynomialSpec::power, Range.POSITIVE, 1);
    PolynomialSpec spec = new PolynomialSpec(1, 1);
    assertThatThrownBy(() -> PolynomialSpec.SCHEMA.with(spec, stranger.of(2.0)))
        .hasMessage("power is no field of polynomial");
    assertThatThrownBy(() -> PolynomialSpec.SCHEMA.check(1)).hasMessage("polynomial has 2 fields");
    assertThatThrownBy(PolynomialSpec.SCHEMA::make)
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("polynomial: it needs epochs");
  }
}
