export const style: string = `
:root {
  color-scheme: light dark;
  --page: light-dark(#f6f7f9, #0f1216);
  --card: light-dark(#ffffff, #171b21);
  --line: light-dark(#d9dee5, #2b323c);
  --text: light-dark(#1a2027, #e4e9ef);
  --soft: light-dark(#55606e, #9aa6b4);
  --link: light-dark(#0b5cad, #79b8ff);
  --code: light-dark(#f3f5f8, #11151a);
  --mark: light-dark(#ffe08a, #6b5200);
  --add: light-dark(#dcf5e3, #12331f);
  --del: light-dark(#fde2e1, #43191b);
  --critical: light-dark(#8a1c6b, #f08bd4);
  --high: light-dark(#b3261e, #ff8f87);
  --medium: light-dark(#8a5a00, #f2b84b);
  --low: light-dark(#1f5fa8, #82b6f5);
  --info: light-dark(#4b5866, #a9b5c2);
  --good: light-dark(#17703a, #63cf8b);
}
:root[data-theme="light"] { color-scheme: light; }
:root[data-theme="dark"] { color-scheme: dark; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
header, main, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
.top { display: flex; align-items: baseline; gap: 1rem; padding-top: 1.75rem; }
.top button { margin-left: auto; }
h1 { font-size: 1.5rem; margin: 0; letter-spacing: -.01em; }
h2 { font: 600 .95rem/1.4 ui-monospace, monospace; margin: 2rem 0 .6rem; overflow-wrap: anywhere; }
h2 small { font: 400 .85rem system-ui, sans-serif; color: var(--soft); margin-left: .5rem; }
h3 { font-size: 1rem; margin: 0; overflow-wrap: anywhere; flex: 1 1 14rem; }
p { margin: .45rem 0 0; overflow-wrap: anywhere; white-space: pre-line; }
.soft { color: var(--soft); }
code, pre { font: 13px/1.55 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.sums { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: .6rem; margin: 1.1rem 0; padding: 0; list-style: none; }
.sums li { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: .6rem .9rem; color: var(--soft); }
.sums b { display: block; font-size: 1.5rem; line-height: 1.25; color: var(--text); font-variant-numeric: tabular-nums; }
.filters { position: sticky; top: 0; z-index: 1; background: var(--page); border-bottom: 1px solid var(--line); }
.filters > div { max-width: 68rem; margin: 0 auto; padding: .7rem 1.25rem; display: flex; flex-wrap: wrap; gap: .5rem .9rem; align-items: center; }
.filters fieldset { border: 0; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: .35rem; }
.filters [type="search"] { flex: 1 1 12rem; }
.filters select { max-width: 17rem; }
input, select, button { font: inherit; font-size: .9rem; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .3rem .6rem; }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.chip { position: relative; display: inline-flex; align-items: center; gap: .35rem; padding: .2rem .6rem; border: 1px solid var(--line); border-radius: 99px; background: var(--card); font-size: .85rem; cursor: pointer; }
.chip input { margin: 0; }
.chip:not(:has(:checked)) { color: var(--soft); border-style: dashed; background: none; }
article, .card { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 8px; padding: .75rem 1rem; margin: .6rem 0; content-visibility: auto; contain-intrinsic-size: auto 8rem; }
article > div { display: flex; flex-wrap: wrap; gap: .3rem .6rem; align-items: baseline; }
.critical { --tone: var(--critical); }
.high { --tone: var(--high); }
.medium { --tone: var(--medium); }
.low { --tone: var(--low); }
.info { --tone: var(--info); }
.error { --tone: var(--high); }
.warning { --tone: var(--medium); }
.tag { font-size: .75rem; font-weight: 600; letter-spacing: .02em; color: var(--tone, var(--soft)); border: 1px solid currentColor; border-radius: 5px; padding: 0 .4rem; white-space: nowrap; }
.tag.healed { color: var(--good); }
.tag.plain { color: var(--soft); }
details { margin-top: .55rem; }
summary { cursor: pointer; color: var(--link); font-size: .9rem; width: fit-content; }
pre { margin: .45rem 0 0; background: var(--code); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; padding: .4rem 0; tab-size: 4; }
pre code { display: block; width: max-content; min-width: 100%; }
pre span, pre ins, pre del { display: block; padding: 0 .9rem 0 0; text-decoration: none; min-height: 1.55em; }
pre i { display: inline-block; width: 4.2em; margin-right: .8em; padding-right: .5em; text-align: right; font-style: normal; color: var(--soft); border-right: 1px solid var(--line); user-select: none; }
ins { background: var(--add); }
del { background: var(--del); }
mark { background: var(--mark); color: inherit; border-radius: 3px; }
.none { background: var(--card); border: 1px dashed var(--line); border-radius: 10px; padding: 2.2rem; text-align: center; margin: 2rem 0; }
footer { color: var(--soft); font-size: .85rem; padding-top: 1.5rem; padding-bottom: 2.5rem; }
[hidden] { display: none !important; }
@media (max-width: 45rem) { .filters { position: static; } }
@media print { .filters, .top button { display: none; } article { break-inside: avoid; content-visibility: visible; } }
`
