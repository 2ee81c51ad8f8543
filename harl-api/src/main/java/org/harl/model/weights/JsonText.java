package org.harl.model.weights;

/** Texts as JSON has them. */
public final class JsonText {
  private JsonText() {}

  /**
   * {@return the text between quotes; quotes, backslashes and control characters in it are escaped}
   *
   * @param text of any letters
   */
  public static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u00").append(Character.forDigit(c >> 4, 16));
        json.append(Character.forDigit(c & 15, 16));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
