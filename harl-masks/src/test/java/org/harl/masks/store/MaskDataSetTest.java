package org.harl.masks.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.harl.data.ImageFolder;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.mask.MaskFiles;
import org.harl.masks.Pictures;
import org.harl.masks.barrier.MinimumBarrierMasks;
import org.harl.masks.opencv.OpenCvDecoder;
import org.harl.masks.saliency.CentreMasks;
import org.harl.masks.saliency.RejectedMask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskDataSetTest {
  @TempDir Path folder;

  private Path images;
  private Path masks;

  @BeforeEach
  void images() throws IOException {
    images = Files.createDirectories(folder.resolve("images/deep/er")).resolve("../..").normalize();
    masks = folder.resolve("masks");
    Files.write(images.resolve("a.png"), Pictures.file(Pictures.disc(60, 40), "png"));
    Files.write(images.resolve("deep/b.JPG"), Pictures.file(Pictures.disc(50, 70), "jpg"));
    Files.write(images.resolve("deep/er/c.bmp"), Pictures.file(Pictures.disc(30, 30), "bmp"));
    Files.write(images.resolve("deep/flat.png"), Pictures.file(Pictures.flat(40, 30, 9), "png"));
    Files.writeString(images.resolve("deep/text.jpg"), "no image");
    Files.write(images.resolve("empty.jpg"), new byte[0]);
  }

  private MaskManifest make(RejectedMask policy, int threads) throws IOException {
    try (MaskDataSet set = new MaskDataSet(images, masks, "mbd", policy)) {
      return MaskGeneration.run(set, threads, outcome -> {});
    }
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(masks)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String name = masks.relativize(file).toString();
        files.put(name, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  @Test
  void everyImageGetsTheMaskThatItsProviderFinds() throws IOException {
    make(RejectedMask.CENTRE, 2);
    MaskFiles stored = new MaskFiles(masks);
    for (String name : new String[] {"a.png", "deep/b.JPG", "deep/er/c.bmp", "deep/flat.png"}) {
      Image image = ImageFolder.read(images, name, new OpenCvDecoder());
      assertThat(stored.mask(image)).isEqualTo(new MinimumBarrierMasks().mask(image));
    }
    assertThat(files())
        .containsOnlyKeys(
            "a.png",
            "deep/b.png",
            "deep/er/c.png",
            "deep/flat.png",
            "manifest.json",
            "rejected.jsonl");
  }

  @Test
  void whatHasNoMaskOfItsOwnIsListedWithTheReason() throws IOException {
    MaskManifest manifest = make(RejectedMask.CENTRE, 2);
    assertThat(manifest.complete()).isTrue();
    assertThat(manifest.images()).isEqualTo(6);
    assertThat(manifest.rejected()).isEqualTo(1);
    assertThat(manifest.failed()).isEqualTo(2);
    assertThat(Files.readAllLines(masks.resolve(MaskDataSet.REJECTED)))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "{\"image\":\"deep/flat.png\",\"kind\":\"REJECTED\",\"reason\":\"the mask"
                            + " covers 0.0% of the image; centre\"}"),
            line -> assertThat(line).contains("'deep/text.jpg' is damaged, or no image"),
            line -> assertThat(line).contains("\"image\":\"empty.jpg\",\"kind\":\"FAILED\""));
  }

  @Test
  void rejectedMasksGiveWayToTheWholeImageOrToNothing() throws IOException {
    make(RejectedMask.WHOLE, 1);
    Image flat = Pictures.flat(40, 30, 9);
    Image named = new Image("deep/flat.png", 40, 30, flat.rgb());
    assertThat(new MaskFiles(masks).mask(named).coverage()).isEqualTo(1);
    masks = folder.resolve("others");
    make(RejectedMask.SKIP, 1);
    assertThat(masks.resolve("deep/flat.png")).doesNotExist();
    assertThat(masks.resolve(MaskDataSet.REJECTED)).content().contains("image; skip");
  }

  @Test
  void filesAreTheSameWhateverTheThreadsAndHoweverOftenItRuns() throws IOException {
    make(RejectedMask.CENTRE, 1);
    Map<String, String> alone = files();
    make(RejectedMask.CENTRE, 3);
    assertThat(files()).isEqualTo(alone);
    masks = folder.resolve("others");
    make(RejectedMask.CENTRE, 4);
    assertThat(files()).isEqualTo(alone);
  }

  @Test
  void whatAnInterruptedRunLeftOutIsMadeAndTheRestIsLeftAlone() throws IOException {
    make(RejectedMask.CENTRE, 2);
    Map<String, String> whole = files();
    Files.delete(masks.resolve("a.png"));
    Files.write(masks.resolve("deep/b.png"), new byte[0]); // power was lost
    Files.delete(masks.resolve(MaskDataSet.REJECTED));
    Files.writeString(masks.resolve("deep/.x.partial"), "half a mask");
    Files.writeString(
        masks.resolve("manifest.json"),
        whole.get("manifest.json").replace("true", "false").replace("6", "0"));
    try (MaskDataSet set = new MaskDataSet(images, masks, "mbd", RejectedMask.CENTRE)) {
      MaskGeneration.run(set, 2, outcome -> {});
      assertThat(set.count(MaskOutcome.Kind.WRITTEN)).isEqualTo(2);
      assertThat(set.count(MaskOutcome.Kind.PRESENT)).isEqualTo(1);
    }
    assertThat(files()).isEqualTo(whole);
  }

  @Test
  void imagesThatWouldShareAMaskAreNamedAndGetNone() throws IOException {
    Files.write(images.resolve("a.jpg"), Pictures.file(Pictures.disc(60, 40), "jpg"));
    assertThat(make(RejectedMask.CENTRE, 2).failed()).isEqualTo(4);
    assertThat(masks.resolve("a.png")).doesNotExist();
    assertThat(masks.resolve(MaskDataSet.REJECTED))
        .content()
        .contains("'a.png' would have the same mask file", "'a.jpg' would have the same mask file");
  }

  @Test
  void everyEndingAnImageMayHaveInAnyCaseSharesTheMaskOfItsStem() throws IOException {
    byte[] jpeg = Pictures.file(Pictures.disc(60, 40), "jpg");
    for (String ending : new String[] {"JPG", "Jpg", "jpe", "jfif", "tif", "TIFF", "gif"}) {
      Path other = Files.write(images.resolve("a." + ending), jpeg);
      assertThat(make(RejectedMask.CENTRE, 2).failed()).as(ending).isEqualTo(4);
      Files.delete(other);
    }
  }

  @Test
  void masksOfAnotherKindAreNotMixed() throws IOException {
    make(RejectedMask.CENTRE, 2);
    assertThatThrownBy(() -> new MaskDataSet(images, masks, "mr", RejectedMask.SKIP))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith(
            "' holds masks of another kind: provider 'mbd', now 'mr' policy 'CENTRE', now 'SKIP';"
                + " name another folder, or delete it");
  }

  @Test
  void foldersThatLieOneInTheOtherAreRefused() {
    for (Path inside : new Path[] {images, images.resolve("masks"), folder}) {
      assertThatThrownBy(() -> new MaskDataSet(images, inside, "mbd", RejectedMask.CENTRE))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("lie one in the other");
    }
  }

  @Test
  void nothingIsMadeOfImagesThatAreNotThereNorWhereNoFolderCanBe() throws IOException {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> new MaskDataSet(none, masks, "mbd", RejectedMask.CENTRE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("masks: '" + none + "' is not a folder of images");
    assertThat(masks).doesNotExist();
    Path below = Files.writeString(folder.resolve("file"), "mine").resolve("masks");
    assertThatThrownBy(() -> new MaskDataSet(images, below, "mbd", RejectedMask.CENTRE))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("masks: '" + below + "' cannot be written: ")
        .hasMessageEndingWith("; name another folder");
  }

  @Test
  void linkAmongTheMasksLeadsNoFileOutOfTheirFolder() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createSymbolicLink(Files.createDirectories(masks).resolve("deep"), elsewhere);
    assertThatThrownBy(() -> make(RejectedMask.CENTRE, 1))
        .isInstanceOf(HarlException.class)
        .hasMessageContaining("outside of '" + masks + "'");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void oneRunAtATimeWritesToAFolder() throws IOException {
    try (MaskDataSet first = new MaskDataSet(images, masks, "mbd", RejectedMask.CENTRE)) {
      assertThat(first.store()).isNotNull();
      assertThatThrownBy(() -> new MaskDataSet(images, masks, "mbd", RejectedMask.CENTRE))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("masks: another run is writing to '" + masks + "'; name another folder");
    }
    assertThat(make(RejectedMask.CENTRE, 1).complete()).isTrue();
  }

  @Test
  void manifestOfSomethingElseIsRefused() throws IOException {
    Files.createDirectories(masks);
    Files.writeString(masks.resolve("manifest.json"), "{\"name\": \"app\"}");
    assertThatThrownBy(() -> make(RejectedMask.CENTRE, 1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("manifest.json' is no manifest of masks: ");
  }

  @Test
  void noteInAMaskFileDoesNotChangeWhatIsDecoded() throws IOException {
    Mask mask = new CentreMasks().mask(Pictures.flat(33, 21, 5));
    Path file = folder.resolve("noted.png");
    Files.write(file, MaskPng.encode(mask, "why"));
    assertThat(MaskPng.note(file)).isEqualTo("why");
    byte[] decoded = new OpenCvDecoder().decode("noted", Files.readAllBytes(file)).rgb();
    byte[] plain = new OpenCvDecoder().decode("plain", MaskPng.encode(mask, "")).rgb();
    assertThat(decoded).isEqualTo(plain);
  }
}
