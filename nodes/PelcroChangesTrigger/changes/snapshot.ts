import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { Clock } from '../../transport/clock';
import { isDataObject } from '../../transport/dataObject';
import { inStretches } from '../../transport/stretch';
import { recordId } from '../../common/reading/recordId';
import { LEFT_RECORDS_WHOLE, LEFT_RECORDS } from '../../transport/limits';

/** 48 bits: that a change goes unnoticed happens once in 280,000,000,000,000 changes. */
const HASH_BYTES = 6;

/** Before the content of a record that is in the list no more, but exists. */
const LEFT = '-';

/** Before the content of a record that was not in the list at the last look. */
const MISSED = '?';

/** What is known of a list's records, by ID: hash or values of each, with a mark where it was not in the list. */
export type Snapshot = Readonly<Record<string, string>>;

/** What is kept of a record. */
export interface Keeping {
	/** Whether values are kept, so that it can be told what they were before; else a hash. */
	values: boolean;
	/** The attributes that count, in lower case; all where there are none. */
	attributes: readonly string[];
	/** The attributes that counted for what was known before; the same ones where that is undefined. */
	formerAttributes?: readonly string[];
}

/** A record that differs from what was known. */
export interface Update {
	record: IDataObject;
	/** What the changed attributes were before; empty where only a hash was kept. */
	previous: IDataObject;
}

export interface Comparison {
	created: IDataObject[];
	updated: Update[];
	/** Known records that the list does not have (any more), and that were there before. */
	missing: string[];
	/** With what was found; missing ones are as they were. */
	snapshot: Snapshot;
}

/**
 * Compares a list, read as a whole, with what was known of it. Others have the event loop in between.
 *
 * @throws RangeError as recordId
 */
export async function compare(
	before: Snapshot,
	records: readonly IDataObject[],
	keeping: Keeping,
	clock: Clock,
): Promise<Comparison> {
	const known = new Map(Object.entries(before));
	const created: IDataObject[] = [];
	const updated: Update[] = [];
	const after: Record<string, string> = {};
	await inStretches(oldestFirst(records), { clock }, (record) => {
		const id = String(recordId(record));
		const was = known.get(id);
		known.delete(id);
		const now = contentOf(record, keeping);
		after[id] = now;
		const former = bare(was ?? '');
		if (was === undefined) created.push(record);
		else if (former !== '' && former !== contentLike(former, now, record, keeping)) {
			updated.push({ record, previous: previousOf(former, record, keeping) });
		}
	});
	const gone = [...known].map(([id, content]) => [id, stillComparable(content, keeping)] as const);
	const missing = gone.filter(([, content]) => !content.startsWith(LEFT)).map(([id]) => id);
	return { created, updated, missing, snapshot: { ...Object.fromEntries(gone), ...after } };
}

/** The snapshot without records that exist no more. */
export function withoutRecords(snapshot: Snapshot, ids: readonly string[]): Snapshot {
	const gone = new Set(ids);
	return Object.fromEntries(Object.entries(snapshot).filter(([id]) => !gone.has(id)));
}

/** Notes that records are not in the list any more. The newest ones are kept best. */
export function markLeft(snapshot: Snapshot, ids: readonly string[]): Snapshot {
	if (ids.length === 0) return snapshot;
	const entries = Object.entries(marked(snapshot, ids, LEFT));
	const others = entries.filter(([, content]) => !content.startsWith(LEFT));
	const newestFirst = entries
		.filter(([, content]) => content.startsWith(LEFT))
		.sort(([one], [other]) => Number(other) - Number(one));
	const kept = newestFirst
		.slice(0, LEFT_RECORDS)
		.map(([id, content], index) => [id, index < LEFT_RECORDS_WHOLE ? content : hashed(content)]);
	return Object.fromEntries([...others, ...kept]) as Snapshot;
}

/** Notes that records were not in the list at this look. */
export function markMissed(snapshot: Snapshot, ids: readonly string[]): Snapshot {
	return marked(snapshot, ids, MISSED);
}

export function wasMissed(snapshot: Snapshot, id: string): boolean {
	return snapshot[id]?.startsWith(MISSED) === true;
}

/** What was kept of a record that exists no more: its values where they are known, else its ID. */
export function lastKnown(snapshot: Snapshot, id: string): IDataObject {
	const values = valuesIn(bare(snapshot[id] ?? ''));
	return { id: Number(id), ...values };
}

export function oldestFirst(records: readonly IDataObject[]): IDataObject[] {
	return [...records].sort((one, other) => recordId(one) - recordId(other));
}

/** Names a state of a record. */
export function hashOf(record: IDataObject): string {
	return createHash('sha256')
		.update(canonical(record))
		.digest()
		.subarray(0, HASH_BYTES)
		.toString('base64url');
}

function marked(snapshot: Snapshot, ids: readonly string[], mark: string): Snapshot {
	if (ids.length === 0) return snapshot;
	const changes = ids.map((id) => [id, `${mark}${bare(snapshot[id] ?? '')}`]);
	return { ...snapshot, ...(Object.fromEntries(changes) as Snapshot) };
}

function bare(content: string): string {
	return content.startsWith(LEFT) || content.startsWith(MISSED) ? content.slice(1) : content;
}

/** Content with a hash in place of values. */
function hashed(content: string): string {
	const values = valuesIn(bare(content));
	return values === undefined ? content : `${LEFT}#${hashOf(values)}`;
}

/** Whether the attributes count that counted for what was known before. */
function countsAsBefore({ attributes, formerAttributes }: Keeping): boolean {
	return formerAttributes === undefined || `${formerAttributes}` === `${attributes}`;
}

/** What was kept of a record that has left the list is of no use once other attributes count. */
function stillComparable(content: string, keeping: Keeping): string {
	return countsAsBefore(keeping) || !content.startsWith(LEFT) ? content : LEFT;
}

function contentOf(record: IDataObject, keeping: Keeping): string {
	const counted = countedPart(record, keeping);
	return keeping.values ? canonical(counted) : `#${hashOf(counted)}`;
}

/**
 * The record's content in the form in which the former one is, should what is kept have been switched meanwhile.
 *
 * @param now the content in the form of today
 */
function contentLike(former: string, now: string, record: IDataObject, keeping: Keeping): string {
	const values = !former.startsWith('#');
	if (values === keeping.values && countsAsBefore(keeping)) return now;
	return contentOf(record, { ...formerly(keeping), values });
}

function formerly(keeping: Keeping): Keeping {
	return { ...keeping, attributes: keeping.formerAttributes ?? keeping.attributes };
}

function countedPart(record: IDataObject, { attributes }: Keeping): IDataObject {
	if (attributes.length === 0) return record;
	const names = new Set(attributes);
	return Object.fromEntries(
		Object.entries(record).filter(([name]) => names.has(name.toLowerCase())),
	);
}

function previousOf(former: string, record: IDataObject, keeping: Keeping): IDataObject {
	const values = valuesIn(former);
	if (values === undefined) return {};
	const now = countedPart(record, formerly(keeping));
	const names = [...new Set([...Object.keys(values), ...Object.keys(now)])];
	const changed = names.filter((name) => canonical(values[name]) !== canonical(now[name]));
	return Object.fromEntries(changed.map((name) => [name, values[name] ?? null]));
}

function valuesIn(content: string): IDataObject | undefined {
	if (!content.startsWith('{')) return undefined;
	const values = JSON.parse(content) as unknown;
	return isDataObject(values) ? values : undefined;
}

/** JSON in which the order of attributes does not count. */
function canonical(value: unknown): string {
	return (
		JSON.stringify(value, (_name, inner: unknown) =>
			isDataObject(inner)
				? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
				: inner,
		) ?? 'null'
	);
}
