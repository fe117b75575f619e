import { type Choices, mostTasks, runtimesFor } from '../engine/plan.ts';
import { defaultRuntime, type RuntimeChoice, runtimeWords } from '../engine/runtimes/runtimes.ts';
import { lessonOf, type Scenario } from '../tasks/workload.ts';
import type { Action } from './commands.ts';
import { onlyState, type Update } from './effects.ts';
import { type Job, planOfJob } from './job.ts';
import type { Facts } from './screens/screen.ts';
import { screenOf } from './screens/screens.ts';
import {
  type Adjustment,
  choicesFor,
  closed,
  opened,
  planFor,
  type ScreenId,
  type ScreenState,
  topOf,
  type UiState,
  zoomed,
} from './state.ts';

const mostDelayMs = 60_000;

/** What comes of an action: the screen on top has the first word, then what holds everywhere. Pure. */
export function update(state: UiState, action: Action, facts: Facts): Update {
  const next = updateOn(topOf(state), state, action, facts) ?? updateCommon(state, action, facts);
  const isOther = next.state.focus !== state.focus || next.effects.some(({ type }) => type === 'start');
  return isOther ? { ...next, state: { ...next.state, screens: next.state.screens.map(renewed) } } : next;
}

function updateOn<Id extends ScreenId>(own: ScreenState<Id>, state: UiState, action: Action, facts: Facts) {
  return screenOf<Id>(own).update(state, own, action, facts);
}

function renewed<Id extends ScreenId>(own: ScreenState<Id>): ScreenState<Id> {
  return screenOf<Id>(own).renewed?.(own) ?? own;
}

function updateCommon(state: UiState, action: Action, facts: Facts): Update {
  switch (action.type) {
    case 'stop': {
      const focused = facts.lanes[state.focus]?.name;
      return {
        state,
        effects: [{ type: 'stop', ...(action.which === 'focused' && focused !== undefined && { lane: focused }) }],
      };
    }
    case 'play':
    case 'quit':
    case 'suspend':
    case 'redraw':
      return { state, effects: [action] };
    case 'scenario':
    case 'again':
    case 'tasks':
    case 'knob':
    case 'order':
    case 'rounds':
    case 'runtimes':
      return askedFor(state, asked(state, action, facts));
    case 'decide':
      return started(state, { type: 'decision', scenario: state.scenario, choices: choicesFor(state) });
    default:
      return onlyState(looked(state, action, facts));
  }
}

type StartingAction = Extract<
  Action,
  { readonly type: 'scenario' | 'again' | 'tasks' | 'knob' | 'order' | 'rounds' | 'runtimes' }
>;

/** A new session of what the state asks for now, unless there is none to be had. */
function askedFor(state: UiState, wanted: UiState | undefined): Update {
  return wanted === undefined ? onlyState(state) : started(wanted, { type: 'session', plan: planFor(wanted) });
}

/**
 * It is not frozen, and no earlier answer lies over it: what one asked for is what one sees. The
 * focus stays where it is, unless a decision had tried more lanes.
 */
function started(state: UiState, job: Job): Update {
  const screens = state.screens.filter(({ id }) => id !== 'answer');
  const focus = Math.min(state.focus, planOfJob(job).lanes.length - 1);
  return { state: { ...state, screens, focus, frozen: false }, effects: [{ type: 'start', job }] };
}

/** The state with which a new session is to start; undefined where nothing would change. */
function asked(state: UiState, action: StartingAction, { scenarios }: Facts): UiState | undefined {
  switch (action.type) {
    case 'scenario':
      return chooseScenario(state, scenarios[action.index]);
    case 'again':
      return state;
    case 'tasks':
      return changeTasks(state, action.by);
    case 'knob':
      return turnKnob(state, action.factor);
    case 'order':
      return changeOrder(state);
    case 'rounds':
      return { ...state, common: withRounds(state.common, nextRounds(state.common.rounds ?? 1)) };
    case 'runtimes':
      if (runtimesFor(state.scenario).length < 2) return undefined;
      return { ...state, common: withNextRuntimes(state.common), focus: 0, screens: [] };
  }
}

/** The state after an action that changes what is seen of the runs, and not the runs. */
function looked(state: UiState, action: Action, { lanes }: Facts): UiState {
  const top = topOf(state).id;
  switch (action.type) {
    case 'step':
      return { ...state, focus: (state.focus + action.by + lanes.length) % Math.max(1, lanes.length) };
    case 'zoom':
      return top === 'grid' ? opened(state, zoomed) : { ...state, screens: [] };
    case 'leave':
      return closed(state);
    case 'help':
      return top === 'help' ? closed(state) : opened(state, { id: 'help', first: 0 });
    case 'answer':
      return top === 'answer' ? closed(state) : opened(state, { id: 'answer', first: 0 });
    case 'freeze':
      return { ...state, frozen: !state.frozen };
    default:
      return state;
  }
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

function chooseScenario(state: UiState, scenario: Scenario | undefined): UiState | undefined {
  if (scenario === undefined) return undefined;
  return { ...state, scenario, focus: scenario === state.scenario ? state.focus : 0, screens: [] };
}

function adjusted(state: UiState, change: Adjustment): UiState {
  const { id } = state.scenario;
  const adjustments = { ...state.adjustments, [id]: { ...state.adjustments[id], ...change } };
  return { ...state, adjustments };
}

function changeTasks(state: UiState, by: 1 | -1): UiState | undefined {
  const { tasks } = planFor(state).parameters;
  const wanted = Math.min(mostTasks, Math.max(1, tasks + by * taskStep(by > 0 ? tasks : tasks - 1)));
  return wanted === tasks ? undefined : adjusted(state, { tasks: wanted });
}

/** One by one while one counts them by eye, then half a power of ten. */
function taskStep(tasks: number): number {
  return tasks < 20 ? 1 : 10 ** Math.floor(Math.log10(tasks)) / 2;
}

function turnKnob(state: UiState, factor: number): UiState | undefined {
  const { size, delayMs } = planFor(state).parameters;
  const { knob } = lessonOf(state.scenario);
  if (knob === undefined) return undefined;
  if (knob === 'size') {
    const scale = (state.adjustments[state.scenario.id]?.scale ?? 1) * factor;
    const changed = adjusted(state, { scale });
    return planFor(changed).parameters.size === size ? undefined : changed;
  }
  const wanted = Math.min(mostDelayMs, Math.max(1, Math.round(delayMs * factor)));
  return wanted === delayMs ? undefined : adjusted(state, { delayMs: wanted });
}
