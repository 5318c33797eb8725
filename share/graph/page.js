// The page of the last build. Everything on it comes from the JSON in #data; names and reasons are only ever set as
// text, never as HTML.

(() => {
  const graph = JSON.parse(document.getElementById("data").textContent);
  const nodes = graph.nodes;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const neededBy = new Map(nodes.map((node) => [node.id, []]));
  for (const node of nodes) for (const id of node.after) neededBy.get(id)?.push(node.id);

  const LANE = 24;
  const HEAD = 18;

  /** Seconds as `3:07`, `1:02:03`. */
  function duration(seconds) {
    const whole = Math.max(0, Math.floor(seconds));
    const two = (number) => String(number).padStart(2, "0");
    const hours = Math.floor(whole / 3600);
    const minutes = Math.floor(whole / 60) % 60;
    const tail = `${two(whole % 60)}`;
    return hours > 0 ? `${hours}:${two(minutes)}:${tail}` : `${minutes}:${tail}`;
  }

  /** Short times with a tenth: most packages take seconds. */
  function precise(seconds) {
    return seconds < 60 ? `${seconds.toFixed(1)} s` : duration(seconds);
  }

  function size(bytes) {
    if (bytes >= 1e6) return `${(bytes / 1e6).toFixed(2)} MB`;
    return bytes >= 1e3 ? `${(bytes / 1e3).toFixed(1)} kB` : `${bytes} B`;
  }

  function element(name, more = {}, ...children) {
    const made = document.createElement(name);
    const { className, text, ...attributes } = more;
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const look = (node) => (node.end === "done" && node.cutoff ? "cutoff" : node.end);
  const ran = (node) => node.start !== null;
  const WORDS = {
    done: "done",
    failed: "failed",
    interrupted: "interrupted",
    killed: "killed, or still at work",
    cancelled: "not begun",
    fresh: "nothing to do",
    absent: "not part of this build",
  };

  /** All tasks that one comes after (or that come after it), however far. */
  function reach(id, next) {
    const found = new Set();
    const open = [id];
    while (open.length > 0) {
      for (const other of next(open.pop())) {
        if (found.has(other)) continue;
        found.add(other);
        open.push(other);
      }
    }
    return found;
  }

  const before = (id) => byId.get(id)?.after ?? [];
  const behind = (id) => neededBy.get(id) ?? [];

  // --- head -------------------------------------------------------------------------------------------------------

  const count = (end) => nodes.filter((node) => node.end === end).length;
  const path = nodes.filter((node) => node.critical);
  const when = new Date(graph.startedAt).toLocaleString();
  const outcome = graph.outcome === "unfinished" ? "killed, or still at work" : graph.outcome;
  document.title = `ipa-image build, ${when}`;
  document.getElementById("title").textContent =
    `Build of ${when}: ${outcome} after ${duration(graph.seconds)}`;
  const counts = [
    `${nodes.filter(ran).length} of ${nodes.length} tasks ran, with ${graph.jobs} job${graph.jobs === 1 ? "" : "s"}`,
    count("failed") > 0 ? `${count("failed")} failed` : "",
    count("cancelled") > 0 ? `${count("cancelled")} not begun` : "",
    path.length > 0
      ? `critical path: ${path.length} tasks, ${duration(path.reduce((sum, node) => sum + node.seconds, 0))}`
      : "",
  ];
  document.getElementById("summary").textContent = counts.filter((text) => text !== "").join("; ");

  // --- timeline ---------------------------------------------------------------------------------------------------

  const timeline = document.getElementById("timeline");
  const frame = document.getElementById("timeline-frame");
  const total = Math.max(graph.seconds, 0.001);
  const bars = new Map();

  for (const node of nodes.filter(ran)) {
    const classes = `task ${look(node)}${node.critical ? " critical" : ""}`;
    const label = `${node.id}, ${precise(node.seconds ?? 0)}`;
    const list = node.spans.map(() => {
      const bar = element("button", { className: classes, type: "button", title: label, text: node.id });
      bar.addEventListener("mouseenter", () => point(node.id));
      bar.addEventListener("mouseleave", () => point(null));
      bar.addEventListener("click", () => choose(node.id));
      return bar;
    });
    bars.set(node.id, list);
  }

  /** A round number of seconds between ticks, for about one tick in 90 pixels. */
  function tickOf(width) {
    const wanted = (total * 90) / width;
    const round = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400];
    return round.find((seconds) => seconds >= wanted) ?? 28800;
  }

  function drawTimeline() {
    const zoom = Number(document.getElementById("zoom").value);
    const width = Math.max(200, frame.clientWidth) * zoom;
    timeline.style.width = `${width}px`;
    timeline.style.height = `${HEAD + graph.lanes * LANE + 6}px`;
    const tick = tickOf(width);
    const ticks = [];
    for (let at = 0; at < total; at += tick) {
      const line = element("div", {
        className: "tick",
        text: tick < 1 ? `${at.toFixed(1)} s` : duration(at),
      });
      line.style.left = `${(at / total) * width}px`;
      ticks.push(line);
    }
    for (const [id, list] of bars) {
      byId.get(id).spans.forEach((span, index) => {
        const { style } = list[index];
        style.left = `${(span.start / total) * width}px`;
        style.width = `${Math.max(2, ((span.end - span.start) / total) * width - 1)}px`;
        style.top = `${HEAD + span.lane * LANE}px`;
      });
    }
    timeline.replaceChildren(...ticks, ...[...bars.values()].flat());
  }

  document.getElementById("zoom").addEventListener("input", drawTimeline);
  addEventListener("resize", drawTimeline);

  // --- table ------------------------------------------------------------------------------------------------------

  const time = (node) => node.seconds ?? -1;
  const target = (node) => node.size?.target ?? -1;
  const host = (node) => node.size?.host ?? -1;
  const most = (value) => Math.max(1e-9, ...nodes.map(value));
  const mostTime = Math.max(1e-9, ...nodes.filter(ran).map(time));
  const mostTarget = most(target);
  const mostHost = most(host);

  function meter(text, share) {
    const cell = element("td", { className: "number", text });
    if (share > 0) {
      const bar = element("i", { className: "meter" });
      bar.style.width = `${Math.max(1, share * 100)}%`;
      cell.append(bar);
    }
    return cell;
  }

  const COLUMNS = [
    { head: "Task", by: (node) => node.id },
    { head: "Started", number: true, by: (node) => node.start ?? Number.POSITIVE_INFINITY },
    { head: "Time", number: true, by: (node) => -time(node) },
    { head: "In the image", number: true, by: (node) => -target(node) },
    { head: "In host/", number: true, by: (node) => -host(node) },
    { head: "Why", by: (node) => node.reason[0] ?? "\uffff" },
  ];

  const rows = new Map();
  for (const node of nodes) {
    const name = element("button", { className: "link", type: "button", text: node.id });
    name.addEventListener("click", () => choose(node.id));
    const row = element(
      "tr",
      {},
      element("td", {}, element("i", { className: `dot ${look(node)}`, title: WORDS[node.end] }), name),
      element("td", { className: "number", text: ran(node) ? duration(node.start) : "" }),
      ran(node)
        ? meter(precise(node.seconds ?? 0), time(node) / mostTime)
        : element("td", { className: "number", text: "" }),
      meter(node.size?.target ? size(node.size.target) : "", target(node) / mostTarget),
      meter(node.size?.host ? size(node.size.host) : "", host(node) / mostHost),
      element("td", { className: "why", text: node.reason.join("; "), title: node.reason.join("\n") }),
    );
    row.addEventListener("mouseenter", () => point(node.id));
    row.addEventListener("mouseleave", () => point(null));
    rows.set(node.id, row);
  }

  const FILTERS = {
    all: () => true,
    ran,
    critical: (node) => node.critical,
    failed: (node) => ["failed", "interrupted", "killed", "cancelled"].includes(node.end),
    fresh: (node) => node.end === "fresh",
  };

  let sortedBy = 1;
  let turned = false;

  function drawTable() {
    const words = document.getElementById("search").value.toLowerCase().split(/\s+/);
    const filter = FILTERS[document.getElementById("filter").value];
    const fits = (node) => {
      const text = `${node.id} ${node.reason.join(" ")}`.toLowerCase();
      return filter(node) && words.every((word) => text.includes(word));
    };
    const shown = nodes.filter(fits);
    const { by } = COLUMNS[sortedBy];
    const compare = (a, b) => (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : a.id < b.id ? -1 : 1);
    shown.sort((a, b) => (turned ? -compare(a, b) : compare(a, b)));
    document.getElementById("rows").replaceChildren(...shown.map((node) => rows.get(node.id)));
    document.getElementById("shown").textContent = `${shown.length} of ${nodes.length}`;
    const visible = new Set(shown.map((node) => node.id));
    for (const [id, list] of bars) for (const bar of list) bar.classList.toggle("hidden", !visible.has(id));
  }

  document.getElementById("heads").append(
    ...COLUMNS.map((column, index) => {
      const button = element("button", { type: "button", text: column.head });
      button.addEventListener("click", () => {
        turned = sortedBy === index && !turned;
        sortedBy = index;
        drawTable();
      });
      return element("th", column.number ? { className: "number" } : {}, button);
    }),
  );
  document.getElementById("search").addEventListener("input", drawTable);
  document.getElementById("filter").addEventListener("input", drawTable);

  // --- one task ---------------------------------------------------------------------------------------------------

  let chosen = null;

  /** Marks a task, all that it waits for and all that waits for it; without one the chosen task's, or none. */
  function point(id) {
    const center = id ?? chosen;
    const near = new Set(center === null ? [] : [center, ...reach(center, before), ...reach(center, behind)]);
    timeline.classList.toggle("focus", center !== null);
    for (const [name, list] of bars) for (const bar of list) bar.classList.toggle("near", near.has(name));
    const direct = new Set(center === null ? [] : [...before(center), ...behind(center)]);
    for (const [name, row] of rows) row.classList.toggle("near", direct.has(name));
  }

  function mark(id, on) {
    for (const one of [...(bars.get(id) ?? []), rows.get(id)]) one?.classList.toggle("chosen", on);
  }

  function choose(id) {
    mark(chosen, false);
    mark(id, true);
    chosen = id;
    document.getElementById("details").replaceChildren(...details(byId.get(id)));
    bars.get(id)?.at(-1)?.scrollIntoView({ block: "nearest", inline: "nearest" });
    point(id);
    history.replaceState(null, "", `#${encodeURIComponent(id)}`);
  }

  function links(ids) {
    const list = element("ul");
    for (const id of ids) {
      const link = element("button", { className: "link", type: "button", text: id });
      link.addEventListener("click", () => choose(id));
      list.append(element("li", {}, element("i", { className: `dot ${look(byId.get(id))}` }), link));
    }
    return list;
  }

  function details(node) {
    const parts = [element("h2", { text: node.id })];
    const say = (text, className = "") => parts.push(element("p", { text, className }));
    const head = (text) => parts.push(element("h3", { text }));
    const same = node.cutoff ? ", and came out the same as before" : "";
    if (ran(node)) {
      say(`${WORDS[node.end]} after ${precise(node.seconds ?? 0)}${same}; began at ${duration(node.start)}`);
    } else {
      const last = node.seconds === null ? "" : ` (took ${precise(node.seconds)} the last time)`;
      say(`${WORDS[node.end]}${last}`);
    }
    if (node.critical) say("On the critical path.");
    if (node.error !== null) say(node.error, "bad");
    if (node.reason.length > 0) {
      head("Why it ran");
      for (const reason of node.reason) say(reason);
    }
    if (node.steps.length > 0) {
      head("Steps");
      const end = node.spans.at(-1)?.end ?? node.start;
      node.steps.forEach(({ step, at }, index) => {
        say(
          `${step ?? "(waited for others)"}: ${precise(Math.max(0, (node.steps[index + 1]?.at ?? end) - at))}`,
        );
      });
    }
    if (node.size !== null) {
      head("Installed");
      say(`${size(node.size.target)} in the image, ${size(node.size.host)} in host/`);
    }
    head(`Comes after ${node.after.length} directly, ${reach(node.id, before).size} in all`);
    parts.push(links(node.after));
    const users = behind(node.id);
    head(`Needed by ${users.length} directly, ${reach(node.id, behind).size} in all`);
    parts.push(links(users));
    return parts;
  }

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || chosen === null) return;
    mark(chosen, false);
    chosen = null;
    point(null);
  });

  drawTimeline();
  drawTable();
  const wanted = decodeURIComponent(location.hash.slice(1));
  if (byId.has(wanted)) choose(wanted);
})();
