package org.harl.tck.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/**
 * Numbers made outside harl: by PyTorch in float64, torchvision, Pillow and the authors' own code.
 *
 * @param params settings of the case
 * @param tensors inputs, {shape, data} each
 * @param expect outputs
 */
public record Golden(JsonNode params, JsonNode tensors, JsonNode expect) {
  /**
   * Reads {@code golden/NAME.json}.
   *
   * @param name of the file, without its ending
   * @return its parameters and expected values
   */
  public static Golden read(String name) {
    JsonNode file = json(name);
    return new Golden(file.get("params"), file.get("tensors"), file.get("expect"));
  }

  /**
   * {@return a file of another form, as it is}
   *
   * @param name of the file, without its ending
   */
  public static JsonNode json(String name) {
    try (InputStream in = Golden.class.getResourceAsStream(name + ".json")) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@return a parameter of the case}
   *
   * @param name as the file has it; another is an error
   */
  public double param(String name) {
    return params.get(name).asDouble();
  }

  /**
   * {@return an input of the case, float64}
   *
   * @param name as the file has it; another is an error
   */
  public TensorData tensor(String name) {
    return tensor(tensors.get(name));
  }

  /**
   * {@return an output with its shape}
   *
   * @param name as the file has it
   */
  public TensorData expectedTensor(String name) {
    return tensor(expect.get(name));
  }

  private static TensorData tensor(JsonNode node) {
    int[] dims =
        StreamSupport.stream(node.get("shape").spliterator(), false)
            .mapToInt(JsonNode::asInt)
            .toArray();
    return TensorData.of(Shape.of(dims), doubles(node.get("data")));
  }

  /**
   * {@return an output of the case, row-major}
   *
   * @param name as the file has it; another is an error
   */
  public double[] expected(String name) {
    return doubles(expect.get(name).get("data"));
  }

  /**
   * {@return the numbers of an array, of arrays in it one after the other}
   *
   * @param data of a file
   */
  public static double[] doubles(JsonNode data) {
    return IntStream.range(0, data.size()).mapToDouble(i -> data.get(i).asDouble()).toArray();
  }
}
