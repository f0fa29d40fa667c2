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
  /** Whole modules, with all that is in them. */
  private static final Set<String> MODULES =
      Set.of(
          "_aix_support",
          "_ctypes",
          "_frozen_importlib",
          "_frozen_importlib_external",
          "_imp",
          "_io",
          "_osx_support",
          "_pickle",
          "_posixsubprocess",
          "_pyrepl",
          "_socket",
          "_winapi",
          "aiohttp",
          "asyncio",
          "bdb",
          "cPickle",
          "cProfile",
          "cffi",
          "cgitb",
          "cloudpickle",
          "codeop",
          "concurrent.futures.process",
          "ctypes",
          "dill",
          "distutils",
          "doctest",
          "ensurepip",
          "ftplib",
          "gc",
          "http.client",
          "http.server",
          "httplib",
          "idlelib",
          "imaplib",
          "imp",
          "importlib",
          "lib2to3",
          "logging.config",
          "mailcap",
          "marshal",
          "mmap",
          "multiprocessing.popen_fork",
          "multiprocessing.util",
          "nt",
          "ntpath",
          "numpy.ctypeslib",
          "numpy.distutils",
          "numpy.f2py",
          "numpy.testing",
          "os",
          "pdb",
          "pickle",
          "pip",
          "pkg_resources",
          "pkgutil",
          "popen2",
          "posix",
          "posixpath",
          "pty",
          "pydoc",
          "requests",
          "runpy",
          "setuptools",
          "shelve",
          "shutil",
          "smtplib",
          "socket",
          "socketserver",
          "ssl",
          "subprocess",
          "sys",
          "telnetlib",
          "tempfile",
          "test.support",
          "timeit",
          "torch._inductor",
          "torch.hub",
          "torch.jit.unsupported_tensor_ops",
          "torch.package",
          "torch.utils.bottleneck",
          "torch.utils.collect_env",
          "torch.utils.cpp_extension",
          "torch.utils._config_module",
          "urllib.request",
          "urllib2",
          "venv",
          "webbrowser",
          "winreg",
          "xmlrpc",
          "zipimport");

  /** Single names, with what is in them. */
  private static final Set<String> NAMES =
      Set.of(
          "builtins.__import__",
          "builtins.apply",
          "builtins.breakpoint",
          "builtins.compile",
          "builtins.delattr",
          "builtins.eval",
          "builtins.exec",
          "builtins.execfile",
          "builtins.getattr",
          "builtins.globals",
          "builtins.help",
          "builtins.input",
          "builtins.locals",
          "builtins.open",
          "builtins.setattr",
          "builtins.vars",
          "code.InteractiveConsole",
          "code.InteractiveInterpreter",
          "code.interact",
          "codecs.open",
          "commands.getoutput",
          "commands.getstatusoutput",
          "io.FileIO",
          "io.open",
          "io.open_code",
          "joblib.load",
          "joblib.numpy_pickle",
          "keras.models.load_model",
          "logging.FileHandler",
          "numpy.load",
          "numpy.save",
          "operator.attrgetter",
          "operator.call",
          "operator.methodcaller",
          "pandas.eval",
          "pandas.io.pickle",
          "pandas.read_pickle",
          "profile.Profile",
          "profile.run",
          "profile.runctx",
          "site.addsitedir",
          "sqlite3.connect",
          "torch._dynamo.guards",
          "torch.fx.experimental.symbolic_shapes",
          "torch.jit.load",
          "torch.load",
          "torch.save",
          "torch.serialization.load",
          "torch.serialization.save",
          "torch.storage._load_from_bytes",
          "torch.utils.data.datapipes.utils.decoder",
          "trace.Trace",
          "types.CodeType",
          "types.FunctionType",
          "types.LambdaType",
          "types.ModuleType",
          "uuid._get_command_stdout",
          "uuid._popen");

  /** Modules that others import, so that they are to be had as parts of any name. */
  private static final Set<String> WITHIN =
      Set.of(
          "builtins",
          "ctypes",
          "importlib",
          "marshal",
          "nt",
          "os",
          "pickle",
          "posix",
          "pty",
          "runpy",
          "shutil",
          "socket",
          "subprocess",
          "sys");

  private Alarms() {}

  /** Whether a module and a name in it, which may be dotted, are such. */
  static boolean runsCode(String module, String name) {
    String path = module + "." + name;
    for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
      String head = path.substring(0, dot);
      if (MODULES.contains(head) || NAMES.contains(head)) {
        return true;
      }
    }
    return NAMES.contains(path) || leadsElsewhere(module, name);
  }

  /** {@code os.system} in {@code torch.serialization}; {@code f.__globals__} in anything. */
  private static boolean leadsElsewhere(String module, String name) {
    for (String part : name.split("\\.", -1)) {
      boolean own = module.equals("copyreg") && part.startsWith("__newobj");
      if (WITHIN.contains(part) || (part.startsWith("__") && part.endsWith("__") && !own)) {
        return true;
      }
    }
    return false;
  }
}
