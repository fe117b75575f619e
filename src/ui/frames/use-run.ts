import { useEffect, useState } from 'react';
import type { Controller } from '../controller.ts';
import { disturbing, type Frame } from '../picture.ts';
import type { Clock } from '../run-store.ts';
import { type CpuClock, FrameBudget, OwnUse } from './frame-budget.ts';

/** How the frames are timed and what they cost. */
export interface Pace {
  readonly cores: number;
  readonly cpu: CpuClock;
  /** Time as it passes here; in a replay, time on the screen does not pass so. */
  readonly now: Clock;
}

/** Where what happens outside React reaches it: at once for keys, at the next frame for the runs. */
export interface Running {
  readonly frame: Frame;
  /** Draws now. */
  readonly draw: () => void;
}

/**
 * The picture, drawn anew from time to time while something runs. When nothing does, one more
 * frame shows the last CPU use, and then there is no timer.
 */
export function useRun(controller: Controller, { cores, cpu, now }: Pace): Running {
  const [frame, setFrame] = useState<Frame>(() => controller.picture);
  const [draw] = useState(() => () => setFrame((last) => ({ ...last, ...controller.refresh() })));

  useEffect(() => {
    const { store } = controller;
    const budget = new FrameBudget(cores);
    const own = new OwnUse(cpu);
    let timer: NodeJS.Timeout | undefined;
    let lastTimer: NodeJS.Timeout | undefined;
    let isLast = false;

    const next = () => {
      timer = undefined;
      if (controller.isFrozen) return;
      const picture = controller.refresh();
      const ownPercent = own.percent(now());
      setFrame({ ...picture, ...(ownPercent !== undefined && { ownPercent }) });
      if (!controller.isStill) arm();
      else if (!isLast) {
        isLast = true;
        lastTimer = setTimeout(next, 1_100);
      }
    };
    const arm = () => {
      isLast = false;
      clearTimeout(lastTimer);
      if (timer !== undefined) return;
      timer = setTimeout(next, budget.interval(disturbing(controller.picture), now(), cpu()));
    };
    store.onChange(arm);
    arm();
    return () => {
      clearTimeout(timer);
      clearTimeout(lastTimer);
      store.onChange(() => {});
    };
  }, [controller, cores, cpu, now]);

  return { frame, draw };
}
