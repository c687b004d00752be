/** Tables, bars, charts and the details of layers. */
export const CONTENT_STYLE = `
.scroll{overflow-x:auto;max-width:100%;margin:.5rem 0}
table{border-collapse:collapse;font-variant-numeric:tabular-nums}
th,td{padding:.3rem .5rem;text-align:right;vertical-align:top;border-bottom:1px solid var(--line);white-space:nowrap}
thead th{font-size:.85rem;font-weight:600;color:var(--faint);vertical-align:bottom;border-bottom-color:var(--faint)}
tbody th{font-weight:500}
th:first-child,.text,.pairs td,.nest th,.nest td{text-align:left}
tfoot th,tfoot td{font-weight:650;border-bottom:0;border-top:1px solid var(--faint)}
.figures{width:100%}
.figures th small{display:block;font-weight:400;white-space:normal;max-width:22rem}
td small{display:block;line-height:1.3}
.alert{color:var(--alert);font-weight:650}
.layers{font-size:.88rem;border-collapse:separate;border-spacing:0}
.layers th,.layers td{padding:.3rem .45rem}
.layers td.text small{max-width:10rem;white-space:normal}
.with-bar{min-width:8.2rem}
.with-bar small{float:left}
.with-bar .bar{clear:both}
.layers thead th{white-space:normal;min-width:4.6rem;line-height:1.25}
.layers th:first-child{position:sticky;left:0;background:var(--page);z-index:1;max-width:17rem;overflow-wrap:anywhere;white-space:normal;min-width:10.5rem}
.layers tbody tr:hover>*{background:var(--panel)}
.layers thead button{all:unset;cursor:pointer;box-sizing:border-box;padding:.15rem 0;min-height:1.75rem}
.layers thead button:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.layers thead button::after{content:"\\2195";margin-left:.3em;opacity:.45}
.layers [aria-sort=ascending] button::after{content:"\\2191";opacity:1}
.layers [aria-sort=descending] button::after{content:"\\2193";opacity:1}
.bar{display:block;width:100%;height:1.4rem;margin:.4rem 0;background:var(--panel);border-radius:2px}
.bar rect{fill:var(--colour);stroke:var(--page);stroke-width:.75;vector-effect:non-scaling-stroke}
td .bar{height:.5rem;margin:.2rem 0 0}
.key{display:inline-block;width:.75em;height:.75em;margin-right:.4em;border-radius:2px;background:var(--colour);box-shadow:0 0 0 1px var(--edge);vertical-align:baseline}
.chart{display:block;max-width:none;fill:var(--ink);font-family:inherit;font-size:12px}
.roofline{width:100%;min-width:44rem;max-width:60rem}
.grid{stroke:var(--line);stroke-width:1;fill:none}
.roof{stroke:var(--ink);stroke-width:2.5;fill:none}
.dot{fill:var(--dot);fill-opacity:.6;stroke:var(--page);stroke-width:1}
.halo{paint-order:stroke;stroke:var(--page);stroke-width:4px;stroke-linejoin:round}
.memory{fill:var(--panel);stroke:var(--colour);stroke-width:2}
.filling{fill:var(--colour)}
.array{fill:var(--array);stroke:var(--faint)}
.chart .name{font-weight:650}
.chart .plain{fill:var(--faint)}
.chart .marked{font-weight:650}
.chart .alert,.chart .stall{fill:var(--alert)}
.way{fill:none;stroke:var(--way)}
.moves{font-size:11.5px}
.partial{border:2px solid var(--alert);background:var(--alert-ground);padding:.3rem .9rem;margin:1rem 0;border-radius:.3rem;overflow-wrap:anywhere}
.partial p{margin:.4rem 0}
.notes{border-left:4px solid var(--line);padding-left:.9rem;margin:1rem 0}
.notes p{margin:.2rem 0}
details>summary{cursor:pointer}
.layer{border:1px solid var(--line);border-radius:.5rem;margin:.5rem 0;scroll-margin-top:.5rem}
.layer>summary{padding:.55rem .9rem;display:block;border-radius:.5rem}
.layer>summary::before{content:"\\25b8";display:inline-block;width:1.1em;color:var(--faint)}
.layer[open]>summary::before{content:"\\25be"}
.layer>summary::-webkit-details-marker{display:none}
.layer>summary:hover{background:var(--panel)}
.layer summary h3{display:inline;margin:0;overflow-wrap:anywhere}
.facts{display:block;color:var(--faint);font-size:.9rem;padding-left:1.25rem;font-variant-numeric:tabular-nums}
.times{font-weight:400;color:var(--faint)}
.content{padding:0 .9rem 1rem;scroll-margin-top:6rem}
.definition{display:grid;gap:.15rem 1rem;margin:.5rem 0}
.definition div{display:grid;grid-template-columns:7rem minmax(0,1fr)}
.definition dt{color:var(--faint)}
.definition dd{margin:0;overflow-wrap:anywhere}
.nest{border:1px solid var(--line)}
.nest th,.nest td{border:1px solid var(--line)}
.nest thead th{white-space:normal}
.nest tbody th{white-space:pre}
.nest td{min-width:8rem}
.nest td small{white-space:normal;max-width:15rem}
.nest td[class]{border-left:5px solid var(--colour)}
.nest b{font-weight:600}
.nest .passed{border-bottom:1px dashed var(--line);margin-bottom:.3rem;padding-bottom:.2rem}
.nest b~.passed{border:0;border-top:1px dashed var(--line);margin:.3rem 0 0;padding:.2rem 0 0}
.pairs th{font-weight:500;text-align:left}
.pairs td{white-space:normal;overflow-wrap:anywhere}
.file summary{padding:.25rem 0;color:var(--link)}
.whys{border-top:1px solid var(--line)}
.why{border-bottom:1px solid var(--line)}
.why>summary{padding:.3rem .2rem;display:flex;gap:.2rem 1rem;justify-content:space-between;flex-wrap:wrap;font-variant-numeric:tabular-nums}
.why>summary span::before{content:"\\25b8";display:inline-block;width:1.1em;color:var(--faint)}
.why[open]>summary span::before{content:"\\25be"}
.why>summary::-webkit-details-marker{display:none}
.why>summary:hover{background:var(--panel)}
.why>div{padding:.2rem 0 .6rem 1.3rem}
.why p{margin:.25rem 0}
.why code{overflow-wrap:anywhere}
.symbols{margin:.3rem 0;font-size:.92em;display:grid;grid-template-columns:minmax(5rem,max-content) minmax(0,1fr);gap:0 1rem}
.symbols dt{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.92em}
.symbols dd{margin:0;color:var(--faint)}
.symbols b{color:var(--ink);font-weight:500}
@media (max-width:80rem){.figures th,.figures td{padding:.3rem}.layers{font-size:.8rem}.layers th,.layers td{padding:.3rem .25rem}.layers thead th{min-width:3.4rem}.layers th:first-child{min-width:8rem;max-width:11rem}.layers td.text{white-space:normal;overflow-wrap:break-word}.layers td:last-child{min-width:7.5rem}.layers td.text small{max-width:8rem}.with-bar{min-width:6.6rem}}
@media (max-width:40rem){th,td{padding:.3rem .4rem}.definition div{grid-template-columns:1fr}.definition dt{font-size:.85rem;margin-top:.25rem}.layers th:first-child{min-width:7.5rem;max-width:8.5rem}.figures{font-size:.9rem}.figures th small{max-width:8.5rem}.figures:not(.layers){font-size:.8rem}.figures:not(.layers) th,.figures:not(.layers) td{padding:.3rem .15rem}.figures:not(.layers) .key{margin-right:.2em}.figures:not(.layers) small{font-size:.75rem}}
`;
