import { brokenRule } from '../api/answers';
import type { Operations } from '../api/call';

/** The sandbox has no campaigns yet, so no run has a report. */
export const campaigns: Operations = {
	'run-report': () => {
		throw brokenRule('There is no report file for this campaign run.');
	},
};
