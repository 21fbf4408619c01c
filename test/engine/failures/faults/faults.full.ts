import { playFaults } from './faults';

// Half a minute for each lost answer would take long; what is slow here takes 1.5 seconds.
jest.mock('../../../../dist/nodes/transport/limits', () => ({
	...jest.requireActual<object>('../../../../dist/nodes/transport/limits'),
	LATE_CREATION_MS: 2_000,
}));

jest.setTimeout(30 * 60_000);

playFaults(10_000);
