package io.kindling.report;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Debian's Chromium without a window, one tab of it, driven by its DevTools protocol. */
final class Chromium implements AutoCloseable {
  private static final String LISTENING = "DevTools listening on ";
  private static final int PATIENCE = 30; // seconds

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonObject>> answers = new ConcurrentHashMap<>();
  private final BlockingQueue<String> loaded = new LinkedBlockingQueue<>();

  /** What the console and the log have said, and which scripts have failed. */
  final List<String> complaints = new CopyOnWriteArrayList<>();

  /** All that was asked for, by its address. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  static @Nullable Path installed() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  private Chromium(Process process, Path profile, URI tab) {
    this.process = process;
    this.profile = profile;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(tab, new Events()).join();
  }

  /** Starts a browser with one empty tab. */
  static Chromium start() throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory("kindling-chromium-");
    Process process =
        new ProcessBuilder(
                Objects.requireNonNull(installed(), "no Chromium on this machine") + "",
                "--headless",
                "--no-sandbox", // root cannot have one
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--force-device-scale-factor=1",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    String line = said.readLine();
    while (line != null && !line.startsWith(LISTENING)) {
      line = said.readLine();
    }
    Thread reader = new Thread(() -> said.lines().forEach(more -> {}), "chromium's stderr");
    reader.setDaemon(true);
    reader.start();
    URI browser =
        URI.create(Objects.requireNonNull(line, "it ended").substring(LISTENING.length()));
    Chromium chromium = new Chromium(process, profile, tab(browser));
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      chromium.call(domain + ".enable");
    }
    return chromium;
  }

  private static URI tab(URI browser) throws IOException {
    URI list = URI.create("http://127.0.0.1:" + browser.getPort() + "/json/list");
    try (var in = list.toURL().openStream()) {
      String tabs = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return JsonParser.parseString(tabs).getAsJsonArray().asList().stream()
          .map(tab -> tab.getAsJsonObject())
          .filter(tab -> tab.get("type").getAsString().equals("page"))
          .map(tab -> URI.create(tab.get("webSocketDebuggerUrl").getAsString()))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Calls a method, with names and values in turn. */
  JsonObject call(String method, Object... parameters) {
    int id = calls.incrementAndGet();
    JsonObject given = new JsonObject();
    for (int i = 0; i < parameters.length; i += 2) {
      given.add((String) parameters[i], new Gson().toJsonTree(parameters[i + 1]));
    }
    JsonObject call = new JsonObject();
    call.addProperty("id", id);
    call.addProperty("method", method);
    call.add("params", given);
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.sendText(call.toString(), true).join();
    JsonObject said = answer.orTimeout(PATIENCE, TimeUnit.SECONDS).join();
    if (said.has("error")) {
      throw new IllegalStateException(method + ": " + said.get("error"));
    }
    return said.getAsJsonObject("result");
  }

  /** Shows a page, and waits until it is there. */
  void show(URI page) throws InterruptedException {
    loaded.clear();
    complaints.clear();
    requests.clear();
    call("Page.navigate", "url", page.toString());
    Objects.requireNonNull(loaded.poll(PATIENCE, TimeUnit.SECONDS), "the page must load");
    frame();
  }

  /** Lets the page lay itself out and draw, twice. */
  void frame() {
    value("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
  }

  /** What an expression of the page is, or what it promises, as text. */
  String value(String expression) {
    JsonObject result =
        call(
            "Runtime.evaluate",
            "expression",
            expression,
            "awaitPromise",
            true,
            "returnByValue",
            true);
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result.get("exceptionDetails"));
    }
    JsonObject value = result.getAsJsonObject("result");
    return value.has("value") ? value.get("value").getAsString() : "";
  }

  /** Gives the window a size, in CSS pixels. */
  void size(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        height,
        "deviceScaleFactor",
        1,
        "mobile",
        false);
    frame();
  }

  /** Has the page shown light or dark. */
  void scheme(String name) {
    call(
        "Emulation.setEmulatedMedia",
        "features",
        List.of(Map.of("name", "prefers-color-scheme", "value", name)));
    frame();
  }

  void moveMouse(double x, double y) {
    call("Input.dispatchMouseEvent", "type", "mouseMoved", "x", x, "y", y);
    frame();
  }

  void key(String name) {
    call("Input.dispatchKeyEvent", "type", "keyDown", "key", name);
    call("Input.dispatchKeyEvent", "type", "keyUp", "key", name);
    frame();
  }

  /** A picture of the whole page. */
  byte[] picture() {
    return bytes(call("Page.captureScreenshot", "captureBeyondViewport", true));
  }

  /** The page on paper. */
  byte[] pdf() {
    return bytes(call("Page.printToPDF", "preferCSSPageSize", true, "printBackground", false));
  }

  private static byte[] bytes(JsonObject answer) {
    return Base64.getDecoder().decode(answer.get("data").getAsString());
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(each -> each.onExit().join()); // they write into the folder until then
    List<Path> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(profile)) {
      walk.forEach(file -> files.add(0, file));
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }

  private final class Events implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(JsonParser.parseString(text.toString()).getAsJsonObject());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    private void take(JsonObject message) {
      if (message.has("id")) {
        CompletableFuture<JsonObject> answer = answers.remove(message.get("id").getAsInt());
        if (answer != null) {
          answer.complete(message);
        }
        return;
      }
      JsonObject said = message.getAsJsonObject("params");
      switch (message.get("method").getAsString()) {
        case "Page.loadEventFired" -> loaded.add("");
        case "Network.requestWillBeSent" ->
            requests.add(said.getAsJsonObject("request").get("url").getAsString());
        case "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded" ->
            complaints.add(said.toString());
        default -> {}
      }
    }
  }
}
