package io.kindling.checkpoint.torch;

import static io.kindling.checkpoint.torch.HostilePickle.text;
import static io.kindling.checkpoint.torch.HostilePickle.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.Cost;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules within modules become dotted names, and sharing does not make names without end. */
final class TorchStatesTest {
  private static final String TENSOR = view("K\0", "K\6\u0085", "K\1\u0085");

  /** A module with two attributes. */
  private static String module(String first, String one, String second, String two) {
    String attributes = "}(" + text(first) + one + text(second) + two + "u";
    return "c__torch__\nModule\n)\u0081" + attributes + "b";
  }

  /** So many levels of modules, each of which is twice the next. */
  private static String doubled(int levels) {
    String module = module("w", TENSOR, "b", TENSOR);
    for (int i = 0; i < levels; i++) {
      String again = "h" + (char) i;
      module = module("0", module + "q" + (char) i, "1", again);
    }
    return module;
  }

  @Test
  void flattensSharedModulesUnderEachName() throws IOException {
    assertThat(MemoryFile.load(HostilePickle.script(doubled(2))))
        .containsOnlyKeys("0.0.w", "0.0.b", "0.1.w", "0.1.b", "1.0.w", "1.0.b", "1.1.w", "1.1.b");
    assertThat(MemoryFile.load(HostilePickle.script(doubled(14)))).hasSize(1 << 15);
  }

  @Test
  void refusesNamesWithoutEnd() {
    Cost cost = new Cost();
    assertThatThrownBy(() -> MemoryFile.load(HostilePickle.script(doubled(18))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("modules and tensors must have valid names (got 100001 names of ")
        .hasMessageContaining(" in data.pkl at offset ");
    assertThat(cost.bytes()).isLessThan(2 * Cost.MOST_BYTES);
  }

  /** Few characters of the file would be gigabytes of names. */
  @Test
  void refusesManyNamesThatAreLong() {
    String long3000 = module("m".repeat(3000), doubled(14), "n", "N");
    Cost cost = new Cost();
    assertThatThrownBy(() -> MemoryFile.load(HostilePickle.script(long3000)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("modules and tensors must have valid names");
    assertThat(cost.bytes()).isLessThan(Cost.MOST_BYTES);
  }

  @Test
  void refusesLongNames() throws IOException {
    String module = module("w", TENSOR, "b", TENSOR);
    for (int i = 0; i < 3; i++) {
      module = module("m".repeat(1000), module, "n", "N");
    }
    assertThat(MemoryFile.load(HostilePickle.script(module))).hasSize(2);
    String longer = module("m".repeat(1100), module, "n", "N");
    assertThatThrownBy(() -> MemoryFile.load(HostilePickle.script(longer)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(", this one of 4103; ");
  }

  @Test
  void refusesTheSameNameTwice() {
    String inner = module("b", TENSOR, "c", "N");
    assertThatThrownBy(
            () -> MemoryFile.load(HostilePickle.script(module("a.b", TENSOR, "a", inner))))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("each tensor must have a name of its own (got 'a.b' twice");
  }

  /** It cannot be saved as it is: a model on the device meta has no weights. */
  @Test
  void saysHowAMetaTensorGetsValues() {
    String meta =
        "ctorch._utils\n_rebuild_meta_tensor_no_storage\n(ctorch\nfloat32\nK\2\u0085K\1\u0085\u0089tR";
    String inner = "}" + text("w") + meta + "s";
    for (String body : List.of(meta, inner, "}" + text("m") + inner + "s")) {
      assertThatThrownBy(() -> MemoryFile.load(HostilePickle.file(body)))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(
              "model.to_empty(device='cpu') and load its weights, then torch.save(");
    }
  }

  @Test
  void saysThatAnEntryIsATensor() {
    String state = "}" + text("w") + TENSOR + text("b") + TENSOR + "u";
    assertThatThrownBy(
            () -> MemoryFile.part(HostilePickle.file(state.replaceFirst("}", "}(")), "w"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(
            "the entry 'w' must hold a dict (got a tensor, float32[6]; expected a dict with strings"
                + " as keys; choose the dict that the tensor is in; in data.pkl at offset ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          N    | the file must hold a dict (got None; | torch.save(model.state_dict(), path)
          ]    | the file must hold a dict (got an empty list; | torch.save(model.state_dict(), path)
          ](K!e | the file must hold a dict (got a list of 1, first 33; | torch.save(model.state_dict(), path)
          )    | the file must hold a dict (got an empty tuple; | torch.save(model.state_dict(), path)
          K!   | the file must hold a dict (got 33; | torch.save(model.state_dict(), path)
          }K!Ns | the keys of the dict must be strings (got 33, in a dict with 33; | torch.save(model.state_dict(), path)
          }X\u0001\0\0\0aNs | a state dict must hold tensors (got 'a', None, in a dict with a; | torch.save(model.state_dict(), path)
          }X\u0001\0\0\0a\u0088s | a state dict must hold tensors (got 'a', True, in | torch.save(model.state_dict(), path)
          }X\u0001\0\0\0aX\u0001\0\0\0\u0007s | a state dict must hold tensors (got 'a', the string '\\u0007', in | torch.save(
          }X\u0005\0\0\0model}s | a state dict must hold tensors (got 'model', an empty dict, in a dict with model; | TorchFile.loadTree reads all
          }X\u0005\0\0\0state}sX\u000c\0\0\0param_groups]s | in an optimizer's state; | take the file of the model
          """)
  void saysWhatIsThereInsteadOfAStateDict(String body, String message, String remedy) {
    assertThatThrownBy(() -> MemoryFile.load(HostilePickle.file(body)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(MemoryFile.NAME + ": ")
        .hasMessageContaining(message)
        .hasMessageMatching(
            "(?s).*; [^;]*" + Pattern.quote(remedy) + "[^;]*; in data.pkl at offset [0-9]+\\)");
  }
}
