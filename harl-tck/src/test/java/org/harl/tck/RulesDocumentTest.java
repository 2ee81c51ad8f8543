package org.harl.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Tolerance;
import org.junit.jupiter.api.Test;

/** RULES.md and the code say the same; {@code -Dharl.tck.write} writes the document anew. */
class RulesDocumentTest {
  private static final Path DOCUMENT = Path.of("RULES.md");

  @Test
  void documentListsTheRulesOfTheCodeAndNoOthers() throws IOException {
    String expected = document();
    if (Boolean.getBoolean("harl.tck.write")) {
      Files.writeString(DOCUMENT, expected);
    }
    assertThat(Files.readString(DOCUMENT).lines().toList())
        .as(
            "RULES.md; write it anew with mvn -pl harl-tck test -Dtest=RulesDocumentTest -Dharl.tck.write=true")
        .isEqualTo(expected.lines().toList());
  }

  @Test
  void numberIsNeverUsedTwice() {
    assertThat(all().map(Rule::id))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[A-Z]+-[1-9][0-9]*"));
  }

  @Test
  void ruleSaysWhatMustBeAndWhyItAllowsMoreThanUsual() {
    assertThat(all())
        .allSatisfy(
            rule -> {
              assertThat(rule.sentence())
                  .as(rule.id())
                  .contains("MUST")
                  .endsWith(".")
                  .doesNotContain("|");
              assertThat(rule.formula()).as(rule.id()).isNotBlank();
              boolean usual =
                  List.of(Tolerance.FLOAT32, Tolerance.EXACT).contains(rule.tolerance());
              assertThat(rule.because().isBlank())
                  .as(rule.id() + " justifies its tolerance")
                  .isEqualTo(usual);
            });
  }

  private static Stream<Rule<?>> all() {
    return RuleTables.all().stream().flatMap(table -> table.rules().stream());
  }

  private static String document() {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "# Rules",
                "",
                "Every promise that the kit checks. A number is never used twice. FLOAT32 values owe the tolerance given here, FLOAT64 values, where declared, "
                    + Tolerance.FLOAT64
                    + ". \"usual\" is "
                    + Tolerance.FLOAT32
                    + "; \"exact\" is bit for bit.",
                "A \"measured\" rule measures memory or time, so its outcome depends on what else the machine does: it is run with `-Dharl.tck.measured=true` alone.",
                "A heading names who has to pass its rules and by which class. Those of the SDK no backend decides: harl passes them once, and no backend's kit runs them.",
                "Checked against the code, both ways, by `RulesDocumentTest`."));
    for (RuleTables.Table table : RuleTables.all()) {
      lines.addAll(
          List.of(
              "",
              "## " + table.title(),
              "",
              "| rule | what must be | formula | tolerance | needs | kind | since |",
              "|---|---|---|---|---|---|---|"));
      table.rules().forEach(rule -> lines.add(row(rule)));
    }
    return String.join("\n", lines) + "\n";
  }

  private static String row(Rule<?> rule) {
    String tolerance =
        rule.tolerance().equals(Tolerance.FLOAT32) ? "usual" : rule.tolerance().toString();
    return "| %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            rule.id(),
            rule.sentence(),
            code(rule.formula()),
            (rule.because().isBlank() ? tolerance : tolerance + ": " + rule.because())
                .replace("|", "\\|"),
            rule.needs() == null ? "" : rule.needs(),
            rule.kind() == Rule.Kind.MEASURED ? "measured" : "",
            rule.since());
  }

  private static String code(String formula) {
    return "`" + formula.replace("|", "\\|") + "`";
  }
}
