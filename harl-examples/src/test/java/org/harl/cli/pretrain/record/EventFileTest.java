package org.harl.cli.pretrain.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;

class EventFileTest {
  @TempDir Path folder;

  @Test
  void recordIsTheOneThatTensorFlowWrites() {
    byte[] record = EventFile.record("harl".getBytes(StandardCharsets.US_ASCII));
    assertThat(HexFormat.of().formatHex(record))
        .as("tf.io.TFRecordWriter of TensorFlow 2.21.0")
        .isEqualTo("0400000000000000424552046861726c8ad5ce06");
  }

  @Test
  void valuesAreReadBackByTheirTags() throws IOException {
    Path file = folder.resolve(EventFile.NAME);
    try (EventFile events = new EventFile(file)) {
      events.scalars(7, Map.of("loss", 1.5));
    }
    List<Event> events = new ArrayList<>();
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      byte[] data = new byte[(int) bytes.getLong()];
      bytes.getInt();
      bytes.get(data).getInt();
      events.add(Event.parseFrom(data));
    }
    assertThat(events).hasSize(2);
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(1).getStep()).isEqualTo(7);
    assertThat(events.get(1).getSummary().getValue(0).getTag()).isEqualTo("loss");
    assertThat(events.get(1).getSummary().getValue(0).getSimpleValue()).isEqualTo(1.5f);
  }
}
