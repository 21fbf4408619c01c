import { BETWEEN_CATCH_UPS_MS, CATCH_UP_REFUSALS } from '../../transport/limits';

/** What this process has done to catch up for one registration of a node. */
export interface Looks {
	registration: number;
	/** Values of the lists that need no further look. */
	done: Set<string>;
	/** How often a list was refused in a row, by its value. */
	refusals: Map<string, number>;
	/** Unix ms of the last one. */
	begunAt: number;
	isUnderWay: boolean;
}

const looks = new Map<string, Looks>();

/** @param registration the node's; with a new one, all lists are looked at again */
export function looksOf(node: string, registration: number): Looks {
	const known = looks.get(node);
	if (known?.registration === registration) return known;
	const begun = {
		registration,
		done: new Set<string>(),
		refusals: new Map<string, number>(),
		begunAt: -Infinity,
		isUnderWay: false,
	};
	looks.set(node, begun);
	return begun;
}

/** @param now Unix ms; the clock may have been set back */
export function mayLook({ isUnderWay, begunAt }: Looks, now: number): boolean {
	return !isUnderWay && (now < begunAt || now - begunAt >= BETWEEN_CATCH_UPS_MS);
}

/** Notes that a list was refused. @returns whether it is given up by that */
export function givesUp({ refusals, done }: Looks, list: string): boolean {
	const count = (refusals.get(list) ?? 0) + 1;
	refusals.set(list, count);
	if (count < CATCH_UP_REFUSALS) return false;
	done.add(list);
	return true;
}

/** Forgets what this process has done, as a restart of n8n does. */
export function forgetCatchUps(): void {
	looks.clear();
}
