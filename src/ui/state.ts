import type { Choices, Plan } from '../engine/plan.ts';
import { planOf } from '../engine/plan.ts';
import type { Scenario } from '../tasks/workload.ts';

interface GridScreen {
  readonly kind: 'grid';
}

export interface ZoomScreen {
  readonly kind: 'zoom';
  /** Number of the last line shown, counted from the run's first; `newest` moves on with the output. */
  readonly end: number | 'newest';
}

/** What fills the screen; help remembers what it covers. */
export type Screen = GridScreen | ZoomScreen | { readonly kind: 'help'; readonly under: GridScreen | ZoomScreen };

/** What the user changed of a scenario since the program started. */
export type Adjustment = Pick<Choices, 'tasks' | 'size' | 'scale' | 'delayMs' | 'order' | 'urls'>;

/** All that the keys change. What the runs tell is not in it; see run-store.ts. */
export interface UiState {
  readonly screen: Screen;
  readonly scenario: Scenario;
  /** What holds for every scenario. */
  readonly common: Choices;
  /** By scenario id: an adjusted scenario is as it was when the user comes back to it. */
  readonly adjustments: Readonly<Record<string, Adjustment>>;
  /** Index of the focused lane. */
  readonly focus: number;
  readonly frozen: boolean;
  /** Counts the sessions asked for; a new number asks for a new session. */
  readonly run: number;
}

/**
 * The state at the start. Amounts on the command line are meant for the scenario on it: ten
 * million is a good number to count to, and a bad number of lines to print.
 */
export function initialState(scenario: Scenario, choices: Choices): UiState {
  const { tasks, size, delayMs, order, urls, ...rest } = choices;
  return {
    screen: { kind: 'grid' },
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
    run: 1,
  };
}

/** What the state asks to be run. */
export function planFor({ scenario, common, adjustments }: UiState): Plan {
  return planOf(scenario, { ...common, ...adjustments[scenario.id] });
}
