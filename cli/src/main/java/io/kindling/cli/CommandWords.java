package io.kindling.cli;

import io.kindling.error.KindlingException;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Says what the API says, which calls things as Java programs do, with the command's options: whose
 * value is wrong, and which one mends it.
 */
final class CommandWords {
  /** What is longer was not said by the API but stands in somebody's file. */
  private static final int LONGEST = 1000;

  /** What operations of the API are for, the first of these options that a command has. */
  private static final Map<String, List<String>> OPTIONS =
      Map.ofEntries(
          Map.entry("Backends.open", List.of("--backend")),
          Map.entry("Backends.preferred", List.of("--backend")),
          Map.entry("device", List.of("--device")),
          Map.entry("checkpointEvery", List.of("--checkpoint-every")),
          Map.entry("resume", List.of("--resume")),
          Map.entry("separator", List.of("--separator")),
          Map.entry("decimal", List.of("--decimal")),
          Map.entry("thousands", List.of("--thousands")),
          Map.entry("loadStateDict", List.of("--init", "--model-file")),
          Map.entry("alpha", List.of("--alpha")),
          Map.entry("lambda", List.of("--lambda")),
          Map.entry("lambdas", List.of("--lambdas")),
          Map.entry("ridge", List.of("--ridge")),
          Map.entry("folds", List.of("--folds")),
          Map.entry("plot", List.of("--plot", "--out")),
          Map.entry("fold-by", List.of("--fold-by")));

  private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

  private static final List<Word> WORDS =
      List.of(
          new Word("; in Java TorchFile\\.\\w+ reads (all|it as it is)", ""),
          new Word("--entry or StateChoice", "--entry"),
          new Word("leave the entry away", "leave --entry away"),
          new Word(
              "the artifact kindling-parquet reads it",
              "unpack the archive kindling-*-parquet over the folder of the command and it is read"),
          new Word(
              "add the database's driver to the class path; the command takes its jar with --lib",
              "name the jar of the database's driver with --lib"),
          new Word("add its other jars too", "name its other jars with --lib too"),
          new Word("leave the (rows?) out(?=$|;)", "leave the $1 out with --missing drop"),
          new Word("leave the columns out", "leave them out with --exclude"),
          new Word(
              "add a backend to the class path.*Transformer does", "kindling backends lists them"),
          new Word("Backends\\.diagnosis\\(\\)", "kindling doctor"),
          new Word("backend libtorch with device cuda", "--backend libtorch --device cuda"),
          new Word("backend libtorch with device cuda", "--backend libtorch"),
          new Word("--entry (.*) or StateChoice\\.of\\(\".*\"\\)", "--entry $1"),
          new Word(
              "StateDicts\\.stripPrefix\\(state, \".*\"\\) or kindling convert (--strip-prefix .*)",
              "$1"),
          new Word(
              "StateFile\\.load\\(file, StateChoice\\.of\\(\".*\"\\)\\) or kindling convert (--entry .*)",
              "$1, or give the whole model with --model"),
          new Word(
              "weights of another program get it by kindling train .*",
              "weights of another program are applied with --model SPEC"),
          new Word(
              "load it into the model that it was saved from",
              "--model must be the model that it was saved from; kindling inspect shows its tensors"),
          new Word("load it into that part of the module", "--model must be that part alone"),
          new Word("charset\\(Charset\\.forName\\(\"(.*?)\"\\)\\)", "--encoding $1"),
          new Word("separator\\(\"(.*?)\"\\)", "--separator '$1'"),
          new Word("decimal\\('(.)'\\)", "--decimal $1"),
          new Word("missing\\(MissingValues\\.of\\(\\)\\)", "--missing-values ''"),
          new Word("missing\\(MissingValues\\.of\\(\"(.*?)\"\\)\\)", "--missing-values '$1'"),
          new Word("thousands\\('([,.])'\\)", "--thousands $1"),
          new Word("thousands\\('''\\)", "--thousands \"'\""),
          new Word("thousands\\(' '\\)", "--thousands space"),
          new Word("what checkpointEvery has saved", "what --checkpoint-every has saved"),
          new Word("LeastSquares fits without", "kindling fit is without"),
          new Word("give Java more memory with -Xmx", "give more memory: KINDLING_OPTS=-Xmx8g"));

  /**
   * What is said in another way.
   *
   * @param api what the API says
   * @param said what the command says in its place
   * @param options the options that this names, without which it is no help
   */
  private record Word(Pattern api, String said, List<String> options) {
    Word(String api, String said) {
      this(
          Pattern.compile(api, Pattern.DOTALL),
          said,
          OPTION.matcher(said).results().map(MatchResult::group).toList());
    }

    boolean fits(CommandSpec command) {
      return options.stream().allMatch(option -> command.findOption(option) != null);
    }
  }

  private CommandWords() {}

  /** The message of an error, as the user of a command understands it. */
  static String of(KindlingException e, CommandSpec command) {
    String nextStep = e.nextStep();
    return String.valueOf(
        new KindlingException(
                operation(e.operation(), command),
                e.rule(),
                e.got(),
                e.expected(),
                nextStep == null ? null : said(nextStep, command))
            .getMessage());
  }

  private static String operation(String operation, CommandSpec command) {
    if (operation.equals("fit")) {
      return command.name(); // whose other name is what the API calls it
    }
    return OPTIONS.getOrDefault(operation, List.of()).stream()
        .filter(option -> command.findOption(option) != null)
        .findFirst()
        .orElse(operation);
  }

  /** Some of the patterns would look to the end from many a place in a long text. */
  private static String said(String text, CommandSpec command) {
    if (text.length() > LONGEST) {
      return text;
    }
    String said = text;
    for (Word word : WORDS) {
      if (word.fits(command)) {
        said = word.api.matcher(said).replaceFirst(word.said);
      }
    }
    return said;
  }
}
