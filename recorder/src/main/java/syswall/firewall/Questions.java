package syswall.firewall;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The questions that are open. A thread of their own puts them to the person, one at a time; all
 * methods but {@link #stop} are the tracer's, which never waits here.
 */
final class Questions {
  /**
   * A call that waits, with what is asked about it.
   *
   * @param isImage whether it is an execve whose new image is there, and has not run yet
   */
  record Open(CheckedCall call, Inquiry inquiry, boolean isImage) {}

  /**
   * What became of a question.
   *
   * @param calls those that it was asked for
   * @param reply null if nobody answered
   */
  record Answered(Inquiry inquiry, List<Open> calls, @Nullable Reply reply) {}

  private record Returned(Asked asked, @Nullable Reply reply, @Nullable RuntimeException failure) {}

  /** One that is with the person. */
  private final class Asked {
    final Inquiry inquiry;
    private volatile boolean wanted = true;

    Asked(Inquiry inquiry) {
      this.inquiry = inquiry;
    }

    boolean isWanted() {
      return wanted && !stopped;
    }
  }

  private final Prompt prompt;
  private final Map<Integer, Open> open = new LinkedHashMap<>();
  private final BlockingQueue<Asked> next = new ArrayBlockingQueue<>(1);
  private final Queue<Returned> returned = new ConcurrentLinkedQueue<>();
  private @Nullable Asked asked;
  private boolean started;
  private volatile boolean stopped;

  Questions(Prompt prompt) {
    this.prompt = prompt;
  }

  /** Whether a question is with the person, and so the terminal. */
  boolean isAsking() {
    return asked != null;
  }

  /** Whether nobody is asked any more. */
  boolean isStopped() {
    return stopped;
  }

  /** Has a question asked; its call waits. */
  void add(Open one) {
    open.put(one.call.tid(), one);
    askNext();
  }

  /** Takes back those that nobody waits for any more, or that a rule answers now. */
  void withdraw(Predicate<Open> isOver) {
    if (open.values().removeIf(isOver) && asked != null && likeAsked(asked.inquiry).isEmpty()) {
      asked.wanted = false;
    }
  }

  /** All that are open. */
  List<Open> all() {
    return List.copyOf(open.values());
  }

  /** The next question that is over; null if none is. */
  @Nullable Answered poll() {
    Returned back = returned.poll();
    if (back == null) {
      return stopped && asked == null ? unanswered() : null;
    }
    if (back.failure != null) {
      throw back.failure;
    }
    List<Open> calls = likeAsked(back.asked.inquiry);
    boolean withdrawn = back.reply == null && !back.asked.wanted;
    if (withdrawn) {
      calls = List.of(); // who came while it was taken back is asked for anew
    }
    calls.forEach(call -> open.remove(call.call.tid()));
    asked = null;
    return new Answered(back.asked.inquiry, calls, back.reply);
  }

  /** Of those that nobody will ask any more, the oldest; null if there is none. */
  private @Nullable Answered unanswered() {
    Iterator<Open> oldest = open.values().iterator();
    if (!oldest.hasNext()) {
      return null;
    }
    Open one = oldest.next();
    oldest.remove();
    return new Answered(one.inquiry, List.of(one), null);
  }

  /** Goes on with the oldest question that is open. */
  void askNext() {
    if (asked == null && !stopped && !open.isEmpty()) {
      ask(open.values().iterator().next().inquiry);
    }
  }

  private List<Open> likeAsked(Inquiry inquiry) {
    List<Open> alike = new ArrayList<>();
    for (Open one : open.values()) {
      if (one.inquiry.isLike(inquiry)) {
        alike.add(one);
      }
    }
    return alike;
  }

  private void ask(Inquiry inquiry) {
    if (!started) {
      started = true;
      Thread tracer = Thread.currentThread();
      Thread asking = new Thread(() -> askAll(tracer), "prompt");
      asking.setDaemon(true);
      asking.start();
    }
    asked = new Asked(inquiry);
    next.add(asked);
  }

  private void askAll(Thread tracer) {
    try {
      while (true) {
        Asked one = next.take();
        returned.add(reply(one));
        LockSupport.unpark(tracer);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Returned reply(Asked one) {
    try {
      return new Returned(
          one, one.isWanted() ? prompt.ask(one.inquiry, one::isWanted) : null, null);
    } catch (RuntimeException e) {
      return new Returned(one, null, e);
    }
  }

  /** Asks nobody any more: what is open gets no answer. May be called from any thread. */
  void stop() {
    stopped = true;
  }

  /** Waits until the person is asked nothing any more, and so has the terminal back. */
  void close() {
    stop();
    while (asked != null && poll() == null) {
      LockSupport.parkNanos(this, 1_000_000);
    }
  }
}
