package io.kindling.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.kindling.error.DataException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * The code under test with one place of one file made wrong, as compiled from its source as that
 * stands. A place that is no longer there, or there twice, is an error: so no mutant drifts away
 * from the code.
 *
 * @param file the source, from the project's folder for modules on
 * @param right what stands there, whatever the spaces and lines between its words
 * @param wrong what stands there instead
 */
record Mutant(String file, String right, String wrong) {
  private static final Path MODULES = Path.of("..", "..");

  /** Runs a test's method with it; says whether an assertion fails. */
  boolean isKilledBy(Path folder, Class<?> test, String method, Object... arguments)
      throws IOException, ReflectiveOperationException {
    compile(folder);
    Class<?> loaded = new Loader(folder).loadClass(test.getName());
    Constructor<?> constructor = loaded.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object made = constructor.newInstance();
    Method killer =
        Arrays.stream(loaded.getDeclaredMethods())
            .filter(one -> one.getName().equals(method))
            .findAny()
            .orElseThrow();
    killer.setAccessible(true);
    try {
      killer.invoke(made, arguments);
      return false;
    } catch (InvocationTargetException e) {
      // a right program refuses nothing in these tests
      if (e.getCause() instanceof AssertionError || e.getCause() instanceof DataException) {
        return true;
      }
      throw e; // a program that breaks down is no wrong result
    }
  }

  private void compile(Path folder) throws IOException {
    String source = Files.readString(MODULES.resolve(file));
    String words =
        Arrays.stream(right.strip().split("\\s+"))
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s+"));
    Matcher place = Pattern.compile(words).matcher(source);
    assertThat(place.results().count()).as("%s: %s", file, right).isEqualTo(1);
    String mutated = place.reset().replaceFirst(Matcher.quoteReplacement(wrong));
    Path copy = folder.resolve(Path.of(file).getFileName().toString());
    Files.writeString(copy, mutated);
    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                copy.toString());
    if (code != 0) {
      fail("%s is no Java with: %s", file, wrong);
    }
  }

  /** Finds what was compiled, and all else of these packages anew, so that they use it. */
  private static final class Loader extends ClassLoader {
    private static final Pattern OWN = Pattern.compile("io\\.kindling\\.(statistics|exact)\\..*");

    private final Path folder;

    Loader(Path folder) {
      super(Mutant.class.getClassLoader());
      this.folder = folder;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null
            ? known
            : OWN.matcher(name).matches() ? found(name) : super.loadClass(name, resolve);
      }
    }

    private Class<?> found(String name) throws ClassNotFoundException {
      String path = name.replace('.', '/') + ".class";
      Path mutated = folder.resolve(path);
      try (InputStream in =
          Files.exists(mutated) ? Files.newInputStream(mutated) : getResourceAsStream(path)) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
