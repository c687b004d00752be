/** Type, spacing and the frame of the page. */
export const PAGE_STYLE = `
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;overflow-wrap:break-word;background:var(--page);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
header.page,main,footer{max-width:80rem;margin:0 auto;padding:0 1.25rem}
header.page{padding-top:1.5rem}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem;overflow-wrap:anywhere}
h2{font-size:1.35rem;line-height:1.25;margin:2.5rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
h4{font-size:1rem;margin:1.5rem 0 .4rem}
p{margin:.4rem 0 .8rem;overflow-wrap:break-word}
.prose{max-width:46rem}
small{font-size:.85rem;color:var(--faint)}
a{color:var(--link)}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
.hash{overflow-wrap:anywhere}
pre{margin:0;padding:.75rem;background:var(--panel);border-radius:.4rem;width:max-content;min-width:100%;tab-size:2}
.bar-row{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:center;justify-content:space-between}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:.5rem 0;padding:0}
.skip{position:absolute;left:-200vw}
.skip:focus{left:1rem;top:.5rem;z-index:2;padding:.5rem .8rem;background:var(--page);border:2px solid var(--link);border-radius:.3rem}
:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:.15rem}
button,input{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--line);border-radius:.35rem;padding:.3rem .7rem;min-height:2.25rem}
button{cursor:pointer}
button:hover{border-color:var(--faint)}
[hidden]{display:none!important}
.tools{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.5rem 0}
.tools input{flex:1 1 12rem;max-width:22rem;min-width:0}
.announcement{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:.75rem;margin:1rem 0}
.cards>div{background:var(--panel);border-radius:.5rem;padding:.75rem .9rem}
.cards dt{font-size:.85rem;color:var(--faint)}
.cards dd{margin:0}
.cards strong{display:block;font-size:1.2rem;line-height:1.3;font-weight:650;font-variant-numeric:tabular-nums}
.cards small{display:block;line-height:1.35}
.highlights{padding-left:1.2rem;max-width:56rem}
.highlights li{margin:.25rem 0}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,27rem),1fr));gap:0 2.5rem}
.columns>*{min-width:0}
.columns h3,.columns h4{margin-top:1.25rem}
footer{margin-top:3rem;padding-bottom:2rem;color:var(--faint);font-size:.85rem}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media (max-width:40rem){header.page,main,footer{padding-left:.9rem;padding-right:.9rem}h1{font-size:1.4rem}.cards{grid-template-columns:minmax(0,1fr);gap:.4rem}.cards>div{padding:.45rem .7rem}.cards strong{font-size:1.15rem}}
`;
