package io.kindling.checkpoint.pickle;

import static io.kindling.checkpoint.pickle.Pickles.body;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.Cost;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.error.CheckpointException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The alarm is given for what would run code, however it is named, and for nothing else. The names
 * are those of published ways past picklescan, modelscan and fickling.
 */
final class AlarmsTest {
  private static Object read(String instructions) {
    ByteBuffer pickle = ByteBuffer.wrap(body(instructions));
    PickleLimits limits = PickleLimits.DEFAULT;
    return String.valueOf(
        PickleReader.read(pickle, "model.pt", PickleDialect.PLAIN, limits, Unknown.KEEP).root());
  }

  private static void alarms(String instructions) {
    assertThatThrownBy(() -> read(instructions))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a pickle must not name what runs code (got '")
        .hasMessageContaining("this file would run code if Python loaded it");
  }

  private static String text(String text) {
    String latin = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return "\u008c" + (char) latin.length() + latin;
  }

  @ParameterizedTest
  @CsvSource({
    "os, system",
    "os.path, os.system",
    "nt, system",
    "posix, popen",
    "builtins, eval",
    "__builtin__, execfile",
    "builtins, __import__",
    "builtins, getattr.__call__",
    "subprocess, Popen",
    "commands, getoutput",
    "runpy, _run_code",
    "pty, spawn",
    "importlib, import_module",
    "importlib.machinery, SourceFileLoader",
    "pickle, loads",
    "_pickle, Unpickler",
    "dill, loads",
    "marshal, loads",
    "code, InteractiveInterpreter.runcode",
    "cProfile, runctx",
    "profile, Profile.runctx",
    "pdb, run",
    "bdb, Bdb.run",
    "timeit, timeit",
    "trace, Trace.run",
    "doctest, debug_script",
    "pip, main",
    "pip._internal, main",
    "ensurepip, _run_pip",
    "idlelib.pyshell, ModifiedInterpreter.runcode",
    "idlelib.autocomplete, AutoComplete.get_entity",
    "lib2to3.pgen2.grammar, Grammar.loads",
    "distutils.file_util, write_file",
    "pydoc, pipepager",
    "_pyrepl.pager, pipe_pager",
    "_osx_support, _read_output",
    "_aix_support, _read_cmd_output",
    "uuid, _get_command_stdout",
    "imaplib, IMAP4_stream",
    "test.support.script_helper, assert_python_ok",
    "ssl, get_server_certificate",
    "urllib.request, urlretrieve",
    "requests.api, get",
    "aiohttp, ClientSession",
    "asyncio.unix_events, _UnixSubprocessTransport._start",
    "ctypes, CDLL",
    "shutil, rmtree",
    "sys, modules",
    "webbrowser, open",
    "operator, attrgetter",
    "operator, methodcaller",
    "types, FunctionType",
    "io, open",
    "logging, FileHandler",
    "numpy.f2py.crackfortran, getlincoef",
    "numpy.testing._private.utils, runstring",
    "numpy, load",
    "pandas, read_pickle",
    "joblib, load",
    "torch, load",
    "torch.hub, load",
    "torch.serialization, load",
    "torch.storage, _load_from_bytes",
    "torch.jit.unsupported_tensor_ops, execWrapper",
    "torch._dynamo.guards, GuardBuilder.get",
    "torch._inductor.codecache, compile_file",
    "torch.fx.experimental.symbolic_shapes, ShapeEnv.evaluate_guards_expression",
    "torch.utils._config_module, ConfigModule.load_config",
    "torch.utils.bottleneck.__main__, run_cprofile",
    "torch.utils.collect_env, run",
    "torch.utils.data.datapipes.utils.decoder, basichandlers",
    "torch.serialization, os.system",
    "torch.utils.data.dataloader, multiprocessing.sys.modules",
    "linecache, os",
    "anything.at.all, f.__globals__",
    "anything, __builtins__",
    "collections, OrderedDict.__init__",
    "random, _os.system",
    "threading, _os.system",
    "collections, _sys.modules",
    "enum, bltns.eval",
    "tarfile, bltn_open",
    "tokenize, _builtin_open",
    "torch.fx.graph_module, _exec_with_source",
    "torch.fx.graph_module, reduce_graph_module",
    "torch.fx.graph_module, _forward_from_src",
    "_operator, methodcaller",
    "_operator, attrgetter",
    "_operator, itemgetter",
    "_operator, call",
    "operator, itemgetter",
    "collections, _itemgetter",
    "torch.jit._serialization, load",
    "torch.serialization, _legacy_load",
    "torch.serialization, _load",
    "torch.storage, io.open",
    "numpy.lib.npyio, load",
    "numpy.lib._npyio_impl, load",
    "multiprocessing.popen_spawn_posix, Popen",
    "multiprocessing.context, Process",
    "multiprocessing, Process",
    "torch.multiprocessing, Process",
    "torch.utils.model_zoo, load_url",
    "torchvision.models.resnet, load_state_dict_from_url",
    "gettext, c2py",
    "torch, ops.load_library",
    "torch._ops, _Ops.load_library",
    "torch.classes, load_library",
    "torch._C, import_ir_module",
    "torch.distributed.rpc, rpc_sync",
    "torch.distributed.elastic.multiprocessing.api, PContext",
    "torch.distributed.distributed_c10d, _tensor_to_object",
    "torch.utils.show_pickle, main",
    "dataclasses, _create_fn",
    "typing, ForwardRef._evaluate",
    "sqlite3, connect",
    "_sqlite3, connect",
    "_interpreters, run_string",
    "_xxsubinterpreters, run_string",
    "site, execsitecustomize",
    "zipapp, create_archive",
    "py_compile, compile",
    "compileall, compile_dir",
    "pathlib, Path.unlink",
    "pathlib, PosixPath.write_text",
    "pathlib._local, Path.unlink",
    "yaml, unsafe_load",
    "jsonpickle, decode",
    "numexpr, evaluate",
    "pandas.core.computation.eval, eval",
    "pandas, eval",
    "hydra.utils, instantiate",
    "hydra.utils, call",
    "hydra._internal.utils, _locate",
    "IPython.core.interactiveshell, InteractiveShell",
    "cloudpickle.cloudpickle, _make_function",
    "_io, open",
    "_io, FileIO",
    "_socket, socket",
    "_ctypes, dlopen",
    "_imp, create_dynamic",
    "SocketServer, TCPServer",
    "BaseHTTPServer, HTTPServer",
    "_winreg, SetValue",
    "xmlrpclib, ServerProxy",
    "thread, start_new_thread",
    "_thread, start_new_thread",
    "urllib, urlretrieve",
    "urllib, getproxies",
    "urllib2, urlopen",
    "commands, getstatusoutput",
    "__builtin__, eval",
    "StringIO, open",
    "cStringIO, open_code",
    "UserDict, _sys.modules",
    "Tkinter, Tk",
    "torch.functional, torch.load",
    "numpy.ma.core, np.load",
    "torch.functional, torch.hub.load",
    "torch.functional, torch.storage._load_from_bytes",
    "torch.jit._dataclass_impls, dataclasses._create_fn",
    "enum, types.FunctionType",
    "six, exec_",
    "mpmath.libmp.backend, exec_",
    "my.module, _eval_",
    "sympy, S",
    "sympy, simplify",
    "sympy, parse_expr",
    "_testcapi, run_in_subinterp",
    "attr._make, _compile_and_eval",
    "numpy.compat, npy_load_module",
    "torch.cuda._memory_viz, format_flamegraph",
    "tracemalloc, Snapshot.load",
    "torch._utils, _import_dotted_name",
    "inspect, getmodule",
    "inspect, getattr_static",
    "numpy.core.fromnumeric, _wrapfunc",
    "string, Formatter.get_field",
    "_pyio, FileIO",
    "torch.distributed.nn.jit.instantiator, _write",
    "torch.utils.hipify.hipify_python, file_add_header",
    "numpy, savez_compressed",
    "numpy, ndarray.tofile",
    "argparse, FileType",
    "wave, open",
    "fsspec, open",
    "platform, popen",
    "logging.handlers, WatchedFileHandler",
    "faulthandler, _sigsegv",
    "torch._dynamo.config, load_config",
    "torch._functorch.config, load_config",
    "joblib.externals.cloudpickle, loads",
    "pandas.compat.pickle_compat, loads",
    "jinja2, Template.render",
    "torch.export, load",
    "torch.jit, save",
    "typing_extensions, get_type_hints",
    "inspect, get_annotations",
    "pstats, Stats",
    "unittest.mock, _importer",
    "copyreg, add_extension",
    "copyreg, _extension_registry",
    "logging, basicConfig",
    "matplotlib.cbook, _check_and_log_subprocess",
    "mypkg.kinds, Kind.os.system",
    "http.client, HTTPStatus.x",
    "ctypes, c_long.from_address",
    "ctypes, c_void_p"
  })
  void soundsForWhatRunsCode(String module, String name) {
    alarms("c" + module + "\n" + name + "\n");
    alarms("(i" + module + "\n" + name + "\n");
    alarms(text(module) + text(name) + "\u0093");
  }

  /** Pieces out of the memo, named in an order of their own, or thrown away. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u008c\6system\u0094\u008c\2os\u0094h\1h\0\u0093",
        "\u008c\6system\u0094\u008c\2os\u0094(h\1h\0\u0093)R0N1N",
        "\u008c\2os\u0094N0h\0\u008c\6system\u0093)R",
        "cos\nsystem\n0N",
        "(cos\nsystem\n1N",
        "](cos\nsystem\n\u008c\1xo",
        "c__builtin__\ngetattr\ncrandom\nthing\n)R\u008c\6system\u0086R",
        "c__builtin__\ngetattr\ncm\nA\n)\u0081\u008c\5popen\u0086R",
        "c__builtin__\ngetattr\ncm\nA\n)\u0081\u008c\3_os\u0086R",
        "c__builtin__\ngetattr\ncpathlib\nPosixPath\n)R\u008c\6unlink\u0086R",
        "c__builtin__\ngetattr\nclinecache\nsomething\n\u008c\2os\u0086R"
      })
  void soundsHoweverItIsPutTogether(String instructions) {
    alarms(instructions);
  }

  @ParameterizedTest
  @CsvSource({
    "argparse, Namespace",
    "collections, defaultdict",
    "collections, OrderedDict.fromkeys",
    "copyreg, _reconstructor",
    "functools, partial",
    "torch.nn.modules.linear, Linear",
    "torch, Tensor",
    "torch.jit._script, RecursiveScriptModule",
    "pathlib, PosixPath",
    "http, HTTPStatus",
    "types, SimpleNamespace",
    "inspect, Parameter",
    "code.models.net, Net",
    "profiles, Profile",
    "osprey, system",
    "positional, posix_",
    "__main__, Model",
    "__main__, main.<locals>.Model",
    "datetime, datetime",
    "datetime, timezone.utc",
    "http, HTTPStatus.OK",
    "enum, IntEnum",
    "models.modes, Mode.eval",
    "chat, Role.system",
    "pathlib, PurePosixPath",
    "pathlib, WindowsPath",
    "pathlib._local, PosixPath",
    "torch.nn.modules.activation, ReLU",
    "torch.nn.functional, relu",
    "torch._C, Generator",
    "torch.optim.adam, Adam",
    "torch.optim.lr_scheduler, LambdaLR",
    "torch.distributed.fsdp, ShardingStrategy",
    "omegaconf.dictconfig, DictConfig",
    "omegaconf.base, ContainerMetadata",
    "typing, Any",
    "typing, ForwardRef",
    "_operator, add",
    "numpy.core.multiarray, scalar",
    "numpy, memmap",
    "numpy.random._pickle, __generator_ctor",
    "pandas.core.frame, DataFrame",
    "pytorch_lightning.callbacks.model_checkpoint, ModelCheckpoint",
    "collections, UserDict",
    "UserDict, UserDict",
    "io, BytesIO",
    "StringIO, StringIO",
    "urllib.parse, ParseResult",
    "commands.train, Options",
    "threads, Thread",
    "project.io.reader, Reader",
    "__main__, _Private",
    "m\u00f6dels, Netz",
    "\u043es, system",
    "ruamel.yaml.comments, CommentedMap",
    "distutils.version, LooseVersion",
    "pkg_resources.extern.packaging.version, Version",
    "os, stat_result",
    "http.client, HTTPStatus",
    "socket, AddressFamily",
    "ctypes, c_long",
    "yaml.nodes, ScalarNode",
    "mypkg.kinds, Kind.io",
    "mypkg.kinds, Token.operator",
    "mypkg.kinds, Mode.open",
    "mypkg.http.client, Response",
    "sympy.core.symbol, Symbol"
  })
  void isSilentForWhatIsOnlyUnknown(String module, String name) {
    assertThat(read(text(module) + text(name) + "\u0093")).isNotNull();
  }

  /** An array of numpy.memmap names its class; who makes one writes a file. */
  @Test
  void soundsForWhatIsMadeOfAClass() {
    assertThat(read("cnumpy\nmemmap\n")).isNotNull();
    alarms("cnumpy\nmemmap\n(" + text("file") + "tR");
    alarms("cnumpy\nmemmap\n(" + text("file") + "t\u0081");
  }

  /** Members of enums as Python 3.11 writes them, and what can be had through them. */
  @Test
  void takesMembersOfClassesForMembers() {
    String member = "c__builtin__\ngetattr\ncmypkg.kinds\nKind\n" + text("os") + "\u0086R";
    assertThat(read(member)).isNotNull();
    alarms("c__builtin__\ngetattr\n" + member + text("execlp") + "\u0086R");
  }

  /** Each of the places of a name, and each of its parts, would cost as much as all of it. */
  @Test
  void looksANameUpOnce() {
    String name = "X" + "\u00ff\3\0\0" + ".".repeat(1022) + "a";
    Cost cost = new Cost();
    read("](" + name + "q\0" + name + "q\1" + "h\0h\1\u0093".repeat(10_000) + "e");
    assertThat(cost.bytes()).isLessThan(Cost.MOST_BYTES);
  }

  /** Bytes are bytes, even if they are a pickle, as long as nobody unpickles them. */
  @Test
  void isSilentForBytes() {
    String nested = "\u0080\2cos\nsystem\nX\1\0\0\0x\u0085R.";
    assertThat(read("]C" + (char) nested.length() + nested + "a")).isEqualTo("[bytes of 22]");
    alarms("cpickle\nloads\nC" + (char) nested.length() + nested + "\u0085R");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c\n\n",
        "ca b\nc\n",
        "ca\nb\u00ad\n",
        "\u008c\0\u008c\1a\u0093",
        "K\1\u008c\1a\u0093",
        "\u008c\5a\u00e2\u0080\u00ae\u008c\1b\u0093"
      })
  void refusesNamesThatCannotBeShown(String instructions) {
    assertThatThrownBy(() -> read(instructions)).isInstanceOf(CheckpointException.class);
  }
}
