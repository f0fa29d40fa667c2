package io.kindling.benchmarks.report;

import static io.kindling.benchmarks.Results.CPU;
import static io.kindling.benchmarks.Results.CPU_WITH_VECTORS;

import io.kindling.benchmarks.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was aimed at, from what was measured. Both sides of a ratio are at their best threads. */
final class Targets {
  /** LibTorch at its best is whichever way to it is faster. */
  static final String[] LIBTORCH = {"javacpp", "libtorch"};

  private static final List<String> BOTH_CPUS = List.of(CPU, CPU_WITH_VECTORS);

  // in the order of Workload.epochs()
  private static final Aim WITHOUT_AN_OPTION = Aim.atLeast(0.7, 0.9);
  private static final List<Aim> OF_LIBTORCH =
      List.of(Aim.atLeast(3.5, 5), Aim.atLeast(5, 7), Aim.atLeast(4, 5));
  private static final List<Aim> OF_DJL =
      List.of(Aim.atLeast(2, 2.5), Aim.atLeast(3, 4), Aim.atLeast(1.1, 1.5));
  private static final List<Aim> OF_READING =
      List.of(Aim.atLeast(0.82, 0.9), Aim.atLeast(0.74, 0.8), Aim.atLeast(0.9, 0.95));

  private static final double KILOBYTE = 1 << 10;
  private static final double MEGABYTE = 1 << 20;

  private final Measured measured;
  private final List<Target> targets = new ArrayList<>();

  private Targets(Measured measured) {
    this.measured = measured;
  }

  static List<Target> of(Measured measured) {
    Targets all = new Targets(measured);
    all.epochs();
    all.variations();
    all.tutorial();
    all.nets();
    all.processes();
    all.streaming();
    return all.targets;
  }

  private void epochs() {
    for (int i = 0; i < Workload.epochs().size(); i++) {
      String size = Workload.epochs().get(i).name();
      String what = "epoch " + size + ": ";
      faster(
          what + "`cpu` against itself with vectors",
          size,
          WITHOUT_AN_OPTION,
          CPU,
          CPU_WITH_VECTORS);
      faster(what + "`cpu` against LibTorch", size, OF_LIBTORCH.get(i), CPU, LIBTORCH);
      faster(what + "`cpu` against DJL", size, OF_DJL.get(i), CPU, "djl");
      faster(
          what + "`cpu`, vectors, against reading alone",
          size,
          OF_READING.get(i),
          CPU_WITH_VECTORS,
          "read");
    }
  }

  /** How often the first fits into the time of the best of the others. */
  private void faster(String what, String workload, Aim aim, String first, String... others) {
    Optional<Cell> mine = measured.best(workload, first);
    Optional<Cell> theirs = measured.best(workload, others);
    Series ratio = measured.fastest(workload, others).over(measured.fastest(workload, first));
    targets.add(new Target(what, side(mine) + " / " + side(theirs), ratio, " ×", aim));
  }

  private static String side(Optional<Cell> cell) {
    return cell.map(found -> found.peer() + " " + found.threads()).orElse("–");
  }

  private void variations() {
    for (String cpu : BOTH_CPUS) {
      varied(cpu, "momentum", Aim.atMost(1.15, 1.05));
      varied(cpu, "adam", Aim.atMost(1.15, 1.05));
      varied(cpu, "huber", Aim.atMost(1.15, 1.05));
      varied(cpu, "outputs-4", Aim.atMost(1.6, 1.3));
    }
  }

  private void varied(String cpu, String variation, Aim aim) {
    Series plain = measured.of(new Cell(cpu, "2", Workload.PLAIN));
    Series ratio = measured.of(new Cell(cpu, "2", variation)).over(plain);
    String size = Workload.epochs().get(0).name();
    String what = "epoch " + size + " with " + variation + ", of the plain one";
    String sides = cpu + " 2 / " + cpu + " 2";
    targets.add(new Target(what, sides, ratio, " ×", aim));
  }

  private void tutorial() {
    String step = Workload.TUTORIAL;
    Optional<Cell> cpu = measured.best(step, CPU);
    Series micros = measured.fastest(step, CPU).times(1e-3);
    String what = "tutorial's step, `cpu`";
    targets.add(new Target(what, side(cpu), micros, " µs", Aim.atMost(0.3, 0.2)));
    allocated(what, step, CPU, 1, " bytes", 800);
    Series ownChoice = measured.of(new Cell("libtorch", "default", step));
    Series ratio = ownChoice.over(measured.fastest(step, "javacpp"));
    String sides = "libtorch default / " + side(measured.best(step, "javacpp"));
    String of = "tutorial's step, `libtorch` by default, of raw JavaCPP's";
    targets.add(new Target(of, sides, ratio, " ×", Aim.atMost(1, 0.9)));
  }

  /** What a step at the best number of threads leaves to the garbage collector. */
  private void allocated(
      String what, String workload, String peer, double unit, String unitText, double most) {
    Optional<Cell> best = measured.best(workload, peer);
    Series bytes =
        best.map(cell -> new Cell(peer, cell.threads(), Workload.named(workload).allocation()))
            .map(measured::of)
            .orElse(Series.NONE);
    Aim aim = Aim.atMost(most, Double.NaN);
    targets.add(
        new Target(what + ", allocation", side(best), bytes.times(1 / unit), unitText, aim));
  }

  private void nets() {
    String net256 = "MLP, batch 256: ";
    String net32 = "MLP, batch 32: ";
    faster(
        net256 + "`cpu` against itself with vectors",
        "mlp-256",
        Aim.atLeast(0.5, 0.7),
        CPU,
        CPU_WITH_VECTORS);
    faster(net256 + "`cpu` against LibTorch", "mlp-256", Aim.atLeast(0.6, 0.9), CPU, LIBTORCH);
    faster(
        net256 + "`cpu`, vectors, against LibTorch",
        "mlp-256",
        Aim.atLeast(1.3, 1.7),
        CPU_WITH_VECTORS,
        LIBTORCH);
    faster(net32 + "`cpu` against LibTorch", "mlp-32", Aim.atLeast(1.2, 2), CPU, LIBTORCH);
    faster(
        net32 + "`cpu`, vectors, against LibTorch",
        "mlp-32",
        Aim.atLeast(2, 3),
        CPU_WITH_VECTORS,
        LIBTORCH);
    for (Workload net : Workload.nets()) {
      byDefault(net);
      for (String cpu : BOTH_CPUS) {
        allocated("MLP, batch " + net.batch(), net.name(), cpu, KILOBYTE, " KB", 64);
      }
    }
  }

  private void byDefault(Workload net) {
    Series ownChoice = measured.of(new Cell("libtorch", "default", net.name()));
    Series ratio = measured.fastest(net.name(), "javacpp").over(ownChoice);
    String sides = "libtorch default / " + side(measured.best(net.name(), "javacpp"));
    String what = "MLP, batch " + net.batch() + ": `libtorch` by default against raw JavaCPP";
    targets.add(new Target(what, sides, ratio, " ×", Aim.atLeast(0.97, 1)));
  }

  private void processes() {
    whole("time", "train-wall", Aim.atMost(0.25, 0.2));
    whole("peak memory", "train-memory", Aim.atMost(0.22, 0.2));
    for (String backend : List.of(CPU, "libtorch")) {
      Series growth = measured.fastest("resident-growth", backend).times(1 / MEGABYTE);
      String what = "a million tutorial steps on `" + backend + "`, growth";
      targets.add(new Target(what, "resident memory", growth, " MB", Aim.atMost(5, 0)));
    }
  }

  private void whole(String name, String what, Aim aim) {
    Series python = measured.fastest(what, "python script");
    Series ratio = measured.fastest(what, "kindling train").over(python);
    String of = "`./kindling train`, " + name + ", of the Python script's";
    targets.add(new Target(of, "whole processes", ratio, " ×", aim));
  }

  /** By one process in turns, so the ratio is one of its own numbers. */
  private void streaming() {
    for (String cpu : BOTH_CPUS) {
      streamed(
          "a binary file, larger than the heap, trained on, against reading its rows",
          cpu,
          "binary");
      streamed("a CSV file, the same", cpu, "csv");
    }
  }

  private void streamed(String what, String cpu, String kind) {
    Series trained = measured.of(new Cell(cpu, "2", kind + "-trained"));
    Series rows = measured.of(new Cell(cpu, "2", kind + "-rows"));
    String sides = cpu + " 2 / " + cpu + " 2";
    targets.add(new Target(what, sides, rows.over(trained), " ×", Aim.atLeast(0.8)));
  }
}
