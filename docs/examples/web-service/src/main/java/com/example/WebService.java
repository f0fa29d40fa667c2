package com.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kindling.error.DataException;
import io.kindling.error.KindlingException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Predicts over HTTP, in many threads, while the next model is trained. */
public final class WebService {
  private static final System.Logger LOG = System.getLogger(WebService.class.getName());
  private static final int THREADS = 16;
  private static final int GRACE_SECONDS = 1;
  private static final String USAGE =
      "GET /predict?column=value&..., POST /train?epochs=200, or GET /metrics";

  private final Models models;

  private WebService(Models models) {
    this.models = models;
  }

  /** What a request is answered by. */
  private record Answer(int status, String text) {}

  public static void main(String[] args) {
    if (args.length != 4 || !args[3].matches("[0-9]{1,5}")) {
      System.err.println("usage: java -jar web-service.jar TABLE.csv TARGET MODEL.pt PORT");
      System.exit(2);
    }
    try {
      start(new Models(Path.of(args[0]), args[1], Path.of(args[2])), Integer.parseInt(args[3]));
    } catch (IOException | KindlingException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  private static void start(Models models, int port) throws IOException {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // else kept connections wait 40 ms
    System.setProperty("sun.net.httpserver.maxReqTime", "10"); // seconds for a request to come
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(address, 0);
    server.setExecutor(Executors.newFixedThreadPool(THREADS));
    server.createContext("/", new WebService(models)::handle);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, models)));
    server.start();
    System.out.println("listening on http://localhost:" + server.getAddress().getPort());
  }

  private static void stop(HttpServer server, Models models) {
    models.close(); // a model that is live needs no backend
    server.stop(GRACE_SECONDS); // takes no more requests, and waits for those in work
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange.getRequestMethod(), exchange.getRequestURI());
      byte[] body = (answer.text() + "\n").getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(String method, URI uri) {
    try {
      Map<String, String> query = query(uri);
      return switch (method + " " + uri.getPath()) {
        case "GET /predict" -> predict(query);
        case "POST /train" -> train(query.getOrDefault("epochs", "200"));
        case "GET /metrics" -> new Answer(200, metrics());
        default -> new Answer(404, USAGE);
      };
    } catch (DataException | IllegalArgumentException e) {
      return new Answer(400, e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, method + " " + uri, e);
      return new Answer(500, "this went wrong; the log says how");
    }
  }

  private Answer predict(Map<String, String> row) {
    return models
        .live()
        .map(model -> new Answer(200, Double.toString(model.predict(row))))
        .orElse(new Answer(503, "there is no model yet; POST /train makes one"));
  }

  private Answer train(String epochs) {
    if (!epochs.matches("[1-9][0-9]{0,6}")) {
      return new Answer(400, "epochs must be a whole number from 1 to 9999999");
    }
    return models.train(Integer.parseInt(epochs))
        ? new Answer(202, "training")
        : new Answer(409, "a training is running; GET /metrics says how far it is");
  }

  /** The numbers in Prometheus' text format. */
  private String metrics() {
    return models.gauges().entrySet().stream()
        .map(gauge -> gauge.getKey().replace('.', '_') + " " + gauge.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    if (uri.getRawQuery() != null) {
      for (String part : uri.getRawQuery().split("&")) {
        String[] pair = part.split("=", 2);
        query.put(decode(pair[0]), pair.length == 2 ? decode(pair[1]) : "");
      }
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, UTF_8);
  }
}
