package syswall.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call must be like beyond its name for a rule to speak of it. Lists are alternatives; an
 * empty one asks nothing.
 *
 * @param path patterns of the file that the call names
 * @param path2 patterns of the second file of a call with two; {@code path} is then of the first
 * @param accesses what the call wants with the file, a set of {@link syswall.syscall.FileAccess}; 0
 *     for any
 * @param address the address that the call names; null for any
 * @param exe patterns of the acting program
 * @param parent patterns of a program among its ancestors
 * @param argv patterns of its arguments with a space between each
 * @param fromLoader whether only calls of the dynamic loader count
 */
public record Match(
    List<Pattern> path,
    List<Pattern> path2,
    int accesses,
    @Nullable AddressMatch address,
    List<Pattern> exe,
    List<Pattern> parent,
    List<Pattern> argv,
    boolean fromLoader) {
  /** Asks nothing. */
  public static final Match ANY =
      new Match(List.of(), List.of(), 0, null, List.of(), List.of(), List.of(), false);

  public Match {
    path = List.copyOf(path);
    path2 = List.copyOf(path2);
    exe = List.copyOf(exe);
    parent = List.copyOf(parent);
    argv = List.copyOf(argv);
  }
}
