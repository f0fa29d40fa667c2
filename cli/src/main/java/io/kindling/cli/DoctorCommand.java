package io.kindling.cli;

import io.kindling.BackendStatus;
import io.kindling.Backends;
import io.kindling.Diagnosis;
import io.kindling.cli.options.JsonOption;
import io.kindling.core.Finding;
import io.kindling.text.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what backends need and what of it is here, for whom one does not work. */
@Command(
    name = "doctor",
    description =
        "Looks at all that backends need, and says what is wrong and what to do about it. The exit"
            + " code is 0 if any backend can be used, else 2.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private JsonOption json;

  @Override
  public Integer call() {
    Diagnosis diagnosis = Backends.diagnosis();
    PrintWriter out = command.commandLine().getOut();
    if (json.isTyped()) {
      JsonOption.print(out, json(diagnosis));
    } else {
      print(out, diagnosis);
    }
    out.flush();
    return diagnosis.usable() ? ExitCode.OK : ExitCode.USAGE;
  }

  /** A line for each finding, one for what mends it and those before it, and one for them all. */
  private static void print(PrintWriter out, Diagnosis diagnosis) {
    List<Finding> findings = diagnosis.findings();
    int width = findings.stream().mapToInt(finding -> finding.name().length()).max().orElse(1);
    String line = "%-7s  %-" + width + "s  %s";
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      String remedy = finding.remedy();
      out.println(line.formatted(word(finding), shown(finding.name()), shown(finding.detail())));
      boolean mendsTheNext = i + 1 < findings.size() && remedy.equals(findings.get(i + 1).remedy());
      if (!remedy.isEmpty() && !mendsTheNext) {
        out.println(line.formatted("", "", "→ " + shown(remedy)));
      }
    }
    String usable =
        diagnosis.backends().stream()
            .filter(BackendStatus::usable)
            .map(BackendStatus::name)
            .collect(Collectors.joining(", "));
    out.println("backends that can be used: " + (usable.isEmpty() ? "none" : shown(usable)));
  }

  /** Names of files and classes are others' texts. */
  private static String shown(String text) {
    return Printable.line(text);
  }

  private static String word(Finding finding) {
    return finding.verdict().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, @Nullable Object> json(Diagnosis diagnosis) {
    return JsonOption.object(
        "usable", diagnosis.usable(),
        "backends", diagnosis.backends().stream().map(DoctorCommand::json).toList(),
        "findings", diagnosis.findings().stream().map(DoctorCommand::json).toList());
  }

  private static Map<String, @Nullable Object> json(BackendStatus status) {
    return JsonOption.object(
        "name", status.name(),
        "provider", status.provider(),
        "priority", status.priority(),
        "usable", status.usable(),
        "reason", status.reason());
  }

  private static Map<String, @Nullable Object> json(Finding finding) {
    return JsonOption.object(
        "name", finding.name(),
        "verdict", word(finding),
        "detail", finding.detail(),
        "remedy", finding.remedy());
  }
}
