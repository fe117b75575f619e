import { useEffect, useState } from 'react';
import type { Controller, Picture } from './controller.ts';
import { type CpuClock, FrameBudget, OwnUse } from './frame-budget.ts';

/** How the frames are timed and what they cost. */
export interface Pace {
  readonly cores: number;
  readonly cpu: CpuClock;
}

/** A picture, and the dashboard's own CPU use in % of a core. */
export interface Frame extends Picture {
  readonly ownPercent?: number;
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
export function useRun(controller: Controller, { cores, cpu }: Pace): Running {
  const [frame, setFrame] = useState<Frame>(() => controller.picture);
  const [draw] = useState(() => () => setFrame((last) => ({ ...last, ...controller.refresh() })));

  useEffect(() => {
    const { store } = controller;
    const budget = new FrameBudget(cores);
    const own = new OwnUse(cpu);
    let timer: NodeJS.Timeout | undefined;
    let isLast = false;

    const next = () => {
      timer = undefined;
      if (controller.isFrozen) return;
      const picture = controller.refresh();
      const ownPercent = own.percent(picture.standing.now);
      setFrame({ ...picture, ...(ownPercent !== undefined && { ownPercent }) });
      if (store.isRunning) arm();
      else if (!isLast) {
        isLast = true;
        timer = setTimeout(next, 1_100);
      }
    };
    const arm = () => {
      if (store.isRunning) isLast = false;
      if (timer !== undefined) return;
      const { plan, now } = controller.picture.standing;
      timer = setTimeout(next, budget.interval(plan.order, now, cpu()));
    };
    store.onChange(arm);
    arm();
    return () => {
      clearTimeout(timer);
      store.onChange(() => {});
    };
  }, [controller, cores, cpu]);

  return { frame, draw };
}
