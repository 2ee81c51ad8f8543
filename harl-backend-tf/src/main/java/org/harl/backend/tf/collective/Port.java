package org.harl.backend.tf.collective;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.harl.error.HarlException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a worker listens. TensorFlow's server binds its port on every interface, and no setting
 * changes that; on Linux the socket gets a filter, by which the kernel drops what is addressed to
 * another address than the worker's, before a connection exists.
 */
final class Port {
  private static final Logger LOG = LoggerFactory.getLogger(Port.class);
  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_FILTER = 26;
  private static final int POINTER_AT = 8;
  private static final String LISTENING = "0A";

  private final String address;
  private final InetSocketAddress socket;

  private Port(String address) {
    this.address = address;
    socket = Peers.socket(address);
  }

  /**
   * That of an address of this machine that nobody listens at.
   *
   * @param address {@code HOST:PORT}
   * @throws HarlException if it is none
   */
  static Port free(String address) {
    Port port = new Port(address);
    if (port.socket.isUnresolved()) {
      throw new HarlException(
          "workers: '" + address + "' cannot be listened at: the host is not known");
    }
    try (ServerSocket test = new ServerSocket()) {
      test.bind(port.socket);
      return port;
    } catch (IOException e) {
      throw new HarlException(
          "workers: '"
              + address
              + "' cannot be listened at: "
              + e.getMessage()
              + "; name an address of this machine and a free port, and join once in a process",
          e);
    }
  }

  /** Drops what comes to other addresses, or warns where that is not possible. */
  void refuseOtherAddresses() {
    if (!filtered()) {
      LOG.warn(
          "workers: TensorFlow listens at port {} of every address of this machine, not of '{}'"
              + " alone; keep it inside a trusted network",
          socket.getPort(),
          address);
    }
  }

  private boolean filtered() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return false;
    }
    try (Memory instructions = memory(AddressFilter.to(socket.getAddress()));
        Memory program = new Memory(2L * POINTER_AT)) {
      program.clear();
      program.setShort(0, (short) (instructions.size() / AddressFilter.INSTRUCTION));
      program.setPointer(POINTER_AT, instructions);
      Object[] arguments = {
        descriptor(), SOL_SOCKET, SO_ATTACH_FILTER, program, (int) program.size()
      };
      return NativeLibrary.getInstance("c").getFunction("setsockopt").invokeInt(arguments) == 0;
    } catch (IOException | LinkageError e) {
      return false;
    }
  }

  private static Memory memory(byte[] bytes) {
    Memory memory = new Memory(bytes.length);
    memory.write(0, bytes, 0, bytes.length);
    return memory;
  }

  /** The listening socket's. */
  private int descriptor() throws IOException {
    String socketName = "socket:[" + inode() + "]";
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(file -> leadsTo(file, socketName))
          .mapToInt(file -> Integer.parseInt(file.getFileName().toString()))
          .findFirst()
          .orElseThrow(() -> new IOException("no " + socketName));
    }
  }

  private static boolean leadsTo(Path file, String name) {
    try {
      return Files.readSymbolicLink(file).toString().equals(name);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private String inode() throws IOException {
    String end = String.format(":%04X", socket.getPort());
    for (String table : List.of("tcp6", "tcp")) {
      for (String line : Files.readAllLines(Path.of("/proc/self/net", table))) {
        String[] columns = line.trim().split("\\s+");
        if (columns[1].endsWith(end) && columns[3].equals(LISTENING)) {
          return columns[9];
        }
      }
    }
    throw new IOException("nobody listens");
  }
}
