// Runs in a page: opens what can be opened, and tells what is seen there. No types: they would bring a browser's globals.
(() => {
  for (const details of document.querySelectorAll('details')) details.open = true;

  /** Red, green and blue from 0 to 1, or undefined for what can be seen through. */
  const channels = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return alpha < 1 ? undefined : [red, green, blue].map((value) => value / 255);
  };
  const linear = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = ([red, green, blue]) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const backgroundOf = (element) =>
    channels(getComputedStyle(element).backgroundColor) ??
    (element.parentElement === null ? [1, 1, 1] : backgroundOf(element.parentElement));

  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: element, data } = walker.currentNode;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    if (data.trim() === '' || range.getClientRects().length === 0) continue;
    const style = getComputedStyle(element);
    const ink = luminance(channels(element instanceof SVGElement ? style.fill : style.color));
    const paper = luminance(backgroundOf(element));
    const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    texts.push({ text: data.trim().slice(0, 40), contrast, pixels: Number.parseFloat(style.fontSize) });
  }
  return {
    texts,
    paper: getComputedStyle(document.body).backgroundColor,
    text: document.body.innerText,
    titles: [...document.querySelectorAll('svg title')].map(({ textContent }) => textContent),
    elements: [...new Set([...document.querySelectorAll('*')].map(({ localName }) => localName))],
    attributes: [...new Set([...document.querySelectorAll('*')].flatMap((each) => each.getAttributeNames()))],
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  };
})();
