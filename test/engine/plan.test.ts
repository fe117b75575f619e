import { describe, expect, test } from 'vitest';
import { type Choices, everyModelOf, planOf, tasksOf, tooFewAlive } from '../../src/engine/plan.ts';
import { tagsOf } from '../../src/engine/runtimes/interpreters.ts';
import type { RuntimeChoice } from '../../src/engine/runtimes/runtimes.ts';
import { workloadOf } from '../../src/tasks/own-work.ts';
import { scenarios } from '../../src/tasks/scenarios.ts';
import type { Scenario } from '../../src/tasks/workload.ts';
import { scenarioOf } from '../lanes.ts';

const both: RuntimeChoice = ['node', 'python'];

const choices: Choices = { workers: 2, live: 64, seed: 1 };

describe('the models that run where none are named', () => {
  test.each<[RuntimeChoice, string[]]>([
    [['node'], ['sequential', 'promises', 'threads', 'forks']],
    [['python'], ['py-sequential', 'py-asyncio', 'py-threads', 'py-processes', 'py-interpreters']],
    [both, ['sequential', 'threads', 'forks', 'py-sequential', 'py-threads', 'py-processes']],
  ])('are, for %s', (runtimes, lanes) => {
    expect(planOf(scenarioOf('gil'), { ...choices, runtimes }).lanes).toEqual(expect.arrayContaining(lanes));
  });

  test('fit one screen for both, whatever the scenario', () => {
    for (const one of scenarios) expect(planOf(one, { ...choices, runtimes: both }).lanes.length).toBeLessThan(8);
  });
});

describe("the user's own work", () => {
  const inputs = { from: 'file' } as const;
  const resize = workloadOf({ path: '/own/resize.ts', name: 'default', inputs }, { inputs: 3 });
  const script = workloadOf({ path: '/own/a.py', name: 'half', inputs }, { inputs: null, command: '/venv/bin/python' });

  test('runs under all models of its language that are like themselves for any task', () => {
    const all = ['sequential', 'promises', 'threads', 'forks', 'thread-pool', 'process-pool'];
    expect(planOf(resize, choices).lanes).toEqual(all);
    expect(planOf(script, choices).lanes.every((lane) => lane.startsWith('py-'))).toBe(true);
    // The keys of the dashboard ask for the models of other runtimes, and its other scenarios have lanes of these.
    expect(planOf(resize, { ...choices, runtimes: ['python'] }).lanes).toEqual(all);
    expect(planOf(script, { ...choices, runtimes: both, lanes: ['threads', 'py-threads'] }).lanes).toEqual([
      'py-threads',
    ]);
    expect(everyModelOf(resize)).toContain('gil-threads');
  });

  test('has as many tasks as inputs, unless the user says otherwise', () => {
    const tasks = (scenario: Scenario, wanted?: number) =>
      planOf(scenario, { ...choices, ...(wanted !== undefined && { tasks: wanted }) }).parameters.tasks;
    expect([tasks(resize), tasks(script), tasks(resize, 7)]).toEqual([3, 8, 7]);
  });

  test('is handed to the runner by its module, without its inputs', () => {
    expect(tasksOf(planOf(script, { ...choices, tasks: 1 }))).toEqual([
      { id: 0, task: 'half', label: 'half 1', input: null, module: 'file:///own/a.py' },
    ]);
    expect([resize.id, script.id]).toEqual(['resize.ts', 'a.py#half']);
  });

  test('runs with its own interpreter, unless the user names one', () => {
    expect(planOf(script, choices).interpreters).toEqual({ node: ['node'], python: ['/venv/bin/python'] });
    const named = [{ command: 'python3.13', tag: '3.13' }];
    expect(planOf(script, { ...choices, interpreters: { python: named } }).interpreters.python).toEqual(['python3.13']);
    expect(planOf(scenarioOf('gil'), choices).interpreters.python).toEqual(['python3']);
  });
});

describe('sizes', () => {
  test('are as little for Python as Python needs', () => {
    const { sizes, parameters } = planOf(scenarioOf('count'), { ...choices, runtimes: both });
    expect(sizes).toEqual({ node: 800_000_000, python: 10_000_000 });
    expect(parameters.size).toBe(800_000_000);
    expect(planOf(scenarioOf('count'), { ...choices, runtimes: ['python'] }).parameters.size).toBe(10_000_000);
  });

  test.each([12_345, 'article'] as const)('are the same for both when the user asks for %s', (size) => {
    const { sizes } = planOf(scenarioOf('count'), { ...choices, size, runtimes: both });
    expect(sizes.node).toBe(sizes.python);
  });

  test('are those of the runtime in the tasks of a run', () => {
    const plan = planOf(scenarioOf('count'), { ...choices, runtimes: both });
    expect(tasksOf(plan, undefined, 'python')[0]?.input).toEqual({ n: 10_000_000 });
    expect(tasksOf(plan, undefined, 'node')[0]?.input).toEqual({ n: 800_000_000 });
  });
});

describe('several interpreters', () => {
  const pythons = [
    { command: 'python3.11', tag: '3.11' },
    { command: 'python3.13', tag: '3.13' },
  ];

  test('have lanes of their own', () => {
    const lanes = ['threads', 'py-threads', 'py-asyncio@3.13'];
    const plan = planOf(scenarioOf('gil'), { ...choices, lanes, interpreters: { python: pythons } });
    expect(plan.lanes).toEqual(['threads', 'py-threads@3.11', 'py-threads@3.13', 'py-asyncio@3.13']);
    expect(plan.interpreters.python).toEqual(['python3.11', 'python3.13']);
  });

  test('one alone has lanes with plain names', () => {
    const plan = planOf(scenarioOf('gil'), {
      ...choices,
      lanes: ['py-threads'],
      interpreters: { python: pythons.slice(0, 1) },
    });
    expect(plan.lanes).toEqual(['py-threads']);
    expect(plan.interpreters.python).toEqual(['python3.11']);
  });

  test('are told apart by as little of their versions as is enough', () => {
    const interpreter = (version: string, freeThreaded = false) => ({
      command: `/opt/${version}/python3`,
      executable: '',
      version,
      implementation: 'CPython',
      freeThreaded,
      gil: true,
      switchIntervalMs: 5,
    });
    const found = [
      interpreter('3.11.7'),
      interpreter('3.13.0'),
      interpreter('3.13.0', true),
      interpreter('3.12.1'),
      interpreter('3.12.2'),
      { command: '/bin/ls', reason: 'no Python' },
    ];
    expect(tagsOf('python', found)).toEqual(['3.11', '3.13', '3.13t', '3.12.1', '3.12.2', '/bin/ls']);
  });
});

describe('tasks that need each other', () => {
  const convoy = (amounts: Partial<Choices>) => planOf(scenarioOf('convoy'), { ...choices, ...amounts });

  test('cannot run where not all of them can be alive', () => {
    expect(tooFewAlive(convoy({ tasks: 3, live: 2 }), 'threads')).toContain('no more than 2 can be alive');
    expect(tooFewAlive(convoy({ tasks: 3 }), 'threads:2')).toContain('no more than 2 can be alive');
    expect(tooFewAlive(convoy({ tasks: 3, live: 3 }), 'threads')).toBeUndefined();
  });

  test('are of the convoy alone', () => {
    expect(tooFewAlive(planOf(scenarioOf('count'), { ...choices, live: 1 }), 'threads:1')).toBeUndefined();
  });
});
