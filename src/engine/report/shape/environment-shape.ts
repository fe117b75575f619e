import type { Environment } from '../../measure/environment.ts';
import { amount, described, optional, strictShapeOf, text, whole } from '../../shape/shape.ts';

/** The machine that a session ran on. */
export const environmentShape = strictShapeOf<Environment>({
  platform: text,
  arch: text,
  cpu: text,
  cores: described('cores that the session could use', whole),
  quota: optional(described("cores' worth of CPU time that the control group allowed", amount)),
  memoryBytes: whole,
  node: text,
  load: optional(described("processes that wanted a core, one minute's average", amount)),
  clockStepUs: described('the smallest step that the clock was seen to make', amount),
});
