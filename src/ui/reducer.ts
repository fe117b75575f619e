import type { Choices } from '../engine/plan.ts';
import { defaultRuntime, type RuntimeChoice, runtimeWords } from '../engine/runtimes/runtimes.ts';
import { scenarios } from '../tasks/scenarios.ts';
import { lessonOf } from '../tasks/workload.ts';
import { type Adjustment, planFor, type UiState, type ZoomScreen } from './state.ts';

/** What the keys that change the state mean. */
export type Action =
  | { readonly type: 'scenario'; readonly index: number }
  | { readonly type: 'move'; readonly dx: number; readonly dy: number }
  | { readonly type: 'step'; readonly by: 1 | -1 }
  | { readonly type: 'zoom' }
  | { readonly type: 'leave' }
  | { readonly type: 'help' }
  | { readonly type: 'scroll'; readonly lines?: number; readonly pages?: number }
  | { readonly type: 'scroll-to'; readonly place: 'first' | 'newest' }
  | { readonly type: 'freeze' }
  | { readonly type: 'again' }
  | { readonly type: 'tasks'; readonly by: 1 | -1 }
  | { readonly type: 'knob'; readonly factor: number }
  | { readonly type: 'order' }
  | { readonly type: 'rounds' }
  | { readonly type: 'runtimes' };

/** What an action has to know of what is on the screen. */
export interface View {
  readonly lanes: number;
  /** Columns of the grid. */
  readonly columns: number;
  /** Of the focused lane: lines that ever came, lines kept, lines that the zoomed pane shows. */
  readonly output: { readonly count: number; readonly kept: number; readonly page: number };
}

const mostTasks = 10_000;
const mostDelayMs = 60_000;

/** The state after an action. Pure. */
export function reduce(state: UiState, action: Action, view: View): UiState {
  switch (action.type) {
    case 'scenario':
      return chooseScenario(state, action.index);
    case 'move':
      return focusOn(state, moved(state.focus, action.dx, action.dy, view));
    case 'step':
      return focusOn(state, (state.focus + action.by + view.lanes) % Math.max(1, view.lanes));
    case 'zoom':
      return { ...state, screen: state.screen.kind === 'grid' ? { kind: 'zoom', end: 'newest' } : { kind: 'grid' } };
    case 'leave':
      return { ...state, screen: state.screen.kind === 'help' ? state.screen.under : { kind: 'grid' } };
    case 'help':
      return {
        ...state,
        screen: state.screen.kind === 'help' ? state.screen.under : { kind: 'help', under: state.screen },
      };
    case 'scroll':
      return scrolled(state, (action.lines ?? 0) + (action.pages ?? 0) * Math.max(1, view.output.page - 1), view);
    case 'scroll-to':
      return scrolled(state, action.place === 'first' ? -Infinity : Infinity, view);
    case 'freeze':
      return { ...state, frozen: !state.frozen };
    case 'again':
      return newRun(state);
    case 'tasks':
      return changeTasks(state, action.by);
    case 'knob':
      return turnKnob(state, action.factor);
    case 'order':
      return changeOrder(state);
    case 'rounds':
      return newRun({ ...state, common: withRounds(state.common, nextRounds(state.common.rounds ?? 1)) });
    case 'runtimes':
      return newRun({ ...state, common: withNextRuntimes(state.common), focus: 0, screen: { kind: 'grid' } });
  }
}

/** A new run starts at the newest line, and not frozen: what one asked for is what one sees. */
function newRun(state: UiState): UiState {
  const { screen } = state;
  const fresh = screen.kind === 'zoom' ? { ...screen, end: 'newest' as const } : screen;
  return { ...state, screen: fresh, frozen: false, run: state.run + 1 };
}

/** Each runtime, then all of them, then the first again. */
function runtimesAfter(wanted: RuntimeChoice): RuntimeChoice {
  const choices = [...runtimeWords.values()];
  const place = choices.findIndex((choice) => choice.join() === wanted.join());
  return choices[(place + 1) % choices.length] ?? wanted;
}

/** Models that were named on the command line give way to those that the scenario shows. */
function withNextRuntimes({ lanes: _, ...common }: Choices): Choices {
  return { ...common, runtimes: runtimesAfter(common.runtimes ?? [defaultRuntime]) };
}

/** Few enough to wait for, and enough for a verdict. */
const roundSteps = [5, 10, 20];

function nextRounds(rounds: number): number {
  return roundSteps.find((step) => step > rounds) ?? 1;
}

/** How much to warm up follows from the rounds again: it was meant for those on the command line. */
function withRounds({ warmUp: _, ...common }: Choices, rounds: number): Choices {
  return { ...common, rounds };
}

/** Lanes together cannot be measured in rounds. */
function changeOrder(state: UiState): UiState {
  const order = planFor(state).order === 'together' ? 'in-turn' : 'together';
  return adjusted(order === 'together' ? { ...state, common: withRounds(state.common, 1) } : state, { order });
}

function chooseScenario(state: UiState, index: number): UiState {
  const scenario = scenarios[index];
  if (scenario === undefined) return state;
  if (scenario === state.scenario) return newRun({ ...state, screen: { kind: 'grid' } });
  return newRun({ ...state, scenario, focus: 0, screen: { kind: 'grid' } });
}

function focusOn(state: UiState, focus: number): UiState {
  if (focus === state.focus) return state;
  const screen = state.screen.kind === 'zoom' ? { ...state.screen, end: 'newest' as const } : state.screen;
  return { ...state, focus, screen };
}

/** The lane beside the focused one; the same one at the edge of the grid. */
function moved(focus: number, dx: number, dy: number, { lanes, columns }: View): number {
  const x = (focus % columns) + dx;
  const y = Math.floor(focus / columns) + dy;
  const lastRow = Math.floor((lanes - 1) / columns);
  if (x < 0 || x >= columns || y < 0 || y > lastRow) return focus;
  const target = y * columns + x;
  if (target < lanes) return target;
  return dy === 0 ? focus : lanes - 1;
}

function scrolled(state: UiState, by: number, { output }: View): UiState {
  if (state.screen.kind !== 'zoom') return state;
  const { count, kept, page } = output;
  const end = state.screen.end === 'newest' ? count : state.screen.end;
  const first = Math.min(count, count - kept + page);
  const target = Math.max(first, end + by);
  const screen: ZoomScreen = { kind: 'zoom', end: target >= count ? 'newest' : target };
  return { ...state, screen };
}

function adjusted(state: UiState, change: Adjustment): UiState {
  const { id } = state.scenario;
  const adjustments = { ...state.adjustments, [id]: { ...state.adjustments[id], ...change } };
  return newRun({ ...state, adjustments });
}

function changeTasks(state: UiState, by: 1 | -1): UiState {
  const { tasks } = planFor(state).parameters;
  const wanted = Math.min(mostTasks, Math.max(1, tasks + by * taskStep(by > 0 ? tasks : tasks - 1)));
  return wanted === tasks ? state : adjusted(state, { tasks: wanted });
}

/** One by one while one counts them by eye, then half a power of ten. */
function taskStep(tasks: number): number {
  return tasks < 20 ? 1 : 10 ** Math.floor(Math.log10(tasks)) / 2;
}

function turnKnob(state: UiState, factor: number): UiState {
  const { size, delayMs } = planFor(state).parameters;
  if (lessonOf(state.scenario).knob === 'size') {
    const scale = (state.adjustments[state.scenario.id]?.scale ?? 1) * factor;
    const changed = adjusted(state, { scale });
    return planFor(changed).parameters.size === size ? state : changed;
  }
  const wanted = Math.min(mostDelayMs, Math.max(1, Math.round(delayMs * factor)));
  return wanted === delayMs ? state : adjusted(state, { delayMs: wanted });
}
