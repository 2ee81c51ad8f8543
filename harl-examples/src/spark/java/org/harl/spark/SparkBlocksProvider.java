package org.harl.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.harl.cli.blocks.Blocks;
import org.harl.cli.blocks.BlocksProvider;
import org.harl.error.FileFaults;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;

/** Opens a master of Spark; settings are Java's properties that begin with {@code spark.}. */
public final class SparkBlocksProvider implements BlocksProvider {
  private static final int ANSWER_MILLIS = 10_000;

  /** What {@code ./harl} sets for its process, for those of the executors. */
  private static final List<String> ENVIRONMENT =
      List.of(
          "OMP_NUM_THREADS",
          "OMP_WAIT_POLICY",
          "MALLOC_ARENA_MAX",
          "OPT_OUT_TRACKING",
          "DJL_OFFLINE",
          "OPENCV_LOG_LEVEL",
          "TF_CPP_MIN_LOG_LEVEL");

  @Override
  public Blocks open(String master) {
    SparkConf settings = new SparkConf().setAppName("harl").setMaster(master);
    usual(master).forEach(settings::setIfMissing);
    requireAnswer(master);
    try {
      return new SparkBlocks(master, new JavaSparkContext(settings));
    } catch (Exception e) { // Scala's declare none
      throw new InvalidInputException(
          "--spark: '" + master + "' cannot be used (" + FileFaults.words(e) + "); name another",
          e);
    } catch (LinkageError e) {
      throw new HarlException("--spark: Spark does not start (" + e + "); take ./harl", e);
    }
  }

  /** What holds unless properties say otherwise. */
  private static Map<String, String> usual(String master) {
    Map<String, String> usual = new TreeMap<>();
    usual.put("spark.ui.enabled", "false");
    if (master.equals("local") || master.startsWith("local[")) {
      usual.put("spark.driver.bindAddress", "127.0.0.1");
      usual.put("spark.driver.host", "localhost");
      return usual;
    }
    usual.put("spark.executor.extraClassPath", System.getProperty("java.class.path"));
    usual.put("spark.executor.extraJavaOptions", "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    for (String name : ENVIRONMENT) {
      String value = System.getenv(name);
      if (value != null) {
        usual.put("spark.executorEnv." + name, value);
      }
    }
    return usual;
  }

  /** Spark itself tries for a minute, and then ends the process. */
  private static void requireAnswer(String master) {
    if (!master.matches("spark://[^,/]+:\\d+")) {
      return;
    }
    URI address = URI.create(master);
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(String.valueOf(address.getHost()), address.getPort()),
          ANSWER_MILLIS);
    } catch (IOException | IllegalArgumentException e) {
      throw new InvalidInputException(
          "--spark: '"
              + master
              + "' does not answer ("
              + FileFaults.words(e)
              + "); start it, or name another",
          e);
    }
  }
}
