package syswall.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Serves one page over HTTP, for a client that must make the same calls each time: the response
 * comes in one piece, and only when the client is certainly waiting for it.
 */
final class PageServer implements AutoCloseable {
  private static final long PAUSE_MS = 50;

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

  PageServer() throws IOException {
    var thread = new Thread(this::serve, "page server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Where the page is. */
  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  private void serve() {
    String page = "hello\n".repeat(100);
    byte[] response =
        ("HTTP/1.1 200 OK\r\nContent-Length: " + page.length() + "\r\n\r\n" + page)
            .getBytes(StandardCharsets.US_ASCII);
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        readRequest(client.getInputStream());
        Thread.sleep(PAUSE_MS);
        client.getOutputStream().write(response);
        // the client closes first
        client.getInputStream().readAllBytes();
      } catch (IOException e) {
        // this client, or the whole server, is gone
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void readRequest(InputStream in) throws IOException {
    int ends = 0;
    while (ends < 2) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("no request");
      }
      ends = c == '\n' ? ends + 1 : c == '\r' ? ends : 0;
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
