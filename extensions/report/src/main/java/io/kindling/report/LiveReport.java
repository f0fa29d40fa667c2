package io.kindling.report;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kindling.train.Epoch;
import io.kindling.train.TrainingListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A report that is watched while the training goes on: a page at an address of this machine that
 * nobody can guess, served to nobody else, with the losses so far. When the training has ended, the
 * browsers that show the page get the whole report; then the address is gone.
 *
 * <pre>{@code
 * TrainingReport report = new TrainingReport("rent");
 * try (LiveReport live = LiveReport.start(report)) {
 *   System.out.println(live.address());
 *   report.history(trainer.listener(live).train(rows, 1000));
 *   live.end();
 * }
 * }</pre>
 *
 * <p>It listens to 127.0.0.1 alone, at a port that is free, and answers only who knows the 128
 * random bits of its path and has asked for them by that address. The training waits for nobody: it
 * notes an epoch, and threads of the page's own tell of it.
 */
public final class LiveReport implements TrainingListener, AutoCloseable {
  private static final int TOKEN_BYTES = 16;

  /** Each request that somebody has begun holds one until it is whole, however long that takes. */
  private static final int MOST_THREADS = 200;

  private static final int IDLE_SECONDS = 10;

  /** How long the end waits for browsers, and how often it looks, in milliseconds. */
  private static final long PATIENCE = 1000;

  private static final long LOOK = 20;

  private final TrainingReport report;
  private final String page;
  private final HttpServer server;
  private final ExecutorService threads;
  private final LiveLosses losses = new LiveLosses();
  private final String host;
  private final String path;
  private int answering; // guarded by this

  private LiveReport(TrainingReport report, HttpServer server) {
    this.report = report;
    this.page = new Page(report, Page.Kind.LIVE).html();
    this.server = server;
    this.threads =
        new ThreadPoolExecutor(
            0,
            MOST_THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            LiveReport::thread);
    byte[] token = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(token);
    this.path = "/" + HexFormat.of().formatHex(token) + "/";
    this.host = "127.0.0.1:" + server.getAddress().getPort();
  }

  /** A thread that keeps no process from ending. */
  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "kindling-live-report");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts to serve a page.
   *
   * @param report what is known before the training
   * @return what serves it, which must be told of the training as its listener, and be closed
   * @throws IOException if this machine lets nobody listen
   */
  public static LiveReport start(TrainingReport report) throws IOException {
    InetAddress here = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    LiveReport live = new LiveReport(report, HttpServer.create(new InetSocketAddress(here, 0), 0));
    live.server.createContext("/", live::answer);
    live.server.setExecutor(live.threads);
    // its own thread is a daemon, as that is which starts it
    CompletableFuture.runAsync(live.server::start, live.threads).join();
    return live;
  }

  /** {@return the page's address} */
  public URI address() {
    return URI.create("http://" + host + path);
  }

  @Override
  public void stepped(int epoch, int batch, float loss) {
    losses.stepped(batch);
  }

  @Override
  public void epochEnded(Epoch epoch) {
    losses.add(epoch);
  }

  /** Says that the report is whole: the browsers that show the page get it. */
  public void end() {
    losses.end(new Page(report, Page.Kind.LAST).html());
  }

  private void answer(HttpExchange exchange) throws IOException {
    count(1);
    try (exchange) {
      respond(exchange);
    } finally {
      count(-1);
    }
  }

  private synchronized void count(int more) {
    answering += more;
  }

  private void respond(HttpExchange exchange) throws IOException {
    if (!List.of(host).equals(exchange.getRequestHeaders().get("Host"))) {
      send(exchange, 403, "text/plain", "Another name for this address is not answered.\n");
    } else if (!exchange.getRequestMethod().equals("GET")) {
      send(exchange, 405, "text/plain", "The page can be read, and no more.\n");
    } else if (isAsked(exchange, path)) {
      send(exchange, 200, "text/html", page);
    } else if (isAsked(exchange, path + "losses")) {
      LiveLosses.News news = losses.after(exchange.getRequestURI().getQuery());
      send(exchange, news.status(), news.type(), news.text());
    } else {
      send(exchange, 404, "text/plain", "There is nothing here.\n");
    }
  }

  /** Whether a path is asked for; how long it takes to find out says nothing. */
  private static boolean isAsked(HttpExchange exchange, String path) {
    String asked = exchange.getRequestURI().getPath() + ""; // mailto:x has none
    return MessageDigest.isEqual(
        asked.getBytes(StandardCharsets.UTF_8), path.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type + "; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  /** Ends the page: browsers that wait are answered, within a second; then nobody is. */
  @Override
  public synchronized void close() {
    losses.end();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
    try {
      while ((answering > 0 || losses.isComingBack()) && System.nanoTime() < deadline) {
        wait(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // then they are not waited for
    }
    server.stop(0);
    threads.shutdownNow();
  }
}
