(() => {
  const root = document.documentElement;
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  document.getElementById("theme").addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches;
    root.dataset.theme = isDark ? "light" : "dark";
  });

  // Where answers have keys, a press of one is a press of its button; in a field it is a letter.
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
    if (event.target.closest("input, select, textarea")) return;
    document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
  });

  // A time chart can be read week by week: the pale strip is as wide as a week and ends the drawing,
  // and the table below it, newest week first, holds what is said of each.
  const written = (cell) => cell.textContent.trim();
  const explore = (plot) => {
    const table = plot.closest(".timed").querySelector("table");
    const names = [...table.tHead.rows[0].cells].slice(1).map(written);
    const weeks = [...table.tBodies[0].rows].reverse().map((row) => [...row.cells].map(written));
    const readout = plot.querySelector(".readout");
    const cursor = plot.querySelector(".cursor");
    const last = weeks.length - 1;
    let at = null;

    const strip = () => [...plot.querySelectorAll('[fill="var(--wash)"]')]
      .map((one) => one.getBoundingClientRect()).find((one) => one.width > 0);
    const hide = () => {
      at = null;
      readout.hidden = cursor.hidden = true;
      readout.textContent = "";
    };
    const show = (week) => {
      const now = strip();
      if (!now) return;
      at = Math.max(0, Math.min(last, week));
      const box = plot.getBoundingClientRect();
      const x = (now.left + now.right) / 2 - (last - at) * now.width - box.left;
      const [when, ...figures] = weeks[at];
      const state = figures.pop(); // above, below, within: needs no name
      const told = figures.map((figure, place) => `${names[place]}: ${figure}`);
      readout.textContent = [when, ...told, state].join(" · ");
      readout.hidden = cursor.hidden = false;
      cursor.style.cssText = `left:${x}px;top:${now.top - box.top}px;height:${now.height}px`;
      const room = Math.max(0, box.width - readout.offsetWidth);
      readout.style.left = `${Math.min(room, Math.max(0, x - readout.offsetWidth / 2))}px`;
    };
    const follow = (event) => {
      const now = strip();
      if (now) show(last - Math.round(((now.left + now.right) / 2 - event.clientX) / now.width));
    };
    const steps = {
      ArrowLeft: () => (at === null ? last : at - 1),
      ArrowRight: () => (at === null ? 0 : at + 1),
      Home: () => 0,
      End: () => last,
    };

    plot.tabIndex = 0; // without this script there would be nothing to do here
    plot.setAttribute("aria-describedby", "how-to-read");
    plot.addEventListener("keydown", (event) => {
      if (event.key === "Escape") hide();
      if (event.altKey || event.ctrlKey || event.metaKey || !Object.hasOwn(steps, event.key)) return;
      event.preventDefault();
      show(steps[event.key]());
    });
    plot.addEventListener("pointermove", follow);
    plot.addEventListener("pointerdown", follow);
    plot.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hide());
    plot.addEventListener("blur", hide);
    addEventListener("resize", hide);
  };
  document.querySelectorAll(".plot").forEach(explore);
})();
