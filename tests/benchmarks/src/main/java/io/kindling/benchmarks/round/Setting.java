package io.kindling.benchmarks.round;

import io.kindling.benchmarks.Results;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a peer's process is started.
 *
 * @param peer who
 * @param label the peer and what is special about it, as results are filed: {@code cpu, vectors}
 * @param threads on how many threads, or {@code default}: what it takes by itself
 * @param jdk the JVM's home
 * @param options of the JVM
 * @param environment variables
 */
record Setting(
    String peer,
    String label,
    String threads,
    Path jdk,
    List<String> options,
    Map<String, String> environment) {
  static final String DEFAULT = "default";

  /** Whose classes need a newer JDK. */
  static final String SMILE = "smile";

  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  /**
   * The class path is no option: ONNX Runtime 1.29 crashes where the command is longer than 4 KB.
   */
  static Setting of(String peer, String threads, Path jdk) {
    return new Setting(peer, peer, threads, jdk, List.of(), Map.of())
        .variable("CLASSPATH", System.getProperty("java.class.path"))
        .option("-Xmx5g")
        .option("--enable-native-access=ALL-UNNAMED")
        .option("-Dbenchmarks.threads=" + threads);
  }

  /** The pure-Java backend as everybody starts it: without the Vector API. */
  static Setting cpu(int threads, Path jdk) {
    return of(Results.CPU, threads + "", jdk).option("-Dkindling.cpu.threads=" + threads);
  }

  /** The pure-Java backend with the Vector API. */
  static Setting cpuWithVectors(int threads, Path jdk) {
    return cpu(threads, jdk).vector().labelled(Results.CPU_WITH_VECTORS);
  }

  /** Both, the one that everybody starts first. */
  static List<Setting> bothCpus(int threads, Path jdk) {
    return List.of(cpu(threads, jdk), cpuWithVectors(threads, jdk));
  }

  /** Reads as fast as the machine does. */
  static Setting read(int threads, Path jdk) {
    return of("read", threads + "", jdk).vector();
  }

  static Setting libtorch(int threads, Path jdk) {
    return of("libtorch", threads + "", jdk).option("-Dkindling.libtorch.threads=" + threads);
  }

  /** LibTorch itself; on several threads with what keeps its two pools from spinning. */
  static Setting javacpp(int threads, Path jdk) {
    return of("javacpp", threads + "", jdk)
        .option("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0")
        .openMp(threads)
        .variable("OPENBLAS_NUM_THREADS", threads + "");
  }

  static Setting djl(int threads, Path jdk) {
    return of("djl", threads + "", jdk)
        .option("-Dai.djl.offline=true")
        .option("-DOPT_OUT_TRACKING=true")
        .option("-Dai.djl.pytorch.num_threads=" + threads)
        .option("-Dai.djl.pytorch.num_interop_threads=1")
        .variable("OPT_OUT_TRACKING", "true")
        .openMp(threads);
  }

  static Setting nd4j(int threads, Path jdk) {
    return of("nd4j", threads + "", jdk)
        .option("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0")
        .openMp(threads);
  }

  /** With the Vector API, without which it is another BLAS. */
  static Setting netlib(Path jdk) {
    return of("netlib", "1", jdk).vector();
  }

  /**
   * SMILE asks the system for OpenBLAS by a name that JavaCPP's has not, and only then among what
   * is loaded; so it is told the name of a library that is always there, the JVM's own.
   */
  static Setting smile(int threads, Path jdk) {
    return of(SMILE, threads + "", jdk)
        .option("-Dsmile.lib.blas=jvm")
        .option("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0")
        .openMp(threads)
        .variable("OPENBLAS_NUM_THREADS", threads + "");
  }

  private Setting openMp(int threads) {
    return variable("OMP_NUM_THREADS", threads + "")
        .variable("OMP_WAIT_POLICY", "passive")
        .variable("GOMP_SPINCOUNT", "0");
  }

  private Setting vector() {
    return option("--add-modules").option(VECTOR_MODULE);
  }

  List<String> command(Class<?> main, String... args) {
    return command(main.getName(), args);
  }

  /** A class that is run, or a file of Java's to be compiled first. */
  List<String> command(String main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin/java").toString());
    command.addAll(options);
    command.add(main);
    command.addAll(List.of(args));
    return command;
  }

  Setting option(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new Setting(peer, label, threads, jdk, more, environment);
  }

  private Setting variable(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(environment);
    more.put(name, value);
    return new Setting(peer, label, threads, jdk, options, more);
  }

  Setting labelled(String newLabel) {
    return new Setting(peer, newLabel, threads, jdk, options, environment);
  }
}
