package io.kindling.parity;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.relu;
import static io.kindling.Specs.sequential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.Backend;
import io.kindling.BackendStatus;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.Tensor;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.SpecException;
import io.kindling.error.StateDictException;
import io.kindling.nn.ElementwiseSpec;
import io.kindling.nn.ModuleBody;
import io.kindling.nn.ModuleState;
import io.kindling.ops.Operations;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts get wrong is said with its cause. */
final class HostMistakesTest {
  @Test
  void aForeignCopyInTheContextLoaderDoesNotHideTheHostsOwn() throws Exception {
    List<URL> copies = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      copies.add(Path.of(entry).toUri().toURL());
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader foreign =
        new URLClassLoader(copies.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(foreign);
      try (Backend backend = Backends.open("cpu")) {
        assertThat(backend.name()).isEqualTo("cpu");
      }
      assertThat(Backends.status())
          .filteredOn(status -> !status.usable())
          .extracting(BackendStatus::reason)
          .containsExactly(
              "class loader java.net.URLClassLoader has a Kindling of its own, apart from this one");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"module.", "_orig_mod.", "model.net."})
  void aStateWithAWrappersPrefixIsSaidToBeThat(String prefix) {
    try (Backend backend = Backends.open("cpu")) {
      Module model = backend.module(sequential(linear(2, 3), relu(), linear(3, 1)));
      Map<String, TensorData> state = new LinkedHashMap<>();
      model.stateDict().forEach((name, values) -> state.put(prefix + name, values));
      assertThatThrownBy(() -> model.loadStateDict(state))
          .isInstanceOf(StateDictException.class)
          .hasMessage(
              "loadStateDict: the state's names must be the module's (got the same with '"
                  + prefix
                  + "' before each; expected [0.weight, 0.bias, 2.weight, 2.bias]; take it off"
                  + " with StateDicts.stripPrefix(state, \""
                  + prefix
                  + "\") or kindling convert --strip-prefix "
                  + prefix
                  + ")");
      state.remove(prefix + "0.bias");
      assertThatThrownBy(() -> model.loadStateDict(state)).hasMessageContaining("is missing");
    }
  }

  @Test
  void widthsThatDoNotFitAreFoundBeforeThereIsAnInput() {
    assertThatThrownBy(() -> sequential(linear(4, 8), relu(), linear(9, 1)))
        .isInstanceOf(SpecException.class)
        .hasMessage(
            "sequential: each module must take as many columns as the one before gives (got"
                + " linear(9, 1) after relu(), which gives 8; expected linear(8, 1))");
    assertThatThrownBy(() -> sequential(sequential(linear(4, 8)), sequential(linear(7, 1))))
        .isInstanceOf(SpecException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "libtorch"})
  void aBodyThatFailsIsNamed(String name) {
    try (Backend backend = Backends.open(name)) {
      Module module = backend.module(new Failing());
      Tensor x = backend.tensor(new float[2], Shape.of(2));
      assertThatThrownBy(() -> module.forward(x))
          .isInstanceOf(SpecException.class)
          .hasMessageStartingWith(
              "failing: the body that its description writes must not fail (got"
                  + " java.lang.IllegalStateException: of the host; expected a result; look at "
                  + Failing.class.getName()
                  + ".forward(")
          .hasCauseInstanceOf(IllegalStateException.class);
    }
  }

  private record Failing() implements ElementwiseSpec, ModuleBody {
    @Override
    public <V extends Operations<V>> V forward(V input, ModuleState<V> state) {
      throw new IllegalStateException("of the host");
    }

    @Override
    public String name() {
      return "failing";
    }
  }
}
