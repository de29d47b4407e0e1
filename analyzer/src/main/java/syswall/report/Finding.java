package syswall.report;

import java.util.List;

/**
 * Something that a person may want to know of any program, with what shows it.
 *
 * @param rule what it is
 * @param evidence what shows it, in the order of the events; never empty
 */
public record Finding(Rule rule, List<Evidence> evidence) {
  public Finding {
    evidence = List.copyOf(evidence);
  }

  /** What there is to find, the gravest first. */
  public enum Rule {
    /** A process was killed by a signal that the kernel sends for mistakes. */
    CRASHED("crashed"),
    /** It ran a file that it had written while a socket of the same process received. */
    RAN_DOWNLOADED("ran what it downloaded"),
    /** It opened for reading what usually holds secrets: {@link KeptPaths#SECRETS}. */
    READ_SECRETS("read secrets"),
    /** It named what usually holds secrets, and was refused. */
    REFUSED_SECRETS("was refused secrets"),
    /** See {@link syswall.history.NotedCalls.Reason#OTHER_PROCESS}. */
    OTHER_PROCESS("reached into processes"),
    /** See {@link syswall.history.NotedCalls.Reason#PRIVILEGES}. */
    PRIVILEGES("changed its privileges"),
    /** See {@link syswall.history.NotedCalls.Reason#SET_USER_ID}. */
    SET_USER_ID("made a file set-user-ID"),
    /** See {@link syswall.history.NotedCalls.Reason#SYSTEM}. */
    SYSTEM("changed the system"),
    /** See {@link syswall.history.NotedCalls.Reason#NAMESPACE}. */
    NAMESPACE("changed namespaces"),
    /** It changed what is run later without being asked for: {@link KeptPaths#STARTUP}. */
    CHANGED_STARTUP("changed what runs later"),
    /** It changed files that do not stand below the directory that the session began in. */
    WROTE_OUTSIDE("wrote elsewhere"),
    /** It deleted files that it had neither made nor opened for writing. */
    DELETED("deleted what was there"),
    /** It reached hosts that are not this one. */
    TALKED_TO_HOSTS("talked to hosts"),
    /** It waited for connections that may come from other hosts. */
    LISTENED("listened for hosts");

    private final String words;

    Rule(String words) {
      this.words = words;
    }

    /** For people, as what the program did. */
    public String words() {
      return words;
    }
  }

  /**
   * What shows it.
   *
   * @param event the event to look at
   * @param pid the process that did it; 0 if not known
   * @param what a path, an address, a call or a signal: printable ASCII
   */
  public record Evidence(long event, int pid, String what) {}
}
