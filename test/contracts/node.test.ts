import { describe } from 'vitest';
import { models } from '../../src/engine/catalog.ts';
import { coreContract, restOfContract } from './suite.ts';
import { writesContract } from './writes.ts';

describe.each(models.filter(({ runtime }) => runtime === 'node'))('$id', (model) => {
  coreContract({ model });
  restOfContract({ model });
  writesContract({ model });
});
