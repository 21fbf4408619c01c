import { playOnceKeys } from './onceKey';

// Half a minute for each lost answer would take long; nothing comes late here.
jest.mock('../../../dist/nodes/transport/limits', () => ({
	...jest.requireActual<object>('../../../dist/nodes/transport/limits'),
	LATE_CREATION_MS: 500,
}));

jest.setTimeout(60_000);

playOnceKeys(true);
