import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Gives the builders that record-builder has generated the texts of their records: what a {@code
 * param} tag says of a component is the comment of its setter. Run by the build after the compiler,
 * with the folder of the sources and that of the generated ones.
 */
public final class BuilderDocs {
  private static final Pattern COMMENT = Pattern.compile("( *)/\\*\\*\n *\\* (.*)\n *\\*/\n");
  private static final Pattern LINK = Pattern.compile("\\{@link(plain)?\\s+(\\w*)");
  private static final Pattern COMPONENT = Pattern.compile(".*\\{@code (\\w+)}.*?");
  private static final int WIDTH = 90;

  private final String record;
  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  private BuilderDocs(CompilationUnitTree file, DocTrees docs) {
    ClassTree tree = (ClassTree) file.getTypeDecls().get(0);
    record = tree.getSimpleName().toString();
    for (ImportTree imported : file.getImports()) {
      String name = imported.getQualifiedIdentifier().toString();
      names.put(name.substring(name.lastIndexOf('.') + 1), name);
    }
    for (Tree member : tree.getMembers()) {
      if (member instanceof ClassTree nested) {
        names.put(nested.getSimpleName().toString(), record + "." + nested.getSimpleName());
      }
    }
    names.put("", record);
    DocCommentTree comment = docs.getDocCommentTree(TreePath.getPath(file, tree));
    comment.getBlockTags().stream()
        .filter(ParamTree.class::isInstance)
        .map(ParamTree.class::cast)
        .forEach(param -> texts.put(param.getName().toString(), text(param)));
  }

  /** As a paragraph that may stand in another class. */
  private String text(ParamTree param) {
    String text =
        param.getDescription().stream().map(String::valueOf).collect(Collectors.joining());
    String here =
        LINK.matcher(text.replaceAll("\\s+", " "))
            .replaceAll(
                link -> {
                  String name = names.getOrDefault(link.group(2), link.group(2));
                  return "{@link" + (link.group(1) == null ? "" : "plain") + " " + name;
                });
    String ended = here.endsWith(".") ? here : here + ".";
    return Character.toUpperCase(ended.charAt(0)) + ended.substring(1);
  }

  /** The comment in place of one of record-builder's. */
  private String comment(MatchResult found) {
    String was = found.group(2);
    Matcher component = COMPONENT.matcher(was.replaceAll("new instance of \\{@code \\w+}", ""));
    String name = component.matches() ? component.group(1) : "";
    String link = "{@link " + record + "}";
    if (was.startsWith("Set a new value")) {
      return setting(found, name, "@return this builder");
    }
    if (was.startsWith("Return a new instance of")) {
      return setting(found, name, "@return a copy of this with that value");
    }
    if (was.startsWith("Return the current value")) {
      return lines(found, "{@return {@code " + name + "}}", "<p>" + text(name));
    }
    if (was.startsWith("Static constructor")) {
      return lines(found, "{@return a " + record + " of these values}");
    }
    if (was.startsWith("Add withers to")) {
      return lines(found, "Copies of a " + link + " that differ in one value.");
    }
    return switch (was) {
      case "Return a new builder with all fields set to default Java values" ->
          lines(
              found,
              "{@return a builder with every setting at its default; one for which "
                  + link
                  + " names none is 0, false or null}");
      case "Return a new builder with all fields set to the values taken from the given record"
              + " instance" ->
          lines(found, "{@return a builder with these values}", "@param from gives the values");
      case "Return a \"with\"er for an existing record instance" ->
          lines(found, "{@return what makes copies}", "@param from gives all values but one");
      case "Return a new record instance with all fields set to the current values in this builder" ->
          lines(found, "{@return the " + record + " of these values, which it checks}");
      case "Return a stream of the record components as map entries keyed with the component name"
              + " and the value as the component value" ->
          lines(
              found,
              "{@return the values by their names, in the order of " + link + "}",
              "@param record gives the values");
      case "Return a new record builder using the current values" ->
          lines(found, "{@return a builder with the values of this}");
      case "Return a new record built from the builder passed to the given consumer" ->
          lines(found, "{@return a copy with several other values}", "@param consumer sets them");
      default -> throw new IllegalStateException("no text for '" + was + "' of " + record);
    };
  }

  private String setting(MatchResult found, String name, String returned) {
    return lines(found, text(name), "@param " + name + " the new value\n" + returned);
  }

  private String text(String component) {
    String text = texts.get(component);
    if (text == null) {
      throw new IllegalStateException(record + " has no @param " + component);
    }
    return text;
  }

  private static String lines(MatchResult found, String... paragraphs) {
    String margin = found.group(1) + " *";
    String body =
        Stream.of(paragraphs)
            .map(
                paragraph ->
                    paragraph.replaceAll("(?m)(.{1," + WIDTH + "})( +|$)\n?", "$1\n").strip())
            .collect(Collectors.joining("\n\n"));
    String text =
        body.lines()
            .map(line -> (margin + " " + line).stripTrailing() + "\n")
            .collect(Collectors.joining());
    return Matcher.quoteReplacement(found.group(1) + "/**\n" + text + margin + "/\n");
  }

  private void rewrite(Path builder) throws IOException {
    String source = Files.readString(builder);
    if (source.contains("/** Settings of a")) {
      return;
    }
    FileTime compiled = Files.getLastModifiedTime(builder);
    String told = COMMENT.matcher(source).replaceAll(this::comment);
    String page =
        "/** Settings of a {@link "
            + record
            + "}, each at its default until it is set. */\n@Generated(";
    Files.writeString(
        builder, told.replaceFirst("(?m)^@Generated\\(", Matcher.quoteReplacement(page)));
    Files.setLastModifiedTime(builder, compiled);
  }

  public static void main(String[] arguments) throws IOException {
    Path sources = Path.of(arguments[0]);
    Path generated = Path.of(arguments[1]);
    List<Path> builders;
    try (Stream<Path> files = Files.walk(generated)) {
      builders = files.filter(file -> file.toString().endsWith("Builder.java")).sorted().toList();
    }
    List<Path> records =
        builders.stream()
            .map(
                file -> generated.relativize(file).toString().replaceAll("Builder(?=\\.java$)", ""))
            .map(sources::resolve)
            .toList();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(records));
      DocTrees docs = DocTrees.instance(task);
      int next = 0;
      for (CompilationUnitTree file : task.parse()) {
        new BuilderDocs(file, docs).rewrite(builders.get(next++));
      }
    }
  }
}
