package io.kindling.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client and a server of Spark Connect, with a JVM and a class path each: the client has none of
 * Spark's engine, and the server knows nothing of Kindling until the client has sent it.
 */
@Tag("connect")
class ConnectTest {
  private static final ClassPath SPARK = ClassPath.own().others();
  private static final String CLIENT = "spark-connect-client-jvm_2.13";
  private static final String SHIMS = "spark-connect-shims_2.13"; // stand for what a client lacks
  private static final String[] ENGINE = {
    "spark-catalyst_2.13",
    "spark-connect_2.13",
    "spark-core_2.13",
    "spark-graphx_2.13",
    "spark-kvstore_2.13",
    "spark-launcher_2.13",
    "spark-mllib_2.13",
    "spark-mllib-local_2.13",
    "spark-network-common_2.13",
    "spark-network-shuffle_2.13",
    "spark-pipelines_2.13",
    "spark-sql_2.13",
    "spark-streaming_2.13"
  };

  @TempDir private Path folder;

  @Test
  void aClientComputesWhatOneMachineDoes() throws Exception {
    int port = freePort();
    Process server = server(port);
    try {
      ClassPath kindling = ClassPath.own().kindling();
      List<String> arguments = new ArrayList<>();
      arguments.add(Scenario.class.getName());
      arguments.add("sc://127.0.0.1:" + port);
      arguments.add(folder.toString());
      kindling.inJars(folder).entries().forEach(jar -> arguments.add(jar.toString()));
      ClassPath client = SPARK.without(ENGINE).from(CLIENT);

      Process process = java("client", kindling.and(client), arguments);

      assertThat(process.waitFor()).describedAs(said("client") + said("server")).isZero();
      assertThat(said("client").lines()).contains(Scenario.onOneMachine());
    } finally {
      server.destroy();
      server.waitFor();
    }
  }

  private Process server(int port) throws IOException {
    return java(
        "server",
        SPARK.without(CLIENT, SHIMS),
        List.of(
            "-Dspark.master=local[2]",
            "-Dspark.app.name=kindling",
            "-Dspark.ui.enabled=false",
            "-Dspark.sql.shuffle.partitions=3",
            "-Dspark.sql.warehouse.dir=" + folder.resolve("warehouse"),
            "-Dspark.connect.grpc.binding.address=127.0.0.1",
            "-Dspark.connect.grpc.binding.port=" + port,
            "org.apache.spark.sql.connect.service.SparkConnectServer"));
  }

  /** Starts a JVM with the flags of this one that Spark needs. */
  private Process java(String name, ClassPath classPath, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !flag.startsWith("-javaagent") && !flag.startsWith("-X"))
        .forEach(command::add);
    command.addAll(List.of("-XX:+IgnoreUnrecognizedVMOptions", "-Xmx1g", "-cp", classPath + ""));
    command.addAll(arguments);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve(name).toFile())
        .start();
  }

  private String said(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
