import { playFaults } from './faults';

jest.setTimeout(120_000);

// The whole matrix of 10,000 writes and 10,000 reads is `npm run test:faults`.
playFaults(240);
