package org.harl.cli.terminal;

import java.lang.reflect.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** How {@code --help} looks: options under the headings of their classes, then examples. */
public final class HelpPages {
  private static final String OWN = "";

  /** So many options make a synopsis that nobody reads. */
  private static final int LONG = 15;

  private static final String EVERYWHERE = "Every command";

  private HelpPages() {}

  /**
   * Shapes those of a command and of the commands below it.
   *
   * @param examples command lines by the names of the commands, {@code harl evaluate knn}
   */
  public static void shape(CommandLine command, Map<String, List<String>> examples) {
    Map<String, CommandLine.IHelpSectionRenderer> sections = command.getHelpSectionMap();
    sections.put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpPages::options);
    command
        .getCommandSpec()
        .usageMessage()
        .abbreviateSynopsis(command.getCommandSpec().options().size() > LONG);
    List<String> lines = examples.getOrDefault(command.getCommandSpec().qualifiedName(), List.of());
    if (!lines.isEmpty()) {
      command
          .getCommandSpec()
          .usageMessage()
          .footerHeading("%nExamples:%n")
          .footer(lines.stream().map(line -> "  ./" + line).toArray(String[]::new));
    }
    command.getSubcommands().values().forEach(below -> shape(below, examples));
  }

  private static String options(Help help) {
    Map<String, List<OptionSpec>> groups = new LinkedHashMap<>();
    groups.put(OWN, new ArrayList<>());
    for (OptionSpec option : help.commandSpec().options()) {
      groups.computeIfAbsent(heading(help, option), name -> new ArrayList<>()).add(option);
    }
    List<OptionSpec> everywhere = groups.remove(EVERYWHERE);
    groups.put(EVERYWHERE, everywhere == null ? List.of() : everywhere);
    StringBuilder text = new StringBuilder();
    groups.forEach(
        (heading, options) -> {
          Help.Layout layout = help.createDefaultLayout();
          layout.addAllOptions(options, help.parameterLabelRenderer());
          if (!options.isEmpty()) {
            text.append(heading.isEmpty() ? "" : System.lineSeparator() + heading + ":")
                .append(heading.isEmpty() ? "" : System.lineSeparator())
                .append(layout);
          }
        });
    return text.toString();
  }

  private static String heading(Help help, OptionSpec option) {
    if (option.inherited() || option.usageHelp() || option.versionHelp()) {
      return EVERYWHERE;
    }
    Class<?> of =
        option.userObject() instanceof Member member ? member.getDeclaringClass() : Object.class;
    OptionGroup group = of.getAnnotation(OptionGroup.class);
    return group == null ? OWN : group.value();
  }
}
