package org.harl.cli.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
  @TempDir Path folder;

  @Test
  void namesAndNumbersAreReadBackAsTheyWere() throws IOException {
    List<String> names = List.of("=1+1", "+a", "-a,b", "@x", "a\"b", "two\nlines", "'q'", " s ");
    Path file = folder.resolve("t.csv");
    try (Table table = new Table(file, "name", "value")) {
      names.forEach(name -> table.row(name, -0.5));
    }
    assertThat(Table.read(file).stream().map(row -> row.get("name"))).isEqualTo(names);
    assertThat(Files.readString(file))
        .startsWith("name,value\n=1+1,-0.5\n+a,-0.5\n\"-a,b\",-0.5\n");
  }

  @Test
  void rowsThatAreCutOrBeyondTheEndAreTakenAwayOneAtATime() throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), "step,loss\n1,2\n2,x\n3,4\n4,5\n5,");
    List<String> kept = new ArrayList<>();
    assertThat(Table.truncate(file, 3, List.of("loss"), row -> kept.add(row.get("step"))))
        .isEqualTo(2);
    assertThat(kept).containsExactly("1", "3");
    assertThat(file).hasContent("step,loss\n1,2\n3,4\n");
    assertThat(folder.toFile().list()).containsExactly("t.csv");
  }

  @Test
  void aTableWithoutAWholeHeaderIsTakenAway() throws IOException {
    for (String text : List.of("", "step,\n1,2\n", "step,step\n1,2\n", "step\n1\n", "step,lo")) {
      Path file = Files.writeString(folder.resolve("t.csv"), text);
      assertThat(Table.truncate(file, 3, List.of("step", "loss"), row -> {})).as(text).isZero();
      assertThat(folder.toFile().list()).as(text).isEmpty();
    }
  }

  @Test
  void aTableThatIsNoneIsTakenAway() throws IOException {
    Path file = Files.write(folder.resolve("t.csv"), new byte[] {0, -1, '"', 7});
    assertThat(Table.truncate(file, 3, List.of("loss"), row -> {})).isZero();
    assertThat(folder.toFile().list()).isEmpty();
  }
}
