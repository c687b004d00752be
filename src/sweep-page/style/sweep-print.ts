/** On paper: nothing to operate, the chosen design beside the scatter, of the table the front only. */
export const SWEEP_PRINT_STYLE = `
@media print{
.designs{grid-template-columns:repeat(4,minmax(0,1fr));gap:2mm}
.card{padding:1.5mm 2mm}
.card strong{font-size:11pt;line-height:1.3}
.figures-of{font-size:6.6pt;line-height:1.5;white-space:nowrap;grid-template-columns:auto minmax(0,1fr) auto;gap:0 1.5mm}
.beside{grid-template-columns:minmax(0,1fr) 6.2cm;gap:0 5mm}
.plot-tools{display:flex!important}
.plot-tools .menus,.plot-tools .check,.command button,.tip{display:none!important}
.chart-box .chart,.wide .chart{min-width:0;max-width:100%;height:auto}
.columns{grid-template-columns:1fr 1fr}
.panel th,.panel td{padding:.1rem .2rem;font-size:7.5pt}
.card,.reason,.panel,.matrix tr{break-inside:avoid}
.matrix{min-width:0;font-size:7pt}
.matrix th,.matrix td{height:6mm}
.matrix th:first-child{width:2cm;position:static}
#design-table{font-size:7pt}
#design-table th,#design-table td{padding:.1rem .25rem}
#design-table tbody tr:not(.front){display:none}
#design-table thead button::after{content:none!important}
#design-table .with-inbar{padding-right:.3rem}
.inbar,.ring-hover{display:none}
section{break-inside:auto}
#design-table .chosen,.card.on{box-shadow:none}
}
`;
