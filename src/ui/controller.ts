import { allowedCores, type Environment } from '../engine/measure/environment.ts';
import type { Choices } from '../engine/plan.ts';
import type { Replay } from '../engine/replay/replay.ts';
import type { Start } from '../engine/session/session.ts';
import { newSession } from '../engine/session/session-state.ts';
import type { Scenario } from '../tasks/workload.ts';
import type { Action } from './commands.ts';
import type { Effect, PlaybackCommand } from './effects.ts';
import { Keymap } from './keymap.ts';
import { layoutOf, type Size } from './layout.ts';
import { type Picture, type Standing, sourceOf } from './picture.ts';
import { type Clock, RunStore } from './run-store.ts';
import type { Facts } from './screens/screen.ts';
import { initialState, planFor, topOf, type UiState } from './state.ts';
import { update } from './update.ts';
import { answerTexts } from './words/decision-words.ts';
import { noticesOf } from './words/selectors.ts';

/** What the controller asks of the program around it. */
export interface Exits {
  readonly quit: (interrupted: boolean) => void;
  readonly suspend: () => void;
  readonly redraw: () => void;
}

/** What a dashboard runs, and where. */
export interface ControllerOptions {
  readonly start: Start;
  readonly choices: Choices;
  /** Those that can be chosen, in the order of their keys. */
  readonly scenarios: readonly Scenario[];
  /** The first to run. */
  readonly scenario: Scenario;
  readonly now: Clock;
  /** The machine that the sessions run on, or ran on. */
  readonly environment: Environment;
  /** What is started is this: a log is played, whatever the state asks for. */
  readonly replay?: Replay;
}

/** Turns keys into changes of the state and of the runs. Knows nothing of React or of a terminal. */
export class Controller {
  readonly store: RunStore;
  readonly scenarios: readonly Scenario[];
  readonly keymap: Keymap;
  #state: UiState;
  #standing: Standing;
  readonly #replay: Replay | undefined;
  #hasQuit = false;

  constructor({ start, choices, scenarios, scenario, now, environment, replay }: ControllerOptions) {
    this.scenarios = scenarios;
    this.keymap = new Keymap(scenarios);
    this.#state = initialState(scenario, choices);
    this.#replay = replay;
    this.store = new RunStore(start, now, environment);
    const plan = replay?.plan ?? planFor(this.#state);
    this.store.run({ type: 'session', plan });
    this.#standing = this.store.snapshot() ?? {
      plan,
      session: newSession(plan.lanes, allowedCores(environment)),
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
    for (const key of keys) {
      if (this.#hasQuit) return;
      const action = this.keymap.actionFor(key, topOf(this.#state).id, sourceOf(this.picture));
      if (action !== undefined) this.#obey(action, size, exits);
    }
    this.store.touch();
  }

  #obey(action: Action, size: Size, exits: Exits): void {
    const { state, effects } = update(this.#state, action, this.#facts(size));
    this.#state = state;
    for (const effect of effects) this.#carryOut(effect, exits);
    this.refresh();
  }

  #carryOut(effect: Effect, exits: Exits): void {
    switch (effect.type) {
      case 'start':
        this.store.run(this.#replay === undefined ? effect.job : { type: 'session', plan: this.#replay.plan });
        break;
      case 'stop':
        this.store.stop(effect.lane);
        break;
      case 'play':
        this.#play(effect.command);
        break;
      case 'quit':
        this.#hasQuit = true;
        exits.quit(effect.interrupted);
        break;
      case 'suspend':
        exits.suspend();
        break;
      case 'redraw':
        exits.redraw();
        break;
    }
  }

  #play(command: PlaybackCommand): void {
    if (command === 'pause') this.#replay?.togglePause();
    else if (command === 'next-entry') this.#replay?.step();
    else this.#replay?.[command]();
  }

  #facts(size: Size): Facts {
    const body = layoutOf(size, noticesOf(this.#standing).length)?.body ?? { width: 0, height: 0 };
    return {
      lanes: this.#standing.lanes,
      body,
      scenarios: this.scenarios,
      help: this.keymap.help(sourceOf(this.picture)),
      answer: answerTexts(this.#standing),
    };
  }
}
