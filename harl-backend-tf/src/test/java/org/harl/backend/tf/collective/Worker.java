package org.harl.backend.tf.collective;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.harl.error.HarlException;
import org.harl.spi.collective.Collective;
import org.harl.spi.collective.Collectives;
import org.harl.spi.collective.Membership;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;

/** A process that joins a group and then does what its input says, a line of output for each. */
final class Worker {
  private static final int WARM = 500;
  private final Collective workers;

  private Worker(Collective workers) {
    this.workers = workers;
  }

  /**
   * @param arguments addresses with commas, rank, token, seconds
   */
  public static void main(String... arguments) throws Exception {
    Membership membership =
        new Membership(
            List.of(arguments[0].split(",")),
            Integer.parseInt(arguments[1]),
            arguments[2],
            Duration.ofSeconds(Long.parseLong(arguments[3])));
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    try (Collective workers = Collectives.find("tf").join(membership)) {
      System.out.println("joined " + workers.rank() + " of " + workers.size());
      Worker worker = new Worker(workers);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        System.out.println(worker.answer(line.split(" ")));
      }
    } catch (HarlException e) {
      System.out.println("refused " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private String answer(String... words) throws Exception {
    try {
      return switch (words[0]) {
        case "mean" -> mean(Double.parseDouble(words[1 + workers.rank()]));
        case "drawn" -> drawn(DataType.valueOf(words[1]), Integer.parseInt(words[2]));
        case "many" -> many(Integer.parseInt(words[1]));
        case "gather" -> gathered(words[1] + workers.rank());
        case "close" -> closed();
        default -> throw new IllegalArgumentException(words[0]);
      };
    } catch (HarlException e) {
      return "failed " + e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }

  private String closed() {
    workers.close();
    return "closed";
  }

  private String gathered(String text) {
    List<byte[]> all = workers.gather(text.getBytes(StandardCharsets.UTF_8));
    return all.stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList() + "";
  }

  private String mean(double value) {
    TensorData narrow = TensorData.of(Shape.of(), (float) value);
    TensorData wide = TensorData.of(Shape.of(1, 2), value, -value);
    workers.mean(List.of(narrow));
    workers.mean(List.of(wide));
    return narrow.at(0) + " " + wide.at(0) + " " + wide.at(1);
  }

  /** Positive numbers of several shapes: a hash of their means, and how far these are off. */
  private String drawn(DataType type, int count) {
    List<List<TensorData>> all =
        IntStream.range(0, workers.size()).mapToObj(rank -> drawn(type, count, rank)).toList();
    List<TensorData> own = all.get(workers.rank());
    List<TensorData> means = own.stream().map(TensorData::copy).toList();
    workers.mean(means);
    double off = 0;
    for (int buffer = 0; buffer < means.size(); buffer++) {
      for (int at = 0; at < means.get(buffer).shape().size(); at++) {
        double sum = 0;
        for (List<TensorData> given : all) {
          sum += given.get(buffer).at(at);
        }
        off = Math.max(off, Math.abs(means.get(buffer).at(at) * all.size() / sum - 1));
      }
    }
    int hash = Arrays.hashCode(means.stream().mapToInt(m -> m.bytes().hashCode()).toArray());
    return hash + " off by " + off;
  }

  private static List<TensorData> drawn(DataType type, int count, int rank) {
    return IntStream.of(count, 1, 3)
        .mapToObj(
            size -> {
              TensorData data = TensorData.allocate(type, Shape.of(size));
              for (int i = 0; i < size; i++) {
                double value = 1 + (0.618 * i + 0.37 * rank) % 1;
                if (type == DataType.F64) {
                  data.bytes().putDouble(i * Double.BYTES, value);
                } else {
                  data.bytes().putFloat(i * Float.BYTES, (float) value);
                }
              }
              return data;
            })
        .toList();
  }

  /** By how many bytes each of many calls lets the process grow. */
  private String many(int calls) throws Exception {
    long before = 0;
    for (int i = 0; i < WARM + calls; i++) {
      if (i == WARM) {
        before = resident();
      }
      mean(i);
    }
    return "grew by " + (resident() - before) / calls;
  }

  private static long resident() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .sum();
  }
}
