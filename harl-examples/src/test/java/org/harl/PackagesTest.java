package org.harl;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every module's packages are what the table in its README says. */
class PackagesTest {
  private static final Pattern ROW = Pattern.compile("\\| `([\\w.]+)` \\| .* \\| (.*) \\|");
  private static final Pattern NAME = Pattern.compile("`([\\w.]+)`");
  private static final String KIT_RULES = "org.harl.tck.backend";

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.harl");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "harl-api",
        "harl-masks",
        "harl-backend-djl",
        "harl-backend-tf",
        "harl-tck",
        "harl-examples"
      })
  void aPackageUsesWhatItsRowNamesAndRowsNameOnlyThoseAbove(String module) throws IOException {
    Map<String, Set<String>> table = table(module);
    assertThat(table.keySet()).isEqualTo(packages(module).keySet());
    Set<String> above = new LinkedHashSet<>();
    table.forEach(
        (name, uses) -> {
          assertThat(above).as("rows above '%s'", name).containsAll(uses);
          above.add(name);
          Set<String> used = used(name);
          used.retainAll(table.keySet());
          used.removeAll(uses);
          assertThat(used).as("used by '%s' and not in its row of '%s'", name, module).isEmpty();
        });
  }

  @Test
  void packagesAreSmall() throws IOException {
    for (String module : modules()) {
      packages(module)
          .forEach(
              (name, files) -> {
                if (!name.equals(KIT_RULES)) {
                  assertThat(files).as(name).isLessThanOrEqualTo(20);
                }
              });
    }
  }

  private static List<String> modules() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of(".."))) {
      return folders
          .map(f -> f.getFileName().toString())
          .filter(f -> f.matches("harl-.*"))
          .toList();
    }
  }

  /** The packages that a class's code, signatures and annotations name, its own not among them. */
  private static Set<String> used(String name) {
    JavaPackage at = classes.getPackage(name);
    return at.getClasses().stream()
        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
        .map(d -> d.getTargetClass().getBaseComponentType().getPackageName())
        .filter(p -> !p.equals(name))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Package by package what it may use, as the module's README says. */
  private static Map<String, Set<String>> table(String module) throws IOException {
    Map<String, Set<String>> table = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("..", module, "README.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> uses =
            NAME.matcher(row.group(2))
                .results()
                .map(m -> full(m.group(1)))
                .collect(Collectors.toSet());
        table.put(full(row.group(1)), uses);
      }
    }
    return table;
  }

  private static String full(String name) {
    return name.startsWith("org.harl") ? name : "org.harl." + name;
  }

  /** The packages of a module's sources, with the number of their files. */
  private static Map<String, Integer> packages(String module) throws IOException {
    Path sources = Path.of("..", module, "src", "main", "java");
    Map<String, Integer> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(sources)) {
      all.filter(f -> f.toString().endsWith(".java") && !f.endsWith("module-info.java"))
          .map(f -> sources.relativize(f).getParent().toString().replace('/', '.'))
          .forEach(name -> files.merge(name, 1, Integer::sum));
    }
    return files;
  }
}
