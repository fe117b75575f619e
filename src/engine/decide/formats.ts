import { markdownEdition, pageEdition, terminalEdition } from '../report/editions.ts';
import { type decisionFormatNames, type Format, json } from '../report/format.ts';
import { htmlPage } from '../report/render/html.ts';
import { markdownOf } from '../report/render/markdown.ts';
import { terminalText } from '../report/render/terminal.ts';
import type { Answer } from './answer.ts';
import { decisionBlocks, documentBlocks } from './content.ts';

const known = {
  table: (answer) => terminalText(decisionBlocks(answer)),
  json: ({ decision }) => json(decision),
  markdown: (answer) => markdownOf(documentBlocks(answer, markdownEdition)),
  html: (answer) => htmlPage(documentBlocks(answer, pageEdition)),
} satisfies Record<(typeof decisionFormatNames)[number], Format<Answer>>;

/** Every format of `lanes decide --format`, by name. */
export const decisionFormats: Readonly<Record<string, Format<Answer>>> & typeof known = known;

/** The answer, and under it all that a report of the race says. */
export const withReasons: Format<Answer> = (answer) => terminalText(decisionBlocks(answer, terminalEdition));
