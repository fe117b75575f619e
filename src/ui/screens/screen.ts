import type { Lane } from '../../engine/lane/lane.ts';
import type { Scenario } from '../../tasks/workload.ts';
import type { Action, CommandId } from '../commands.ts';
import type { Update } from '../effects.ts';
import type { Layout } from '../layout.ts';
import type { Frame } from '../picture.ts';
import type { ScreenId, ScreenState, UiState } from '../state.ts';
import type { Theme } from '../theme.ts';
import type { Box } from '../widgets/box.ts';

/** Keys and a word for the hint bar. */
export type Hint = readonly [keys: string, word: string];

/** One line of the help: keys that belong together, and the commands that they point at. */
export interface Binding {
  /** Key names as key-names.ts gives them. */
  readonly keys: Readonly<Record<string, CommandId>>;
  /** How the keys are written. */
  readonly shown: string;
  /** What they do together; the command's name where they point at one alone. */
  readonly help?: string;
  /** Absent where the binding is not in the hint bar. */
  readonly hint?: Hint;
}

/** A line of the help as it is shown. */
export interface HelpLine {
  readonly shown: string;
  readonly help: string;
  /** The screens where alone it holds; absent where it holds everywhere. */
  readonly on?: readonly ScreenId[];
}

/** What an update has to know of what is shown. */
export interface Facts {
  readonly lanes: readonly Lane[];
  /** What is left for panes. */
  readonly body: Layout['body'];
  readonly scenarios: readonly Scenario[];
  /** All that holds now. */
  readonly help: readonly HelpLine[];
  /** Of the decision that is shown, in sentences; none where there is no decision. */
  readonly answer: readonly string[];
}

/** What a screen is drawn from. */
export interface View {
  readonly theme: Theme;
  readonly frame: Frame;
  readonly body: Layout['body'];
  /** Of this machine. */
  readonly cores: number;
  /** All that holds now. */
  readonly help: readonly HelpLine[];
}

/** A column and a row of the body, from 0. */
export interface Cell {
  readonly x: number;
  readonly y: number;
}

/** What lies under a cell: a lane's pane, or what can be scrolled. */
export type Target =
  | { readonly type: 'lane'; readonly lane: number }
  | { readonly type: 'output' | 'tables' | 'answer' | 'keys' };

/** What spins in front of a running lane. */
export interface SpinnerKind {
  readonly type: 'simpleDots';
  readonly width: number;
}

/** A box on a screen. */
export interface Pane {
  /** Tells it from the others on the screen. */
  readonly name: string;
  readonly width: number;
  /** All that its text depends on: while none of it changes, it is not drawn anew. */
  readonly madeOf: object;
  readonly box: () => Box;
  readonly spinner?: SpinnerKind | undefined;
  /**
   * A new value starts the spinner anew. With one value for all panes they turn in the same
   * instant, and a turn of all of them is one frame and not one each.
   */
  readonly beat?: string;
}

/** Panes beside each other. */
export interface PaneRow {
  readonly height: number;
  readonly panes: readonly Pane[];
}

/** A view with its own bindings and update. */
export interface Screen<Id extends ScreenId> {
  /** Those that hold on it alone. */
  readonly bindings: readonly Binding[];
  /** What the hint bar says, where it is not what the bindings have for it. */
  readonly hints?: readonly Hint[];
  /** What comes of an action; undefined for one that is none of its own. Pure. */
  readonly update: (state: UiState, own: ScreenState<Id>, action: Action, facts: Facts) => Update | undefined;
  /** What it remembers when another lane or another run is shown; the same when absent. */
  readonly renewed?: (own: ScreenState<Id>) => ScreenState<Id>;
  /** Panes that fill the body exactly. Pure: the same rows can be drawn by whatever there is to draw them. */
  readonly rows: (own: ScreenState<Id>, view: View) => readonly PaneRow[];
  /** Which part of the whole it shows, for the status line; nothing where it shows all. */
  readonly position?: (own: ScreenState<Id>, view: View) => string;
  readonly under: (cell: Cell, own: ScreenState<Id>, view: View) => Target | undefined;
}
