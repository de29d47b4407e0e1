# Turns what overhead.sh measured, a file of tab-separated lines for each kind, into Markdown tables
# and, to the file in the variable json, into JSON. The variable clock says which times count: elapsed
# or cpu.

FILENAME == "machine" { key[++machines] = $1; machine[$1] = $2; next }
FILENAME == "left-out" { left_out[++lefts] = $1; reason[lefts] = $2; next }
FILENAME == "titles" { title[$1] = $2; next }
FILENAME == "failed" { failure[++failures] = $0; next }
FILENAME == "memory-used" { long[++longs] = $1; kb[longs] = $2; long_bytes[longs] = $3; next }
{
  row = $2 SUBSEP $1 # workload, placement
  if (!(row in seen)) { seen[row] = 1; rows[++row_count] = row }
  cell = row SUBSEP $3
  if (!(cell in count)) {
    count[cell] = failed[cell] = lost[cell] = 0
    tools[row] = tools[row] (tools[row] ? " " : "") $3
  }
  if ($4 != 0) { failed[cell]++; next }
  count[cell]++
  elapsed[cell, count[cell]] = $5 / 1e6
  cpu[cell, count[cell]] = $6
  time[cell, count[cell]] = clock == "cpu" ? $6 : $5 / 1e6
  calls[cell] = $7
  bytes[cell] = $8
  lost[cell] += $9
}

# The median of the first n values of a cell; sets least and most.
function median(values, cell, n, i, j, v, sorted) {
  for (i = 1; i <= n; i++) {
    v = values[cell, i]
    for (j = i; j > 1 && sorted[j - 1] > v; j--) sorted[j] = sorted[j - 1]
    sorted[j] = v
  }
  least = sorted[1]
  most = sorted[n]
  return (sorted[int((n + 1) / 2)] + sorted[int(n / 2) + 1]) / 2
}

# How often as long as another tool's a tool's median is; 0 if there is none.
function ratio(row, tool, to, n, m, base) {
  n = count[row, tool]
  m = count[row, to]
  if (!n || !m) return 0
  base = median(time, row SUBSEP to, m)
  return base > 0 ? median(time, row SUBSEP tool, n) / base : 0
}

# The tool that a tool is compared with.
function rival(row, tool) {
  if (row ~ /^startup/) return "java"
  return tool ~ /-file$/ ? "strace-file" : "strace"
}

# Median, least and most, times a scale; then the ratio to the rival.
function text(row, tool, scale, cell, value, format, result) {
  cell = row SUBSEP tool
  if (!(cell in count)) return "-"
  if (!count[cell]) return "failed"
  value = median(time, cell, count[cell])
  format = value * scale < 1 ? "%.3f" : value * scale < 10 ? "%.2f" : "%.1f"
  result = sprintf(format " (" format "-" format ")", value * scale, least * scale, most * scale)
  if (tool != "native" && tool != rival(row, tool) && ratio(row, tool, rival(row, tool)))
    result = result sprintf(", **%.2fx**", ratio(row, tool, rival(row, tool)))
  if (failed[cell]) result = result ", " failed[cell] " failed"
  if (lost[cell]) result = result ", " lost[cell] " lost"
  return result
}

# Microseconds that a call takes longer than natively.
function each_call(row, tool, of, n, m) {
  n = count[row, tool]
  m = count[row, "native"]
  if (!n || !m || !calls[row, of]) return "-"
  return sprintf("%.1f", (median(time, row SUBSEP tool, n) - median(time, row SUBSEP "native", m)) * 1e6 / calls[row, of])
}

# What a tool takes for a row less what it takes for another.
function beyond(row, idle, tool) {
  return median(time, row SUBSEP tool, count[row, tool]) - median(time, idle SUBSEP tool, count[idle, tool])
}

# How often as long as strace syswall takes, both less `true` at the same placement, if that was measured.
function less_startup(row, part, idle, strace) {
  split(row, part, SUBSEP)
  idle = "startup" SUBSEP part[2]
  if (!count[row, "strace"] || !count[row, "syswall"] || !count[idle, "strace"] || !count[idle, "syswall"]) return "-"
  strace = beyond(row, idle, "strace")
  return strace > 0 ? sprintf("%.2fx", beyond(row, idle, "syswall") / strace) : "-"
}

function on_disk(row, tool, of) {
  return bytes[row, tool] && calls[row, of] ? sprintf("%.1f", bytes[row, tool] / calls[row, of]) : "-"
}

# The beginning of a row of a table.
function head(row, part) {
  split(row, part, SUBSEP)
  return "| " title[part[1]] " | " part[2] " |"
}

function table(heading, columns, i, n, line) {
  print "\n" heading "\n"
  n = split(columns, part, "|")
  for (i = 1; i <= n; i++) line = line "|---"
  print "| " columns " |\n" line "|"
}

function markdown(i, row) {
  printf "%s CPUs (%s), %s, %s, strace %s, perf: %s; syswall %s; %s; load %s at the start; %d rounds%s\n",
    machine["cpus"], machine["cpu"], machine["kernel"], machine["jdk"], machine["strace"],
    machine["perf"], machine["syswall"], machine["date"], machine["load"], rounds,
    (machine["scale"] == 1 ? "" : ", " machine["scale"] " times the work")
  if (clock != "cpu" && machine["load"] > machine["cpus"] / 4)
    print "\n**The machine was busy: these figures say little.**"
  for (i = 1; i <= lefts; i++) print "\nLeft out: " left_out[i] ": " reason[i]
  if (workloads_measured()) {
    table("All calls, in " seconds() ": median (least-most), and how often the time of `strace -f -o`. Calls as strace counts them.",
      "workload | placement | calls | native | strace -f -o | syswall record | strace -f -yy -ttt -T | perf trace | syswall, both less `true` | us/call over native: strace | syswall")
    for (i = 1; i <= row_count; i++) {
      row = rows[i]
      if (row !~ /^startup/)
        print head(row), calls[row, "strace"] + 0, "|", text(row, "native", 1), "|", text(row, "strace", 1), "|",
          text(row, "syswall", 1), "|", text(row, "rich", 1), "|", text(row, "perf", 1), "|",
          less_startup(row), "|", each_call(row, "strace", "strace"), "|", each_call(row, "syswall", "strace"), "|"
    }
    table("Only calls of %file, in " seconds() ", and how often the time of strace.",
      "workload | placement | calls | native | strace --seccomp-bpf -f -e trace=%file | syswall record -e %file")
    for (i = 1; i <= row_count; i++) {
      row = rows[i]
      if (row !~ /^startup/)
        print head(row), calls[row, "strace-file"] + 0, "|", text(row, "native", 1), "|",
          text(row, "strace-file", 1), "|", text(row, "syswall-file", 1), "|"
    }
    table("Bytes a call on disk, the journal closed.",
      "workload | placement | syswall | strace -f -o | strace -f -yy -ttt -T | perf trace")
    for (i = 1; i <= row_count; i++) {
      row = rows[i]
      if (row !~ /^startup/)
        print head(row), on_disk(row, "syswall", "strace"), "|", on_disk(row, "strace", "strace"), "|",
          on_disk(row, "rich", "strace"), "|", on_disk(row, "perf", "strace"), "|"
    }
  }
  if (workloads_measured() < row_count) {
    table("Starting up, in milli" seconds() ", and how often the time of `java Hello`.",
      "placement | `true` | strace -f -o: `true` | `java Hello` | syswall record: `true` | syswall report of that")
    for (i = 1; i <= row_count; i++) {
      row = rows[i]
      if (row ~ /^startup/)
        print "| " substr(row, length("startup") + 2) " | " text(row, "native", 1e3), "|", text(row, "strace", 1e3), "|",
          text(row, "java", 1e3), "|", text(row, "syswall", 1e3), "|", text(row, "report", 1e3), "|"
    }
  }
  if (longs) {
    table("The most memory of the recorder.", "events | MB | journal, MB")
    for (i = 1; i <= longs; i++) printf "| %d | %d | %.1f |\n", long[i], kb[i] * 1024 / 1e6, long_bytes[i] / 1e6
  }
  for (i = 1; i <= failures; i++) print (i == 1 ? "\nFailed:\n\n" : "") "- " failure[i]
}

function seconds() {
  return clock == "cpu" ? "seconds of CPU" : "seconds"
}

function workloads_measured(i, n) {
  for (i = 1; i <= row_count; i++) n += rows[i] !~ /^startup/
  return n + 0
}

function quoted(s) {
  gsub(/[\\"]/, "\\\\&", s)
  gsub(/[\001-\037]/, " ", s)
  return "\"" s "\""
}

function numbers(values, cell, n, i, s) {
  for (i = 1; i <= n; i++) s = s (i > 1 ? ", " : "") values[cell, i]
  return "[" s "]"
}

# One tool's results as an object.
function object(row, tool, cell, n, s, m) {
  cell = row SUBSEP tool
  n = count[cell]
  s = "{\"tool\": " quoted(tool) ", \"seconds\": " numbers(elapsed, cell, n) ", \"cpuSeconds\": " numbers(cpu, cell, n)
  if (n) {
    m = median(time, cell, n)
    s = s sprintf(", \"median\": %.6f, \"least\": %.6f, \"most\": %.6f, \"bytes\": %d", m, least, most, bytes[cell])
    if (calls[cell]) s = s ", \"calls\": " calls[cell]
    if (ratio(row, tool, rival(row, tool)))
      s = s sprintf(", \"times\": %.4f, \"timesOf\": %s", ratio(row, tool, rival(row, tool)), quoted(rival(row, tool)))
  }
  return s ", \"failed\": " failed[cell] ", \"lost\": " lost[cell] "}"
}

function write_json(i, j, n, s, part, tool) {
  s = "{\n  \"machine\": {"
  for (i = 1; i <= machines; i++) s = s (i > 1 ? ", " : "") quoted(key[i]) ": " (key[i] ~ /^(cpus|load|scale)$/ ? machine[key[i]] + 0 : quoted(machine[key[i]]))
  s = s "},\n  \"rounds\": " rounds ",\n  \"clock\": " quoted(clock) ",\n  \"leftOut\": ["
  for (i = 1; i <= lefts; i++) s = s (i > 1 ? ", " : "") "{\"what\": " quoted(left_out[i]) ", \"reason\": " quoted(reason[i]) "}"
  s = s "],\n  \"failures\": ["
  for (i = 1; i <= failures; i++) s = s (i > 1 ? ", " : "") quoted(failure[i])
  s = s "],\n  \"workloads\": ["
  for (i = 1; i <= row_count; i++) {
    split(rows[i], part, SUBSEP)
    s = s (i > 1 ? "," : "") "\n    {\"workload\": " quoted(part[1]) ", \"placement\": " quoted(part[2]) ", \"results\": ["
    n = split(tools[rows[i]], tool, " ")
    for (j = 1; j <= n; j++) s = s (j > 1 ? "," : "") "\n      " object(rows[i], tool[j])
    s = s "]}"
  }
  s = s "],\n  \"memory\": ["
  for (i = 1; i <= longs; i++) s = s (i > 1 ? ", " : "") "{\"events\": " long[i] ", \"kilobytes\": " kb[i] ", \"bytes\": " long_bytes[i] "}"
  print s "]\n}" >json
}

END {
  markdown()
  write_json()
}
