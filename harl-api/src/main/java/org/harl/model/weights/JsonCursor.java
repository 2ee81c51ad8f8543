package org.harl.model.weights;

import org.harl.model.weights.SafetensorsHeader.Fault;

/**
 * Reads the parts of JSON (RFC 8259) that a safetensors header may have: objects, arrays, strings
 * and whole numbers from 0 to 2^63-1. The reader says what comes next, so nothing nests deeper than
 * it asks for.
 */
final class JsonCursor {
  private final String text;
  private int at;

  JsonCursor(String text) {
    this.text = text;
  }

  /** Reads a member's value, the cursor being after its colon. */
  interface Member {
    void read(String name) throws Fault;
  }

  /** Reads one element. */
  interface Element {
    void read() throws Fault;
  }

  void object(Member member) throws Fault {
    expect('{');
    if (next() == '}') {
      at++;
      return;
    }
    do {
      String name = string();
      expect(':');
      member.read(name);
    } while (more('}'));
  }

  void array(Element element) throws Fault {
    expect('[');
    if (next() == ']') {
      at++;
      return;
    }
    do {
      element.read();
    } while (more(']'));
  }

  String string() throws Fault {
    expect('"');
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw new Fault("a control character stands in a string at character " + (at - 1));
      }
      value.append(c == '\\' ? escaped() : c);
    }
    if (at == text.length()) {
      throw new Fault("a string does not end");
    }
    at++;
    if (value
        .codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw new Fault("a string ending at character " + (at - 1) + " is not valid Unicode");
    }
    return value.toString();
  }

  long wholeNumber() throws Fault {
    next();
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    String digits = text.substring(from, at);
    boolean number = digits.length() == 1 || digits.length() > 1 && digits.charAt(0) != '0';
    if (!number || at < text.length() && ".eE".indexOf(text.charAt(at)) >= 0) {
      throw new Fault(
          "expected a whole number of at least 0 at character " + from + ", found " + found(from));
    }
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw new Fault("the number " + shortened(digits) + " is larger than 2^63-1");
    }
  }

  /** Refuses anything but white space up to the end. */
  void end() throws Fault {
    if (next() != 0) {
      throw new Fault("the header goes on after its end, at character " + at + ": " + found(at));
    }
  }

  private boolean more(char close) throws Fault {
    char c = next();
    if (c != ',' && c != close) {
      throw new Fault(
          "expected ',' or '" + close + "' at character " + at + ", found " + found(at));
    }
    at++;
    return c == ',';
  }

  private void expect(char wanted) throws Fault {
    if (next() != wanted) {
      throw new Fault("expected '" + wanted + "' at character " + at + ", found " + found(at));
    }
    at++;
  }

  /** The next character that is not white space, not yet consumed; 0 at the end. */
  private char next() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private char escaped() throws Fault {
    char c = at < text.length() ? text.charAt(at++) : 0;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw new Fault("a string has an unknown escape at character " + (at - 1));
    };
  }

  private char unicode() throws Fault {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      char c = at < text.length() ? text.charAt(at++) : 0;
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new Fault("a string has an incomplete escape at character " + (at - 1));
      }
      value = value << 4 | digit;
    }
    return (char) value;
  }

  private String found(int from) {
    return from >= text.length()
        ? "the end of the header"
        : "'" + shortened(text.substring(from)) + "'";
  }

  private static String shortened(String text) {
    return text.length() <= 20 ? text : text.substring(0, 20) + "..";
  }
}
