package syswall.report;

import java.util.List;
import syswall.event.ByteString;
import syswall.trace.PathGlob;

/** Paths that rules look at, as data. A pattern without a leading slash ends a path. */
final class KeptPaths {
  /** What usually holds secrets. */
  static final KeptPaths SECRETS =
      new KeptPaths(
          """
      /etc/{shadow,shadow-,gshadow,gshadow-,sudoers}
      /etc/ssl/private/*
      /etc/ssh/ssh_host_*_key
      .ssh/id_*
      .ssh/*.pem
      .gnupg/{secring.gpg,private-keys-v1.d/*}
      .aws/credentials
      .azure/*.json
      .config/gcloud/{credentials.db,access_tokens.db,application_default_credentials.json}
      .docker/config.json
      .kube/config
      {.netrc,.pgpass,.my.cnf,.pypirc,.git-credentials,.vault-token}
      .config/gh/hosts.yml
      {.env,.env.local,.env.production}
      .*_history
      .mozilla/firefox/*/{logins.json,key4.db,cookies.sqlite}
      .config/{google-chrome,chromium}/**/{Login Data,Cookies}
      {.local/share/keyrings,.password-store}/**
      /proc/*/environ
      """,
          "{**.pub,/proc/self/environ}");

  /** What is run later without being asked for. */
  static final KeptPaths STARTUP =
      new KeptPaths(
          """
      /etc/cron*/**
      /etc/crontab
      /var/spool/cron/**
      /etc/{profile,bash.bashrc,rc.local,ld.so.preload,sudoers}
      /etc/{profile.d,init.d,systemd,udev,xdg/autostart,sudoers.d,pam.d}/**
      /{usr/lib,lib}/systemd/system/**
      {.bashrc,.bash_profile,.bash_login,.bash_logout,.profile,.zshrc,.zshenv,.zprofile}
      .config/{autostart,systemd/user}/**
      .ssh/{authorized_keys,rc}
      .git/hooks/*
      """,
          ".git/hooks/*.sample");

  /**
   * What is missed as a matter of course: by the loader of programs, in loading locales, by C
   * compilers, by Python's imports, in saying that something failed, and where there is no SELinux
   * and no nscd(8).
   */
  static final KeptPaths ROUTINE =
      new KeptPaths(
          """
          /etc/ld.so.preload
          /usr/{lib,share}/locale/**
          *.{mo,gch}
          {gstrip,gnm}
          {glibc-hwcaps,tls,haswell,x86_64,x86-64-v?}
          /etc/selinux/config
          {/sys/fs/selinux,/selinux}
          *.{cpython-*,abi3}.so
          /usr/lib/python3*/**.so
          {/var,}/run/nscd/socket
          """,
          "/");

  private static final List<ByteString> KERNEL =
      List.of(ByteString.of("/dev/"), ByteString.of("/proc/"), ByteString.of("/sys/"));
  private static final ByteString SHARED_MEMORY = ByteString.of("/dev/shm/");

  private final PathGlob among;
  private final PathGlob except;

  private KeptPaths(String lines, String except) {
    among = PathGlob.parse("{" + String.join(",", List.of(lines.strip().split("\n", -1))) + "}");
    this.except = PathGlob.parse(except);
  }

  /** Whether a path is one of them. */
  boolean have(ByteString path) {
    return among.matches(path) && !except.matches(path);
  }

  /** Whether it is written to without a file being changed, or made up by the kernel. */
  static boolean isSpecial(ByteString path) {
    return KERNEL.stream().anyMatch(path::startsWith) && !path.startsWith(SHARED_MEMORY);
  }
}
