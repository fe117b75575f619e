/** How a process or thread ended, as its parent learns it. */
export interface Exit {
  readonly code?: number | null | undefined;
  readonly signal?: string | null | undefined;
  /** The last it wrote to stderr, where that is known. */
  readonly stderr?: string;
}

/** Says in half a sentence how something ended: `was killed by SIGKILL`, `exited with code 3`. */
export function describeExit({ code, signal, stderr = '' }: Exit): string {
  if (/heap out of memory|ERR_WORKER_OUT_OF_MEMORY/.test(stderr)) return 'ran out of memory (JavaScript heap limit)';
  // Node ends itself so when its heap is full, and its stderr may have gone elsewhere.
  if (signal === 'SIGABRT' || code === 134) return 'was aborted (SIGABRT), as Node does when its heap is full';
  if (signal) return `was killed by ${signal}`;
  if (code === 13) return 'ended with an await that nothing was left to settle (exit code 13)';
  const how = code ? '' : ': by exit(0), or with an await that nothing was left to settle';
  return `exited with code ${code ?? 0} before its task was done${how}`;
}
