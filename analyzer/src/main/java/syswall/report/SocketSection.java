package syswall.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import syswall.report.Report.PeerRow;
import syswall.report.Report.SocketRow;
import syswall.state.Contact;

/** The sockets part of a text report: a line a peer, equal ones counted together. */
final class SocketSection {
  private static final int LIMIT = 7;
  private static final int PROTOCOL_WIDTH = 8;
  private static final int ENDPOINT_WIDTH = 46;
  private static final int OUTCOME_WIDTH = 13;

  /** What makes two lines one. */
  private record Key(String protocol, String endpoint, String outcome, boolean bad) {}

  private record Amount(int count, long sent, long received) {
    private Amount plus(Amount other) {
      return new Amount(count + other.count, sent + other.sent, received + other.received);
    }
  }

  private SocketSection() {}

  static String render(Report report, boolean all, Style style) {
    Map<Key, Amount> lines = new LinkedHashMap<>();
    for (SocketRow socket : report.sockets()) {
      collect(socket, all, lines);
    }
    if (lines.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("\n" + style.heading("NETWORK") + "\n");
    List<Map.Entry<Key, Amount>> entries = new ArrayList<>(lines.entrySet());
    int shown = all || entries.size() <= LIMIT ? entries.size() : LIMIT - 1;
    int width =
        entries.subList(0, shown).stream()
            .mapToInt(e -> Math.min(e.getKey().endpoint.length(), ENDPOINT_WIDTH))
            .max()
            .orElse(0);
    for (Map.Entry<Key, Amount> entry : entries.subList(0, shown)) {
      out.append(line(entry.getKey(), entry.getValue(), width, all, style));
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
      add(lines, new Key(protocol, Words.endpoint(socket.bound()), "listening", false), 0, 0);
    } else if (socket.peers().isEmpty() && all) {
      add(lines, new Key(protocol, Words.endpoint(socket.bound()), "unused", false), 0, 0);
    }
    for (PeerRow peer : socket.peers()) {
      boolean bad = peer.contact() == Contact.FAILED;
      add(
          lines,
          new Key(protocol, Words.endpoint(peer), Words.contact(peer), bad),
          peer.bytesSent(),
          peer.bytesReceived());
    }
  }

  private static void add(Map<Key, Amount> lines, Key key, long sent, long received) {
    lines.merge(key, new Amount(1, sent, received), Amount::plus);
  }

  private static String line(Key key, Amount amount, int width, boolean all, Style style) {
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
    String endpoint = all ? key.endpoint : Columns.cut(key.endpoint, ENDPOINT_WIDTH);
    String outcome = details.isEmpty() ? key.outcome : Columns.pad(key.outcome, OUTCOME_WIDTH);
    return "  "
        + Columns.pad(key.protocol, PROTOCOL_WIDTH)
        + Columns.pad(endpoint, width)
        + "  "
        + (key.bad ? style.bad(outcome) : outcome)
        + (details.isEmpty() ? "" : "  " + String.join(", ", details))
        + "\n";
  }
}
