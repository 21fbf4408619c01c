/** Reads a whole list as 'Get Many' with 'Return All' does, in a process of its own: `tsx pagingClient.ts <JSON>`. */
import { setTimeout as pause } from 'node:timers/promises';

import type { IDataObject } from 'n8n-workflow';

import { convertTimestamps, zoneOf } from '../../../nodes/common/timestamps';
import { fetchRecords } from '../../../nodes/transport/lists/paging';
import { transportSession, type Target } from '../transportSession';

/** What the process tells. */
export interface PagingResult {
	from: number;
	until: number;
	records: number;
	/** Size of the records as JSON, and memory held for them when all are there, in bytes. */
	jsonBytes: number;
	heldBytes: number;
}

/** So long the meter gets for a look at the event loop before and after the reading, in ms: what is done here else is none of it. */
const APART_MS = 50;

const request = { method: 'GET', path: '/customers' } as const;

const zone = zoneOf('America/Montreal');
const convert = (record: IDataObject) => convertTimestamps(record, zone);

async function main(target: Target): Promise<void> {
	const session = transportSession(target);
	// What is loaded and compiled at the first call is not what is measured.
	await fetchRecords(session, request, 100, convert);
	const before = heldMemory();
	await pause(APART_MS);
	const from = Date.now();
	const records = await fetchRecords(session, request, undefined, convert);
	const until = Date.now();
	await pause(APART_MS);
	const heldBytes = heldMemory() - before;
	const jsonBytes = records.reduce((sum, record) => sum + JSON.stringify(record).length, 0);
	const result: PagingResult = { from, until, records: records.length, jsonBytes, heldBytes };
	process.stdout.write(JSON.stringify(result));
}

/** In bytes, without what nothing refers to any more. */
function heldMemory(): number {
	if (global.gc === undefined) throw new Error('Start Node.js with --expose-gc');
	global.gc();
	global.gc();
	return process.memoryUsage().heapUsed;
}

// The cast: whoever starts this process gives a target.
void main(JSON.parse(process.argv[2] ?? '') as Target);
