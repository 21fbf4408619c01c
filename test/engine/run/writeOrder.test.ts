import { playWriteOrder } from './writeOrder';

jest.setTimeout(120_000);

// All 200 timings are in `npm run test:faults`.
playWriteOrder(8);
