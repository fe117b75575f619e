import type { Parts } from '../../measure/time/breakdown.ts';
import { partLabels } from '../columns/parts.ts';
import { element, text } from './html-text.ts';

/** What a bar stands for. Its colour follows from this alone, in every figure. */
export type Part = keyof Parts | 'task';

/** The colours of a figure, in words. */
export function legend(parts: readonly Part[]): string {
  const items = parts.map((part) => {
    const key = element('span', { class: `key ${part}` }, '');
    return element('li', {}, `${key}${text(part === 'task' ? 'with a task' : partLabels[part])}`);
  });
  return element('ul', { class: 'legend' }, items.join(''));
}

/** A figure of a lane, under its name and what it shows. */
export function laneFigure(lane: string, caption: string, figure: string): string {
  const heading = element('figcaption', {}, `${element('strong', {}, text(lane))}${text(` ${caption}`)}`);
  return element('figure', {}, `${heading}${figure}`);
}
