import { plainText } from '../../engine/text/plain.ts';
import { wrapText } from '../../engine/text/width.ts';
import { onlyState } from '../effects.ts';
import { withTop } from '../state.ts';
import { type Box, box, innerHeight, innerWidth } from '../widgets/box.ts';
import { row } from '../widgets/row.ts';
import { answerTexts } from '../words/decision-words.ts';
import type { Screen, View } from './screen.ts';
import { firstShown, placeOf, scrollBindings, scrolledBy } from './scrolling.ts';

/** The whole answer of a decision. */
export const answer: Screen<'answer'> = {
  bindings: scrollBindings,
  hints: [
    ['k j', 'scroll'],
    ['d', 'decide again'],
    ['Esc', 'leave the answer'],
    ['q', 'quit'],
  ],
  update: (state, own, action, { answer: texts, body }) => {
    const room = innerHeight(body.height);
    const by = scrolledBy(action, room);
    if (by === undefined) return undefined;
    const rows = linesOf(texts, innerWidth(body.width)).length;
    return onlyState(withTop(state, { ...own, first: firstShown(firstShown(own.first, rows, room) + by, rows, room) }));
  },
  rows: ({ first }, { theme, body, frame }) => {
    const texts = answerTexts(frame.standing);
    const props = { theme, ...body, answer: texts.join('\n'), first };
    const pane = { name: 'answer', width: body.width, madeOf: props, box: () => answerText(props) };
    return [{ height: body.height, panes: [pane] }];
  },
  under: () => ({ type: 'answer' }),
};

interface AnswerProps extends Pick<View, 'theme'> {
  readonly width: number;
  readonly height: number;
  /** A sentence a line: a list would be another one in each frame. */
  readonly answer: string;
  readonly first: number;
}

/** The sentences in a box that fills the body. */
export function answerText({ theme, width: columns, height, answer: texts, first }: AnswerProps): Box {
  const width = innerWidth(columns);
  const room = innerHeight(height);
  const lines = linesOf(texts.split('\n'), width);
  const before = firstShown(first, lines.length, room);
  return box(theme, {
    width: columns,
    height,
    focused: true,
    title: [['answer', theme.paint.focus]],
    state: [],
    spinnerWidth: 0,
    note: [],
    remark: [[`${placeOf(before, lines.length, room, theme)}Esc: back`]],
    content: lines
      .slice(before, before + room)
      .map(({ text, isFirst }) => row(theme, width, [[text, isFirst ? theme.paint.strong : undefined]])),
  });
}

/** Each sentence in as many lines as it needs; those of the first are what it comes to. */
function linesOf(texts: readonly string[], width: number): { readonly text: string; readonly isFirst: boolean }[] {
  return texts.flatMap((sentence, place) =>
    wrapText(plainText(sentence), width, { indent: 2 }).map((text) => ({ text, isFirst: place === 0 })),
  );
}
