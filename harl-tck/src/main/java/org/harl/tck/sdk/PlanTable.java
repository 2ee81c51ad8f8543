package org.harl.tck.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.harl.augment.CropBox;
import org.harl.augment.ViewPlan;
import org.harl.augment.ViewPlan.Adjustment;
import org.harl.tck.golden.Golden;
import org.harl.tck.sdk.Sdk.Place;

/** View plans by an implementation of the draws and of torchvision's crop in Python. */
final class PlanTable {
  private PlanTable() {}

  /** The plan of a view of an image of {@code width x height} pixels under T or T'. */
  record Row(Place at, int width, int height, ViewPlan plan) {}

  /** The rows of {@code golden/plans.json}. */
  static List<Row> rows() {
    return elements(Golden.json("plans").get("rows")).stream().map(PlanTable::row).toList();
  }

  private static Row row(JsonNode row) {
    int[] at = whole(row.get("at"));
    int[] image = whole(row.get("image"));
    return new Row(new Place(at[0], at[1], at[2], at[3]), image[0], image[1], plan(row));
  }

  private static ViewPlan plan(JsonNode row) {
    int[] box = whole(row.get("box"));
    Set<String> happens = new HashSet<>(texts(row.get("happens")));
    double[] numbers = Golden.doubles(row.get("numbers"));
    return new ViewPlan(
        new CropBox(box[0], box[1], box[2], box[3]),
        happens.contains("flip"),
        happens.contains("jitter"),
        texts(row.get("order")).stream().map(Adjustment::valueOf).toList(),
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        happens.contains("grayscale"),
        happens.contains("blur"),
        numbers[4],
        happens.contains("solarize"));
  }

  private static int[] whole(JsonNode numbers) {
    return elements(numbers).stream().mapToInt(JsonNode::asInt).toArray();
  }

  private static List<String> texts(JsonNode texts) {
    return elements(texts).stream().map(JsonNode::asText).toList();
  }

  private static List<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
