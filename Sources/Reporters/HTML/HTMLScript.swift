/// What a page does where scripts run: tables sort by a click on a heading, findings are filtered. Without it everything is shown.
enum HTMLScript {
    /// The script.
    static let text = """
        "use strict";
        for (const table of document.querySelectorAll("table.sortable")) {
          const headings = [...table.tHead.rows[0].cells];
          headings.forEach((heading, column) => {
            const button = document.createElement("button");
            button.type = "button";
            button.append(...heading.childNodes);
            heading.append(button);
            button.addEventListener("click", () => {
              const falls = heading.getAttribute("aria-sort") === "ascending";
              headings.forEach(other => other.removeAttribute("aria-sort"));
              heading.setAttribute("aria-sort", falls ? "descending" : "ascending");
              const body = table.tBodies[0];
              const rows = [...body.rows].map(row => {
                const cell = row.cells[column];
                const given = cell.dataset.sort;
                return { row, value: given === undefined ? cell.textContent : Number(given) };
              });
              rows.sort((a, b) => (typeof a.value === "number" ? a.value - b.value
                : a.value.localeCompare(b.value, "en", { numeric: true })) * (falls ? -1 : 1));
              body.append(...rows.map(entry => entry.row));
            });
          });
        }
        for (const filter of document.querySelectorAll(".filter")) {
          const rows = [...document.getElementById(filter.dataset.table).tBodies[0].rows];
          const texts = rows.map(row => row.textContent.toLowerCase());
          const search = filter.querySelector("input[type=search]");
          const boxes = [...filter.querySelectorAll("input[type=checkbox]")];
          const count = filter.querySelector("output");
          const apply = () => {
            const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
            const kept = new Set(boxes.filter(box => box.checked).map(box => box.value));
            let shown = 0;
            rows.forEach((row, index) => {
              const isShown = kept.has(row.dataset.severity) && words.every(word => texts[index].includes(word));
              row.hidden = !isShown;
              if (isShown) shown++;
            });
            count.textContent = `${shown} of ${rows.length} shown`;
          };
          filter.addEventListener("input", apply);
          filter.hidden = false;
          apply();
        }
        addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(part => { part.open = true; }));
        const openTarget = () => {
          const part = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
          if (part && part.tagName === "DETAILS") part.open = true;
        };
        addEventListener("hashchange", openTarget);
        openTarget();

        """
}
