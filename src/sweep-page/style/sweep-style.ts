/** What the page of a sweep adds to the style of all pages. */
export const SWEEP_STYLE = `
body{font-size:.9375rem;line-height:1.6;font-variant-numeric:tabular-nums}
h1{font-size:1.625rem;line-height:2rem;font-weight:650;letter-spacing:-.01em}
h2{font-size:1.25rem;line-height:1.75rem;font-weight:650;letter-spacing:-.005em;margin:2.5rem 0 .75rem}
h3{font-size:.9375rem;line-height:1.4rem;font-weight:600;margin:1.75rem 0 .5rem}
h3 small{font-size:.8125rem;font-weight:400;margin-left:.6rem}
h4{font-size:.9375rem;font-weight:600;margin:.9rem 0 .1rem}
header.page p{margin:.1rem 0 .3rem}
nav a{text-decoration:none}
nav a:hover{text-decoration:underline}
.faint,.small{color:var(--faint)}
.small{font-size:.8125rem;line-height:1.15rem}
.gain{color:var(--gain)}.loss{color:var(--alert)}.same{color:var(--faint)}
.answer{font-size:1.25rem;line-height:1.75rem;font-weight:600;margin:.1rem 0 .25rem}
.highlights{margin:.6rem 0 0}
.highlights li{margin:.2rem 0}
button,input,select{min-height:2rem;padding:.2rem .65rem;font-size:.8125rem;font-weight:500;background:var(--page);border-radius:.375rem}
select{font:inherit;font-size:.8125rem;font-weight:500;color:inherit;border:1px solid var(--line);max-width:16rem}
input{font-weight:400}
button:hover,select:hover{border-color:var(--control);background:var(--panel)}
button[aria-pressed=true]{background:var(--select);border-color:var(--link)}
.designs{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:.75rem;margin:1rem 0}
.card{border:1px solid var(--line);border-radius:.5rem;padding:.75rem .85rem .7rem;color:inherit;text-decoration:none;display:block;background:var(--page)}
.card:hover{border-color:var(--control)}
.card.on{border-color:var(--link);box-shadow:inset 0 0 0 1px var(--link)}
.card .kind{display:block;font-size:.8125rem;line-height:1.15rem;color:var(--faint)}
.card strong{display:block;font-size:1.125rem;line-height:1.6rem;font-weight:650;overflow-wrap:anywhere}
.figures-of{display:grid;grid-template-columns:auto minmax(0,1fr) 3.7rem;gap:0 .5rem;font-size:.8125rem;line-height:1.25rem;margin-top:.4rem;text-align:right}
.figures-of>span{white-space:nowrap}
.figures-of>.of{color:var(--faint);text-align:left;max-width:8.5rem;overflow:hidden;text-overflow:ellipsis}
.card:first-child .figures-of{grid-template-columns:auto minmax(0,1fr)}
.beside{display:grid;grid-template-columns:minmax(0,1fr) 22.5rem;gap:0 2rem}
.beside>*{min-width:0}
.panel{background:var(--panel);border-radius:.5rem;padding:.85rem 1rem;margin:0}
aside.panel{align-self:start}
.panel h3{margin:0}
.panel p.small{margin:.1rem 0 .45rem}
.panel table{width:100%}
.panel th{font-weight:400;color:var(--faint);text-align:left;white-space:normal}
.panel .steps th{color:var(--ink)}
.panel .steps a{color:inherit;text-decoration:none}
.panel .steps a:hover{text-decoration:underline}
.panel th{overflow-wrap:anywhere}
.panel td{overflow-wrap:break-word}
.panel th,.panel td{padding:.25rem .4rem;font-size:.8125rem;border-bottom-color:var(--line)}
.panel td{white-space:normal}
.panel .steps td{overflow-wrap:normal}
.panel .steps th,.panel .steps td{vertical-align:middle}
.command{display:flex;align-items:center;gap:.5rem;border:1px solid var(--line);border-radius:.375rem;padding:.2rem .3rem .2rem .65rem;background:var(--panel)}
.command code{flex:1;min-width:0;overflow-x:auto;white-space:nowrap;font-size:.75rem;padding:.25rem 0}
.command button{border-color:transparent;background:none;min-height:1.6rem}
.command button:hover{border-color:var(--line)}
.menus{display:contents}
.tools label{font-size:.8125rem;color:var(--faint);white-space:nowrap}
.tools select{color:var(--ink)}
.tools .check{display:inline-flex;gap:.35rem;align-items:center}
.tools .check input{min-height:0;flex:none}
.tools .right,.colour-key{margin-left:auto}
.tools input[type=search]{flex:0 1 19rem}
#filter-said{font-size:.8125rem;color:var(--faint)}
#filter-said.alert{font-weight:400;color:var(--alert)}
.colour-key{display:flex;flex-wrap:wrap;gap:0 .6rem;font-size:.75rem;align-items:center}
.colour-key .value{white-space:nowrap}
.round{display:inline-block;width:9px;height:9px;border-radius:50%;margin-right:4px;background:var(--colour);box-shadow:0 0 0 1px var(--edge)}
.scroll{position:relative}
.chart-box{touch-action:pan-x pan-y;margin:0}
.chart-box .chart{min-width:36rem;width:100%;height:auto}
.wide .chart{min-width:52rem}
.fitted .chart{min-width:0;width:auto;max-width:none}
#scatter.fitted,#parallel.fitted{cursor:crosshair;user-select:none}
#scatter svg *,#parallel svg *{transition:none}
.caption{font-size:.8125rem;color:var(--faint);text-align:center;margin:.3rem 0 0}
.lab{fill:var(--faint)}.strong{font-weight:600}
.grid{stroke:var(--hair)}
.axis,.upright{stroke:var(--control);fill:none}
.axis{stroke:var(--line)}
.hatch{stroke:var(--hair);stroke-width:2;fill:none}
.beyond{fill:url(#hatch)}
.limit{stroke:var(--way);stroke-dasharray:4 3;fill:none}
.front-line{stroke:var(--ink);fill:none;stroke-width:1}
.inner-dot{fill:var(--colour)}
.front-dot{fill:var(--colour);stroke:var(--ink);stroke-width:1.25}
.hollow{fill:var(--page);stroke:var(--way)}
.plain-dot{--colour:var(--way)}
.inner-dots .rim{stroke:var(--colour);stroke-width:7;stroke-linecap:round;fill:none}
.hollows .rim{stroke:var(--way);stroke-width:8;stroke-linecap:round;fill:none}
.hollows .hole{stroke:var(--page);stroke-width:6;stroke-linecap:round;fill:none}
.small-dots .inner-dots .rim{stroke-width:4.5}
.small-dots .hollows .rim{stroke-width:4.5;opacity:.4}
.tiny-dots .inner-dots .rim{stroke-width:2.75}
.tiny-dots .hollows .rim{stroke-width:2.75;opacity:.4}
.small-dots .hole,.tiny-dots .hole{display:none}
.tiny-dots .front-dot{stroke-width:.75}
.cross{stroke:var(--way);fill:none}
.density{fill:var(--tone);opacity:.12}
.d1{opacity:.2}.d2{opacity:.3}.d3{opacity:.42}
.ring{fill:none;stroke:var(--link);stroke-width:2.25}
.picked{fill:none;stroke:var(--link);stroke-width:1.25}
.frame{fill:var(--link);fill-opacity:.14;stroke:var(--link)}
.curve{fill:none;stroke:var(--colour);stroke-width:1.25;opacity:.75}
.curve.unordered{stroke-dasharray:2 5}
.curve.own{stroke-width:2.5;opacity:1}
.curve-dot{fill:var(--colour);stroke:var(--colour);stroke-width:1.5}
.beyond-dot{fill:var(--page)}
.range{stroke:var(--line);stroke-width:8;stroke-linecap:round;fill:none}
.range-dot{fill:var(--way);stroke:var(--way)}
.range-dot.beyond-dot{fill:var(--page)}
.chosen-dot{fill:var(--link);stroke:var(--page)}
.line-all{fill:none;stroke:var(--line);stroke-width:1}
.line-all.many{stroke:var(--hair)}
.line-chosen{fill:none;stroke:var(--colour);stroke-width:1.5}
.line-best{fill:none;stroke:var(--link);stroke-width:3}
.matrix{table-layout:fixed;width:100%;border-collapse:separate;border-spacing:2px;font-size:.8125rem;min-width:calc(5.5rem + 3.4rem*var(--columns,8))}
.matrix caption{text-align:left;font-size:.8125rem;color:var(--faint);padding:.3rem 0}
.matrix th,.matrix td{border:0;padding:0;height:2.1rem;text-align:center;vertical-align:middle}
.matrix thead th{font-size:.8125rem;font-weight:500}
.matrix th:first-child{width:8.5rem;text-align:left;white-space:normal;line-height:1.1}
.matrix td{border-radius:4px;position:relative}
.matrix td[data-point]{cursor:pointer}
.matrix td[data-point]:hover{box-shadow:inset 0 0 0 1px var(--control)}
.matrix .over{color:var(--faint);background:repeating-linear-gradient(135deg,transparent 0 5px,var(--hair) 5px 6px)}
.matrix .best{font-weight:650}
.matrix .chosen{outline:2.5px solid var(--link);outline-offset:-1px}
.matrix .front::after{content:"";position:absolute;left:50%;bottom:3px;width:14px;margin-left:-7px;height:2px;background:currentColor;border-radius:1px}
.matrix .none{color:var(--faint)}
${Array.from({ length: 11 }, (_, step) => `.t${step}:not(.over){background:color-mix(in srgb,var(--tone) ${step * 5}%,var(--page))}`).join('\n')}
#design-table{width:100%;font-size:.8125rem}
#design-table th,#design-table td{padding:.28rem .5rem;border-bottom-color:var(--hair)}
#design-table thead th{font-size:.75rem;font-weight:500;border-bottom-color:var(--line)}
#design-table tbody tr{cursor:pointer}
#design-table tbody tr:hover{background:var(--panel)}
#design-table tbody tr.chosen{background:var(--select)}
#design-table tr.over td{color:var(--faint)}
#design-table thead button{all:unset;cursor:pointer;box-sizing:border-box;min-height:1.75rem}
#design-table thead button:focus-visible{outline:3px solid var(--link);outline-offset:2px}
#design-table thead button::after{content:"\\2195";margin-left:.3em;opacity:.45}
#design-table [aria-sort=ascending] button::after{content:"\\2191";opacity:1}
#design-table [aria-sort=descending] button::after{content:"\\2193";opacity:1}
#design-table a{text-decoration:none}
#design-table .with-inbar{padding-right:10rem;position:relative}
.inbar{position:absolute;left:calc(100% - 9.4rem);top:50%;margin-top:-4px;width:8.5rem;height:8px;fill:var(--way);opacity:.7}
.reason{border:1px solid var(--line);border-radius:.5rem;padding:.6rem .85rem;margin:.5rem 0;font-size:.8125rem;line-height:1.25rem}
.reason p{margin:0}
.reason b{font-weight:600;margin-right:.6rem}
.inputs-list{display:grid;grid-template-columns:10rem minmax(0,1fr);gap:.25rem 1rem;font-size:.875rem;margin:0}
.inputs-list dt{color:var(--faint)}
.inputs-list dd{margin:0;overflow-wrap:anywhere}
.inputs-list .line{display:block}
.link{all:unset;cursor:pointer;color:var(--link)}
.link:hover{text-decoration:underline}
.link:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.tip{position:fixed;z-index:5;max-width:20rem;background:var(--float);color:var(--ink);border:1px solid var(--line);border-radius:.5rem;box-shadow:var(--shadow);padding:.55rem .75rem;font-size:.75rem;line-height:1.15rem}
.tip b{display:block;font-weight:600;font-size:.8125rem}
.tip dl{display:grid;grid-template-columns:auto auto;gap:0 .9rem;margin:.2rem 0 0}
.tip dt{color:var(--faint)}
.tip dd{margin:0;text-align:right}
.tip p{margin:.2rem 0 0;color:var(--faint)}
@media (max-width:64rem){.beside{grid-template-columns:minmax(0,1fr)}.designs{grid-template-columns:repeat(2,minmax(0,1fr))}aside.panel{margin-top:1rem}}
@media (max-width:40rem){.designs{grid-template-columns:minmax(0,1fr);gap:.5rem}button,select,.tools input[type=search]{min-height:2.75rem}.tools input[type=search]{flex:1 1 100%;max-width:none}.tools .right,.colour-key{margin-left:0}.tools label{display:flex;gap:.5rem;align-items:center}.tools select{max-width:13rem}.inputs-list{grid-template-columns:minmax(0,1fr)}.inputs-list dd{margin-bottom:.4rem}h3 small{display:block;margin-left:0}nav ul{gap:.5rem 1.25rem}nav a{display:inline-block;padding:.45rem 0}.matrix th:first-child{width:5.5rem;position:sticky;left:0;background:var(--page);z-index:1}.with-inbar{padding-right:.5rem!important}.inbar{display:none}#design-table thead button{min-height:2.75rem}.panel .steps a{display:inline-block;padding:.4rem 0}.command button{min-height:2.5rem}}
@media (prefers-contrast:more){:root{--line:var(--control);--faint:var(--ink)}}
@media (forced-colors:active){.matrix .over{border:1px dashed}.matrix .chosen{outline-color:Highlight}.inner-dot,.front-dot,.rim{forced-color-adjust:none}}
`;
