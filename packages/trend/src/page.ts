import { countsChart, timesChart } from './chart.ts'
import type { TrendEntry } from './entry.ts'
import { gravestFirst } from './history.ts'
import { trendRows } from './table.ts'

/** Text and lines have contrast on both grounds. */
const style = `:root { color-scheme: light dark; --ground: #fff; --ink: #1c2128; --soft: #57606a; --rule: #d0d7de;
--critical: #8b1a2b; --high: #d1242f; --medium: #e08600; --low: #c9a800; --info: #6e7781; --found: #1c2128; --healed: #1a7f37; --mean: #0969da }
@media (prefers-color-scheme: dark) { :root { --ground: #0d1117; --ink: #e6edf3; --soft: #9198a1; --rule: #30363d;
--critical: #b62324; --high: #f85149; --medium: #f0a33a; --low: #d9bf4a; --info: #6e7681; --found: #e6edf3; --healed: #3fb950; --mean: #58a6ff } }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; background: var(--ground); color: var(--ink) }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
svg { width: 100%; height: auto } svg text { font-size: 12px; fill: var(--soft) }
.tick, .end { text-anchor: end } .tick { dominant-baseline: middle } .grid { stroke: var(--rule); fill: none }
.line { fill: none; stroke-width: 2 }
${[...gravestFirst].map((name) => `polygon.${name} { fill: var(--${name}) } .key.${name} { background: var(--${name}) }`).join('\n')}
${['found', 'healed', 'mean'].map((name) => `.line.${name} { stroke: var(--${name}) } circle.${name} { fill: var(--${name}) } .key.${name} { background: var(--${name}) }`).join('\n')}
.line.found { stroke-dasharray: 5 4 }
.keys { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem }
.key { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin-right: .4em }
.wide { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .25rem .6rem; text-align: right; border-bottom: 1px solid var(--rule); white-space: nowrap } th:first-child, td:first-child { text-align: left }`

/**
 * The runs as a page that stands alone: charts and a table, no script, nothing that is loaded. All that it shows of a
 * trend are numbers and times, which `readTrend` has checked.
 */
export function trendPage(entries: readonly TrendEntry[]): string {
  const [head = [], ...rows] = trendRows(entries)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>regraft trend</title>
<style>
${style}
</style>
</head>
<body>
<h1>Findings over ${entries.length} ${entries.length === 1 ? 'run' : 'runs'}</h1>
${entries.length === 0 ? '<p>No run yet.</p>' : charts(entries)}
<h2>Runs</h2>
<div class="wide"><table>
<thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}
</tbody>
</table></div>
</body>
</html>
`
}

function charts(entries: readonly TrendEntry[]): string {
  return `<h2>Open by severity, found and healed</h2>
${keys([...gravestFirst, 'found', 'healed'])}
${countsChart(entries)}
<h2>Mean time to heal</h2>
${keys(['mean'])}
${timesChart(entries)}`
}

const shown: { readonly [name: string]: string } = { mean: 'from first seen to healed or gone' }

function keys(names: readonly string[]): string {
  const items = names.map((name) => `<li><span class="key ${name}"></span>${shown[name] ?? name}</li>`)
  return `<ul class="keys">${items.join('')}</ul>`
}
