package io.kindling.jdbc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A server of the machine's PostgreSQL, with an empty database in a folder of its own. */
final class PostgresServer implements AutoCloseable {
  static final String USER = "kindling";

  private static final String PASSWORD = "only for this test";
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  /** Whom Debian makes for it: it refuses to run as root. */
  private static final String OWNER = "postgres";

  private final Path folder;
  private final boolean root;
  private final int port;

  private PostgresServer(Path folder, boolean root, int port) {
    this.folder = folder;
    this.root = root;
    this.port = port;
  }

  private static List<Path> programs() throws IOException {
    if (!Files.isDirectory(VERSIONS)) {
      return List.of();
    }
    try (Stream<Path> versions = Files.list(VERSIONS)) {
      return versions
          .map(at -> at.resolve("bin"))
          .filter(PostgresServer::isWhole)
          .sorted()
          .toList();
    }
  }

  private static boolean isWhole(Path bin) {
    return Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("pg_ctl"));
  }

  static boolean isInstalled() throws IOException {
    return !programs().isEmpty();
  }

  static PostgresServer start() throws Exception {
    Path folder = Files.createTempDirectory("kindling-postgres");
    boolean root = "root".equals(System.getProperty("user.name"));
    PostgresServer server = new PostgresServer(folder, root, freePort());
    Path password = folder.resolve("password");
    Files.writeString(password, PASSWORD);
    if (root) {
      UserPrincipal owner =
          FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(OWNER);
      Files.setOwner(password, owner);
      Files.setOwner(folder, owner);
    }
    server.run(
        "initdb",
        "--no-sync",
        "--auth=scram-sha-256",
        "--pwfile=" + password,
        "--username=" + USER,
        "--encoding=UTF8",
        "--locale=C");
    server.run(
        "pg_ctl",
        "--wait",
        "--log=" + folder.resolve("log"),
        "--options=-c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories= -p "
            + server.port,
        "start");
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:"
        + port
        + "/postgres?user="
        + USER
        + "&password="
        + PASSWORD.replace(" ", "%20");
  }

  private void run(String program, String... arguments) throws Exception {
    List<Path> bins = programs();
    if (bins.isEmpty()) {
      throw new IllegalStateException("there must be PostgreSQL in " + VERSIONS);
    }
    List<String> command = new ArrayList<>();
    if (root) {
      command.addAll(List.of("setpriv", "--reuid=" + OWNER, "--regid=" + OWNER, "--clear-groups"));
    }
    command.add(bins.get(bins.size() - 1).resolve(program).toString());
    command.add("--pgdata=" + folder.resolve("data"));
    command.addAll(List.of(arguments));
    Path output =
        Files.createTempFile("kindling-postgres", ".txt"); // a pipe would stay open with the server
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    int code = process.waitFor();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    if (code != 0) {
      throw new IllegalStateException(program + " ended with " + code + ": " + said);
    }
  }

  @Override
  public void close() throws Exception {
    run("pg_ctl", "--wait", "--mode=immediate", "stop");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
