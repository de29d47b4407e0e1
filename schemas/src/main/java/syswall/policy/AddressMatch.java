package syswall.policy;

import java.util.List;

/**
 * Which addresses a rule speaks of: those that pass all that is not empty.
 *
 * @param families AF_* of sys/socket.h, one of them
 * @param blocks one of these holds the address
 * @param ports one of these holds the port
 * @param unix one of these matches the name of a Unix socket
 */
record AddressMatch(
    List<Integer> families, List<Cidr> blocks, List<Ports> ports, List<Pattern> unix) {
  /** A range of ports, both ends included. */
  record Ports(int from, int to) {
    private static final int LAST = 65535;

    /**
     * Parses {@code 443} or {@code 8000-8999}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static Ports parse(String text) {
      String[] ends = text.strip().split("-", 2);
      int from = port(ends[0], text);
      int to = port(ends[ends.length - 1], text);
      if (from > to) {
        throw new IllegalArgumentException("'" + text + "' ends before it begins");
      }
      return new Ports(from, to);
    }

    private static int port(String digits, String text) {
      int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : LAST + 1;
      if (port > LAST) {
        throw new IllegalArgumentException("'" + text + "' is no port: 443 or 8000-8999");
      }
      return port;
    }

    /** As {@link #parse} reads it. */
    String text() {
      return from == to ? Integer.toString(from) : from + "-" + to;
    }

    boolean contains(int from, int to) {
      return this.from <= from && to <= this.to;
    }
  }

  AddressMatch {
    families = List.copyOf(families);
    blocks = List.copyOf(blocks);
    ports = List.copyOf(ports);
    unix = List.copyOf(unix);
  }
}
