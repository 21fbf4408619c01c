import type { Clock, systemClock } from '../../../nodes/transport/clock';

/** So many times as fast a turned clock goes. */
export const TURNED = 10;

/**
 * The module of the node's clock with a clock that goes faster, so that what takes the node minutes takes a test seconds.
 *
 * @param actual the module as it is
 */
export function turned<Module extends { systemClock: typeof systemClock }>(actual: Module): Module {
	const clock: Clock = {
		now: () => actual.systemClock.now() * TURNED,
		wallTime: () => actual.systemClock.wallTime(),
		sleep: async (milliseconds) => await actual.systemClock.sleep(milliseconds / TURNED),
	};
	return { ...actual, systemClock: clock };
}
