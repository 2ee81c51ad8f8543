package org.harl.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import org.harl.image.Image;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResamplerGoldenTest {
  private final Resampler resampler = new Resampler();

  record Golden(String name, Image image, CropBox box, double[] floats, int[] pillow) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Golden> crops() throws IOException {
    JsonNode root;
    try (InputStream in = ResamplerGoldenTest.class.getResourceAsStream("/golden/crops.json")) {
      root = new ObjectMapper().readTree(in);
    }
    double[] pixels = numbers(root.at("/tensors/image_hwc_uint8/data"));
    byte[] rgb = new byte[pixels.length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) pixels[i];
    }
    Image image = new Image("golden", 83, 60, rgb);
    return Stream.of("crop0", "crop1", "crop2", "crop3")
        .map(
            name -> {
              JsonNode box = root.at("/params/" + name);
              return new Golden(
                  name,
                  image,
                  new CropBox(
                      box.get(0).asInt(),
                      box.get(1).asInt(),
                      box.get(2).asInt(),
                      box.get(3).asInt()),
                  numbers(root.get("expect").get(name + ".bicubic32").get("data")),
                  Arrays.stream(numbers(root.get("expect").get(name + ".pil_uint8").get("data")))
                      .mapToInt(v -> (int) v)
                      .toArray());
            });
  }

  private static double[] numbers(JsonNode array) {
    double[] values = new double[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).asDouble();
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("crops")
  void floatsEqualTorchsAntialiasedBicubic(Golden golden) {
    float[] got = resampler.floats(golden.image(), ViewPlan.plain(golden.box()), 32);
    for (int i = 0; i < got.length; i++) {
      assertThat((double) got[i]).as("element %d", i).isCloseTo(golden.floats()[i], within(1e-6));
    }
  }

  @ParameterizedTest
  @MethodSource("crops")
  void bytesAreTheFloatsRoundedAndClipped(Golden golden) {
    byte[] got = view(golden.image(), ViewPlan.plain(golden.box()), 32);
    for (int i = 0; i < got.length; i++) {
      double exact = Math.min(Math.max(255 * golden.floats()[i], 0), 255);
      assertThat((double) (got[i] & 0xff)).isCloseTo(exact, within(0.501));
    }
  }

  /** Pillow rounds and clips between its passes as well, which shows where overshoot is strong. */
  @ParameterizedTest
  @MethodSource("crops")
  void bytesEqualPillowsWhereItDoesNotClipBetweenPasses(Golden golden) {
    byte[] got = view(golden.image(), ViewPlan.plain(golden.box()), 32);
    int apart = 0;
    for (int i = 0; i < got.length; i++) {
      int difference = Math.abs((got[i] & 0xff) - golden.pillow()[i % 1024 * 3 + i / 1024]);
      assertThat(difference).isLessThanOrEqualTo(15);
      apart += difference > 1 ? 1 : 0;
    }
    assertThat((double) apart / got.length).isLessThan(0.02);
  }

  private byte[] view(Image image, ViewPlan plan, int size) {
    ByteBuffer out = ByteBuffer.allocate(3 * size * size);
    resampler.view(image, plan, size, out, 0);
    return out.array();
  }
}
