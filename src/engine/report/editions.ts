import { timesIn } from './columns/lanes.ts';
import type { Chapter, Edition } from './content.ts';
import { reasonedRunText } from './words/runs.ts';

/** Of several rounds the reasons are those of one. */
function reasons(heading: string): Chapter {
  return {
    name: 'why',
    heading: (report) => (report.scenario.rounds === 1 ? heading : `${heading}, ${reasonedRunText(report)}`),
    pieces: ['reasons'],
  };
}

const advice: Chapter = { name: 'advice', heading: 'what would help', pieces: ['advice'] };

/** All that is known, for people, in eighty columns. */
export const terminalEdition: Edition = {
  wording: 'short',
  times: timesIn.terminal,
  parts: [
    'title',
    'times',
    'findings',
    'verdict',
    { name: 'breakdowns', heading: "where the workers' time went, in %", pieces: ['shares', 'partTerms'] },
    { name: 'cores', heading: 'how the cores were used', pieces: ['cores', 'coreTerms'] },
    'breakEven',
    reasons('why'),
    'warnings',
    advice,
  ],
};

/** What a dashboard leaves behind: times, the verdict, what failed and what to beware of. */
export const summaryEdition: Edition = {
  ...terminalEdition,
  parts: ['title', 'times', 'findings', 'verdict', 'failures', 'warnings', advice],
};

/** For an issue or a README. */
export const markdownEdition: Edition = {
  wording: 'long',
  times: timesIn.markdown,
  parts: [
    'title',
    'times',
    'verdict',
    'breakEven',
    reasons('Why'),
    { name: 'breakdowns', heading: "Where the workers' time went, in %", pieces: ['shares', 'partTerms'] },
    { name: 'cores', heading: 'How the cores were used', pieces: ['cores', 'coreTerms'] },
    'warnings',
    { ...advice, heading: 'What would help' },
  ],
};

/** A page with pictures. */
export const pageEdition: Edition = {
  wording: 'long',
  times: timesIn.page,
  parts: [
    'title',
    'machine',
    { name: 'verdict', heading: 'Verdict', pieces: ['verdict'] },
    { name: 'warnings', heading: 'Warnings', pieces: ['warnings'] },
    { ...advice, heading: 'What would help' },
    { name: 'break-even', heading: 'Break-even', pieces: ['breakEven'] },
    { name: 'times', heading: 'Times', pieces: ['times', 'medians', 'timeTerms'] },
    { name: 'timelines', heading: 'Timeline', pieces: ['timelines'] },
    { name: 'breakdowns', heading: 'Where the time went', pieces: ['bars', 'partTerms', 'partTimes'] },
    { name: 'cores', heading: 'How the cores were used', pieces: ['cores', 'medians', 'coreTerms'] },
    reasons('Why'),
    { name: 'rounds', heading: 'Each round', pieces: ['rounds'] },
  ],
};
