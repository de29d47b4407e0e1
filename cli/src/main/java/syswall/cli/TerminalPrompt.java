package syswall.cli;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import syswall.firewall.Inquiry;
import syswall.firewall.Prompt;
import syswall.firewall.Reply;
import syswall.linux.LocalProcess;
import syswall.linux.Terminal;
import syswall.policy.Action;

/**
 * Asks on the terminal. While a question is there the terminal is the person's: what was typed for
 * the program is dropped, and keys do not reach it.
 */
final class TerminalPrompt implements Prompt {
  /** Keys that come sooner were meant for something else. */
  private static final int GUARD_MS = 300;

  /** How often it is looked whether the question is still one. */
  private static final int LOOK_MS = 100;

  /** How often it stops to be brought to the foreground before it gives up. */
  private static final int TRIES = 10;

  /**
   * Ends what a program has begun, and its way to show text (ECMA-48, xterm): CAN, ST, DECSTR, SGR,
   * SI. Else it could hide the question.
   */
  private static final String RESET = "\030\033\\\033[!p\033[m\017";

  private static final int SIGINT = 2;
  private static final int SIGQUIT = 3;
  private static final int SIGTSTP = 20;
  private static final int SIGTTIN = 21;
  private static final char CTRL_C = 3;
  private static final char CTRL_D = 4;
  private static final char CTRL_Z = 26;
  private static final char CTRL_BACKSLASH = 28;

  private final Terminal terminal;
  private final boolean saves;
  private final @Nullable Duration timeout;
  private final boolean color;

  /**
   * A prompt.
   *
   * @param saves whether answers can be saved
   * @param timeout how long to wait for an answer; null for ever
   */
  TerminalPrompt(Terminal terminal, boolean saves, @Nullable Duration timeout, boolean color) {
    this.terminal = terminal;
    this.saves = saves;
    this.timeout = timeout;
    this.color = color;
  }

  @Override
  public @Nullable Reply ask(Inquiry inquiry, BooleanSupplier isWanted) {
    long endNs = timeout == null ? Long.MAX_VALUE : System.nanoTime() + timeout.toNanos();
    while (comeToForeground(inquiry.asker().pid())) {
      terminal.take();
      int signal;
      Reply reply;
      try {
        Conversation conversation = new Conversation(inquiry, isWanted, endNs);
        reply = conversation.hold();
        signal = conversation.signal;
      } finally {
        terminal.giveBack();
      }
      if (signal != SIGTSTP) {
        if (signal != 0) {
          terminal.signalForeground(signal);
        }
        return reply;
      }
      terminal.suspend(); // and asks again when the shell says so
      awaitStop();
    }
    return null;
  }

  /** As any program that reads a terminal from the background, stops until it is there. */
  private boolean comeToForeground(int asker) {
    for (int i = 0; !terminal.isOurs(asker); i++) {
      if (i == TRIES) {
        return false; // nobody stops it, so nobody will bring it there: its shell is gone
      }
      LocalProcess.kill(LocalProcess.pid(), SIGTTIN);
      awaitStop();
    }
    return true;
  }

  /** A signal that stops the process does so a moment after it was sent. */
  private static void awaitStop() {
    LockSupport.parkNanos(LOOK_MS * 1_000_000L);
  }

  @Override
  public void complain(String line) {
    terminal.write("syswall: " + Failures.printable(line) + "\n");
  }

  @Override
  public boolean isTerminal(int tid, int fd) {
    return terminal.isSame(tid, fd);
  }

  /** One question, from its text to its answer. */
  private final class Conversation {
    private final Inquiry inquiry;
    private final BooleanSupplier isWanted;
    private final long endNs;
    private final AnswerKeys keys;
    private final InquiryText text;
    private int signal;

    Conversation(Inquiry inquiry, BooleanSupplier isWanted, long endNs) {
      this.inquiry = inquiry;
      this.isWanted = isWanted;
      this.endNs = endNs;
      keys = new AnswerKeys(inquiry.scopes(), saves);
      text = new InquiryText(Math.min(terminal.columns(), InquiryText.WIDTH), color);
    }

    @Nullable Reply hold() {
      terminal.write(RESET + "\n" + text.question(inquiry));
      int key;
      while ((key = terminal.key(GUARD_MS)) >= 0) {
        terminal.dropInput(); // somebody types, but not an answer
      }
      if (key == Terminal.NONE) {
        legend();
      }
      while (true) {
        key = terminal.key(LOOK_MS);
        if (key == Terminal.END) {
          return outcome(null, "nobody answers");
        }
        if (!isWanted.getAsBoolean()) {
          return outcome(null, "taken back: nobody waits for it any more");
        }
        if (key == Terminal.NONE) {
          if (System.nanoTime() - endNs >= 0) {
            return outcome(null, "no answer in time");
          }
          continue;
        }
        if (isOver((char) key)) {
          return signal == SIGTSTP ? null : outcome(Reply.once(new Action.Deny()), "denied once");
        }
        Reply reply = press((char) key);
        if (reply != null) {
          return outcome(reply, text.answer(inquiry, reply, saves));
        }
      }
    }

    /** Keys that signal the program, or end its input: it is told no, and gets the signal. */
    private boolean isOver(char key) {
      signal =
          switch (key) {
            case CTRL_C -> SIGINT;
            case CTRL_BACKSLASH -> SIGQUIT;
            case CTRL_Z -> SIGTSTP;
            default -> 0;
          };
      return signal != 0 || key == CTRL_D;
    }

    private @Nullable Reply press(char key) {
      if (key == '?') {
        terminal.write("\n" + text.reasons(inquiry));
      }
      Reply reply = keys.press(key);
      if (reply == null) {
        legend();
      }
      return reply;
    }

    private void legend() {
      terminal.write("\r\033[K" + text.wrapped("  " + keys.legend()) + " ");
    }

    private @Nullable Reply outcome(@Nullable Reply reply, String words) {
      terminal.write("\r\033[K  -> " + words + "\n");
      return reply;
    }
  }
}
