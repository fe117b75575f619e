import type { Align } from '../../text/table.ts';
import type { Table } from '../blocks.ts';
import { element, text } from './html-text.ts';

/** A table in a box of its own, which can be scrolled where the page is narrow. The first column names its rows. */
export function tableBox({ label, columns, rows }: Table): string {
  const head = columns.map(({ heading, unit, align }) => {
    const small = unit === undefined ? '' : ` ${element('small', {}, text(unit))}`;
    return element('th', { scope: 'col', ...looksOf(align) }, `${text(heading.replace('\n', ' '))}${small}`);
  });
  const body = rows.map((row) => {
    const cells = columns.map(({ align }, index) => {
      const content = text(row[index] ?? '');
      return index === 0 ? element('th', { scope: 'row' }, content) : element('td', looksOf(align), content);
    });
    return element('tr', {}, cells.join(''));
  });
  const inside = `<thead>${element('tr', {}, head.join(''))}</thead><tbody>${body.join('')}</tbody>`;
  const box = { class: 'wide', role: 'region', 'aria-label': label, tabindex: 0 };
  return element('div', box, element('table', {}, inside));
}

function looksOf(align: Align): Readonly<Record<string, string>> {
  return align === 'right' ? { class: 'figure' } : {};
}
