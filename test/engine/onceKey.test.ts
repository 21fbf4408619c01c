import { playOnceKeys } from './onceKey';

jest.setTimeout(60_000);

// The losses of each resource on each Pelcro are in `npm run test:faults`.
playOnceKeys(false);
