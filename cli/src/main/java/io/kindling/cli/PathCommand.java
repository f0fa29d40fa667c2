package io.kindling.cli;

import io.kindling.cli.fit.FittedModel;
import io.kindling.cli.fit.PathReport;
import io.kindling.cli.options.FitTable;
import io.kindling.cli.options.JsonOption;
import io.kindling.cli.options.OutputFiles;
import io.kindling.cli.options.PathOptions;
import io.kindling.cli.options.PathPictureOptions;
import io.kindling.cli.options.UsageException;
import io.kindling.cli.plot.PathPictures;
import io.kindling.cli.report.Remarks;
import io.kindling.cli.text.Progress;
import io.kindling.file.FileFailures;
import io.kindling.statistics.CrossValidation;
import io.kindling.statistics.Design;
import io.kindling.statistics.ElasticNet;
import io.kindling.statistics.Folds;
import io.kindling.statistics.Moments;
import io.kindling.statistics.RegularizationPath;
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

/** Explains a column by others with a penalty, for many penalties, and says which is best. */
@Command(
    name = "path",
    description =
        "Explains a column by the others with lasso, ridge or the elastic net, for many penalties,"
            + " and finds by cross-validation which of them is best.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class PathCommand implements Runnable {
  @Spec private CommandSpec command;
  @Mixin private FitTable table;
  @Mixin private PathOptions options;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description =
          "Saves the coefficients of --at as a linear model, rounded to float32, which predict and"
              + " PyTorch read.")
  private @Nullable Path save;

  @Mixin private PathPictureOptions pictures;
  @Mixin private JsonOption json;

  @Override
  public void run() {
    options.check();
    ElasticNet penalty = options.net();
    OutputFiles files = new OutputFiles().reading(table.files()).writing("--save", save);
    pictures.check(files, json.isTyped());
    Path sums = table.sums();
    if (sums != null) {
      fitSums(sums, penalty);
      return;
    }
    try (Progress progress = Progress.of(json.isTyped());
        FitTable closed = table) {
      FitTable.Opened opened = closed.open(progress, null, options.groups());
      Design design = opened.design().withReferences();
      List<String> remarks = new ArrayList<>(closed.remarks());
      PathOptions.Dealt dealt = options.deal(design, opened.table(), opened.by());
      Folds folds = dealt.folds();
      remarks.addAll(Remarks.of(opened.prepared().dropping(folds.leftOut())));
      remarks.addAll(Remarks.compared(opened.design().references()));
      ElasticNet net = penalty.withTarget(design.target()).withFeatures(design.names());
      CrossValidation validation = net.fit(folds);
      Double lambda = options.number();
      CrossValidation asked = lambda == null ? null : net.withLambdas(List.of(lambda)).fit(folds);
      if (save != null) {
        RegularizationPath.Solution solution = saved(validation, asked);
        List<String> names = validation.path().names();
        FittedModel.save(save, design, names, solution);
        remarks.addAll(coarse(names, solution, folds.all(), design.target()));
      }
      say(new PathReport(validation, dealt, asked), remarks);
      pictures.draw(new PathPictures(validation.path(), validation), out());
    }
  }

  private static List<String> coarse(
      List<String> names, RegularizationPath.Solution solution, Moments all, String target) {
    double deviation = all.deviation(1 + all.columns().indexOf(target));
    double error = deviation * Math.sqrt(1 - solution.r2());
    return FittedModel.remarks(names, solution.estimates(), all, error);
  }

  /** What is to be saved. */
  private RegularizationPath.Solution saved(
      CrossValidation validation, @Nullable CrossValidation asked) {
    int at = options.isOneStandardError() ? validation.oneStandardError() : validation.min();
    return asked == null ? validation.path().solutions().get(at) : asked.path().solutions().get(0);
  }

  private void fitSums(Path file, ElasticNet penalty) {
    options.checkSums();
    pictures.checkSums();
    if (save != null) {
      throw new UsageException("--save needs the rows of a table, not sums alone");
    }
    try {
      Moments moments = Moments.load(file);
      List<String> columns = table.columns(moments, file);
      int last = columns.size() - 1;
      ElasticNet net = penalty.withTarget(columns.get(last)).withFeatures(columns.subList(0, last));
      RegularizationPath path = net.fit(moments);
      Double lambda = options.number();
      RegularizationPath asked =
          lambda == null ? null : net.withLambdas(List.of(lambda)).fit(moments);
      PathReport report = new PathReport(path, options.areGiven(), asked);
      say(report, List.of());
      pictures.draw(new PathPictures(path, null), out());
    } catch (IOException e) {
      throw FileFailures.unreadable(file.toString(), e, "sums of kindling moments");
    }
  }

  private void say(PathReport report, List<String> remarks) {
    if (json.isTyped()) {
      JsonOption.print(out(), report.json());
      return;
    }
    List<String> lines = new ArrayList<>(List.of(report.title()));
    lines.addAll(remarks);
    lines.addAll(report.remarks());
    lines.forEach(line -> out().println(Printable.line(line)));
    report.tables().forEach(text -> out().printf("%n%s", text));
    out().println();
    report.summary().forEach(line -> out().println(Printable.line(line)));
    out().flush();
  }

  private PrintWriter out() {
    return command.commandLine().getOut();
  }
}
