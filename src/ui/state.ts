import type { Choices, Plan } from '../engine/plan.ts';
import { planOf } from '../engine/plan.ts';
import type { Scenario } from '../tasks/workload.ts';

/** What each screen remembers as long as it is open. */
interface Memories {
  readonly grid: object;
  readonly zoom: {
    /** Number of the last line shown, counted from the run's first; `newest` moves on with the output. */
    readonly end: number | 'newest';
    /** How many rows of the tables are scrolled away above. */
    readonly tables: number;
  };
  readonly answer: {
    /** How many rows are scrolled away above. */
    readonly first: number;
  };
  readonly help: {
    /** How many lines are scrolled away above. */
    readonly first: number;
  };
}

/** Names a screen. */
export type ScreenId = keyof Memories;

/** A screen that is open. */
export type ScreenState<Id extends ScreenId = ScreenId> = { [K in Id]: { readonly id: K } & Memories[K] }[Id];

/** What the user changed of a scenario since the program started. */
export type Adjustment = Pick<Choices, 'tasks' | 'size' | 'scale' | 'delayMs' | 'order' | 'urls'>;

/** All that the keys change. What the runs tell is not in it; see run-store.ts. */
export interface UiState {
  /** Those open over the grid, the last one on top. */
  readonly screens: readonly ScreenState[];
  readonly scenario: Scenario;
  /** What holds for every scenario. */
  readonly common: Choices;
  /** By scenario id: an adjusted scenario is as it was when the user comes back to it. */
  readonly adjustments: Readonly<Record<string, Adjustment>>;
  /** Index of the focused lane. */
  readonly focus: number;
  readonly frozen: boolean;
}

/**
 * The state at the start. Amounts on the command line are meant for the scenario on it: ten
 * million is a good number to count to, and a bad number of lines to print.
 */
export function initialState(scenario: Scenario, choices: Choices): UiState {
  const { tasks, size, delayMs, order, urls, ...rest } = choices;
  return {
    screens: [],
    scenario,
    common: size === 'article' ? { ...rest, size } : rest,
    adjustments: {
      [scenario.id]: {
        ...(tasks !== undefined && { tasks }),
        ...(size !== undefined && { size }),
        ...(delayMs !== undefined && { delayMs }),
        ...(order !== undefined && { order }),
        ...(urls !== undefined && { urls }),
      },
    },
    focus: 0,
    frozen: false,
  };
}

/** What the state asks to be run. */
export function planFor(state: UiState): Plan {
  return planOf(state.scenario, choicesFor(state));
}

/** What holds for the scenario that is shown. */
export function choicesFor({ scenario, common, adjustments }: UiState): Choices {
  return { ...common, ...adjustments[scenario.id] };
}

/** A zoomed pane when it is opened, or comes to show another lane or run. */
export const zoomed: ScreenState<'zoom'> = { id: 'zoom', end: 'newest', tables: 0 };

/** The screen that is seen. */
export function topOf({ screens }: UiState): ScreenState {
  return screens.at(-1) ?? { id: 'grid' };
}

/** With another screen on top. */
export function opened(state: UiState, screen: ScreenState): UiState {
  return { ...state, screens: [...state.screens, screen] };
}

/** Without the screen on top; the grid always stays. */
export function closed(state: UiState): UiState {
  return { ...state, screens: state.screens.slice(0, -1) };
}

/** With the screen on top as it is given. */
export function withTop(state: UiState, screen: ScreenState): UiState {
  return opened(closed(state), screen);
}
