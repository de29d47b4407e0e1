package syswall.firewall;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;
import syswall.event.Event.SyscallEntered;
import syswall.linux.LocalProcess;
import syswall.policy.Action;
import syswall.policy.Endpoint;
import syswall.policy.PolicyMatcher;
import syswall.policy.Question;
import syswall.policy.Rule;
import syswall.syscall.ArgKind;
import syswall.syscall.FileAccess;
import syswall.syscall.FlagSet;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;

/**
 * What a person is asked: who wants what, and why that is a question.
 *
 * @param asker the process that waits for the answer
 * @param ancestors those that started it, as far as they live, the nearest first
 * @param call what it is about to do, as the journal has it
 * @param row its row
 * @param wishes what it wants with files, of that only what the policy asks about
 * @param endpoint the address it names; null if there is none
 * @param rule the rule that asks; null if it is the default
 */
public record Inquiry(
    Party asker,
    List<Party> ancestors,
    SyscallEntered call,
    Syscall row,
    List<Wish> wishes,
    @Nullable Endpoint endpoint,
    @Nullable Rule rule) {
  /** Bytes of a path of which a pattern can be made, whose characters may need a backslash. */
  private static final int LONGEST_RULE = 500;

  public Inquiry {
    ancestors = List.copyOf(ancestors);
    wishes = List.copyOf(wishes);
  }

  /**
   * A process.
   *
   * @param program canonical path of what it runs; empty if not known
   */
  public record Party(int pid, ByteString program, List<ByteString> argv) {
    public Party {
      argv = List.copyOf(argv);
    }
  }

  /**
   * What a call wants with one file.
   *
   * @param path canonical; of a file that is to be made, its directory is
   * @param directory what {@link Scope#DIRECTORY} means: the path itself if it is one, else what
   *     holds it
   * @param accesses empty of a call that works on an open file without wanting any of them
   */
  public record Wish(ByteString path, ByteString directory, List<FileAccess> accesses) {
    public Wish {
      accesses = List.copyOf(accesses);
    }
  }

  /** What an answer may be about beyond the very call. */
  public enum Scope {
    /** This call, and those like it that wait beside it. */
    ONCE,
    /** The same accesses to the same files, the same address, the same values of arguments. */
    EXACT,
    /** The same accesses to all that is in the same directories, sockets among it. */
    DIRECTORY,
    /** The same host, whatever the port. */
    HOST,
    /** Every call of this name. */
    CALL
  }

  /** An inquiry about a call, of which at least one question is open. */
  static Inquiry of(
      CheckedCall call,
      SyscallEntered event,
      PolicyMatcher matcher,
      @Nullable Rule rule,
      Party asker,
      List<Party> ancestors) {
    Map<ByteString, Set<FileAccess>> wanted = new LinkedHashMap<>();
    for (Question question : matcher.explain(call)) {
      ByteString path = question.path();
      if (path != null && question.decision().action() instanceof Action.Ask) {
        Set<FileAccess> accesses =
            wanted.computeIfAbsent(path, p -> EnumSet.noneOf(FileAccess.class));
        if (question.access() != null) {
          accesses.add(question.access());
        }
      }
    }
    List<Wish> wishes = new ArrayList<>();
    wanted.forEach(
        (path, accesses) -> wishes.add(new Wish(path, directory(path), List.copyOf(accesses))));
    boolean network = call.row().classes().contains("network");
    return new Inquiry(
        asker,
        ancestors,
        event,
        call.row(),
        wishes,
        network && wishes.isEmpty() ? call.endpoint() : null,
        rule);
  }

  private static ByteString directory(ByteString path) {
    return LocalProcess.isDirectory(path.toByteArray()) ? path : parent(path);
  }

  /** What holds a file; of what is right below the root it is empty. */
  static ByteString parent(ByteString path) {
    int end = path.length();
    do {
      end--;
    } while (end > 0 && path.at(end) != '/');
    return path.substring(0, Math.max(end, 0));
  }

  /** Whether one answer is an answer to both. */
  boolean isLike(Inquiry other) {
    return row.name().equals(other.row.name())
        && wishes.equals(other.wishes)
        && Objects.equals(endpoint, other.endpoint)
        && values().equals(other.values())
        && asker.program.equals(other.asker.program)
        && Objects.equals(rule, other.rule);
  }

  /**
   * What is wanted, in a few words: {@code read,write /etc/hosts}, {@code connect 10.0.0.1:443},
   * {@code socket AF_INET SOCK_STREAM 0}. Paths are in it as they are, whatever their bytes; of
   * several things there is a NUL between each, which no path has.
   */
  public ByteString question() {
    ByteString text = ByteString.EMPTY;
    for (Wish wish : wishes) {
      ByteString separator = ByteString.of(text.length() == 0 ? "" : "\0");
      text = text.plus(separator).plus(ByteString.of(deed(wish) + " ")).plus(wish.path);
    }
    if (!wishes.isEmpty()) {
      return text;
    }
    return endpoint == null
        ? ByteString.of(row.name() + valuesText())
        : ByteString.of(row.name() + " ").plus(address(endpoint));
  }

  private String deed(Wish wish) {
    return wish.accesses.isEmpty()
        ? row.name()
        : wish.accesses.stream().map(FileAccess::label).collect(Collectors.joining(","));
  }

  private static ByteString address(Endpoint endpoint) {
    ByteString unix = endpoint.unix();
    if (unix != null) {
      return unix;
    }
    if (endpoint.ip() == null) {
      StringBuilder family = new StringBuilder();
      FlagSet.of("socket_family").append(endpoint.family(), family);
      return ByteString.of(family.toString());
    }
    String host = endpoint.ipText();
    return ByteString.of((host.contains(":") ? "[" + host + "]" : host) + ":" + endpoint.port());
  }

  private String valuesText() {
    StringBuilder out = new StringBuilder();
    values()
        .forEach(
            (index, value) -> {
              String set = row.parameters().get(index).set();
              out.append(' ');
              if (set == null) {
                out.append(value);
              } else {
                FlagSet.of(set).append(value, out);
              }
            });
    return out.toString();
  }

  /** The arguments that are values, not places in memory or descriptors, by their index. */
  Map<Integer, Long> values() {
    Map<Integer, Long> values = new LinkedHashMap<>();
    for (Parameter parameter : row.parameters()) {
      switch (parameter.kind()) {
        case INT, FLAGS, HEX, PID, ID, SIGNAL, MODE, FILE_MODE ->
            values.put(parameter.index(), call.arg(parameter.index()));
        default -> {}
      }
    }
    return values;
  }

  /** The widths that an answer can have, from the narrowest on. */
  public Set<Scope> scopes() {
    Set<Scope> scopes = EnumSet.of(Scope.ONCE, Scope.CALL);
    ByteString unix = endpoint == null ? null : endpoint.unix();
    boolean isText = wishes.stream().allMatch(wish -> isText(wish.path));
    if (isText && (unix == null || isText(unix)) && isNamed()) {
      scopes.add(Scope.EXACT);
      if (!wishes.isEmpty() || (unix != null && unix.startsWith(ByteString.of("/")))) {
        scopes.add(Scope.DIRECTORY);
      }
    }
    if (endpoint != null && endpoint.ip() != null) {
      scopes.add(Scope.HOST);
    }
    return scopes;
  }

  /** Whether a rule can tell this call from others of its name. */
  private boolean isNamed() {
    if (!wishes.isEmpty()) {
      return true;
    }
    if (endpoint == null) {
      return !values().isEmpty()
          && row.parameters().stream().noneMatch(parameter -> parameter.kind() == ArgKind.FD);
    }
    ByteString unix = endpoint.unix();
    return endpoint.ip() != null || (unix != null && unix.length() > 0);
  }

  /** A rule is text of some length: one about other bytes would be about further files. */
  private static boolean isText(ByteString path) {
    return path.length() <= LONGEST_RULE && ByteString.of(path.text()).equals(path);
  }
}
