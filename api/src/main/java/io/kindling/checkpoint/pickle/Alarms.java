package io.kindling.checkpoint.pickle;

import java.util.Set;

/**
 * Names that nobody needs to hold values, and whose use runs code, or reads and writes files, as
 * soon as Python loads the pickle. A file that has one is refused whatever else is asked for.
 *
 * <p>Source: the lists of picklescan, modelscan and fickling, and the advisories about what they
 * missed. A list like this is never complete: that is why nothing is called here at all, and why a
 * name that is not on it is only unknown, not safe.
 */
final class Alarms {
  /** Single names, with what is in them. */
  private static final Set<String> NAMES =
      Set.of(
          "StringIO.FileIO",
          "StringIO.open",
          "StringIO.open_code",
          "builtins.__import__",
          "builtins.apply",
          "builtins.breakpoint",
          "builtins.compile",
          "builtins.delattr",
          "builtins.eval",
          "builtins.exec",
          "builtins.execfile",
          "builtins.exit",
          "builtins.getattr",
          "builtins.globals",
          "builtins.help",
          "builtins.input",
          "builtins.locals",
          "builtins.open",
          "builtins.quit",
          "builtins.setattr",
          "builtins.vars",
          "bz2.BZ2File",
          "bz2.open",
          "cStringIO.FileIO",
          "cStringIO.open",
          "cStringIO.open_code",
          "code.InteractiveConsole",
          "code.InteractiveInterpreter",
          "code.interact",
          "codecs.open",
          "dataclasses._FuncBuilder",
          "dataclasses._create_fn",
          "dataclasses.make_dataclass",
          "gzip.GzipFile",
          "gzip.open",
          "io.FileIO",
          "io.open",
          "io.open_code",
          "joblib.load",
          "joblib.numpy_pickle",
          "keras.models.load_model",
          "logging.FileHandler",
          "lzma.LZMAFile",
          "lzma.open",
          "numpy.DataSource",
          "numpy.fromfile",
          "numpy.genfromtxt",
          "numpy.load",
          "numpy.loadtxt",
          "numpy.save",
          "numpy.savetxt",
          "numpy.savez",
          "operator.attrgetter",
          "operator.call",
          "operator.itemgetter",
          "operator.methodcaller",
          "pandas.DataFrame.eval",
          "pandas.DataFrame.query",
          "pandas.core.frame.DataFrame.eval",
          "pandas.core.frame.DataFrame.query",
          "pandas.core.generic.NDFrame.to_pickle",
          "pandas.eval",
          "pandas.io.pickle",
          "pandas.read_pickle",
          "profile.Profile",
          "profile.run",
          "profile.runctx",
          "sympy.core.sympify",
          "sympy.lambdify",
          "sympy.sympify",
          "sympy.utilities.lambdify",
          "torch._C.PyTorchFileReader",
          "torch._C.PyTorchFileWriter",
          "torch._dynamo.guards",
          "torch.fx.experimental.symbolic_shapes",
          "torch.fx.graph_module._deserialize_graph_module",
          "torch.fx.graph_module._method_from_src",
          "torch.fx.graph_module.reduce_deploy_graph_module",
          "torch.fx.graph_module.reduce_graph_module",
          "torch.fx.graph_module.reduce_package_graph_module",
          "torch.jit.load",
          "torch.load",
          "torch.multiprocessing.Pool",
          "torch.multiprocessing.Process",
          "torch.multiprocessing.start_processes",
          "torch.save",
          "torch.storage._load_from_bytes",
          "torch.utils.data.datapipes.utils.decoder",
          "trace.Trace",
          "types.CodeType",
          "types.FunctionType",
          "types.LambdaType",
          "types.ModuleType",
          "typing.ForwardRef._evaluate",
          "typing.ForwardRef.evaluate",
          "typing._eval_type",
          "typing.get_type_hints",
          "uuid._get_command_stdout",
          "uuid._popen");

  /** Modules that others import, so that they are to be had as parts of any name. */
  private static final Set<String> WITHIN =
      Set.of(
          "bltns",
          "builtins",
          "cPickle",
          "cloudpickle",
          "ctypes",
          "dill",
          "frozen_importlib",
          "frozen_importlib_external",
          "imp",
          "importlib",
          "io",
          "marshal",
          "multiprocessing",
          "nt",
          "operator",
          "os",
          "pickle",
          "posix",
          "posixsubprocess",
          "pty",
          "runpy",
          "shutil",
          "socket",
          "sqlite3",
          "subprocess",
          "sys",
          "tempfile",
          "webbrowser",
          "winapi");

  /** Functions and classes that others import, and whose names nothing else is likely to have. */
  private static final Set<String> ANYWHERE =
      Set.of(
          "CDLL",
          "CodeType",
          "FunctionType",
          "ModuleType",
          "Popen",
          "PyDLL",
          "SourceFileLoader",
          "attrgetter",
          "bltn_open",
          "builtin_open",
          "c2py",
          "check_call",
          "check_output",
          "download_url_to_file",
          "exec_with_source",
          "execfile",
          "forward_from_src",
          "getoutput",
          "getstatusoutput",
          "import_ir_module",
          "import_ir_module_from_buffer",
          "import_ir_module_from_package",
          "import_module",
          "itemgetter",
          "load_library",
          "load_state_dict_from_url",
          "load_url",
          "methodcaller",
          "rmtree",
          "run_module",
          "run_path",
          "tensor_to_object",
          "urlopen",
          "urlretrieve");

  /** What must not be taken out of an object: what it is of, the pickle need not say. */
  private static final Set<String> MEMBERS =
      Set.of(
          "Popen",
          "call",
          "check_call",
          "check_output",
          "chmod",
          "chown",
          "compile",
          "eval",
          "exec",
          "exec_module",
          "execfile",
          "execv",
          "execve",
          "execvp",
          "extractall",
          "fork",
          "getoutput",
          "hardlink_to",
          "import_module",
          "kill",
          "link_to",
          "load_library",
          "load_module",
          "loads",
          "makedirs",
          "mkdir",
          "modules",
          "open",
          "open_code",
          "popen",
          "posix_spawn",
          "putenv",
          "remove",
          "removedirs",
          "rename",
          "renames",
          "replace",
          "rmdir",
          "rmtree",
          "run",
          "run_code",
          "runcode",
          "runctx",
          "runsource",
          "spawnl",
          "spawnv",
          "spawnve",
          "spawnvp",
          "startfile",
          "symlink",
          "symlink_to",
          "system",
          "touch",
          "unlink",
          "unsafe_load",
          "write_bytes",
          "write_text");

  private Alarms() {}

  /** Whether a module and a name in it, which may be dotted, are such. */
  static boolean runsCode(String module, String name) {
    String path = module + "." + name;
    return AlarmingModules.containsExactly(module)
        || isListed(path)
        || isListed(stripped(path))
        || leadsElsewhere(module, name);
  }

  /** Whether that is a dangerous thing to take out of an object by {@code getattr}. */
  static boolean isMember(String attribute) {
    String part = stripped(attribute);
    return MEMBERS.contains(part) || ANYWHERE.contains(part) || WITHIN.contains(part);
  }

  private static boolean isListed(String path) {
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      String head = path.substring(0, dot);
      if (AlarmingModules.contains(head) || NAMES.contains(head)) {
        return true;
      }
    }
    return NAMES.contains(path);
  }

  /**
   * {@code os.system} in {@code torch.serialization}, {@code _os.system} in {@code random}; {@code
   * f.__globals__} in anything; a path of pathlib is inert, but its methods are not.
   */
  private static boolean leadsElsewhere(String module, String name) {
    if (name.contains(".") && (module.equals("pathlib") || module.startsWith("pathlib."))) {
      return true;
    }
    for (String part : name.split("\\.", -1)) {
      boolean own = module.equals("copyreg") && part.startsWith("__newobj");
      String bare = stripped(part);
      if (WITHIN.contains(bare)
          || ANYWHERE.contains(bare)
          || (part.startsWith("__") && part.endsWith("__") && !own)) {
        return true;
      }
    }
    return false;
  }

  /** The path with no underscores where its parts begin, as private aliases have them. */
  private static String stripped(String path) {
    StringBuilder bare = new StringBuilder(path.length());
    boolean begins = true;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      begins = c == '.' || (begins && c == '_');
      if (c == '.' || !begins) {
        bare.append(c);
      }
    }
    return bare.toString();
  }
}
