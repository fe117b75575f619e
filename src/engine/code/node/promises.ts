import { lines, mark, paragraphs } from '../source.ts';
import { inputsCode } from './inputs.ts';
import type { NodeModel } from './parts.ts';
import { mapLimited, prepared, timed, tornDown } from './pieces.ts';

/** Promise.all, or a limit of its own. */
export const promises: NodeModel = {
  title: (limit) =>
    limit === undefined ? 'all tasks at once on one event loop' : `${limit} tasks at once on one event loop`,
  imports: () => ({}),
  body: (parts) => {
    const { limit, call } = parts;
    const each = `(input) => ${call('input')}`;
    const all = limit === undefined ? `Promise.all(inputs.map(${each}))` : `mapLimited(inputs, ${limit}, ${each})`;
    return paragraphs([
      timed(
        parts,
        lines(prepared(parts), `const results${parts.type(': Result[]')} = await ${all};${mark}`, tornDown(parts)),
      ),
      inputsCode(parts).made,
      limit === undefined ? undefined : mapLimited(parts),
    ]);
  },
};
