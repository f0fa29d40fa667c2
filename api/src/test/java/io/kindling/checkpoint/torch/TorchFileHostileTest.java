package io.kindling.checkpoint.torch;

import static io.kindling.checkpoint.torch.HostilePickle.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.Fixtures;
import io.kindling.checkpoint.Refusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that want to be believed: each is refused by what users call, with the file and the place,
 * in no time and next to no memory.
 */
final class TorchFileHostileTest {
  private static final String CONTROL = "hostile/00_control_valid.pt";

  @TempDir Path folder;

  static Stream<Path> files() {
    return Fixtures.in("hostile", ".pt").stream()
        .filter(file -> !file.endsWith("00_control_valid.pt"))
        .filter(file -> !file.endsWith("p47_proto5.pt")) // sound since protocol 5 is read
        .filter(file -> !file.endsWith("t34_storage_without_tensor.pt")); // unread, and no more
  }

  @ParameterizedTest
  @MethodSource("files")
  void refusesEveryHostileFile(Path file) {
    Refusals.expect(file);
  }

  @Test
  void readsTheControl() {
    assertThat(files()).hasSize(82);
    assertThat(TorchFile.load(Fixtures.file(CONTROL)))
        .isEqualTo(TorchFile.load(Fixtures.file("good/linear_3x2.pt")));
  }

  /** The control's parts: headers at 0, 356, 470, 616, 728; directory at 850; ends from 1156 on. */
  @ParameterizedTest
  @CsvSource({
    "z10 fewer entries, 1180:04 1188:04 1240:04000400",
    "z11 more entries, 1180:06 1188:06 1240:06000600",
    "z12 two numbers of entries, 1240:04000400",
    "z13 2^63 entries, 1180:0000000000000080 1188:0000000000000080 1240:ffffffff",
    "z14 directory beyond the end, 1204:53030100 1248:ffffffff",
    "z17 several disks, 1172:01",
    "z20 another name in the header, 30:62",
    "z24 encryption in both, 6:09 858:09",
    "z30 a size into the next record, 995:3000000030000000",
    "z32 method 99, 478:63 985:63",
    "z37 an absolute name, 386:2f 958:2f",
    "z41 NUL in a name, 387:00 959:00",
    "z48 an empty version, 832:0000",
    "z49 another byte order, 448:626967202020",
    "z55 gzip, 0:1f8b08"
  })
  void refusesEditedContainers(String what, String edits) throws IOException {
    byte[] bytes = Fixtures.bytes(CONTROL);
    for (String edit : edits.split(" ")) {
      byte[] with = HexFormat.of().parseHex(edit.substring(edit.indexOf(':') + 1));
      int at = Integer.parseInt(edit.substring(0, edit.indexOf(':')));
      System.arraycopy(with, 0, bytes, at, with.length);
    }
    Refusals.expect(Files.write(folder.resolve("model.pt"), bytes));
  }

  @Test
  void refusesContainersWithALittleLessOrMore() throws IOException {
    byte[] control = Fixtures.bytes(CONTROL);
    for (int more : new int[] {-1, -22, 1, 22}) { // z04, z06, z07
      byte[] bytes = Arrays.copyOf(control, control.length + more);
      Refusals.expect(Files.write(folder.resolve("model.pt"), bytes));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "posix, system",
    "nt, system",
    "subprocess, Popen",
    "builtins, eval",
    "builtins, exec",
    "__builtin__, setattr",
    "builtins, __import__",
    "importlib, import_module",
    "pip, main",
    "pty, spawn",
    "socket, create_connection",
    "webbrowser, open",
    "runpy, _run_code",
    "timeit, timeit",
    "pickle, loads",
    "_pickle, loads",
    "marshal, loads",
    "types, CodeType",
    "types, FunctionType",
    "ctypes, CDLL",
    "cProfile, run",
    "pdb, run",
    "doctest, debug_script",
    "code, InteractiveInterpreter",
    "operator, attrgetter",
    "shutil, rmtree",
    "urllib.request, urlretrieve",
    "http.client, HTTPSConnection",
    "asyncio, run",
    "sys, exit",
    "torch, load",
    "torch.hub, load",
    "torch.jit, load",
    "torch.storage, _load_from_bytes",
    "torch.serialization, load",
    "torch.utils._config_module, load_config",
    "torch._dynamo.guards, GuardBuilder.get",
    "numpy.testing._private.utils, runstring",
    "__torch__, Module"
  })
  void refusesEveryOtherNameWhereItIsNamed(String module, String name) throws IOException {
    byte[] file = HostilePickle.file(state("c" + module + "\n" + name + "\n"));
    assertThat(Refusals.expect(Files.write(folder.resolve("model.pt"), file)))
        .hasMessageContaining("got '" + module + " " + name + "' at byte 14 of data.pkl");
  }
}
