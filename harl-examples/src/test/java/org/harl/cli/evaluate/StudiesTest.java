package org.harl.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVRecord;
import org.harl.cli.Browser;
import org.harl.cli.Main;
import org.harl.cli.Pictures;
import org.harl.cli.files.Table;
import org.harl.scenes.SyntheticScenes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that are made of many others, on a few drawn scenes. */
class StudiesTest {
  private static final String PLAN =
      " -- --size 16 --width 0.0625 --batch 6 --epochs 1 --projector-hidden 16 --projector-out 8"
          + " --optimiser sgd --learning-rate 0.05";

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void images() throws IOException {
    write("train", 1, 12);
    write("test", 2, 6);
  }

  private void write(String set, int seed, int each) throws IOException {
    SyntheticScenes scenes = new SyntheticScenes(seed, each * SyntheticScenes.LABELS);
    for (int i = 0; i < scenes.size(); i++) {
      int label = scenes.label(i).orElseThrow();
      if (label < 2) {
        Path images = Files.createDirectories(folder.resolve(set + "/class" + label));
        ImageIO.write(Pictures.of(scenes.read(i), 16), "png", images.resolve(i + ".png").toFile());
      }
    }
  }

  private int harl(String arguments) {
    return Main.run(
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err)),
        arguments.replace("FOLDER", folder.toString()).split(" "));
  }

  private List<String> column(String file, String name) throws IOException {
    List<String> values = new ArrayList<>();
    for (CSVRecord row : Table.read(folder.resolve(file))) {
      values.add(row.get(name));
    }
    return values;
  }

  private int ablate(String more) {
    return harl(
        "ablate --train FOLDER/train --test FOLDER/test --output FOLDER/study " + more + PLAN);
  }

  @Test
  void ablationRepeatsThePlanAndDoesNothingTwice() throws Exception {
    String groups = "--vary output_stride,baseline --output-strides 32,16 --seeds ";
    assertThat(ablate(groups + "1")).as(err.toString()).isZero();
    assertThat(column("study/ablation.csv", "setting"))
        .containsExactly("32", "16", "untrained", "supervised");
    assertThat(column("study/ablation.csv", "linearSpread")).containsOnly("-");
    Path first =
        folder.resolve(
            "study/runs/hybrid-object0.5-foreground0.7-mbd-stride32-seed0/linear/result.json");
    FileTime written = Files.getLastModifiedTime(first);
    assertThat(ablate(groups + "2")).as(err.toString()).isZero();
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(written);
    assertThat(column("study/ablation.csv", "runs")).containsOnly("2");
    double mean = Double.parseDouble(column("study/ablation.csv", "knn").get(0));
    String knn = "study/runs/hybrid-object0.5-foreground0.7-mbd-stride32-seed";
    double half = 50 * (top1(knn + "0/knn/result.json") + top1(knn + "1/knn/result.json"));
    assertThat(String.format("%.2f", half)).isEqualTo(String.format("%.2f", mean));
    assertThat(Browser.show(folder.resolve("study/ablation.html")).pictures()).isEqualTo(2);
  }

  @Test
  void ablationComparesMethodsAsTheirPapersHaveThem() throws Exception {
    assertThat(
            harl(
                "ablate --train FOLDER/train --test FOLDER/test --output FOLDER/study --vary method"
                    + " --methods simclr,mocov2,queue=12,simsiam --seeds 1"
                    + PLAN
                    + " --target-splits 1"))
        .as(err.toString())
        .isZero();
    assertThat(column("study/ablation.csv", "setting"))
        .containsExactly("simclr", "mocov2,queue=12", "simsiam");
    Path plan = folder.resolve("study/runs/mocov2_queue_12-mbd-stride32-seed0/pretrain/plan.json");
    assertThat(Files.readString(plan))
        .contains("\"method\" : \"mocov2,queue=12\"", "\"optimiser\" : \"sgd\"")
        .doesNotContain("\"objective\"");
  }

  @Test
  void reportOfARunShowsAllItsPicturesInABrowser() throws Exception {
    assertThat(
            harl(
                "pretrain --scenes 40 --size 16 --width 0.0625 --batch 8 --epochs 2 --knn-every 1"
                    + " --projector-hidden 16 --projector-out 8 --output FOLDER/run"))
        .as(err.toString())
        .isZero();
    Browser.Shown shown = Browser.show(folder.resolve("run/report.html"));
    assertThat(shown.errors()).isEmpty();
    assertThat(shown.broken()).isZero();
    // six images in two views with their masks, neighbours, energy
    assertThat(shown.pictures()).isGreaterThanOrEqualTo(6 * 4 + 8 * 7 + 3);
    assertThat(shown.text())
        .contains("loss and its terms", "kNN accuracy", "verdict", "Settings")
        .contains("The same at all steps: ");
  }

  @Test
  void monitorMeasuresTheNetworkThatWasAskedFor() throws IOException {
    String run =
        "pretrain --scenes 40 --size 16 --width 0.0625 --batch 8 --epochs 1 --tau 0.99"
            + " --learning-rate 0.5 --projector-hidden 16 --projector-out 8 --knn-network %s"
            + " --output FOLDER/%s";
    assertThat(harl(run.formatted("target", "target"))).as(err.toString()).isZero();
    assertThat(harl(run.formatted("online", "online"))).as(err.toString()).isZero();
    assertThat(folder.resolve("target/plan.json")).content().contains("\"target\"");
    // both networks start alike; the target hardly moves
    List<String> target = column("target/knn.csv", "featureStd");
    List<String> online = column("online/knn.csv", "featureStd");
    assertThat(target.get(0)).isEqualTo(online.get(0));
    assertThat(target.get(1)).isNotEqualTo(online.get(1));
    assertThat(folder.resolve("target/steps.csv"))
        .content()
        .contains(column("online/steps.csv", "loss").get(4));
  }

  private double top1(String result) throws IOException {
    return EvaluationResult.number(folder.resolve(result).getParent(), "top1");
  }

  @Test
  void ablationOfAnotherPlanIsNotMixedIn() {
    assertThat(ablate("--vary baseline --seeds 1")).as(err.toString()).isZero();
    String other = "ablate --train FOLDER/train --test FOLDER/test --output FOLDER/study";
    assertThat(harl(other + " --vary baseline --seeds 1 -- --size 8")).isEqualTo(2);
    assertThat(err.toString()).contains("holds results of other settings");
  }

  @Test
  void transferHasARowAProtocolAndAColumnADataSet() throws IOException {
    String command =
        "evaluate transfer --encoder random:resnet18,small,width=0.0625 --size 16 --data"
            + " scenes=FOLDER,pets=FOLDER --protocols knn,finetune --output FOLDER/table --"
            + " --epochs 2 --learning-rates 0.05 --weight-decays 0";
    assertThat(harl(command)).as(err.toString()).isZero();
    assertThat(column("table/transfer.csv", "protocol")).containsExactly("knn", "finetune");
    assertThat(column("table/transfer.csv", "scenes"))
        .isEqualTo(column("table/transfer.csv", "pets")) // classes of equal size
        .allSatisfy(value -> assertThat(Double.parseDouble(value)).isBetween(0.0, 100.0));
    assertThat(harl(command.replace("--size 16", "--size 12"))).isEqualTo(2);
    assertThat(err.toString()).contains("holds results of other settings");
  }

  @Test
  void detectionReadsTheFormsOfCoco() throws IOException {
    Files.writeString(
        folder.resolve("truth.json"),
        """
        {"images": [{"id": 7}, {"id": 8}],
         "categories": [{"id": 3, "name": "cat"}, {"id": 5, "name": "dog"}],
         "annotations": [
           {"image_id": 7, "category_id": 3, "bbox": [0, 0, 10, 10], "iscrowd": 0},
           {"image_id": 8, "category_id": 5, "bbox": [0, 0, 10, 10]}]}
        """);
    Files.writeString(
        folder.resolve("found.json"),
        """
        [{"image_id": 7, "category_id": 3, "bbox": [2, 0, 10, 10], "score": 0.9},
         {"image_id": 8, "category_id": 3, "bbox": [0, 0, 10, 10], "score": 0.8}]
        """);
    String command =
        "evaluate detection --ground-truth FOLDER/truth.json --predictions FOLDER/found.json"
            + " --output FOLDER/boxes";
    assertThat(harl(command)).as(err.toString()).isZero();
    // cats are found up to an overlap of 2/3, dogs never
    assertThat(EvaluationResult.number(folder.resolve("boxes"), "AP")).isEqualTo(.2);
    assertThat(EvaluationResult.number(folder.resolve("boxes"), "AP50")).isEqualTo(.5);
    assertThat(EvaluationResult.number(folder.resolve("boxes"), "AP75")).isZero();
    assertThat(column("boxes/confusion.csv", "cat")).containsExactly("1", "1", "0");
  }

  @Test
  void detectionOfAnUnknownImageIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("truth.json"),
        """
        {"images": [{"id": 7}], "categories": [{"id": 3, "name": "cat"}],
         "annotations": [{"image_id": 7, "category_id": 3, "bbox": [0, 0, 1, 1]}]}
        """);
    Files.writeString(
        folder.resolve("found.json"),
        "[{\"image_id\": 9, \"category_id\": 3, \"bbox\": [0, 0, 1, 1], \"score\": 1}]");
    assertThat(
            harl(
                "evaluate detection --ground-truth FOLDER/truth.json --predictions"
                    + " FOLDER/found.json --output FOLDER/boxes"))
        .isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("--predictions", "image '9' is none of the ground truth's");
  }
}
