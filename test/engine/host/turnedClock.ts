import type { Clock } from '../../../nodes/transport/clock';

/** So many times as fast a turned clock goes. */
export const TURNED = 10;

type ClockModule = typeof import('../../../nodes/transport/clock');

/**
 * The module of the node's clock with a clock that goes faster, so that what takes the node minutes takes a test seconds.
 * For `jest.mock` of `nodes/transport/clock`.
 */
export function turnedSource(): ClockModule {
	return turned(jest.requireActual<ClockModule>('../../../nodes/transport/clock'));
}

/** The same for `jest.mock` of `dist/nodes/transport/clock`. */
export function turnedBuild(): ClockModule {
	return turned(jest.requireActual<ClockModule>('../../../dist/nodes/transport/clock'));
}

/** @param actual the module as it is */
function turned(actual: ClockModule): ClockModule {
	const clock: Clock = {
		now: () => actual.systemClock.now() * TURNED,
		wallTime: () => actual.systemClock.wallTime(),
		sleep: async (milliseconds) => await actual.systemClock.sleep(milliseconds / TURNED),
	};
	return { ...actual, systemClock: clock };
}
