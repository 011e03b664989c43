/// How the pages look: light or dark as the reader's system has it, and dense black on white on paper.
enum HTMLStyle {
    /// The style sheet.
    static let text = """
        :root { color-scheme: light dark;
          --paper: #fff; --ink: #1b2733; --soft: #5a6877; --line: #d8dfe6; --panel: #f4f7f9; --accent: #0b5cad;
          --error: #b3261e; --warning: #8a5300; --info: #2d6a8e; --good: #2e7d4f; --first: #2f6fb3; --second: #a9c7e8; }
        @media (prefers-color-scheme: dark) { :root {
          --paper: #12181f; --ink: #e3e9ef; --soft: #9aa8b6; --line: #2f3b47; --panel: #1a222b; --accent: #79b8f3;
          --error: #ff8a80; --warning: #f0b357; --info: #7fc4e8; --good: #7fd1a0; --first: #6aa9ea; --second: #2f4d6d; } }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 1.5rem; max-width: 84rem; background: var(--paper); color: var(--ink);
          font: 15px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
        header { display: flex; align-items: center; gap: .7rem; }
        h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; } h3 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
        .mark { width: 2rem; height: 2rem; fill: none; stroke: var(--accent); stroke-width: 3; }
        .lead { color: var(--soft); margin: .4rem 0 1rem; max-width: 60rem; }
        code, pre, .place { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .87em; }
        pre { background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .5rem .7rem; overflow-x: auto;
          white-space: pre; margin: .4rem 0; tab-size: 4; }
        mark { background: none; color: inherit; text-decoration: underline wavy var(--error) 1px; text-underline-offset: 3px; }
        a { color: var(--accent); text-decoration: none; } a:hover, a:focus { text-decoration: underline; }
        .tiles { display: flex; flex-wrap: wrap; gap: .7rem; margin: 1rem 0; padding: 0; list-style: none; }
        .tiles li { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .5rem .9rem; min-width: 8rem; }
        .tiles b { display: block; font-size: 1.45rem; line-height: 1.3; font-variant-numeric: tabular-nums; }
        .tiles span { color: var(--soft); font-size: .87rem; }
        .error { color: var(--error); } .warning { color: var(--warning); } .info { color: var(--info); } .good { color: var(--good); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
        thead th { border-bottom: 2px solid var(--line); white-space: nowrap; font-size: .87rem; color: var(--soft); }
        td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
        td.place { overflow-wrap: break-word; max-width: 24rem; } td.severity { font-weight: 600; }
        tr.sum td { font-weight: 600; background: var(--panel); }
        th button { all: unset; cursor: pointer; } th button:focus-visible { outline: 2px solid var(--accent); }
        th[aria-sort] button::after { content: " \\25B4"; } th[aria-sort=descending] button::after { content: " \\25BE"; }
        details summary { cursor: pointer; } details > :not(summary) { margin-left: 1rem; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem .8rem; margin: .4rem 0; }
        dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
        .filter { display: flex; flex-wrap: wrap; gap: .5rem 1.2rem; align-items: center; margin: .6rem 0; }
        .filter[hidden] { display: none; }
        .filter input[type=search] { font: inherit; padding: .3rem .5rem; min-width: 18rem; background: var(--paper); color: var(--ink);
          border: 1px solid var(--line); border-radius: 4px; }
        svg.plot { display: block; width: 100%; max-width: 60rem; height: auto; font: 12px system-ui, "DejaVu Sans", sans-serif; }
        svg.plot text { fill: var(--ink); paint-order: stroke; stroke: var(--paper); stroke-width: 3px; } svg.key { display: inline; width: .9em; height: .9em; vertical-align: -.1em; } svg.plot .soft { fill: var(--soft); } svg.plot .axis { stroke: var(--line); fill: none; }
        svg.plot .first { fill: var(--first); } svg.plot .second { fill: var(--second); } svg.plot .rest { fill: var(--panel); stroke: var(--line); }
        svg.plot .trend { fill: none; stroke: var(--first); stroke-width: 2; }
        .figures { display: grid; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)); gap: 1rem; }
        figure { margin: 0; } figcaption { font-size: .87rem; color: var(--soft); }
        footer { color: var(--soft); margin-top: 2.5rem; font-size: .87rem; border-top: 1px solid var(--line); padding-top: .6rem; }
        @media (max-width: 45rem) { body { padding: .8rem; } .filter input[type=search] { min-width: 100%; } }
        @media print { :root { color-scheme: light;
            --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --panel: #fff; --accent: #000;
            --error: #8c1d18; --warning: #6b4000; --info: #1d4b66; --good: #1d5b37; --first: #2f6fb3; --second: #a9c7e8; }
          body { font-size: 9.5pt; padding: 0; max-width: none; } .filter { display: none; }
          tr, svg, .tiles li { break-inside: avoid; } thead { display: table-header-group; } h2, h3 { break-after: avoid; }
          pre { white-space: pre-wrap; overflow-wrap: anywhere; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }

        """
}
