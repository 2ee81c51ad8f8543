package org.harl.tck.kit;

/** What a check works with; it closes what the check opened. */
public interface Exam extends AutoCloseable {
  @Override
  void close();
}
