import { lines, mark, paragraphs } from '../source.ts';
import { inputsCode } from './inputs.ts';
import type { NodeModel } from './parts.ts';
import { prepared, timed, tornDown } from './pieces.ts';

/** A plain loop. */
export const sequential: NodeModel = {
  title: () => 'one task after the other',
  imports: () => ({}),
  body: (parts) =>
    paragraphs([
      timed(
        parts,
        lines(
          prepared(parts),
          `const results${parts.type(': Result[]')} = [];`,
          `for (const input of inputs) results.push(await ${parts.call('input')});${mark}`,
          tornDown(parts),
        ),
      ),
      inputsCode(parts).made,
    ]),
};
