package org.harl.cli.images;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledImagesTest {
  @TempDir Path folder;

  @BeforeEach
  void images() throws IOException {
    Files.createDirectories(folder.resolve("a/cat"));
    for (String name : new String[] {"a/cat/1.png", "a/cat/2.png", "a/3.png"}) {
      Files.createFile(folder.resolve(name));
    }
  }

  private LabelledImages read(String text, Charset charset) throws IOException {
    Path file = Files.write(folder.resolve("list.csv"), text.getBytes(charset));
    return LabelledImages.read("--train", file, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "path,label\na/cat/1.png,cat\na/cat/2.png,cat\na/3.png,fr\u00f6sch\n",
        "\uFEFFpath,label\na/cat/1.png,cat\na/cat/2.png,cat\na/3.png,fr\u00f6sch",
        "path,label\r\na/cat/1.png,cat\r\na/cat/2.png,cat\r\na/3.png,fr\u00f6sch\r\n\r\n",
        "path,label\ra/cat/1.png,cat\ra/cat/2.png,cat\ra/3.png,fr\u00f6sch\r",
        "\n\npath,label\n\na/cat/1.png,cat\n,\na/cat/2.png,cat\n  \na/3.png,fr\u00f6sch\n\n\t\n",
        "\uFEFF\"path\",\"label\"\n\"a/cat/1.png\",cat\na/cat/2.png,\"cat\"\na/3.png,fr\u00f6sch",
        "Path, Label\na/cat/1.png, cat\na/cat/2.png ,cat\na/3.png,  fr\u00f6sch \n",
        "label,more,path\ncat,1,a/cat/1.png\ncat,,a/cat/2.png\nfr\u00f6sch,3,a/3.png\n",
        "path,label\na\\cat\\1.png,cat\na\\cat/2.png,cat\na\\3.png,fr\u00f6sch\n"
      })
  void listsOfOtherProgramsAreReadAsTheyMean(String text) throws IOException {
    LabelledImages read = read(text, UTF_8);
    assertThat(read.images().classes()).containsExactly("cat", "fr\u00f6sch");
    assertThat(read.labels()).containsExactly(0, 0, 1);
    assertThat(read.images().name(1)).isEqualTo("a/cat/2.png");
    assertThat(read.images().name(2)).isEqualTo("a/3.png");
  }

  @Test
  void otherEncodingsAreNamed() {
    String text = "path,label\na/cat/1.png,cat\na/3.png,fr\u00f6sch\n";
    assertRefused(text, UTF_16, "list.csv' is in UTF-16; save it as text in UTF-8");
    assertRefused("\uFEFF" + text, UTF_16LE, "is in UTF-16");
    assertRefused(text, UTF_16LE, "is in UTF-16");
    assertRefused("\uFEFF" + text, Charset.forName("UTF-32LE"), "is in UTF-32");
    assertRefused(text, ISO_8859_1, "not in UTF-8 (Latin-1 or Windows-1252?)");
    assertRefused("PK\0\0\0\1 \0\0\0", ISO_8859_1, "is no text");
  }

  @Test
  void whatAListLacksIsNamedWithItsRow() {
    assertRefused("path;label\na/cat/1.png;cat\n", UTF_8, "row 1: needs the columns 'path'");
    assertRefused("path,label\na/cat/1.png,\n", UTF_8, "row 1: 'a/cat/1.png' has no label");
    assertRefused("path,label\na/cat/1.png,cat\n,fr\u00f6sch\n", UTF_8, "row 2: there is no path");
    assertRefused(
        "path,label\nx.png,cat\na/cat/1.png,fr\u00f6sch\na\\4.png,cat\n",
        UTF_8,
        "names 'x.png' and 1 more, which are not there");
    assertRefused("", UTF_8, "it names no image");
    assertRefused(
        "path,label,Path\na/cat/1.png,cat\n", UTF_8, "more than one column 'Path'; keep one");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aBackslashThatIsPartOfANameStays() throws IOException {
    Files.createFile(folder.resolve("b\\c.png"));
    LabelledImages read = read("path,label\nb\\c.png,cat\na/cat/1.png,fr\u00f6sch\n", UTF_8);
    assertThat(read.images().name(0)).isEqualTo("b\\c.png");
  }

  @Test
  void classesThatDifferOnlyInTheirUnicodeFormAreRefused() {
    assertRefused(
        "path,label\na/cat/1.png,fr\u00f6sch\na/3.png,fro\u0308sch\n",
        UTF_8,
        "'fro\u0308sch' and 'fr\u00f6sch' differ only in their Unicode form (NFC, NFD)");
  }

  @Test
  void aTestSetInAnotherUnicodeFormIsRefusedWithTheReason() throws IOException {
    Path train =
        Files.writeString(folder.resolve("a.csv"), "path,label\na/cat/1.png,\u00f6\na/3.png,x");
    Path test =
        Files.writeString(folder.resolve("b.csv"), "path,label\na/cat/2.png,o\u0308\na/3.png,x");
    assertThatThrownBy(() -> LabelledPair.read("--train", train, "--test", test))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no images of the class '\u00f6' in the same Unicode form");
  }

  private void assertRefused(String text, Charset charset, String message) {
    assertThatThrownBy(() -> read(text, charset))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("--train: ")
        .hasMessageContaining(message);
  }
}
