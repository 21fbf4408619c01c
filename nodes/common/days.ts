import type { IDataObject } from 'n8n-workflow';

import { LAST_UNIX_SECOND } from './times';

/** The first or the last second of a day in UTC, which a time without a zone is in as well. */
const EDGE_OF_DAY = /^(\d{4}-\d\d-\d\d)[T ](00:00:00|23:59:59)(?:\.\d+)?(?:Z|\+00:?00)?$/i;

/**
 * A record whose calendar days are in UTC, as ISO 8601, where Pelcro answers a day by its first or last second there:
 * in the workflow's zone that second may be on another day. What is no such second stays.
 */
export function withDaysInUtc(record: IDataObject, attributes: readonly string[]): IDataObject {
	const days = attributes
		.filter((name) => Object.hasOwn(record, name))
		.map((name) => [name, inUtc(record[name])] as const);
	return { ...record, ...Object.fromEntries(days) };
}

function inUtc(value: IDataObject[string]): IDataObject[string] {
	const [, day, time] = EDGE_OF_DAY.exec(textOf(value)) ?? [];
	return day === undefined ? value : `${day}T${time}.000Z`;
}

/** Unix seconds as ISO 8601. 0 may stand for no day at all. */
function textOf(value: IDataObject[string]): string {
	if (typeof value !== 'number') return String(value);
	const isTime = Number.isInteger(value) && value !== 0 && Math.abs(value) <= LAST_UNIX_SECOND;
	return isTime ? new Date(value * 1000).toISOString() : '';
}
