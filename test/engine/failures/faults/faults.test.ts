import { playFaults } from './faults';

// Half a minute for each lost answer would take long; what is slow here takes 1.5 seconds.
jest.mock('../../../../dist/nodes/transport/limits', () => ({
	...jest.requireActual<object>('../../../../dist/nodes/transport/limits'),
	LATE_CREATION_MS: 2_000,
}));

jest.setTimeout(120_000);

// The whole matrix of 10,000 writes and 10,000 reads is `npm run test:faults`.
playFaults(240);
