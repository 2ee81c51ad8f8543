package org.harl;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The page of every package that is exported shows an example, which compiles. */
class PackagePagesTest {
  private static final List<String> MODULES = List.of("api", "masks", "backend-djl", "backend-tf");
  private static final Pattern EXPORTED = Pattern.compile("exports ([\\w.]+);");
  private static final Pattern EXAMPLE =
      Pattern.compile(" \\* <pre>\\{@code\n(.*?) \\* }</pre>", Pattern.DOTALL);
  private static final Pattern MARGIN = Pattern.compile("^ \\* ?", Pattern.MULTILINE);

  /** The folder of each, by its name. */
  private static Map<String, Path> exported() throws IOException {
    Map<String, Path> packages = new TreeMap<>();
    for (String module : MODULES) {
      Path sources = Path.of("..", "harl-" + module, "src", "main", "java");
      Matcher names = EXPORTED.matcher(Files.readString(sources.resolve("module-info.java")));
      while (names.find()) {
        packages.put(names.group(1), sources.resolve(names.group(1).replace('.', '/')));
      }
    }
    packages.put("org.harl.tck", Path.of("../harl-tck/src/main/java/org/harl/tck"));
    return packages;
  }

  private static List<String> examples(Path folder) throws IOException {
    return EXAMPLE
        .matcher(Files.readString(folder.resolve("package-info.java")))
        .results()
        .map(found -> MARGIN.matcher(found.group(1)).replaceAll(""))
        .toList();
  }

  private static JavaFileObject file(String name, String example, String imports) {
    String text =
        imports + "class " + name + " { void example() throws Exception {\n" + example + "} }\n";
    URI place = URI.create("example:///" + name + ".java");
    return new SimpleJavaFileObject(place, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  @Test
  void everyExportedPackageHasAnExampleAndAllCompile() throws IOException {
    Map<String, Path> packages = exported();
    String imports =
        Stream.concat(
                packages.keySet().stream(),
                Stream.of("java.time", "java.util", "java.util.stream", "java.nio.file"))
            .map(name -> "import " + name + ".*;\n")
            .collect(Collectors.joining());
    List<JavaFileObject> files = new ArrayList<>();
    for (Map.Entry<String, Path> one : packages.entrySet()) {
      List<String> examples = examples(one.getValue());
      assertThat(examples).as(one.getKey()).isNotEmpty();
      for (String example : examples) {
        String name = "Of_" + one.getKey().replace('.', '_') + "_" + files.size();
        files.add(file(name, example, imports));
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> faults = new DiagnosticCollector<>();
    List<String> options = List.of("-proc:none", "-cp", System.getProperty("java.class.path"));
    JavacTask task = (JavacTask) compiler.getTask(null, null, faults, options, null, files);
    task.analyze();
    assertThat(faults.getDiagnostics())
        .filteredOn(fault -> fault.getKind() == Diagnostic.Kind.ERROR)
        .isEmpty();
  }
}
