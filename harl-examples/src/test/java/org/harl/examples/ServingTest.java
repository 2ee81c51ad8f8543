package org.harl.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.harl.Harl;
import org.harl.cli.Pictures;
import org.harl.embed.Embedder;
import org.harl.embed.TrainedEncoder;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.model.Encoder;
import org.harl.model.Encoders;
import org.harl.model.InitialValues;
import org.harl.model.Parameters;
import org.harl.scenes.SyntheticScenes;
import org.harl.trace.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example programs that hand vectors to others. */
class ServingTest {
  private static final int PLACES = 2;

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Harl harl = Harl.builder().backend("djl").build();
  private Embedder embedder;
  private EmbeddingService service;
  private Path picture;

  @BeforeEach
  void serve() throws IOException {
    Encoder network = Encoders.parse("resnet18,small,width=0.0625");
    embedder =
        harl.embedder(
            new TrainedEncoder(
                network,
                32,
                InitialValues.draw(Parameters.of(network, Shape.of(2, 3, 32, 32)), 1)));
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    service = new EmbeddingService(embedder, any, PLACES);
    picture = folder.resolve("picture.png");
    ImageIO.write(Pictures.of(new SyntheticScenes(1, 1).read(0), 40), "png", picture.toFile());
  }

  @AfterEach
  void end() {
    service.close();
    harl.close();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
  }

  private HttpResponse<String> post(byte[] bytes) throws Exception {
    return client.send(
        to("/embed").POST(HttpRequest.BodyPublishers.ofByteArray(bytes)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void aPictureIsAnsweredWithItsVectorByAnyNumberOfClientsAtATime() throws Exception {
    float[] expected = embedder.embed(Image.of(picture));
    byte[] bytes = Files.readAllBytes(picture);
    for (int i = 0; i < 5; i++) {
      JsonNode features = new ObjectMapper().readTree(post(bytes).body()).get("features");
      assertThat(features).hasSize(expected.length);
      assertThat((float) features.get(3).asDouble()).isEqualTo(expected[3]);
    }
    assertThat(metrics()).contains("harl_embed_seconds_count{outcome=\"embedded\"} 5");
  }

  @Test
  void whatIsNoPictureIsRefusedInOneLine() throws Exception {
    HttpResponse<String> answer = post("no picture".getBytes());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new ObjectMapper().readTree(answer.body()).get("error").asText())
        .contains("'request'")
        .doesNotContain("\n");
    assertThat(
            client
                .send(to("/embed").GET().build(), HttpResponse.BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(405);
  }

  @Test
  void whoComesWhenAllPlacesAreTakenIsToldToComeAgain() throws Exception {
    byte[] bytes = Files.readAllBytes(picture);
    List<Socket> held = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
      String head = "POST /embed HTTP/1.1\r\nHost: here\r\nContent-Length: " + bytes.length;
      socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      held.add(socket);
    }
    while (!metrics().contains("harl_places_free 0.0")) {
      Thread.onSpinWait(); // the heads are on their way still
    }
    HttpResponse<String> told = post(bytes);
    assertThat(told.statusCode()).isEqualTo(503);
    assertThat(told.headers().firstValue("Retry-After")).contains("1");
    for (Socket socket : held) {
      try (socket) {
        socket.getOutputStream().write(bytes);
        byte[] answer = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
        assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200");
      }
    }
  }

  private String metrics() throws Exception {
    return client.send(to("/metrics").GET().build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void aLangChain4jModelEmbedsPicturesByTheirPaths() {
    ImageEmbeddingModel model = new ImageEmbeddingModel(embedder);
    Embedding embedding = model.embed(TextSegment.from(picture.toString())).content();
    float[] features = embedder.embed(List.of(Image.of(picture)))[0];
    double length = 0;
    for (float feature : features) {
      length += (double) feature * feature;
    }
    assertThat(embedding.dimension()).isEqualTo(model.dimension()).isEqualTo(features.length);
    assertThat((double) embedding.vector()[5])
        .isCloseTo(features[5] / Math.sqrt(length), org.assertj.core.data.Offset.offset(1e-6));
    assertThatThrownBy(() -> model.embed(folder.resolve("no.png").toString()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no.png");
  }
}
