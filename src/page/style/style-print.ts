/** On paper: all layers open, nothing to operate, nothing cut off at the edge of a box that would scroll. */
export const PRINT_STYLE = `
@media print{
@page{margin:14mm 12mm}
html{font-size:9.5pt}
body{print-color-adjust:exact;-webkit-print-color-adjust:exact}
header.page,main,footer{max-width:none;padding:0}
nav,.skip,.tools,[data-needs-script]{display:none!important}
.scroll{overflow:visible}
a{color:inherit;text-decoration:none}
h2,h3,h4,summary{break-after:avoid}
tr,.cards>div,.chart{break-inside:avoid}
thead{display:table-header-group}
tfoot{display:table-row-group}
.layer::details-content,.file::details-content{content-visibility:visible!important;display:block!important;block-size:auto!important}
.layer{break-inside:auto;border:0;border-top:1px solid var(--line);border-radius:0}
.layer>summary::before{content:none}
.content{padding:0}
.facts{padding-left:0}
.columns{grid-template-columns:repeat(auto-fit,minmax(8.8cm,1fr));gap:0 5mm}
.cards{grid-template-columns:repeat(5,1fr);gap:2mm}
.cards>div{padding:1.5mm 2mm}
.cards strong{font-size:11pt}
.figures{font-size:8pt}
.way,.dot,.bar rect,.filling{print-color-adjust:exact}
.layers{font-size:6.6pt}
.layers th:first-child{position:static;min-width:2.6cm;max-width:3cm}
.with-bar{min-width:2.2cm}
.layers thead th{min-width:0!important}
th,td,.layers th,.layers td{padding:.15rem .3rem}
.layers thead button::after{content:none!important}
.roofline,.hierarchy{min-width:0;max-width:100%;height:auto}
.hierarchy{max-width:11cm}
.roofline{max-width:15cm}
pre{white-space:pre-wrap;overflow-wrap:anywhere;width:auto;font-size:7pt}
.nest{font-size:8pt}
.nest td{min-width:0;white-space:normal}
}
`;
