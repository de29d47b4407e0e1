package syswall.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import syswall.replay.Recorded;

/** What sessions that are written by hand look like as a workbook, read as ECMA-376 has it. */
final class Workbooks {
  private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");
  private static final LocalDateTime DAY_0 = LocalDateTime.of(1899, 12, 30, 0, 0);
  private static final BigDecimal DAY_MICROS = BigDecimal.valueOf(86_400_000_000L);
  private static final DateTimeFormatter MICROS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

  private Workbooks() {}

  /** The file. */
  static byte[] write(
      SortedSet<Table> tables, int rowLimit, Consumer<String> notices, List<Recorded> sessions)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    boolean several = sessions.size() > 1;
    try (TableExport export = TableExport.xlsx(tables, out, rowLimit, notices, several)) {
      for (int i = 0; i < sessions.size(); i++) {
        export.add("run" + i + ".cq", sessions.get(i).source());
      }
    }
    return out.toByteArray();
  }

  /** The parts of the file, by name, as its directory has them. */
  static Map<String, Document> parts(byte[] file) throws IOException {
    Map<String, Document> parts = new HashMap<>();
    Path copy = Files.createTempFile("workbook", ".xlsx");
    try {
      Files.write(copy, file);
      try (ZipFile zip = new ZipFile(copy.toFile())) {
        for (ZipEntry entry : Collections.list(zip.entries())) {
          DocumentBuilderFactory parsers = DocumentBuilderFactory.newDefaultInstance();
          parts.put(entry.getName(), parsers.newDocumentBuilder().parse(zip.getInputStream(entry)));
        }
      }
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(e);
    } finally {
      Files.delete(copy);
    }
    return parts;
  }

  /** One of the parts of the file. */
  static Document part(Map<String, Document> parts, String name) {
    return Objects.requireNonNull(parts.get(name), name);
  }

  /** The rows of each sheet in their order, the cells as the CSV has them. */
  static Map<String, List<List<String>>> sheets(byte[] file) throws IOException {
    Map<String, Document> parts = parts(file);
    Map<String, List<List<String>>> sheets = new LinkedHashMap<>();
    List<Element> named = elements(part(parts, "xl/workbook.xml"), "sheet");
    for (int i = 0; i < named.size(); i++) {
      Document sheet = part(parts, "xl/worksheets/sheet" + (i + 1) + ".xml");
      sheets.put(
          named.get(i).getAttribute("name"),
          elements(sheet, "row").stream().map(Workbooks::cells).toList());
    }
    return sheets;
  }

  /** The elements of a name, in their order. */
  static List<Element> elements(Node from, String name) {
    NodeList found =
        from instanceof Document document
            ? document.getElementsByTagName(name)
            : ((Element) from).getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<String> cells(Element row) {
    List<String> cells = new ArrayList<>();
    for (Element cell : elements(row, "c")) {
      int column = cell.getAttribute("r").charAt(0) - 'A';
      while (cells.size() < column) {
        cells.add("");
      }
      cells.add(value(cell));
    }
    return cells;
  }

  private static String value(Element cell) {
    String text = cell.getTextContent();
    if (elements(cell, "t").stream().noneMatch(t -> t.hasAttribute("xml:space"))) {
      text = text.strip();
    }
    if (cell.getAttribute("t").equals("inlineStr")) {
      return ESCAPE
          .matcher(text)
          .replaceAll(
              match ->
                  Matcher.quoteReplacement(
                      Character.toString(Integer.parseInt(match.group(1), 16))));
    }
    return cell.getAttribute("s").isEmpty()
        ? new BigDecimal(text).toPlainString()
        : time(new BigDecimal(text));
  }

  private static String time(BigDecimal days) {
    long micros = days.multiply(DAY_MICROS).setScale(0, RoundingMode.HALF_UP).longValueExact();
    return DAY_0.plus(micros, ChronoUnit.MICROS).format(MICROS);
  }
}
