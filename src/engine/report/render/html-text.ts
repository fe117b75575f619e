import { plainText } from '../../text/plain.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text that shows as it is, inside an element or a quoted attribute, whatever it holds. */
export function text(content: string): string {
  return plainText(content).replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** An element around HTML that is already escaped; attributes are escaped here. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>, content: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${text(String(value))}"`);
  return `<${name}${written.join('')}>${content}</${name}>`;
}

/** Terms with what they mean; nothing where there are none. */
export function definitions(terms: readonly (readonly [term: string, meaning: string])[]): string {
  const all = terms.map(([term, meaning]) =>
    element('div', {}, `${element('dt', {}, text(term))}${element('dd', {}, text(meaning))}`),
  );
  return all.length === 0 ? '' : element('dl', {}, all.join(''));
}

/** A list, of which nothing is left where it has no lines. */
export function list(lines: readonly string[]): string {
  return lines.length === 0 ? '' : element('ul', {}, lines.map((line) => element('li', {}, text(line))).join(''));
}
