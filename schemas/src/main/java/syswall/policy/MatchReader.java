package syswall.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import syswall.syscall.FileAccess;
import syswall.syscall.FlagSet;

/** Reads the {@code match} of a rule. */
final class MatchReader {
  private static final List<String> FIELDS =
      List.of("path", "path2", "access", "address", "exe", "parent", "argv", "origin");
  private static final List<String> ADDRESS_FIELDS = List.of("family", "cidr", "port", "unix");
  private static final FlagSet FAMILIES = FlagSet.of("socket_family");

  private MatchReader() {}

  static Match read(@Nullable Node match) {
    if (match == null || !match.requireTable()) {
      return Match.ANY;
    }
    match.requireKnown(FIELDS);
    Node origin = match.get("origin");
    if (origin != null) {
      origin.parse(MatchReader::origin);
    }
    return new Match(
        all(match, "path", Pattern::ofPath),
        all(match, "path2", Pattern::ofPath),
        accesses(match.get("access")),
        address(match.get("address")),
        all(match, "exe", Pattern::ofPath),
        all(match, "parent", Pattern::ofPath),
        all(match, "argv", Pattern::ofArguments),
        origin != null);
  }

  private static <T> List<T> all(Node owner, String name, Function<String, T> parser) {
    Node node = owner.get(name);
    return node == null ? List.of() : node.parseAll(parser);
  }

  private static boolean origin(String text) {
    if (!text.equals("ld.so")) {
      throw new IllegalArgumentException("'" + text + "' is no origin: ld.so");
    }
    return true;
  }

  private static int accesses(@Nullable Node node) {
    int set = 0;
    for (FileAccess access :
        node == null ? List.<FileAccess>of() : node.parseAll(MatchReader::access)) {
      set |= access.bit();
    }
    return set;
  }

  private static FileAccess access(String text) {
    FileAccess access = FileAccess.ofLabel(text);
    if (access == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is no access: read, write, create, delete, exec or metadata");
    }
    return access;
  }

  private static @Nullable AddressMatch address(@Nullable Node address) {
    if (address == null || !address.requireTable()) {
      return null;
    }
    address.requireKnown(ADDRESS_FIELDS);
    if (address.fields().isEmpty()) {
      address.mistake("an empty object");
    }
    return new AddressMatch(
        all(address, "family", MatchReader::family),
        all(address, "cidr", Cidr::parse),
        ports(address.get("port")),
        all(address, "unix", Pattern::ofSocket));
  }

  private static int family(String text) {
    String symbol = text.toUpperCase(Locale.ROOT);
    symbol = symbol.startsWith("AF_") ? symbol : "AF_" + symbol;
    if (!FAMILIES.knows(symbol)) {
      throw new IllegalArgumentException("'" + text + "' is no address family: inet, inet6, unix");
    }
    return (int) FAMILIES.numberOf(symbol);
  }

  /** A number, or ranges with commas between them. */
  private static List<AddressMatch.Ports> ports(@Nullable Node port) {
    List<AddressMatch.Ports> all = port == null ? List.of() : port.parseNumber(MatchReader::ports);
    return all == null ? List.of() : all;
  }

  private static List<AddressMatch.Ports> ports(String text) {
    List<AddressMatch.Ports> all = new ArrayList<>();
    for (String range : text.split(",", -1)) {
      all.add(AddressMatch.Ports.parse(range));
    }
    return all;
  }
}
