package org.harl.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.harl.data.ListedImages.Entry;
import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledSourcesTest {
  private static final int RECORD = 3073;

  @TempDir Path folder;

  @Test
  void listKeepsItsOrderAndSortsItsClasses() throws IOException {
    TestImages.folder(folder, 3);
    ListedImages images =
        ListedImages.of(
            folder,
            List.of(
                new Entry("002.png", "zebra"),
                new Entry("000.png", "ant"),
                new Entry("002.png", "zebra")));
    assertThat(images.size()).isEqualTo(2);
    assertThat(images.classes()).containsExactly("ant", "zebra");
    assertThat(images.name(0)).isEqualTo("002.png");
    assertThat(images.label(0)).hasValue(1);
    assertThat(images.read(1).width()).isEqualTo(20);
  }

  @Test
  void imageOfTwoClassesIsRefused() {
    List<Entry> entries = List.of(new Entry("a.png", "ant"), new Entry("a.png", "bee"));
    assertThatThrownBy(() -> ListedImages.of(folder, entries))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("image list: 'a.png' is listed with two classes, 'ant' and 'bee'; keep one");
  }

  @Test
  void subsetHasTheImagesAskedForAndAllClasses() throws IOException {
    TestImages.folder(folder.resolve("ant"), 2);
    TestImages.folder(folder.resolve("bee"), 2);
    ImageSource some = new ImageSubset(ImageFolder.of(folder), 3, 0);
    assertThat(some.size()).isEqualTo(2);
    assertThat(some.name(0)).isEqualTo("bee/001.png");
    assertThat(some.label(0)).hasValue(1);
    assertThat(some.label(1)).hasValue(0);
    assertThat(some.classes()).containsExactly("ant", "bee");
    assertThatThrownBy(() -> new ImageSubset(some, 2)).isInstanceOf(InvalidInputException.class);
  }

  /** A record whose image is red where the column is even, and blue below row 16. */
  private static byte[] record(int labelBytes, int label) {
    byte[] record = new byte[labelBytes + 3072];
    record[labelBytes - 1] = (byte) label;
    for (int i = 0; i < 1024; i++) {
      record[labelBytes + i] = (byte) (i % 32 % 2 == 0 ? 255 : 0);
      record[labelBytes + 2048 + i] = (byte) (i / 32 >= 16 ? 200 : 0);
    }
    return record;
  }

  private void write(String name, byte[]... records) throws IOException {
    byte[] all = new byte[0];
    for (byte[] record : records) {
      byte[] longer = Arrays.copyOf(all, all.length + record.length);
      System.arraycopy(record, 0, longer, all.length, record.length);
      all = longer;
    }
    Files.write(folder.resolve(name), all);
  }

  @Test
  void cifar10IsReadPlaneByPlane() throws IOException {
    write("data_batch_1.bin", record(1, 3), record(1, 9));
    write("data_batch_2.bin", record(1, 0));
    Files.writeString(
        folder.resolve("batches.meta.txt"), "\uFEFFa\r\nb\nc\nd\ne \nf\ng\rh\ni\nj\n\n");
    CifarImages images = CifarImages.train(folder);
    assertThat(images.size()).isEqualTo(3);
    assertThat(images.classes()).startsWith("a", "b").hasSize(10);
    assertThat(images.label(1)).hasValue(9);
    assertThat(images.name(2)).isEqualTo("data_batch_2.bin/0");
    byte[] rgb = images.read(2).rgb();
    assertThat(rgb[3 * (20 * 32 + 4)]).isEqualTo((byte) 255);
    assertThat(rgb[3 * (20 * 32 + 5)]).isZero();
    assertThat(rgb[3 * (20 * 32 + 5) + 2]).isEqualTo((byte) 200);
    assertThat(rgb[3 * (3 * 32 + 5) + 2]).isZero();
  }

  @Test
  void cifar100sClassIsTheFineLabel() throws IOException {
    write("test.bin", record(2, 77));
    CifarImages images = CifarImages.test(folder);
    assertThat(images.label(0)).hasValue(77);
    assertThat(images.classes()).hasSize(100).contains("99");
  }

  @Test
  void cifarFileThatIsCutOffIsRefused() throws IOException {
    Files.write(folder.resolve("test_batch.bin"), new byte[RECORD + 5]);
    assertThatThrownBy(() -> CifarImages.test(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("3078 bytes, which are no whole records of 3073");
  }

  @Test
  void cifarLabelThatIsNoClassIsRefused() throws IOException {
    write("test_batch.bin", record(1, 1), record(1, 10));
    assertThatThrownBy(() -> CifarImages.test(folder))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("record 1 has class 10");
  }
}
