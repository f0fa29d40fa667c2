package io.kindling.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.description.Schema;
import io.kindling.description.SpecProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which class loaders are asked for providers, and in what order. */
final class LookupTest {
  private final ClassLoader own = Lookup.class.getClassLoader();
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();

  @TempDir Path folder;

  /** A provider of nothing. */
  public static final class Empty implements SpecProvider {
    @Override
    public List<Schema<?>> schemas() {
      return List.of();
    }
  }

  /** Knows some classes itself, where others ask a parent first. */
  private static final class ChildFirst extends ClassLoader {
    private final List<Class<?>> copies;

    ChildFirst(ClassLoader parent, Class<?>... copies) {
      super("plugin", parent);
      this.copies = List.of(copies);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      for (Class<?> copy : copies) {
        if (copy.getName().equals(name)) {
          Class<?> loaded = findLoadedClass(name);
          return loaded == null ? copied(copy) : loaded;
        }
      }
      return super.loadClass(name, resolve);
    }

    private Class<?> copied(Class<?> copy) {
      String file = "/" + copy.getName().replace('.', '/') + ".class";
      try (InputStream bytes = copy.getResourceAsStream(file)) {
        byte[] read = bytes.readAllBytes();
        return defineClass(copy.getName(), read, 0, read.length);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  private static Lookup<SpecProvider> lookup(
      @Nullable ClassLoader context, @Nullable ClassLoader named) {
    Thread.currentThread().setContextClassLoader(context);
    return Lookup.of(SpecProvider.class, named);
  }

  private ClassLoader listing() throws IOException {
    Path listing = folder.resolve("META-INF/services/" + SpecProvider.class.getName());
    Files.createDirectories(listing.getParent());
    Files.writeString(listing, Empty.class.getName());
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, own);
  }

  @Test
  void theContextIsAskedAndThenKindlingsOwn() throws IOException {
    ClassLoader context = listing();
    assertThat(lookup(context, null).loaders()).containsExactly(context, own);
    assertThat(lookup(own, null).loaders()).containsExactly(own);
    assertThat(lookup(null, null).loaders()).containsExactly(own);
  }

  @Test
  void aNamedLoaderIsAskedAlone() throws IOException {
    ClassLoader named = listing();
    assertThat(lookup(own, named).loaders()).containsExactly(named);
    assertThat(lookup(own, named).providers()).hasOnlyElementsOfType(Empty.class).hasSize(1);
  }

  @Test
  void aClassThatTwoLoadersHaveCountsOnceAsTheFirstHasIt() throws IOException {
    ClassLoader parent = listing();
    ClassLoader context = new ChildFirst(parent, Empty.class);
    SpecProvider found = lookup(context, null).providers().get(0);
    assertThat(found.getClass().getClassLoader()).isSameAs(context);
    assertThat(lookup(context, null).providers()).hasSize(1);
  }

  @Test
  void aContextWithAKindlingOfItsOwnIsPassedOver() throws IOException {
    ClassLoader context = new ChildFirst(listing(), Empty.class, SpecProvider.class);
    Lookup<SpecProvider> found = lookup(context, null);
    assertThat(found.foreign())
        .containsExactly(
            "class loader plugin ("
                + ChildFirst.class.getName()
                + ") has a Kindling of its own, apart from this one");
    assertThat(found.failures()).isEmpty();
    assertThat(found.providers()).isEqualTo(lookup(own, null).providers());
  }

  /** Fails at everything, always with the same words. */
  private static final class Hostile extends ClassLoader {
    private final Throwable failure;

    Hostile(Throwable failure) {
      this.failure = failure;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) {
      throw sneaky(failure);
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      throw sneaky(failure);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // thrown as it is
    private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
      throw (E) failure;
    }
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IOException("unreadable"),
        new IllegalStateException("stopped"),
        new SecurityException("denied"),
        new AssertionError("never"),
        new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aContextThatFailsAtEverythingHidesNobody(Throwable failure) {
    Lookup<SpecProvider> found = lookup(new Hostile(failure), null);
    assertThat(found.providers()).hasSameSizeAs(lookup(own, null).providers());
    assertThat(found.failures()).hasSize(1);
  }

  @Test
  void aContextThatKnowsNothingOfKindlingHidesNobody() {
    assertThat(lookup(ClassLoader.getPlatformClassLoader(), null).foreign()).isEmpty();
  }
}
