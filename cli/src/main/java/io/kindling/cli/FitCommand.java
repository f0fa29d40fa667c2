package io.kindling.cli;

import io.kindling.cli.fit.FitComparison;
import io.kindling.cli.fit.FitPage;
import io.kindling.cli.fit.FitReport;
import io.kindling.cli.fit.FittedModel;
import io.kindling.cli.fit.GeneralizedReport;
import io.kindling.cli.fit.GroupsReport;
import io.kindling.cli.fit.SampleRows;
import io.kindling.cli.options.FitOptions;
import io.kindling.cli.options.FitPictureOptions;
import io.kindling.cli.options.FitTable;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.options.OutputFiles;
import io.kindling.cli.options.TypedCommand;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.plot.FitPictures;
import io.kindling.cli.report.Remarks;
import io.kindling.cli.text.Progress;
import io.kindling.file.FileFailures;
import io.kindling.model.TrainedModel;
import io.kindling.report.RegressionReport;
import io.kindling.statistics.Design;
import io.kindling.statistics.FitDiagnostics;
import io.kindling.statistics.GeneralizedFit;
import io.kindling.statistics.GeneralizedLinear;
import io.kindling.statistics.Groups;
import io.kindling.statistics.LeastSquares;
import io.kindling.statistics.LinearFit;
import io.kindling.statistics.Moments;
import io.kindling.statistics.RobustErrors;
import io.kindling.statistics.TableSums;
import io.kindling.text.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explains a column by others, exactly, and says how sure that is. */
@Command(
    name = "fit",
    description =
        "Explains a column by the others with least squares, exactly, and says how sure each"
            + " coefficient is.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class FitCommand implements Runnable {
  @Spec private CommandSpec command;
  @Mixin private FitTable table;
  @Mixin private FitOptions options;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "Saves the coefficients as a linear model, rounded to float32, which predict and PyTorch"
              + " read. Its intervals are those of the usual errors, whatever --errors says.")
  private @Nullable Path save;

  @Option(
      names = "--compare",
      paramLabel = "FILE",
      description =
          "Shows beside the fit what kindling train has learned of the same columns, and how far"
              + " above the least possible its error is.")
  private @Nullable Path compare;

  @Mixin private FitPictureOptions pictures;
  @Mixin private JsonOption json;

  @Override
  public void run() {
    check();
    GeneralizedLinear generalized = options.generalized();
    Path sums = table.sums();
    if (sums != null) {
      fitSums(sums);
      return;
    }
    try (Progress progress = Progress.of(json.isTyped());
        FitTable closed = table) {
      FitTable.Opened opened = closed.open(progress, options.offset(), options.groups());
      Design design = options.design(opened.design());
      List<String> remarks = new ArrayList<>(closed.remarks());
      if (options.hasGroups()) {
        fitGroups(opened, design, remarks);
      } else if (generalized == null) {
        fit(opened, design, remarks);
      } else {
        fit(generalized, opened, design, remarks);
      }
    }
  }

  private void fit(
      GeneralizedLinear model, FitTable.Opened opened, Design design, List<String> remarks) {
    GeneralizedFit fit = model.fit(design, opened.table());
    remarks.addAll(Remarks.of(opened.prepared().dropping(fit.leftOut())));
    remarks.addAll(references(design));
    GeneralizedReport report = new GeneralizedReport(fit, sample(design, fit.leftOut()));
    FitPictures drawn =
        !pictures.areTyped()
            ? null
            : FitPictures.of(fit, FitDiagnostics.of(fit, design, opened.table(), options.offset()));
    Path page = pictures.report();
    if (drawn != null && page != null) {
      save(page, page(opened, drawn).with(fit, report), remarks);
    }
    if (json.isTyped()) {
      JsonOption.print(out(), report.json());
    } else {
      say(report.title(), remarks, report.dropped(), report.coefficients(), report.summary());
    }
    draw(drawn);
  }

  private FitPage page(FitTable.Opened opened, FitPictures drawn) {
    return new FitPage(opened.design().target(), drawn, table.summary(opened, options.offset()));
  }

  /** Writes the page, with what is known of every fit. */
  private void save(Path file, FitPage filled, List<String> remarks) {
    RegressionReport page = filled.page();
    remarks.forEach(page::note);
    page.command(TypedCommand.of("kindling fit", command.commandLine().getParseResult()));
    Version.describe(page::version);
    page.save(file);
  }

  private void draw(@Nullable FitPictures drawn) {
    if (drawn != null) {
      if (!json.isTyped()) {
        drawn.remarks().forEach(line -> out().println(Printable.line(line)));
        out().flush();
      }
      pictures.draw(drawn, out());
    }
  }

  private void fitGroups(FitTable.Opened opened, Design design, List<String> remarks) {
    Groups groups = design.momentsBy(opened.table(), opened.by());
    LeastSquares regression = options.regression(design.target(), design.names());
    GroupsReport report =
        new GroupsReport(opened.by(), groups, regression, sample(design, groups.leftOut()));
    if (json.isTyped()) {
      report.printJson(out());
      return;
    }
    remarks.addAll(Remarks.of(opened.prepared().dropping(groups.leftOut())));
    remarks.addAll(references(design));
    int count = groups.labels().size();
    String counted = count + (count == 1 ? " group" : " groups");
    remarks.add(0, "least squares of " + design.target() + " in " + counted);
    remarks.forEach(line -> out().println(Printable.line(line)));
    out().println();
    report.print(out());
  }

  private void fitSums(Path file) {
    boolean rows =
        options.generalized() != null
            || options.errors() != null
            || options.hasProducts()
            || options.hasGroups()
            || save != null
            || compare != null
            || pictures.areTyped();
    if (rows) {
      throw new UsageException(
          "--family, --errors, --by, --poly, --interactions, --save, --compare, --plot and --report"
              + " need the rows of a table, not sums alone");
    }
    try {
      Moments moments = Moments.load(file);
      List<String> columns = table.columns(moments, file);
      int last = columns.size() - 1;
      LinearFit fit = options.regression(columns.get(last), columns.subList(0, last)).fit(moments);
      say(new FitReport(fit, SampleRows.UNKNOWN, null), List.of(), null);
    } catch (IOException e) {
      throw FileFailures.unreadable(file.toString(), e, "sums of kindling moments");
    }
  }

  /** The levels that others are compared to, in a line if there are any. */
  private List<String> references(Design design) {
    List<String> levels = options.hasIntercept() ? design.references() : List.of();
    return Remarks.compared(levels);
  }

  private SampleRows sample(Design design, long leftOut) {
    return SampleRows.of(design, options.hasIntercept(), leftOut);
  }

  private void fit(FitTable.Opened opened, Design design, List<String> remarks) {
    TableSums rows = TableSums.of(design, opened.table());
    Moments moments = rows.moments();
    remarks.addAll(Remarks.of(opened.prepared().dropping(rows.leftOut())));
    remarks.addAll(references(design));
    LinearFit fit = options.regression(design.target(), design.names()).fit(moments);
    RobustErrors errors = options.errors();
    if (errors != null) {
      fit = errors.of(fit, design, opened.table());
    }
    FitComparison comparison = comparison(design, fit, moments);
    FitPictures drawn =
        !pictures.areTyped()
            ? null
            : FitPictures.of(fit, FitDiagnostics.of(fit, design, opened.table()));
    if (save != null) {
      FittedModel.save(save, design, fit);
      remarks.addAll(
          FittedModel.remarks(
              fit.intervals().names(),
              fit.coefficients().stream().map(LinearFit.Coefficient::estimate).toList(),
              moments,
              fit.residualStandardError()));
    }
    FitReport report = new FitReport(fit, sample(design, rows.leftOut()), comparison);
    Path page = pictures.report();
    if (drawn != null && page != null) {
      save(page, page(opened, drawn).with(fit, report, comparison), remarks);
    }
    say(report, remarks, comparison);
    draw(drawn);
  }

  private void check() {
    boolean more = save != null || compare != null || options.errors() != null;
    if (options.hasGroups() && (more || options.generalized() != null || pictures.areTyped())) {
      throw new UsageException(
          "--by and --save, --compare, --errors, --family, --plot and --report exclude each other");
    }
    if (options.hasPenalty() && pictures.areTyped()) {
      throw new UsageException(
          "--ridge and --plot or --report exclude each other: residuals are compared to a standard"
              + " error, and a penalty leaves none");
    }
    if (options.hasPenalty() && compare != null) {
      throw new UsageException(
          "--ridge and --compare exclude each other: how far a model is above the least error is"
              + " told by the fit whose error is the least");
    }
    if ((save != null || compare != null) && options.generalized() != null) {
      throw new UsageException("--save and --compare are for --family gaussian");
    }
    refuseProducts("--save", save);
    refuseProducts("--compare", compare);
    OutputFiles files =
        new OutputFiles()
            .reading(table.files())
            .readingModel("--compare", compare)
            .writing("--save", save);
    pictures.check(files, json.isTyped());
  }

  private void refuseProducts(String option, @Nullable Path file) {
    if (file != null && options.hasProducts()) {
      throw new UsageException(
          option
              + " and --poly or --interactions exclude each other: a model takes the table's"
              + " columns; write the products into the table");
    }
  }

  private @Nullable FitComparison comparison(Design design, LinearFit fit, Moments moments) {
    return compare == null
        ? null
        : new FitComparison(compare.toString(), TrainedModel.load(compare), design, fit, moments);
  }

  private void say(FitReport report, List<String> remarks, @Nullable FitComparison comparison) {
    if (json.isTyped()) {
      JsonOption.print(out(), report.json());
      return;
    }
    say(report.title(), remarks, report.dropped(), report.coefficients(), report.summary());
    if (comparison != null) {
      out().println();
      out().println(comparison.table());
      out().println(Printable.line(comparison.line()));
      out().flush();
    }
  }

  private void say(
      String title,
      List<String> remarks,
      List<String> dropped,
      String coefficients,
      List<String> summary) {
    List<String> lines = new ArrayList<>(List.of(title));
    lines.addAll(remarks);
    lines.addAll(dropped);
    lines.forEach(line -> out().println(Printable.line(line)));
    out().println();
    out().println(coefficients);
    summary.forEach(out()::println);
    out().flush();
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
