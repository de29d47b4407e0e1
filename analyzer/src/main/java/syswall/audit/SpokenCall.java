package syswall.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.decode.SocketAddress;
import syswall.event.Abi;
import syswall.event.ByteString;
import syswall.policy.Endpoint;
import syswall.policy.PolicyCall;
import syswall.syscall.ArgKind;
import syswall.syscall.FlagSet;
import syswall.syscall.Parameter;
import syswall.syscall.Syscall;
import syswall.syscall.SyscallTable;

/**
 * A call as a person writes it: {@code openat /etc/passwd O_RDONLY}, {@code connect 10.0.0.1:443}.
 * Each word goes to the next argument that can take it, and arguments without a word are 0.
 *
 * @param row the call, the variant that its arguments choose
 * @param registers its arguments
 * @param paths those of the files that arguments name
 * @param openFlags the flags of open(2)
 * @param address the bytes of its address; empty if it has none
 * @param actor who makes it
 */
public record SpokenCall(
    Syscall row,
    List<Long> registers,
    Map<Integer, ByteString> paths,
    long openFlags,
    ByteString address,
    Actor actor)
    implements PolicyCall {
  /**
   * Who makes a call.
   *
   * @param program its program; null if not known
   * @param ancestors the programs of its ancestors
   * @param arguments its arguments
   * @param fromLoader whether it is the dynamic loader that calls
   * @param epochSecond when, in seconds since 1970-01-01T00:00:00Z
   */
  public record Actor(
      @Nullable ByteString program,
      List<ByteString> ancestors,
      List<ByteString> arguments,
      boolean fromLoader,
      long epochSecond) {}

  /**
   * Understands the words of a call.
   *
   * @throws IllegalArgumentException in one line, if there is no such call, or no argument for a
   *     word
   */
  public static SpokenCall parse(List<String> words, Actor actor) {
    return new Words(words, actor).call();
  }

  @Override
  public Abi abi() {
    return Abi.X86_64;
  }

  @Override
  public long argument(int index) {
    return registers.get(index);
  }

  @Override
  public @Nullable ByteString path(int argument) {
    return paths.get(argument);
  }

  @Override
  public @Nullable Endpoint endpoint() {
    return address.length() == 0 ? null : Endpoint.of(address, !row.name().equals("bind"));
  }

  /** The address as people write it; empty if there is none. */
  public String endpointText() {
    return address.length() == 0 ? "" : SocketAddress.decode(address).endpoint();
  }

  @Override
  public @Nullable ByteString program() {
    return actor.program;
  }

  @Override
  public List<ByteString> ancestors() {
    return actor.ancestors;
  }

  @Override
  public List<ByteString> programArguments() {
    return actor.arguments;
  }

  @Override
  public boolean isFromLoader() {
    return actor.fromLoader;
  }

  @Override
  public long epochSecond() {
    return actor.epochSecond;
  }

  /** Gives the words to the arguments. */
  private static final class Words {
    private static final FlagSet OPEN_FLAGS = FlagSet.of("open_flags");

    private final List<String> words;
    private final Actor actor;
    private final Syscall call;
    private final long[] registers = new long[6];
    private final Map<Integer, ByteString> paths = new HashMap<>();
    private long openFlags;
    private ByteString address = ByteString.EMPTY;

    Words(List<String> words, Actor actor) {
      this.words = words;
      this.actor = actor;
      if (words.isEmpty()) {
        throw new IllegalArgumentException("say a call, for example 'openat /etc/passwd O_RDONLY'");
      }
      call = find(words.get(0));
    }

    private static Syscall find(String name) {
      SyscallTable table = SyscallTable.of(Abi.X86_64);
      for (int number = 0; number < 1024; number++) {
        Syscall call = table.find(number);
        if (call != null && call.name().equals(name)) {
          return call;
        }
      }
      throw new IllegalArgumentException("no syscall is named '" + name + "'");
    }

    SpokenCall call() {
      int next = 0;
      for (String word : words.subList(1, words.size())) {
        List<Parameter> parameters = row().parameters();
        int taker = next;
        while (taker < parameters.size() && !take(parameters.get(taker), word)) {
          taker++;
        }
        if (taker == parameters.size()) {
          throw new IllegalArgumentException(call.name() + " has no argument for '" + word + "'");
        }
        next = taker + 1;
      }
      List<Long> all = new ArrayList<>();
      for (long register : registers) {
        all.add(register);
      }
      return new SpokenCall(row(), all, paths, openFlags, address, actor);
    }

    /** The variant that the arguments so far choose. */
    private Syscall row() {
      long[] r = registers;
      Syscall row =
          SyscallTable.of(Abi.X86_64).find(call.number(), r[0], r[1], r[2], r[3], r[4], r[5]);
      return row == null ? call : row;
    }

    private boolean take(Parameter parameter, String word) {
      int index = parameter.index();
      switch (parameter.kind()) {
        case PATH, DIRECTORY -> {
          if (word.startsWith("/")) {
            paths.put(index, ByteString.of(word));
          }
          return word.startsWith("/");
        }
        case FD -> {
          if (word.startsWith("/") && !call.classes().contains("network")) {
            paths.put(index, ByteString.of(word));
            return true;
          }
          return false;
        }
        case SOCKADDR, MSGHDR, MMSGHDR -> {
          address = SpokenAddress.parse(word);
          return address.length() > 0;
        }
        case FLAGS -> {
          return number(index, FlagSet.of(String.valueOf(parameter.set())), word);
        }
        case STRUCT -> {
          return "open_how".equals(parameter.extent().layout()) && number(index, OPEN_FLAGS, word);
        }
        case DIRFD -> {
          return word.equals("AT_FDCWD");
        }
        default -> {
          return parameter.kind() != ArgKind.ADDRESS && number(index, null, word);
        }
      }
    }

    /** Takes a number, or symbols of a set. */
    private boolean number(int index, @Nullable FlagSet set, String word) {
      long number = 0;
      for (String part : word.split("\\|", -1)) {
        if (set != null && set.knows(part)) {
          number |= set.numberOf(part);
        } else if (part.matches("0[0-7]{0,18}|[1-9][0-9]{0,17}|0x[0-9a-f]{1,15}")) {
          number |= Long.decode(part);
        } else {
          return false;
        }
      }
      registers[index] = number;
      if (set == OPEN_FLAGS) {
        openFlags = number;
      }
      return true;
    }
  }
}
