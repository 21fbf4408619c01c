import type { IDataObject } from 'n8n-workflow';

import type { ListReader } from '../../common/reading/listReader';
import { readNewest } from '../../common/reading/newest';
import {
	isKnownId,
	knower,
	NO_IDS,
	startingWith,
	withIds,
	type KnownIds,
} from '../../common/reading/knownIds';
import { recordId } from '../../common/reading/recordId';
import {
	compare,
	lastKnown,
	markLeft,
	markMissed,
	oldestFirst,
	wasMissed,
	withoutRecords,
	type Keeping,
	type Snapshot,
} from './snapshot';
import { systemClock, type Clock } from '../../transport/clock';
import { LOOKED_FOR_RECORDS } from '../../transport/limits';

/** What is looked for in a list. */
export interface Watch {
	/** Names what is watched: list, filters, account. What is known of another one does not count. */
	watched: string;
	onUpdates: boolean;
	onRemovals: boolean;
	/** Whether the first look hands out everything that there is. */
	everythingFirst: boolean;
	keeping: Keeping;
}

/** What is known of a list between two looks: its newest IDs, or a snapshot of all records. */
export interface Known {
	watched: string;
	ids?: KnownIds;
	snapshot?: Snapshot;
	/** The attributes that counted for the snapshot. */
	attributes?: readonly string[];
}

export interface Change {
	kind: 'created' | 'updated' | 'deleted';
	record: IDataObject;
	/** What the changed attributes were before, for updates. */
	previous: IDataObject;
}

/** What a look has found, oldest records first, and what is known after it. */
export interface Look {
	changes: Change[];
	known: Known;
}

/**
 * Looks for what has changed in a list since the last look. Nothing is noted anywhere: where reading fails, or what was
 * found is not handed out, the next look begins where this one did.
 *
 * @param before what was known after the last look; undefined at the first one
 * @param clock by which others have the event loop in between
 * @throws RangeError as recordId; TooManyRecordsError; as the reader does
 */
export async function look(
	reader: ListReader,
	watch: Watch,
	before: Known | undefined,
	clock = systemClock,
): Promise<Look> {
	const known = before?.watched === watch.watched ? before : undefined;
	const needsAll = watch.onUpdates || watch.onRemovals;
	return needsAll
		? await lookAtAll(reader, watch, known, clock)
		: await lookAtNewest(reader, watch, known);
}

async function lookAtNewest(
	reader: ListReader,
	{ watched, everythingFirst }: Watch,
	before: Known | undefined,
): Promise<Look> {
	if (before === undefined) {
		if (everythingFirst) {
			const records = oldestFirst(await reader.all());
			const ids = startingWith(records.map(recordId), false);
			return { changes: records.map(createdOf), known: { watched, ids } };
		}
		// Whatever the first page has is known: one page is enough.
		const { records, hasOlder } = await readNewest(reader, () => true);
		return { changes: [], known: { watched, ids: startingWith(records.map(recordId), hasOlder) } };
	}
	const ids = before.ids ?? idsOf(before.snapshot);
	const isKnown = knower(ids);
	const { records } = await readNewest(reader, isKnown);
	const found = oldestFirst(records.filter((record) => !isKnown(recordId(record))));
	return {
		changes: found.map(createdOf),
		known: { watched, ids: withIds(ids, found.map(recordId)) },
	};
}

async function lookAtAll(
	reader: ListReader,
	watch: Watch,
	before: Known | undefined,
	clock: Clock,
): Promise<Look> {
	const records = await reader.all();
	const keeping = {
		...watch.keeping,
		...(before?.attributes && { formerAttributes: before.attributes }),
	};
	const comparison = await compare(before?.snapshot ?? {}, records, keeping, clock);
	const { created, updated, missing, snapshot } = comparison;
	const fresh = before === undefined && !watch.everythingFirst ? [] : created;
	// What 'new records only' has known before somebody switched.
	const unknown = fresh.filter((record) => !isKnownId(before?.ids ?? NO_IDS, recordId(record)));
	const { removed, after, failure }: Judgement = watch.onRemovals
		? await judgeMissing(reader, missing, snapshot)
		: { removed: [], after: withoutMissing(missing, snapshot) };
	const changes = [
		...unknown.map(createdOf),
		...(watch.onUpdates ? updated.map((update): Change => ({ kind: 'updated', ...update })) : []),
		...(watch.onRemovals ? removed.map((id) => deletedOf(snapshot, id)) : []),
	];
	// What was found is not kept back by what could not be asked; where that is all, it is told.
	if (changes.length === 0 && failure !== undefined) throw failure;
	const { attributes } = watch.keeping;
	return { changes, known: { watched: watch.watched, snapshot: after, attributes } };
}

/** What has become of records that are not in the list. */
interface Judgement {
	removed: string[];
	after: Snapshot;
	/** Why some of them could not be asked for; the next look does. */
	failure?: Error;
}

/**
 * A record that is not in the list was deleted, or fits the filters no more, or has slipped from one page to another
 * while they were read. Pelcro knows; where there is no call to ask by, the next look has to miss it as well.
 */
async function judgeMissing(
	reader: ListReader,
	missing: readonly string[],
	snapshot: Snapshot,
): Promise<Judgement> {
	const { exists } = reader;
	if (exists === undefined) {
		const removed = missing.filter((id) => wasMissed(snapshot, id));
		const first = missing.filter((id) => !wasMissed(snapshot, id));
		return { removed, after: markMissed(withoutRecords(snapshot, removed), first) };
	}
	const asked = missing.slice(0, LOOKED_FOR_RECORDS);
	const answers = await Promise.all(asked.map(async (id) => await answerFor(id, exists)));
	const removed = answers.filter(({ isThere }) => isThere === false).map(({ id }) => id);
	const there = answers.filter(({ isThere }) => isThere === true).map(({ id }) => id);
	const failure = answers.find((answer) => answer.failure !== undefined)?.failure;
	// What has only slipped will be in the list at the next look, unless it is deleted before: then it is asked for again.
	const after = withoutMissing(there, withoutRecords(snapshot, removed));
	return { removed, after, ...(failure && { failure }) };
}

interface AnswerFor {
	id: string;
	/** undefined where it could not be asked. */
	isThere?: boolean;
	failure?: Error;
}

async function answerFor(id: string, exists: (id: string) => Promise<boolean>): Promise<AnswerFor> {
	return await exists(id).then(
		(isThere) => ({ id, isThere }),
		(failure: unknown) => ({
			id,
			failure: failure instanceof Error ? failure : new Error(String(failure)),
		}),
	);
}

/** Where nobody wants to know why records are missing: those that two looks in a row have missed count as having left. */
function withoutMissing(missing: readonly string[], snapshot: Snapshot): Snapshot {
	const left = missing.filter((id) => wasMissed(snapshot, id));
	const first = missing.filter((id) => !wasMissed(snapshot, id));
	return markMissed(markLeft(snapshot, left), first);
}

function idsOf(snapshot: Snapshot | undefined): KnownIds {
	return startingWith(Object.keys(snapshot ?? {}).map(Number), false);
}

function createdOf(record: IDataObject): Change {
	return { kind: 'created', record, previous: {} };
}

function deletedOf(snapshot: Snapshot, id: string): Change {
	return { kind: 'deleted', record: lastKnown(snapshot, id), previous: {} };
}
