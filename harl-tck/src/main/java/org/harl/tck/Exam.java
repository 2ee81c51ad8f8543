package org.harl.tck;

/** What a check works with; it closes what the check opened. */
interface Exam extends AutoCloseable {
  @Override
  void close();
}
