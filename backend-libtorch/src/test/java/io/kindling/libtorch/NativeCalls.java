package io.kindling.libtorch;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.MethodEntryEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import com.sun.jdi.request.EventRequestManager;
import com.sun.jdi.request.MethodEntryRequest;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which of JavaCPP's native methods a program calls between two marks. The program runs in a JVM of
 * its own under the JDK's debugger interface, which sees native methods begin as well as others, so
 * nothing is instrumented and nothing missed.
 */
final class NativeCalls {
  private final VirtualMachine machine;
  private final MethodEntryRequest entries;
  private final List<List<String>> passages = new ArrayList<>();

  private NativeCalls(VirtualMachine machine) {
    this.machine = machine;
    this.entries = machine.eventRequestManager().createMethodEntryRequest();
    entries.addClassFilter("org.bytedeco.*");
    entries.setSuspendPolicy(EventRequest.SUSPEND_NONE);
  }

  /**
   * Runs a program to its end.
   *
   * @param program has a main method, and methods {@code begin} and {@code end} as marks
   * @param arguments its arguments, separated by spaces
   * @return for each time that it went from mark to mark, the native methods that it called, in
   *     order, as {@code Class.method}
   */
  static List<List<String>> of(Class<?> program, String arguments) throws Exception {
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> settings = connector.defaultArguments();
    set(settings, "main", program.getName() + " " + arguments);
    set(settings, "options", "-Xmx256m -cp \"" + System.getProperty("java.class.path") + "\"");
    VirtualMachine machine = connector.launch(settings);
    try {
      return new NativeCalls(machine).follow(program.getName());
    } finally {
      machine.process().getErrorStream().transferTo(System.err);
      machine.process().getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void set(Map<String, Connector.Argument> settings, String name, String value) {
    Objects.requireNonNull(settings.get(name)).setValue(value);
  }

  private List<List<String>> follow(String program) throws InterruptedException {
    ClassPrepareRequest loaded = machine.eventRequestManager().createClassPrepareRequest();
    loaded.addClassFilter(program);
    loaded.enable();
    try {
      while (true) {
        EventSet events = machine.eventQueue().remove();
        events.forEach(this::happened);
        events.resume();
      }
    } catch (VMDisconnectedException e) {
      return passages;
    }
  }

  private void happened(Event event) {
    if (event instanceof ClassPrepareEvent prepared) {
      mark(prepared.referenceType(), "begin");
      mark(prepared.referenceType(), "end");
    } else if (event instanceof BreakpointEvent reached) {
      passed(reached.location().method().name().equals("begin"));
    } else if (event instanceof MethodEntryEvent entered && entered.method().isNative()) {
      passages.get(passages.size() - 1).add(name(entered.method()));
    }
  }

  private void passed(boolean begin) {
    if (begin) {
      passages.add(new ArrayList<>());
    }
    entries.setEnabled(begin);
  }

  private void mark(ReferenceType program, String method) {
    EventRequestManager requests = machine.eventRequestManager();
    BreakpointRequest mark =
        requests.createBreakpointRequest(program.methodsByName(method).get(0).location());
    mark.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
    mark.enable();
  }

  private static String name(Method method) {
    String type = method.declaringType().name();
    return type.substring(type.lastIndexOf('.') + 1) + "." + method.name();
  }
}
