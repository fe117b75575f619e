import type { Lane } from '../engine/lane/lane.ts';
import type { Choices, Plan } from '../engine/plan.ts';
import type { Replay } from '../engine/replay/replay.ts';
import type { Start } from '../engine/session/session.ts';
import { newSession } from '../engine/session/session-state.ts';
import type { Scenario } from '../tasks/workload.ts';
import { type Command, commandFor, type PlayCommand } from './keymap.ts';
import { gridOf, type Layout, layoutOf, type Size } from './layout.ts';
import { zoomPage } from './panes/zoom-layout.ts';
import { type Action, reduce, type View } from './reducer.ts';
import { type Clock, RunStore } from './run-store.ts';
import type { Standing } from './selectors.ts';
import { initialState, planFor, type UiState } from './state.ts';

/** What is drawn: the state that keys change, and the runs as they stood at the last frame. */
export interface Picture {
  readonly state: UiState;
  readonly standing: Standing;
  /** Present where a log is played. */
  readonly replay?: Playback;
}

/** How a replay stands. */
export interface Playback {
  readonly file: string;
  readonly speed: number;
  readonly isPaused: boolean;
}

/** What the controller asks of the program around it. */
export interface Exits {
  readonly quit: (interrupted: boolean) => void;
  readonly suspend: () => void;
  readonly redraw: () => void;
}

export interface ControllerOptions {
  readonly start: Start;
  readonly choices: Choices;
  readonly scenario: Scenario;
  readonly now: Clock;
  /** That a run can use: the quota where there is one, with its fraction. */
  readonly cores: number;
  /** What is started is this: a log is played, whatever the state asks for. */
  readonly replay?: Replay;
}

/** Turns keys into changes of the state and of the runs. Knows nothing of React or of a terminal. */
export class Controller {
  readonly store: RunStore;
  #state: UiState;
  #standing: Standing;
  readonly #replay: Replay | undefined;

  constructor({ start, choices, scenario, now, cores, replay }: ControllerOptions) {
    this.#state = initialState(scenario, choices);
    this.#replay = replay;
    this.store = new RunStore(start, now, cores);
    const plan = this.#plan();
    this.store.run(plan);
    this.#standing = this.store.snapshot() ?? {
      plan,
      session: newSession(plan.lanes, cores),
      lanes: [],
      now: now(),
      startedAt: now(),
    };
  }

  get isFrozen(): boolean {
    return this.#state.frozen;
  }

  /** Whether the picture changes only with what comes, not with time. */
  get isStill(): boolean {
    return !this.store.isRunning || this.#replay?.isPaused === true;
  }

  /** The picture as of the last refresh. */
  get picture(): Picture {
    const picture = { state: this.#state, standing: this.#standing };
    if (this.#replay === undefined) return picture;
    const { file, speed, isPaused } = this.#replay;
    return { ...picture, replay: { file, speed, isPaused } };
  }

  /** Takes what came in since; a frozen picture stands still. */
  refresh(): Picture {
    if (!this.#state.frozen) this.#standing = this.store.snapshot() ?? this.#standing;
    return this.picture;
  }

  /** Keys in the order in which they were pressed; each one sees what the one before it did. */
  press(keys: readonly string[], size: Size, exits: Exits): void {
    const layout = layoutOf(size);
    for (const key of keys) {
      const command = commandFor(key, this.#state.screen.kind, this.#replay === undefined ? 'runs' : 'replay');
      if (command !== undefined) this.#obey(command, layout, exits);
    }
    this.store.touch();
  }

  #obey(command: Command, layout: Layout | undefined, exits: Exits): void {
    switch (command.type) {
      case 'quit':
      case 'interrupt':
        exits.quit(command.type === 'interrupt');
        break;
      case 'suspend':
        exits.suspend();
        break;
      case 'redraw':
        exits.redraw();
        break;
      case 'stop':
        this.store.stop(this.#focusedLane()?.name);
        break;
      case 'stop-all':
        this.store.stop();
        break;
      case 'pause':
      case 'faster':
      case 'slower':
      case 'next-entry':
        this.#play(command);
        break;
      default:
        this.#change(command, layout);
    }
  }

  #play({ type }: PlayCommand): void {
    if (type === 'pause') this.#replay?.togglePause();
    else if (type === 'next-entry') this.#replay?.step();
    else this.#replay?.[type]();
  }

  #plan(): Plan {
    return this.#replay?.plan ?? planFor(this.#state);
  }

  #change(action: Action, layout: Layout | undefined): void {
    const { run } = this.#state;
    this.#state = reduce(this.#state, action, this.#view(layout));
    if (this.#state.run !== run) this.store.run(this.#plan());
    this.refresh();
  }

  #focusedLane(): Lane | undefined {
    return this.#standing.lanes[this.#state.focus];
  }

  #view(layout: Layout | undefined): View {
    const { lanes } = this.#standing;
    const lane = this.#focusedLane();
    return {
      lanes: lanes.length,
      columns: layout === undefined ? 1 : gridOf(lanes.length, layout.body).columns,
      output: {
        count: lane?.output.count ?? 0,
        kept: lane?.output.kept ?? 0,
        page: lane === undefined || layout === undefined ? 1 : zoomPage(lane, layout.body),
      },
    };
  }
}
