import { partNames } from '../../measure/time/breakdown.ts';

/** One colour a meaning: green works, blue sleeps, red wants a core, violet is what a worker costs. */
const light = `--ink: #1f2328; --soft: #57606a; --paper: #ffffff; --panel: #f6f7f9; --line: #d8dce1; --bad: #b3261e; --mark: #8a5a00;
  --task: #3f9466; --running: #3f9466; --runQueue: #d0533f; --gil: #8c2a55; --sleep: #a9c6e8; --io: #4a82c4; --output: #5b6770; --native: #2f7a4f;
  --startUp: #8a74c4; --passing: #c9973f; --tearDown: #c3b8dd; --queueing: #dfe2e6; --unattributed: #9aa2ab;`;
const dark = `--ink: #e4e7eb; --soft: #a3abb5; --paper: #14171b; --panel: #1c2026; --line: #343a42; --bad: #ff8a80; --mark: #e3b45c;
  --task: #4fae7a; --running: #4fae7a; --runQueue: #e8705d; --gil: #b5477a; --sleep: #4e719b; --io: #6aa1e6; --output: #8b98a3; --native: #6fcf9a;
  --startUp: #9d86dc; --passing: #d6a64f; --tearDown: #62577f; --queueing: #363d46; --unattributed: #76808b;`;

/** The page's looks; a printed page is always light. */
export const style = `:root { color-scheme: light dark; ${light} }
@media screen and (prefers-color-scheme: dark) { :root { ${dark} } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 66rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; overflow-wrap: anywhere; }
h1 { font-size: 1.45rem; line-height: 1.3; margin: 0; }
h2 { font-size: 1.05rem; margin: 2.25rem 0 0.6rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
p { margin: 0.4rem 0; }
.note, small, figcaption, dl { color: var(--soft); font-size: 0.85rem; }
ul { margin: 0.4rem 0; padding-left: 1.2rem; }
.verdict { margin-top: 1.5rem; padding: 0.6rem 1rem; background: var(--panel); border-left: 4px solid var(--task); }
.verdict p { font-size: 1.15rem; font-weight: 600; }
.warnings { margin-top: 0.75rem; padding: 0.4rem 1rem; background: var(--panel); border-left: 4px solid var(--mark); }
.warnings h2, .verdict h2 { margin: 0; padding: 0; border: 0; font-size: 0.85rem; font-weight: 600; color: var(--soft); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; min-width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: 0.3rem 0.75rem 0.3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: bottom; white-space: nowrap; }
th { font-weight: 600; }
thead th { font-size: 0.85rem; color: var(--soft); }
thead small { display: block; font-weight: 400; }
.cores thead th, .breakdowns thead th { white-space: normal; overflow-wrap: normal; }
.figure { text-align: right; padding: 0.3rem 0 0.3rem 0.75rem; }
.figure + :is(td, th):not(.figure) { padding-left: 1.5rem; }
dl { margin: 0.4rem 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: 0 1.5rem; }
dl div { display: flex; gap: 0.5rem; } dt { flex: 0 0 5.25rem; white-space: nowrap; font-weight: 600; } dd { margin: 0; }
.cores dt, .breakdowns dt { flex-basis: 8.5rem; white-space: normal; }
.why dl { display: block; color: inherit; font-size: 1em; } .why dl div { display: block; margin: 0.4rem 0; break-inside: avoid; }
.legend { list-style: none; margin: 0.4rem 0 0.8rem; padding: 0; display: flex; flex-wrap: wrap; gap: 0.1rem 1.1rem; font-size: 0.85rem; }
.key { display: inline-block; width: 0.75em; height: 0.75em; margin-right: 0.4em; border-radius: 2px; }
figure { margin: 0 0 1rem; break-inside: avoid; }
figcaption strong { color: var(--ink); }
.plot { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); column-gap: 0.5rem; }
.names { font-size: 0.75rem; color: var(--soft); text-align: right; }
.names span { display: block; height: 18px; line-height: 18px; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
svg { display: block; width: 100%; overflow: hidden; }
.axis { overflow: visible; } .axis text { fill: var(--soft); font-size: 11px; font-variant-numeric: tabular-nums; }
.grid { stroke: var(--line); }
details { margin: 0.6rem 0; } summary { cursor: pointer; color: var(--soft); font-size: 0.85rem; }
@media (max-width: 600px) { .plot { grid-template-columns: 4rem minmax(0, 1fr); } body { font-size: 14px; } }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } details::details-content { content-visibility: visible; height: auto; }
  .key, rect, .verdict, .warnings { print-color-adjust: exact; -webkit-print-color-adjust: exact; } 
  .wide { overflow: visible; } table { font-size: 8pt; } small { font-size: inherit; } th, td, thead th { white-space: normal; font-size: inherit; padding: 0.2rem 0.4rem 0.2rem 0; overflow-wrap: normal; } .figure { padding: 0.2rem 0 0.2rem 0.4rem; } }
${['task', ...partNames].map((name) => `.${name} { fill: var(--${name}); background: var(--${name}); }`).join('\n')}
`;
