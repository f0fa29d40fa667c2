package com.example;

import static io.kindling.Specs.linear;
import static io.kindling.Specs.mse;

import io.kindling.Backend;
import io.kindling.Backends;
import io.kindling.Module;
import io.kindling.error.KindlingException;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.spark.RowOrder;
import io.kindling.spark.SparkTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** {@code kindling train} on a Spark cluster: the same options, as far as they go. */
public final class Train implements Callable<Integer> {
  @Option(names = "--data", required = true)
  private String data;

  @Option(names = "--target", required = true)
  private String target;

  @Option(names = "--features", split = ",")
  private String[] features;

  @Option(names = "--model")
  private ModuleSpec model;

  @Option(names = "--loss")
  private LossSpec loss = mse();

  @Option(names = "--optimizer", required = true)
  private OptimizerSpec optimizer;

  @Option(names = "--epochs", required = true)
  private int epochs;

  @Option(names = "--seed")
  private long seed;

  @Option(names = "--standardize")
  private boolean standardize;

  @Option(names = "--save", required = true)
  private Path save;

  public static void main(String[] arguments) {
    CommandLine command =
        new CommandLine(new Train())
            .registerConverter(ModuleSpec.class, ModuleSpec::parse)
            .registerConverter(LossSpec.class, LossSpec::parse)
            .registerConverter(OptimizerSpec.class, OptimizerSpec::parse)
            .setExecutionExceptionHandler(Train::said);
    int status = command.execute(arguments);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** What is wrong with the table or the options is one line. */
  private static int said(Exception e, CommandLine command, ParseResult typed) throws Exception {
    if (e instanceof KindlingException) {
      System.err.println(e.getMessage());
      return 2;
    }
    throw e;
  }

  @Override
  public Integer call() throws IOException {
    try (SparkSession spark = SparkSession.builder().appName("kindling train").getOrCreate();
        Backend backend = Backends.open("cpu")) {
      Dataset<Row> rows = rows(spark);
      String[] columns = features == null ? others(rows.columns()) : features;
      backend.manualSeed(seed);
      Module module = backend.module(model == null ? linear(columns.length, 1) : model);
      SparkTrainer trainer =
          new SparkTrainer(
                  module, backend.loss(loss), backend.optimizer(optimizer, module.parameters()))
              .features(columns)
              .target(target)
              .order(isText() ? RowOrder.csv() : RowOrder.parquet());
      if (standardize) {
        trainer.standardize();
      }
      trainer.train(rows, epochs);
      trainer.trained().save(save);
    }
    return 0;
  }

  private boolean isText() {
    return data.endsWith(".csv");
  }

  private Dataset<Row> rows(SparkSession spark) {
    return isText()
        ? spark.read().option("header", true).option("inferSchema", true).csv(data)
        : spark.read().parquet(data);
  }

  private String[] others(String[] columns) {
    return Arrays.stream(columns).filter(column -> !column.equals(target)).toArray(String[]::new);
  }
}
