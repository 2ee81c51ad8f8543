package org.harl.backend.tf.collective;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A program of Linux's socket filters (the classic ones: {@code linux/filter.h}) that keeps the
 * packets to one address and drops the others.
 */
final class AddressFilter {
  /** Bytes of an instruction: code, two jumps, operand. */
  static final int INSTRUCTION = 8;

  private static final int NETWORK_HEADER = -0x100000;
  private static final short LOAD_BYTE = 0x30;
  private static final short LOAD_WORD = 0x20;
  private static final short SHIFT_RIGHT = 0x74;
  private static final short JUMP_IF_EQUAL = 0x15;
  private static final short RETURN = 0x06;
  private static final int VERSION_4 = 4;
  private static final int VERSION_6 = 6;
  private static final int TO_4 = 16;
  private static final int TO_6 = 24;

  private AddressFilter() {}

  /** The instructions, one after the other. */
  static byte[] to(InetAddress address) {
    ByteBuffer wanted = ByteBuffer.wrap(address.getAddress());
    int words = wanted.remaining() / Integer.BYTES;
    boolean isOld = words == 1;
    ByteBuffer program =
        ByteBuffer.allocate((2 * words + 5) * INSTRUCTION).order(ByteOrder.nativeOrder());
    add(program, LOAD_BYTE, 0, NETWORK_HEADER);
    add(program, SHIFT_RIGHT, 0, 4);
    add(program, JUMP_IF_EQUAL, 2 * words + 1, isOld ? VERSION_4 : VERSION_6);
    for (int word = 0; word < words; word++) {
      int at = (isOld ? TO_4 : TO_6) + word * Integer.BYTES;
      add(program, LOAD_WORD, 0, NETWORK_HEADER + at);
      add(program, JUMP_IF_EQUAL, 2 * (words - word) - 1, wanted.getInt());
    }
    add(program, RETURN, 0, -1);
    add(program, RETURN, 0, 0);
    return program.array();
  }

  /**
   * @param otherwise how many instructions a comparison skips that fails
   */
  private static void add(ByteBuffer program, short code, int otherwise, int operand) {
    program.putShort(code).put((byte) 0).put((byte) otherwise).putInt(operand);
  }
}
