import type { AccountSettings } from '../model/settings';
import type { Dataset } from '../store/dataset';
import type { Answer } from './answers';

/** One request that passed all checks, as operations see it. */
export interface Call {
	data: Dataset;
	/** The account's time, Unix seconds. */
	now: number;
	/** The same in milliseconds. */
	nowMs: number;
	settings: Readonly<AccountSettings>;
	siteId: number;
	/** Ids of all sites of the account. */
	siteIds: readonly number[];
	/** Absolute address of the request without its query, for the links of lists. */
	address: string;
	params: Readonly<Record<string, unknown>>;
	query: Readonly<Record<string, unknown>>;
	body: Readonly<Record<string, unknown>>;
}

export type Operation = (call: Call) => Answer | Promise<Answer>;

/** Operations of one resource by name, as in the reference. */
export type Operations = Record<string, Operation>;

/** @returns the id of the path, which the contract has made a number */
export function idOf(call: Call): number {
	return Number(call.params.id);
}

/** @returns the body as the type that the contract has checked it to be */
export function bodyOf<T>(call: Call): T {
	return call.body as T;
}

/** @returns the relations that `expand` asks for, in snake_case */
export function expansions(call: Call): Set<string> {
	const asked = [call.query.expand ?? []].flat().flatMap((names) => String(names).split(','));
	return new Set(asked.map((name) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)));
}
