package syswall.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import syswall.decode.QuotedText;
import syswall.decode.SocketAddress;
import syswall.event.ByteString;
import syswall.event.Event.ProcessExited;
import syswall.history.NotedCalls;
import syswall.history.SessionHistory;
import syswall.history.SocketActivity;
import syswall.report.Finding.Evidence;
import syswall.report.Finding.Rule;
import syswall.state.Contact;
import syswall.state.ProcessState;
import syswall.syscall.Signals;

/** Finds what is worth knowing about a session: few things, and each for certain. */
public final class Findings {
  /** SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV and SIGSYS of signal(7). */
  private static final Set<Integer> CRASHES = Set.of(4, 5, 6, 7, 8, 11, 31);

  private static final int SOCK_STREAM = 1;

  private final SessionHistory history;
  private final Map<Rule, List<Evidence>> found = new EnumMap<>(Rule.class);

  private Findings(SessionHistory history) {
    this.history = history;
  }

  /** The findings, the gravest first, each once. */
  public static List<Finding> of(SessionHistory history) {
    Findings findings = new Findings(history);
    history.processes().forEach(findings::process);
    history.noted().rows().forEach(findings::noted);
    history.sockets().sockets().forEach(findings::socket);
    findings.found.putAll(FileFindings.of(history, findings.downloaders()));
    List<Finding> all = new ArrayList<>();
    for (Map.Entry<Rule, List<Evidence>> entry : findings.found.entrySet()) {
      entry.getValue().sort(Comparator.comparingLong(Evidence::event));
      all.add(new Finding(entry.getKey(), entry.getValue()));
    }
    return all;
  }

  private void process(ProcessState process) {
    ProcessExited exit = process.exit();
    if (exit != null && CRASHES.contains(exit.signal())) {
      add(Rule.CRASHED, exit.sequence(), process.pid(), Signals.name(exit.signal()));
    }
  }

  private void noted(NotedCalls.Row row) {
    Rule rule =
        switch (row.reason()) {
          case PRIVILEGES -> Rule.PRIVILEGES;
          case SET_USER_ID -> Rule.SET_USER_ID;
          case OTHER_PROCESS -> Rule.OTHER_PROCESS;
          case NAMESPACE -> Rule.NAMESPACE;
          case SYSTEM -> Rule.SYSTEM;
        };
    add(rule, row.event(), row.pid(), row.text());
  }

  private void socket(SocketActivity socket) {
    ByteString bound = socket.bound();
    if (socket.listening() && bound != null && isElsewhere(bound)) {
      add(Rule.LISTENED, socket.openedEvent(), socket.pid(), Words.endpoint(bound));
    }
    for (SocketActivity.Peer peer : socket.peers()) {
      // connect(2) of a datagram socket sends nothing
      boolean reached =
          peer.bytesSent() > 0
              || peer.bytesReceived() > 0
              || (socket.type() == SOCK_STREAM
                  && (peer.contact() == Contact.CONNECTED || peer.contact() == Contact.ACCEPTED));
      if (reached && isElsewhere(peer.address())) {
        ByteString name = history.names().of(peer.address());
        String address = Words.endpoint(peer.address());
        String what = name == null ? address : QuotedText.plain(name) + " " + address;
        add(Rule.TALKED_TO_HOSTS, peer.event(), socket.pid(), what);
      }
    }
  }

  /** Whether an address is one of the internet and not of this host's loopback. */
  private static boolean isElsewhere(ByteString address) {
    SocketAddress decoded = SocketAddress.decode(address);
    if (decoded instanceof SocketAddress.Inet) {
      return !decoded.address().startsWith("127.");
    }
    return decoded instanceof SocketAddress.Inet6
        && !decoded.address().equals("::1")
        && !decoded.address().startsWith("::ffff:127.");
  }

  private Set<Integer> downloaders() {
    Set<Integer> pids = new HashSet<>();
    for (SocketActivity socket : history.sockets().sockets()) {
      for (SocketActivity.Peer peer : socket.peers()) {
        SocketAddress address = SocketAddress.decode(peer.address());
        boolean isHost =
            address instanceof SocketAddress.Inet || address instanceof SocketAddress.Inet6;
        if (isHost && socket.type() == SOCK_STREAM && peer.bytesReceived() > 0) {
          pids.add(socket.pid());
        }
      }
    }
    return pids;
  }

  private void add(Rule rule, long event, int pid, String what) {
    found.computeIfAbsent(rule, r -> new ArrayList<>()).add(new Evidence(event, pid, what));
  }
}
