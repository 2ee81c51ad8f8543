package org.harl.backend.djl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** Numbers from outside, as {@code golden/README} describes them, in float64. */
record GoldenCase(JsonNode params, JsonNode tensors, JsonNode expect) {
  static GoldenCase read(String name) {
    try (InputStream in = GoldenCase.class.getResourceAsStream("/golden/" + name + ".json")) {
      JsonNode file = new ObjectMapper().readTree(in);
      return new GoldenCase(file.get("params"), file.get("tensors"), file.get("expect"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  double param(String name) {
    return params.get(name).asDouble();
  }

  TensorData tensor(String name) {
    JsonNode node = tensors.get(name);
    int[] dims =
        StreamSupport.stream(node.get("shape").spliterator(), false)
            .mapToInt(JsonNode::asInt)
            .toArray();
    return TensorData.of(Shape.of(dims), doubles(node.get("data")));
  }

  double[] expected(String name) {
    return doubles(expect.get(name).get("data"));
  }

  private static double[] doubles(JsonNode data) {
    return IntStream.range(0, data.size()).mapToDouble(i -> data.get(i).asDouble()).toArray();
  }

  /** Every element within {@code tolerance} times the largest expected magnitude. */
  static void assertClose(String what, double[] actual, double[] expected, double tolerance) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double largest =
        IntStream.range(0, expected.length)
            .mapToDouble(i -> Math.abs(expected[i]))
            .max()
            .orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(actual[i] - expected[i]);
      assertThat(difference <= tolerance * largest)
          .as("%s[%d]: %s, expected %s to %s", what, i, actual[i], expected[i], tolerance * largest)
          .isTrue();
    }
  }
}
