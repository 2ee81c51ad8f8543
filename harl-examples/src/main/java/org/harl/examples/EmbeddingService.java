package org.harl.examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.harl.Harl;
import org.harl.embed.Embedder;
import org.harl.embed.TrainedEncoder;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;

/**
 * Embeds images over HTTP, for a company's own network: it asks nobody who they are. {@code POST
 * /embed} with the bytes of a picture answers {@code {"features": [..]}}; {@code GET /metrics} has
 * times and counts for Prometheus.
 *
 * <p>So many requests are held at a time and no more; who comes then is told 503 and to come again,
 * so that memory stays what it is.
 *
 * <pre>
 * java -cp 'harl-examples/target/lib/*:harl-examples/target/harl-examples-0.1.0.jar' \
 *   org.harl.examples.EmbeddingService run/encoder.safetensors 8080
 * curl --data-binary @picture.jpg localhost:8080/embed
 * </pre>
 */
public final class EmbeddingService implements AutoCloseable {
  private static final int MOST_BYTES = 32 << 20;
  private static final int PLACES = 16;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Embedder embedder;
  private final Semaphore places;
  private final ExecutorService threads;
  private final HttpServer server;

  /** What is answered. */
  private record Answer(int status, String type, String text) {
    static Answer fault(int status, String words) throws IOException {
      return new Answer(status, "application/json", json(Map.of("error", words)));
    }

    static String json(Map<String, ?> fields) throws IOException {
      return JSON.writeValueAsString(fields);
    }
  }

  /** What answers a request. */
  private interface Handler {
    Answer answer(HttpExchange request) throws IOException;
  }

  /**
   * Listens, until it is closed.
   *
   * @param embedder stays the caller's to close
   * @param address to listen at; port 0 for a free one
   * @param places requests that are held at a time, at least 1
   * @throws IOException if the address is taken or not this machine's
   */
  public EmbeddingService(Embedder embedder, InetSocketAddress address, int places)
      throws IOException {
    this.embedder = embedder;
    this.places = new Semaphore(places);
    metrics.gauge("harl.places.free", this.places, Semaphore::availablePermits);
    threads = Executors.newFixedThreadPool(places + 2); // two say that all places are taken
    server = HttpServer.create(address, places);
    server.setExecutor(threads);
    server.createContext("/embed", request -> answer(request, this::placed));
    server.createContext(
        "/metrics",
        request ->
            answer(request, any -> new Answer(200, "text/plain; version=0.0.4", metrics.scrape())));
    server.start();
  }

  /** Where it listens. */
  public int port() {
    return server.getAddress().getPort();
  }

  private Answer placed(HttpExchange request) throws IOException {
    if (!request.getRequestMethod().equals("POST")) {
      return Answer.fault(405, "POST the bytes of a picture");
    }
    if (!places.tryAcquire()) {
      request.getResponseHeaders().add("Retry-After", "1");
      return Answer.fault(503, "all places are taken; come again");
    }
    try {
      return embedded(request);
    } finally {
      places.release();
    }
  }

  private Answer embedded(HttpExchange request) throws IOException {
    byte[] file = request.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (file.length > MOST_BYTES) {
      return Answer.fault(413, "a picture has at most " + MOST_BYTES + " bytes here");
    }
    Timer.Sample time = Timer.start(metrics);
    String outcome = "failed";
    try {
      float[] features = embedder.embed(Image.of("request", file));
      outcome = "embedded";
      return new Answer(200, "application/json", Answer.json(Map.of("features", features)));
    } catch (InvalidInputException e) {
      outcome = "refused";
      return Answer.fault(400, e.getMessage());
    } catch (HarlException e) {
      return Answer.fault(500, e.getMessage());
    } finally {
      time.stop(metrics.timer("harl.embed", "outcome", outcome));
    }
  }

  private static void answer(HttpExchange request, Handler handler) throws IOException {
    try (request) {
      Answer answer = handler.answer(request);
      byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
      request.getResponseHeaders().add("Content-Type", answer.type());
      request.sendResponseHeaders(answer.status(), text.length);
      try (OutputStream body = request.getResponseBody()) {
        body.write(text);
      }
    }
  }

  /** Answers what it holds, then ends. */
  @Override
  public void close() {
    server.stop(1);
    threads.shutdown();
    metrics.close();
  }

  /** Arguments: ENCODER PORT. Listens to this machine alone, until the process ends. */
  public static void main(String[] arguments) throws Exception {
    TrainedEncoder encoder = TrainedEncoder.read(Path.of(arguments[0]));
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
    try (Harl harl = Harl.builder().backend("djl").build();
        Embedder embedder = harl.embedder(encoder);
        EmbeddingService service = new EmbeddingService(embedder, address, PLACES)) {
      System.out.println("listening at port " + service.port());
      Thread.currentThread().join();
    }
  }
}
