/** Expression for a page: its texts with a contrast below 4.5 : 1 (WCAG AA) against the nearest ground that is not transparent. */
export const LOW_CONTRAST = `(() => {
  const channels = (colour) => {
    const numbers = colour.match(/[\\d.]+/g).map(Number);
    // Mixed colours are given in shares.
    return colour.startsWith('color(') ? numbers.map((one, place) => (place < 3 ? one * 255 : one)) : numbers;
  };
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const ground = getComputedStyle(each).backgroundColor;
      if ((channels(ground)[3] ?? 1) > 0) return ground;
    }
    return 'rgb(255,255,255)';
  };
  return [...document.querySelectorAll('p,li,dt,dd,th,td,small,a,button,h1,h2,h3,h4,code,pre,summary,span,label')]
    .filter((element) => element.checkVisibility() && [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue.trim()))
    .filter((element) => {
      const [a, b] = [luminance(getComputedStyle(element).color), luminance(groundOf(element))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
    })
    .map((element) => element.outerHTML.slice(0, 120));
})()`;
