package io.kindling.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.train.Epoch;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LiveReportTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private final TrainingReport report = new TrainingReport("a training").note("so far");

  private HttpResponse<String> get(URI address) throws Exception {
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private static Epoch epoch(int number, double loss) {
    return new Epoch(number, loss, OptionalDouble.empty(), 0.1, Map.of());
  }

  @Test
  void thePageIsServedWithWhatIsKnownBeforeTheTraining() throws Exception {
    try (LiveReport live = LiveReport.start(report)) {
      HttpResponse<String> page = get(live.address());
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(new Markup(page.body()).text)
          .contains("a training", "so far", "The losses so far");
      assertThat(page.body()).contains("; connect-src 'self'\"", "data-live=\"\"");
      assertThat(page.headers().map())
          .containsEntry("cache-control", List.of("no-store"))
          .containsEntry("x-content-type-options", List.of("nosniff"))
          .doesNotContainKey("access-control-allow-origin");
    }
  }

  @Test
  void theAddressIsThisMachinesAloneAndCannotBeGuessed() throws Exception {
    try (LiveReport live = LiveReport.start(report);
        LiveReport other = LiveReport.start(report)) {
      assertThat(live.address().getHost()).isEqualTo("127.0.0.1");
      assertThat(live.address().getPath()).matches("/[0-9a-f]{32}/");
      assertThat(other.address().getPath()).isNotEqualTo(live.address().getPath());
      for (String path : new String[] {"/", "/favicon.ico", other.address().getPath(), "/losses"}) {
        assertThat(get(live.address().resolve(path)).statusCode()).as(path).isEqualTo(404);
      }
    }
  }

  /** As a page of somebody's would ask, whose name he has made to mean this machine. */
  @Test
  void whoAsksByAnotherNameIsRefused() throws Exception {
    try (LiveReport live = LiveReport.start(report)) {
      String port = ":" + live.address().getPort();
      assertThat(asked(live, "Host: evil.example" + port)).startsWith("HTTP/1.1 403 ");
      assertThat(asked(live, "Host: localhost" + port)).startsWith("HTTP/1.1 403 ");
      assertThat(asked(live, "X-Forwarded-Host: 127.0.0.1" + port)).startsWith("HTTP/1.1 403 ");
      assertThat(asked(live, "Host: 127.0.0.1" + port)).startsWith("HTTP/1.1 200 ");
    }
  }

  private static String asked(LiveReport live, String header) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), live.address().getPort())) {
      String request = "GET " + live.address().getPath() + " HTTP/1.1\r\n" + header + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200 ".length());
      return new String(status, StandardCharsets.US_ASCII);
    }
  }

  /** Anybody on this machine can send them. */
  @Test
  void requestsThatAreNeverWholeKeepNobodyWaiting() throws Exception {
    List<Socket> begun = new ArrayList<>();
    try (LiveReport live = LiveReport.start(report)) {
      for (int i = 0; i < 20; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), live.address().getPort());
        begun.add(socket);
        socket.getOutputStream().write('G');
      }
      assertThat(get(live.address()).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : begun) {
        socket.close();
      }
    }
  }

  @Test
  void itCanBeReadAndNoMore() throws Exception {
    try (LiveReport live = LiveReport.start(report)) {
      HttpRequest post =
          HttpRequest.newBuilder(live.address()).POST(BodyPublishers.ofString("x")).build();
      assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
      assertThat(get(live.address().resolve("losses?from=-1")).statusCode()).isEqualTo(400);
      assertThat(get(live.address().resolve("losses")).statusCode()).isEqualTo(400);
    }
  }

  @Test
  void lossesAreToldFromTheEpochOnThatIsAskedFor() throws Exception {
    try (LiveReport live = LiveReport.start(report)) {
      live.stepped(1, 1, 0.5f);
      live.epochEnded(epoch(1, 0.5));
      live.epochEnded(epoch(2, Double.NaN));
      live.stepped(3, 7, 0.5f);
      assertThat(get(live.address().resolve("losses?from=1")).body())
          .isEqualTo(
              "{\"status\":\"Epoch 2 has ended, with a loss of . In the next one 7 steps are"
                  + " done.\",\"epochs\":[[2,null,null]]}");
      assertThat(get(live.address().resolve("losses?from=0")).body())
          .contains("\"epochs\":[[1,0.5,null],[2,null,null]]");
      assertThat(get(live.address().resolve("losses?from=99")).body()).contains("\"epochs\":[]");
    }
  }

  @Test
  void whoWaitsInTheEndGetsTheWholeReport() throws Exception {
    CompletableFuture<HttpResponse<String>> waiting;
    URI address;
    try (LiveReport live = LiveReport.start(report)) {
      address = live.address();
      waiting =
          client.sendAsync(
              HttpRequest.newBuilder(address.resolve("losses?from=0")).build(),
              BodyHandlers.ofString());
      live.epochEnded(epoch(1, 0.5));
      report.history(Reports.history(3)).metrics("training", Map.of("R2", 0.75));
      live.end();
      HttpResponse<String> last = waiting.get();
      if (last.headers().firstValue("Content-Type").orElse("").startsWith("application/json")) {
        last = get(address.resolve("losses?from=1")); // told of the epoch before the end
      }
      assertThat(new Markup(last.body()).text).contains("R2 0.75 (training)", "has ended");
      assertThat(last.body()).doesNotContain("connect-src", "data-live");
    }
    assertThatThrownBy(() -> get(address)).isInstanceOf(ConnectException.class);
  }

  @Test
  void aTrainingThatFailsLeavesNothing() throws Exception {
    URI address;
    try (LiveReport live = LiveReport.start(report)) {
      address = live.address();
      assertThat(get(address).statusCode()).isEqualTo(200);
      assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
    }
    assertThatThrownBy(() -> get(address)).isInstanceOf(ConnectException.class);
    for (Thread thread : threads()) {
      thread.join();
    }
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().matches("kindling-live-report|HTTP-Dispatcher"))
        .toList();
  }
}
