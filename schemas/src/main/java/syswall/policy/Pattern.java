package syswall.policy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import syswall.event.ByteString;

/**
 * A pattern as a policy spells it: {@code *} and {@code ?} stop at slashes, {@code **} does not,
 * <code>{a,b}</code> is one of several, <code>${HOME}</code> a variable, a backslash takes what
 * follows as it is. It says what it matches once the variables are known.
 *
 * @param text as it is spelled
 * @param slashes whether slashes are special: they are in paths, not in command lines
 */
record Pattern(String text, boolean slashes) {
  private static final int LONGEST = 1024;
  private static final int DEEPEST = 16;

  /** A pattern of canonical paths. */
  static Pattern ofPath(String text) {
    Pattern pattern = new Pattern(text, true);
    if (text.contains("//") || text.contains("/./") || text.contains("/../")) {
      throw new IllegalArgumentException("no path is like '" + text + "': paths are canonical");
    }
    if (!pattern.glob(null).mayBeginWith('/')) {
      throw new IllegalArgumentException("'" + text + "' matches no path: begin with / or **");
    }
    return pattern;
  }

  /** A pattern of the names of Unix sockets: paths, or {@code @} and an abstract name. */
  static Pattern ofSocket(String text) {
    return checked(new Pattern(text, true));
  }

  /** A pattern of a program's arguments with spaces between them. */
  static Pattern ofArguments(String text) {
    return checked(new Pattern(text, false));
  }

  private static Pattern checked(Pattern pattern) {
    pattern.glob(null);
    return pattern;
  }

  /**
   * The matcher of this pattern.
   *
   * @throws IllegalArgumentException if a variable is not known
   */
  Glob compile(Surroundings surroundings) {
    return glob(surroundings.variables());
  }

  private Glob glob(@Nullable Map<String, ByteString> variables) {
    return new Compiler(variables).compile();
  }

  /**
   * Makes the positions of a glob, after Glushkov; without variables, only to see whether it can.
   */
  private final class Compiler {
    private final @Nullable Map<String, ByteString> variables;
    private final List<Integer> places = new ArrayList<>();
    private final List<BitSet> follow = new ArrayList<>();
    private int at;

    Compiler(@Nullable Map<String, ByteString> variables) {
      this.variables = variables;
    }

    Glob compile() {
      if (text.isEmpty() || text.length() > LONGEST) {
        throw new IllegalArgumentException("a pattern has 1 to " + LONGEST + " characters");
      }
      Part all = sequence(0);
      int count = places.size();
      int words = (count >> 6) + 1;
      int[] symbols = new int[count];
      long[][] following = new long[count + 1][];
      for (int i = 0; i < count; i++) {
        symbols[i] = places.get(i);
        following[i] = words(follow.get(i), words);
      }
      following[count] = words(all.first, words);
      long[] accepting = words(all.last, words);
      if (all.nullable) {
        accepting[count >> 6] |= 1L << count;
      }
      return new Glob(symbols, following, accepting);
    }

    private Part sequence(int depth) {
      Part part = new Part(true);
      while (at < text.length()) {
        char c = text.charAt(at);
        if (depth > 0 && (c == ',' || c == '}')) {
          break;
        }
        part = part.then(next(depth));
      }
      return part;
    }

    private Part next(int depth) {
      char c = text.charAt(at);
      if (slashes && text.startsWith("/**/", at)) {
        at += 4; // no directory, or any number of them
        return place('/').then(place(Glob.ANY).repeated().then(place('/')).optional());
      }
      if (text.startsWith("${", at)) {
        return variable();
      }
      switch (c) {
        case '*' -> {
          boolean any = text.startsWith("**", at) || !slashes;
          while (at < text.length() && text.charAt(at) == '*') {
            at++;
          }
          return place(any ? Glob.ANY : Glob.NOT_SLASH).repeated();
        }
        case '?' -> {
          at++;
          return place(slashes ? Glob.NOT_SLASH : Glob.ANY);
        }
        case '{' -> {
          return alternatives(depth + 1);
        }
        case '}' -> throw new IllegalArgumentException("'" + text + "' has a } without a {");
        case '\\' -> {
          at++;
          if (at == text.length()) {
            throw new IllegalArgumentException("'" + text + "' ends in a backslash");
          }
        }
        default -> {}
      }
      int end = text.offsetByCodePoints(at, 1);
      Part part = literal(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
      at = end;
      return part;
    }

    private Part alternatives(int depth) {
      if (depth > DEEPEST) {
        throw new IllegalArgumentException("'" + text + "' has more than " + DEEPEST + " open {");
      }
      at++;
      Part part = sequence(depth);
      while (at < text.length() && text.charAt(at) == ',') {
        at++;
        part = part.or(sequence(depth));
      }
      if (at == text.length()) {
        throw new IllegalArgumentException("'" + text + "' has a { without a }");
      }
      at++;
      return part;
    }

    private Part variable() {
      int end = text.indexOf('}', at);
      String name = end < 0 ? "" : text.substring(at + 2, end);
      if (!Surroundings.NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "'" + text + "' has no variable of these: ${HOME}, ${CWD}, ${TMPDIR}");
      }
      at = end + 1;
      ByteString value = variables == null ? ByteString.of("/x") : variables.get(name);
      if (value == null) {
        throw new IllegalArgumentException("${" + name + "} is not known here");
      }
      boolean rooted = value.equals(ByteString.of("/")) && text.startsWith("/", at);
      return literal(rooted ? new byte[0] : value.toByteArray());
    }

    private Part literal(byte[] bytes) {
      Part part = new Part(true);
      for (byte b : bytes) {
        part = part.then(place(b & 0xff));
      }
      return part;
    }

    private Part place(int symbol) {
      Part part = new Part(false);
      part.first.set(places.size());
      part.last.set(places.size());
      places.add(symbol);
      follow.add(new BitSet());
      return part;
    }

    /** A part of the pattern: where it may begin and end, and whether it may be empty. */
    private final class Part {
      private final BitSet first = new BitSet();
      private final BitSet last = new BitSet();
      private final boolean nullable;

      Part(boolean nullable) {
        this.nullable = nullable;
      }

      Part then(Part next) {
        Part both = new Part(nullable && next.nullable);
        last.stream().forEach(place -> follow.get(place).or(next.first));
        both.first.or(first);
        both.last.or(next.last);
        if (nullable) {
          both.first.or(next.first);
        }
        if (next.nullable) {
          both.last.or(last);
        }
        return both;
      }

      Part or(Part other) {
        Part either = new Part(nullable || other.nullable);
        either.first.or(first);
        either.first.or(other.first);
        either.last.or(last);
        either.last.or(other.last);
        return either;
      }

      Part optional() {
        return or(new Part(true));
      }

      Part repeated() {
        last.stream().forEach(place -> follow.get(place).or(first));
        return optional();
      }
    }

    private static long[] words(BitSet set, int count) {
      long[] words = new long[count];
      long[] all = set.toLongArray();
      System.arraycopy(all, 0, words, 0, all.length);
      return words;
    }
  }
}
