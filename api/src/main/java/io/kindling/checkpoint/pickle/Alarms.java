package io.kindling.checkpoint.pickle;

import java.util.List;
import java.util.Map;
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
          "argparse.FileType",
          "attr._make._compile_and_eval",
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
          "copyreg._extension_registry",
          "copyreg._inverted_registry",
          "copyreg.add_extension",
          "dataclasses._FuncBuilder",
          "dataclasses._create_fn",
          "dataclasses.make_dataclass",
          "gzip.GzipFile",
          "gzip.open",
          "inspect.getmodule",
          "io.FileIO",
          "io.open",
          "io.open_code",
          "joblib.load",
          "joblib.numpy_pickle",
          "keras.models.load_model",
          "logging.FileHandler",
          "logging.basicConfig",
          "lzma.LZMAFile",
          "lzma.open",
          "matplotlib.cbook._check_and_log_subprocess",
          "numpy.DataSource",
          "numpy.fromfile",
          "numpy.genfromtxt",
          "numpy.load",
          "numpy.loadtxt",
          "numpy.ndarray.dump",
          "numpy.save",
          "numpy.savetxt",
          "numpy.savez",
          "numpy.savez_compressed",
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
          "string.Formatter.get_field",
          "sympy.core.sympify",
          "sympy.lambdify",
          "sympy.simplify",
          "sympy.sympify",
          "sympy.utilities.lambdify",
          "torch._C.PyTorchFileReader",
          "torch._C.PyTorchFileWriter",
          "torch._dynamo.config.load_config",
          "torch._dynamo.guards",
          "torch._functorch.config.load_config",
          "torch.export.load",
          "torch.export.save",
          "torch.fx.experimental.symbolic_shapes",
          "torch.fx.graph_module._deserialize_graph_module",
          "torch.fx.graph_module._method_from_src",
          "torch.fx.graph_module.reduce_deploy_graph_module",
          "torch.fx.graph_module.reduce_graph_module",
          "torch.fx.graph_module.reduce_package_graph_module",
          "torch.jit.load",
          "torch.jit.save",
          "torch.load",
          "torch.multiprocessing.Pool",
          "torch.multiprocessing.Process",
          "torch.multiprocessing.start_processes",
          "torch.save",
          "torch.storage._load_from_bytes",
          "torch.utils.data.datapipes.utils.decoder",
          "trace.Trace",
          "tracemalloc.Snapshot.dump",
          "tracemalloc.Snapshot.load",
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
          "check_and_log_subprocess",
          "check_call",
          "check_output",
          "compile_and_eval",
          "download_url_to_file",
          "exec_with_source",
          "execfile",
          "forward_from_src",
          "get_annotations",
          "get_type_hints",
          "getattr_static",
          "getoutput",
          "getstatusoutput",
          "import_dotted_name",
          "import_ir_module",
          "import_ir_module_from_buffer",
          "import_ir_module_from_package",
          "import_module",
          "itemgetter",
          "load_library",
          "load_state_dict_from_url",
          "load_url",
          "methodcaller",
          "npy_load_module",
          "rmtree",
          "run_module",
          "run_path",
          "tensor_to_object",
          "tofile",
          "urlopen",
          "urlretrieve",
          "wrapfunc");

  /** The same with underscores around them, unless they are members of a class. */
  private static final Set<String> FUNCTIONS = Set.of("eval", "exec", "open", "popen");

  /** What modules are called where they are imported. */
  private static final Map<String, String> SHORT =
      Map.of("mp", "multiprocessing", "np", "numpy", "pd", "pandas");

  /** Of how many parts the longest of the listed paths consists. */
  private static final int MOST_PARTS = 6;

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
          "dump",
          "eval",
          "exec",
          "exec_module",
          "execfile",
          "execv",
          "execve",
          "execvp",
          "extractall",
          "fork",
          "get_field",
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
          "tofile",
          "touch",
          "unlink",
          "unsafe_load",
          "write_bytes",
          "write_text");

  private Alarms() {}

  /** Whether a module and a name in it, which may be dotted, are such. */
  static boolean runsCode(String module, String name) {
    return !HarmlessNames.contains(module, name)
        && (AlarmingModules.containsExactly(module)
            || begins(parts(module + "." + name), 0)
            || leadsElsewhere(module, parts(name)));
  }

  /** Whether that is a name of which only an object is dangerous, not the name: of a class. */
  static boolean runsCodeWhenCalled(String module, String name) {
    return module.equals("numpy") && name.equals("memmap"); // the file that it is told to write
  }

  /** Whether that is a dangerous thing to take out of an object by {@code getattr}. */
  static boolean isMember(String attribute) {
    String part = stripped(attribute);
    return MEMBERS.contains(part) || ANYWHERE.contains(part) || WITHIN.contains(part);
  }

  private static List<String> parts(String path) {
    return List.of(path.split("\\.", -1));
  }

  /** Whether a listed path begins with a part, with underscores or without. */
  private static boolean begins(List<String> parts, int from) {
    String path = "";
    String bare = "";
    for (int i = from; i < Math.min(parts.size(), from + MOST_PARTS); i++) {
      String part = parts.get(i);
      path = i == from ? SHORT.getOrDefault(part, part) : path + "." + part;
      bare = i == from ? stripped(path) : bare + "." + stripped(part);
      boolean whole = i == parts.size() - 1;
      if (NAMES.contains(path)
          || NAMES.contains(bare)
          || (!whole && (AlarmingModules.contains(path) || AlarmingModules.contains(bare)))) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code os.system} in {@code torch.serialization}, {@code torch.load} in {@code torch.random};
   * {@code f.__globals__} in anything; a path of pathlib is inert, but its methods are not.
   */
  private static boolean leadsElsewhere(String module, List<String> name) {
    if (name.size() > 1 && (module.equals("pathlib") || module.startsWith("pathlib."))) {
      return true;
    }
    for (int i = 0; i < name.size(); i++) {
      String part = name.get(i);
      boolean own = module.equals("copyreg") && part.startsWith("__newobj");
      boolean special = part.startsWith("__") && part.endsWith("__") && !own;
      // an enum may call its members what it likes, as long as nothing is taken out of them
      boolean constant = i > 0 && i == name.size() - 1 && isClass(name.get(i - 1));
      boolean imported = WITHIN.contains(stripped(part)) || FUNCTIONS.contains(between(part));
      if (special
          || (imported && !constant)
          || ANYWHERE.contains(stripped(part))
          || begins(name, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isClass(String part) {
    String bare = stripped(part);
    return !bare.isEmpty() && Character.isUpperCase(bare.codePointAt(0));
  }

  /** A part with no underscores where it begins, as private aliases have them. */
  private static String stripped(String part) {
    int begin = 0;
    while (begin < part.length() && part.charAt(begin) == '_') {
      begin++;
    }
    return part.substring(begin);
  }

  /** The same, and none where it ends, as {@code six.exec_} has them. */
  private static String between(String part) {
    int end = part.length();
    while (end > 0 && part.charAt(end - 1) == '_') {
      end--;
    }
    return stripped(part.substring(0, end));
  }
}
