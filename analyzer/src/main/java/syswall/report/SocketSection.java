package syswall.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import syswall.decode.QuotedText;
import syswall.decode.SocketAddress;
import syswall.event.ByteString;
import syswall.report.Report.PeerRow;
import syswall.report.Report.SocketRow;
import syswall.state.Contact;

/** The sockets part of a text report: a line a peer, equal ones counted together. */
final class SocketSection {
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;

  private static final int LIMIT = 6;
  private static final int LOCAL_LIMIT = 3;
  private static final int PROTOCOL_WIDTH = 8;
  private static final int ENDPOINT_WIDTH = 46;
  private static final int OUTCOME_WIDTH = 13;
  private static final int WHO_WIDTH = 30;

  /** What makes two lines one. */
  private record Key(String protocol, String endpoint, String outcome, boolean bad) {}

  private record Amount(int count, long sent, long received, long event, Set<Integer> pids) {
    private Amount plus(Amount other) {
      Set<Integer> both = new LinkedHashSet<>(pids);
      both.addAll(other.pids);
      return new Amount(
          count + other.count, sent + other.sent, received + other.received, event, both);
    }
  }

  private SocketSection() {}

  /** Sockets of the internet, and names that led to no address. */
  static String render(Report report, boolean all, Style style) {
    StringBuilder out = new StringBuilder();
    for (NameRow name : report.names()) {
      if (!name.answered()) {
        out.append("  ")
            .append(Columns.pad("name", PROTOCOL_WIDTH))
            .append(QuotedText.plain(name.name()))
            .append("  ")
            .append(style.bad("no address"))
            .append(style.faint("  (event " + name.event() + ")"))
            .append('\n');
      }
    }
    out.append(lines(report, SocketSection::isNetwork, all ? Integer.MAX_VALUE : LIMIT, style));
    return out.isEmpty() ? "" : "\n" + style.heading("NETWORK") + "\n" + out;
  }

  /** The other sockets, without a heading. */
  static String local(Report report, boolean all, Style style) {
    Predicate<SocketRow> isLocal = socket -> !isNetwork(socket);
    return lines(report, isLocal, all ? Integer.MAX_VALUE : LOCAL_LIMIT, style);
  }

  private static boolean isNetwork(SocketRow socket) {
    return socket.family() == AF_INET || socket.family() == AF_INET6;
  }

  private static String lines(Report report, Predicate<SocketRow> wanted, int limit, Style style) {
    boolean all = limit == Integer.MAX_VALUE;
    Map<Key, Amount> lines = new LinkedHashMap<>();
    report.sockets().stream().filter(wanted).forEach(socket -> collect(socket, all, lines));
    List<Map.Entry<Key, Amount>> entries = new ArrayList<>(lines.entrySet());
    int shown = entries.size() <= limit ? entries.size() : limit - 1;
    int width =
        entries.subList(0, shown).stream()
            .mapToInt(e -> Math.min(e.getKey().endpoint.length(), ENDPOINT_WIDTH))
            .max()
            .orElse(0);
    StringBuilder out = new StringBuilder();
    for (Map.Entry<Key, Amount> entry : entries.subList(0, shown)) {
      out.append(line(entry.getKey(), entry.getValue(), width, all, report, style));
    }
    if (entries.size() > shown) {
      out.append("  ")
          .append(style.faint("and " + (entries.size() - shown) + " more (--all)"))
          .append('\n');
    }
    return out.toString();
  }

  private static void collect(SocketRow socket, boolean all, Map<Key, Amount> lines) {
    String protocol = Words.protocol(socket);
    if (socket.listening()) {
      add(
          lines,
          new Key(protocol, Words.endpoint(socket.bound()), "listening", false),
          socket.pid(),
          socket.event(),
          0,
          0);
    } else if (socket.peers().isEmpty() && all) {
      add(
          lines,
          new Key(protocol, Words.endpoint(socket.bound()), "unused", false),
          socket.pid(),
          socket.event(),
          0,
          0);
    }
    for (PeerRow peer : socket.peers()) {
      boolean bad = peer.contact() == Contact.FAILED;
      if (bad && !all && isRoutine(peer.address())) {
        continue;
      }
      add(
          lines,
          isPair(socket, peer)
              ? new Key(protocol, "socketpair", "", false)
              : new Key(protocol, Words.endpoint(peer), Words.contact(peer), bad),
          socket.pid(),
          peer.event(),
          peer.bytesSent(),
          peer.bytesReceived());
    }
  }

  private static boolean isRoutine(ByteString address) {
    return SocketAddress.decode(address) instanceof SocketAddress.Unix unix
        && KeptPaths.ROUTINE.have(unix.path());
  }

  /** Made by socketpair(2), which gives neither end an address. */
  private static boolean isPair(SocketRow socket, PeerRow peer) {
    return socket.pid() != 0
        && socket.family() == AF_UNIX
        && socket.bound().length() == 0
        && peer.address().length() == 0
        && peer.contact() == Contact.ADDRESSED;
  }

  private static void add(
      Map<Key, Amount> lines, Key key, int pid, long event, long sent, long received) {
    Set<Integer> pids = new LinkedHashSet<>(List.of(pid));
    lines.merge(key, new Amount(1, sent, received, event, pids), Amount::plus);
  }

  private static String line(
      Key key, Amount amount, int width, boolean all, Report report, Style style) {
    List<String> details = new ArrayList<>();
    if (amount.sent > 0) {
      details.add("sent " + Amounts.bytes(amount.sent));
    }
    if (amount.received > 0) {
      details.add("received " + Amounts.bytes(amount.received));
    }
    if (amount.count > 1) {
      details.add(Amounts.count(amount.count, "socket"));
    }
    String who = "by " + who(amount.pids, report);
    details.add(all ? who : Columns.cut(who, WHO_WIDTH));
    String endpoint = all ? key.endpoint : Columns.cut(key.endpoint, ENDPOINT_WIDTH);
    String outcome = Columns.pad(key.outcome, OUTCOME_WIDTH);
    return "  "
        + Columns.pad(key.protocol, PROTOCOL_WIDTH)
        + Columns.pad(endpoint, width)
        + "  "
        + (key.bad ? style.bad(outcome) : outcome)
        + "  "
        + String.join(", ", details)
        + (all || key.bad ? style.faint("  (event " + amount.event + ")") : "")
        + "\n";
  }

  private static String who(Set<Integer> pids, Report report) {
    return pids.stream()
        .map(pid -> pid == 0 ? "inherited" : Words.process(report, pid))
        .collect(Collectors.joining(", "));
  }
}
