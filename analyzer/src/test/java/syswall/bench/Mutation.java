package syswall.bench;

import java.util.function.Consumer;
import syswall.bench.SessionCalls.Call;

/**
 * One change of a session, and what a good explanation of it names.
 *
 * @param call the call that is changed, that goes, or behind which something is added
 * @param resource the path or address that it is about; empty for an exit
 * @param outcome what else is to be named: an errno, an exit code; or empty
 * @param change what was done, for people
 * @param fatal whether the process gives up because of it
 * @param edit does it
 */
record Mutation(
    Kind kind,
    Call call,
    String resource,
    String outcome,
    String change,
    boolean fatal,
    Consumer<JournalEdit> edit) {

  /** What kinds of change there are. */
  enum Kind {
    /** A call that succeeded fails; what depends on it does not happen. */
    FAIL,
    /** A call and what depends on it does not happen. */
    DROP,
    /** A further file is opened. */
    ADD,
    /** A call has another path, flags, address or arguments. */
    CHANGE,
    /** A file that is read holds something else. */
    CONTENT,
    /** A process exits with another code. */
    EXIT,
    /** A call is made twice. */
    REPEAT,
    /** A call and the one before it are made the other way round. */
    SWAP
  }
}
