import { amount, described, optional, strictShapeOf, text, whole, words } from '../shape/shape.ts';
import type { Environment } from './environment.ts';

/** The machine that a session ran on, in its log and in its report. */
export const environmentShape = strictShapeOf<Environment>({
  platform: text,
  arch: text,
  cpu: text,
  cores: described('cores that the session could use', whole),
  quota: optional(described("cores' worth of CPU time that the control group allowed", amount)),
  memoryBytes: whole,
  freeBytes: optional(described('memory that could be had at the start, within the limit of the control group', whole)),
  node: text,
  lanes: described('the version of lanes that measured', text),
  load: optional(described("processes that wanted a core, one minute's average", amount)),
  clockStepUs: described('the smallest step that the clock was seen to make', amount),
  accounting: described(
    'linux: the kernel told what runs used, with the time in which a thread wanted a core; portable: getrusage, without that time',
    words('linux', 'portable'),
  ),
});
