import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Starts the web service by the command that it is given, asks it from many threads while it trains
 * and swaps models, checks each answer, and ends it by SIGTERM in the middle of a training.
 */
public final class WebServiceLoad {
  private static final int THREADS = 8;
  private static final int MODELS = 10;
  private static final String ROW = "sex=2&bmi=32.1&bp=101&s1=157&s2=93.2&s3=38&s4=4&s5=4.86&s6=87";

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;
  private volatile boolean ending;

  private WebServiceLoad(String address) {
    this.address = address;
  }

  public static void main(String[] command) throws Exception {
    Process service =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (BufferedReader said = service.inputReader()) {
      new WebServiceLoad(said.readLine().replace("listening on ", "")).run(service);
      check(said.readLine() == null, "nothing is said at the end");
    } finally {
      service.destroyForcibly();
    }
  }

  private void run(Process service) throws Exception {
    check(status("GET", "/predict?age=59&" + ROW) == 503, "without a model there is no answer");
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    List<String> models = new ArrayList<>(List.of(train(1)));
    List<Future<List<String>>> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(pool.submit((Callable<List<String>>) this::ask));
    }
    while (models.size() < MODELS) {
      models.add(train(models.size() + 1));
      check(status("GET", "/predict?age=young&" + ROW) == 400, "a bad row is refused");
    }
    check(models.stream().distinct().count() == MODELS, "each model has an answer of its own");

    while (status("POST", "/train?epochs=9999999") != 202) {
      Thread.onSpinWait();
    }
    check(status("POST", "/train?epochs=1") == 409, "there is one training at a time");
    ending = true;
    service.toHandle().destroy(); // SIGTERM
    check(service.waitFor(20, SECONDS), "the service ends");
    check(service.exitValue() == 143, "it ends by SIGTERM (got " + service.exitValue() + ")");
    pool.shutdown();

    int answers = 0;
    for (Future<List<String>> thread : threads) {
      answers += check(thread.get(), models);
    }
    System.out.printf("%d models, %d answers, each of them right%n", MODELS, answers);
  }

  /** Trains another model, and returns what it answers. */
  private String train(int number) throws Exception {
    while (status("POST", "/train?epochs=" + (100 + number)) != 202) { // the last one just ends
      Thread.onSpinWait();
    }
    while (!send("GET", "/metrics").body().contains("service_swaps " + number + ".0")) {
      check(send("GET", "/metrics").body().contains("service_failures 0.0"), "trainings end well");
      Thread.onSpinWait();
    }
    return send("GET", "/predict?age=59&" + ROW).body();
  }

  /** Asks until the service ends, and returns the answers in their order. */
  private List<String> ask() throws Exception {
    List<String> answers = new ArrayList<>();
    while (true) {
      try {
        HttpResponse<String> answer = send("GET", "/predict?age=59&" + ROW);
        check(answer.statusCode() == 200, "a row is answered (got " + answer + ")");
        answers.add(answer.body());
      } catch (IOException e) {
        check(ending, "no request fails before the service ends: " + e);
        return answers;
      }
    }
  }

  /** Each answer must be a model's, and none that of a model before that of the last answer. */
  private static int check(List<String> answers, List<String> models) {
    int model = 0;
    for (String answer : answers) {
      int by = models.indexOf(answer);
      check(by >= model, "an answer is by the live model (got " + answer + " after " + model + ")");
      model = by;
    }
    check(model == models.size() - 1, "threads have met all models");
    return answers.size();
  }

  private int status(String method, String path) throws Exception {
    HttpResponse<String> answer = send(method, path);
    check(answer.body().strip().lines().count() == 1, "one line says what is wrong");
    return answer.statusCode();
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
