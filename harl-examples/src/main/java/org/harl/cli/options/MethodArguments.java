package org.harl.cli.options;

import java.util.Iterator;
import org.harl.cli.terminal.OptionGroup;
import org.harl.method.Method;
import org.harl.method.Methods;
import picocli.CommandLine.Option;

/** The method, of which the other options change a part. */
@OptionGroup("Method")
public final class MethodArguments {
  /** The names that a method's text may begin with, for the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Methods.names().iterator();
    }
  }

  @Option(
      names = "--method",
      paramLabel = "NAME[,SETTING]*",
      completionCandidates = Names.class,
      description =
          "One of ${COMPLETION-CANDIDATES}: what no other option says is as 'harl methods' has it of"
              + " this one, and for scenes small. Default: harl.")
  public String method = "harl";

  @Option(
      names = "--target-splits",
      paramLabel = "N",
      description =
          "Parts of a batch that the target network sees one after the other, each with its own"
              + " batch statistics. Default: the method's, 8 for MoCo, else 1.")
  private int targetSplits = 1;

  /**
   * The method that is named, before other options change it.
   *
   * @param size of its views, in pixels
   */
  public Method named(int size) {
    return Methods.parse(method, size);
  }

  /** The method with what these options say of it. */
  public Method on(Method named) {
    Checks.atLeast("--target-splits", targetSplits, 1);
    return named.withTargetSplits(targetSplits);
  }
}
